"""One property of many people: which of its distinct values each row has, and back."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]


class Column:
    """`values[row]` is the number of the row's value; `rows(...)` are the rows with given ones."""

    def __init__(self, values: Sequence[int] | Rows, size: int) -> None:
        self.values: Rows = np.asarray(values, np.intp)
        self._by_value = np.argsort(self.values, kind="stable").astype(np.int32)
        self.counts = np.bincount(self.values, minlength=size)
        self._starts = np.concatenate(([0], np.cumsum(self.counts)))

    def count(self, wanted: npt.NDArray[np.bool_]) -> int:
        """How many rows have one of the wanted values (a mask over the values)."""
        return int(self.counts[wanted].sum())

    def bearers(self, value: int) -> Rows:
        """Return the rows that have the value, in order."""
        return self._by_value[self._starts[value] : self._starts[value + 1]].astype(np.intp)

    def rows(self, wanted: npt.NDArray[np.bool_]) -> Rows:
        """Return those rows, unsorted, each once."""
        values = np.flatnonzero(wanted)
        counts = self.counts[values]
        total = int(counts.sum())
        # The slices one after another: where each begins, less what went before it.
        offsets = self._starts[values] - np.concatenate(([0], np.cumsum(counts)[:-1]))
        return self._by_value[np.repeat(offsets, counts) + np.arange(total)].astype(np.intp)
