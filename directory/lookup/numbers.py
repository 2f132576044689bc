"""Phone numbers and extensions, found by any part of them however they are written."""

import re

import numpy as np
import numpy.typing as npt

from directory.lookup.columns import Rows

_LONGEST = 12
_NOT_DIGIT = re.compile("[^0-9]+")
# A digit is counted 1 to 10 and its absence 0, so that "55" and "550" differ. A number of twelve
# takes 42 bits, and what is left of 63 holds its row.
_BASE = 11
_ROW_BITS = 21


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


class NumberList:
    """Collects one number for each row in one block of bytes."""

    def __init__(self) -> None:
        self._block = bytearray()

    def add(self, digits: str) -> None:
        """`digits` are bare, at most twelve are kept; "" is no number."""
        self._block += digits[:_LONGEST].ljust(_LONGEST).encode("ascii")

    def table(self) -> npt.NDArray[np.uint8]:
        return np.frombuffer(self._block, np.uint8).reshape(-1, _LONGEST)


class Numbers:
    """The numbers of many rows, sorted by every ending that is at least `shortest` digits long.

    With `shortest` None only whole numbers are sorted, so they are found by their beginning.
    """

    def __init__(self, table: npt.NDArray[np.uint8], shortest: int | None) -> None:
        """`table` is a `NumberList`'s, with its rows in whatever order is wanted."""
        weights = np.where(table == ord(" "), 0, table - np.uint8(ord("0") - 1))
        lengths = np.count_nonzero(weights, axis=1)
        skips = range(1 if shortest is None else _LONGEST)
        least = shortest or 1
        counts = [int(np.count_nonzero(lengths >= skipped + least)) for skipped in skips]
        self._packed = np.zeros(sum(counts), np.int64)
        begin = 0
        for skipped, count in zip(skips, counts, strict=True):
            rows = np.flatnonzero(lengths >= skipped + least)
            part = self._packed[begin : begin + count]
            for place in range(_LONGEST):
                part *= _BASE
                if skipped + place < _LONGEST:
                    part += weights[rows, skipped + place]
            part <<= _ROW_BITS
            part |= rows
            begin += count
        self._packed.sort()

    def beginning(self, digits: str) -> Rows:
        """Return the rows with a number, or a part of one, that begins so; each once, in order."""
        return self._between(digits, _BASE ** (_LONGEST - len(digits)))

    def exactly(self, digits: str) -> Rows:
        """Return the rows with a number, or an ending of one, that is exactly this."""
        return self._between(digits, 1)

    def _between(self, digits: str, width: int) -> Rows:
        if not 0 < len(digits) <= _LONGEST:
            return np.empty(0, np.intp)
        low = 0
        for digit in digits:
            low = low * _BASE + int(digit) + 1
        low *= _BASE ** (_LONGEST - len(digits))
        bounds = np.array([low, low + width], np.int64) << _ROW_BITS
        first, last = np.searchsorted(self._packed, bounds)
        return np.unique(self._packed[first:last] & ((1 << _ROW_BITS) - 1)).astype(np.intp)
