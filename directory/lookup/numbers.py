"""Phone numbers and extensions, found by any part of them however they are written."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_LONGEST = 12
_NOT_DIGIT = re.compile(r"\D+")
# A digit is counted 1 to 10 and its absence 0, so that "55" and "550" differ.
_BASE = 11


def digits_of(text: str) -> str:
    return _NOT_DIGIT.sub("", text)


def national(digits: str) -> str:
    """Return a Ukrainian number's nine national digits; another number's last twelve."""
    if len(digits) == 12 and digits.startswith("380"):
        return digits[3:]
    if len(digits) == 11 and digits.startswith("80"):
        return digits[2:]
    if len(digits) == 10 and digits.startswith("0"):
        return digits[1:]
    return digits[-_LONGEST:]


def dialled(digits: str) -> str:
    """Return what has been typed of a number without the country code and the trunk zero."""
    for code in ("380", "80", "0"):
        if len(digits) > len(code) + 1 and digits.startswith(code):
            return digits[len(code) :]
    return digits


class Numbers:
    """The numbers of many rows, sorted by every ending that is at least `shortest` digits long.

    With `shortest` None only whole numbers are sorted, so they are found by their beginning.
    """

    def __init__(self, numbers: Sequence[str], shortest: int | None) -> None:
        """`numbers` has the bare digits of each row, at most twelve are kept; "" is no number."""
        packed = "".join(number[:_LONGEST].ljust(_LONGEST) for number in numbers).encode("ascii")
        table = np.frombuffer(packed, np.uint8).reshape(len(numbers), _LONGEST)
        weights = np.where(table == ord(" "), 0, table - np.uint8(ord("0") - 1)).astype(np.int64)
        lengths = (weights > 0).sum(axis=1)
        values, rows = [], []
        for skipped in range(1 if shortest is None else _LONGEST):
            long_enough = np.flatnonzero(lengths >= skipped + (shortest or 1))
            if not len(long_enough):
                break
            value = np.zeros(len(long_enough), np.int64)
            for place in range(_LONGEST):
                value *= _BASE
                if skipped + place < _LONGEST:
                    value += weights[long_enough, skipped + place]
            values.append(value)
            rows.append(long_enough.astype(np.int32))
        every_value = np.concatenate(values) if values else np.empty(0, np.int64)
        order = np.argsort(every_value)
        self._values = every_value[order]
        self._rows = np.concatenate(rows)[order] if rows else np.empty(0, np.int32)

    def with_part(self, digits: str) -> npt.NDArray[np.intp]:
        """Return the rows whose number has these digits (or begins with them), each once."""
        return self._between(digits, _BASE ** (_LONGEST - len(digits)))

    def ending(self, digits: str) -> npt.NDArray[np.intp]:
        """Return the rows whose number ends with these digits or is exactly them."""
        return self._between(digits, 1)

    def _between(self, digits: str, width: int) -> npt.NDArray[np.intp]:
        if not 0 < len(digits) <= _LONGEST:
            return np.empty(0, np.intp)
        low = 0
        for digit in digits:
            low = low * _BASE + int(digit) + 1
        low *= _BASE ** (_LONGEST - len(digits))
        first, last = np.searchsorted(self._values, [low, low + width])
        return np.unique(self._rows[first:last]).astype(np.intp)
