"""A full name typed to the letter, which is answered at once."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from directory.lookup.columns import Column, Rows
from directory.lookup.letters import romanised, written
from directory.lookup.vocabulary import Token

_Places = tuple[tuple[int, int], ...]


class FullNames:
    """Whole names, as they are written and in official Latin spelling."""

    def __init__(self, columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> None:
        """`columns` and the distinct `texts` they number: surnames, given names, patronymics."""
        self._columns = columns
        places: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for field, names in enumerate(texts):
            for value, name in enumerate(names):
                if name:
                    cleaned = written(name)
                    places[cleaned].add((field, value))
                    places[romanised(cleaned)].add((field, value))
        self._places = {name: tuple(sorted(where)) for name, where in places.items()}

    def rows(self, words: Sequence[Token]) -> Rows:
        """Return the people who have each of the words for one of their names, in order."""
        found = [self._places.get(word.written, ()) for word in words]
        if not found or not all(found):
            return np.empty(0, np.intp)
        found.sort(key=self._bearers)
        first, *others = found
        rows = np.concatenate([self._columns[field].bearers(value) for field, value in first])
        for places in others:
            has = np.zeros(len(rows), bool)
            for field, value in places:
                has |= self._columns[field].values[rows] == value
            rows = rows[has]
        return np.unique(rows) if len(first) > 1 else rows

    def _bearers(self, places: _Places) -> int:
        return sum(int(self._columns[field].counts[value]) for field, value in places)
