"""E-mail addresses, found by their beginning."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


class Addresses:
    """The addresses of many rows in one sorted block of bytes, which takes little memory."""

    def __init__(self, addresses: Sequence[str]) -> None:
        """`addresses` has one for each row; "" is none."""
        encoded = sorted(
            (address.lower().encode("utf-8", "replace"), row)
            for row, address in enumerate(addresses)
            if address
        )
        self._block = b"".join(address for address, _ in encoded)
        self._rows = np.array([row for _, row in encoded], np.int32)
        self._ends = np.cumsum([len(address) for address, _ in encoded], dtype=np.int64)

    def _address(self, place: int) -> bytes:
        return self._block[self._ends[place - 1] if place else 0 : self._ends[place]]

    def _first_from(self, bound: bytes) -> int:
        low, high = 0, len(self._rows)
        while low < high:
            middle = (low + high) // 2
            if self._address(middle) < bound:
                low = middle + 1
            else:
                high = middle
        return low

    def beginning(self, prefix: str) -> npt.NDArray[np.intp]:
        """Return the rows whose address begins with the prefix."""
        start = prefix.lower().encode("utf-8", "replace")
        first = self._first_from(start)
        last = self._first_from(start + b"\xff")
        return np.sort(self._rows[first:last]).astype(np.intp)
