"""E-mail addresses, found by their beginning."""

import numpy as np
import numpy.typing as npt

from directory.lookup.columns import Rows

# Addresses that differ only after so many bytes are not told apart.
_LONGEST = 64


class AddressList:
    """Collects one address for each row, "" for none, in one block of bytes."""

    def __init__(self) -> None:
        self._block = bytearray()
        self._lengths: list[int] = []

    def add(self, address: str) -> None:
        encoded = _encoded(address)
        self._block += encoded
        self._lengths.append(len(encoded))

    def table(self) -> npt.NDArray[np.bytes_]:
        lengths = np.array(self._lengths, np.intp)
        width = max(int(lengths.max(initial=1)), 1)
        letters = np.zeros((len(lengths), width), np.uint8)
        letters[np.arange(width) < lengths[:, None]] = np.frombuffer(self._block, np.uint8)
        return letters.view(f"S{width}").ravel()


class Addresses:
    """The addresses of many rows, sorted."""

    def __init__(self, addresses: npt.NDArray[np.bytes_]) -> None:
        order = np.argsort(addresses, kind="stable")
        order = order[addresses[order] != b""]
        self._sorted = addresses[order]
        self._rows = order.astype(np.int32)

    def beginning(self, prefix: str) -> Rows:
        """Return the rows whose address begins with the prefix, in order."""
        start = _encoded(prefix)
        if not start:
            return np.empty(0, np.intp)
        first = np.searchsorted(self._sorted, np.bytes_(start))
        last = np.searchsorted(self._sorted, np.bytes_(start + b"\xff"))
        return np.sort(self._rows[first:last]).astype(np.intp)


def _encoded(address: str) -> bytes:
    return address.lower().replace("\0", "").encode("utf-8", "replace")[:_LONGEST]
