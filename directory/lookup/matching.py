"""What one word of a query found among the people of a shelf, and what it costs each of them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from directory.lookup.columns import Column, Rows
from directory.lookup.records import Kind
from directory.lookup.units import UnitMatch
from directory.lookup.vocabulary import FUZZY, NONE, Costs, Token

# Whoever answers for a thing is asked before those who work under him.
_NOT_HEAD = 4
_NOT_HEAD_BY_POSITION = 1
_POSITION, _UNIT = 3, 4
_COMMONEST = 10**9


class Table(NamedTuple):
    """One property by which the word may find people: the costs of its distinct values."""

    column: Column
    costs: Costs
    # The same before the property's own charge: how the word was matched.
    ways: Costs


class Direct(NamedTuple):
    """People found by a number or an address: their rows, in order, at one cost."""

    kind: Kind
    rows: Rows
    cost: int


class Match(NamedTuple):
    """What one word found. `tables` are: surname, given name, patronymic, position, department."""

    typed: str
    token: Token | None = None
    tables: tuple[Table, ...] = ()
    direct: tuple[Direct, ...] = ()
    units: UnitMatch | None = None

    def found(self) -> int:
        """How many people it found; one found in two ways counts twice."""
        by_table = sum(table.column.count(table.costs != NONE) for table in self.tables)
        return by_table + sum(len(found.rows) for found in self.direct)

    def rows(self, size: int, least: int = 0, most: int = NONE - 1) -> Rows:
        """The rows some table found at a cost within bounds, in order, of a shelf of that size."""
        parts = [
            table.column.rows((table.costs >= least) & (table.costs <= most))
            for table in self.tables
        ]
        parts += [found.rows for found in self.direct]
        rows = np.concatenate(parts)
        if 16 * len(rows) < size:
            return np.unique(rows)
        marked = np.zeros(size, bool)
        marked[rows] = True
        return np.flatnonzero(marked)

    def enough(self, wanted: int) -> int:
        """The least cost up to which one property alone finds so many people."""
        for cost in range(FUZZY):
            for table in self.tables[:_UNIT]:
                if table.column.count(table.costs <= cost) >= wanted:
                    return cost
        return NONE - 1

    def each_way(self, rows: Rows, heads: npt.NDArray[np.bool_]) -> list[Costs]:
        """The costs of the rows by each table, then by each direct finding."""
        ways = [table.costs[table.column.values[rows]] for table in self.tables]
        if ways:
            under = ~heads[rows]
            for place, more in ((_POSITION, _NOT_HEAD_BY_POSITION), (_UNIT, _NOT_HEAD)):
                ways[place] += (under & (ways[place] != NONE)) * np.uint8(more)
        for found in self.direct:
            hit = np.isin(rows, found.rows, assume_unique=True)
            ways.append(np.where(hit, found.cost, NONE).astype(np.uint8))
        return ways

    def costs(
        self, rows: Rows, heads: npt.NDArray[np.bool_]
    ) -> tuple[Costs, npt.NDArray[np.bool_]]:
        """The least cost of each of the rows, `NONE` where the word did not find it; and whether
        it was found by the surname."""
        ways = self.each_way(rows, heads)
        best = ways[0]
        for way in ways[1:]:
            best = np.minimum(best, way)
        return best, (best == ways[0]) & bool(self.tables)


class Ranked(NamedTuple):
    """Rows with their places in the answer: less is better, field by field."""

    cost: int
    turn: int
    rarity: int
    row: int
    guessed: int


class Bearers(NamedTuple):
    """What ranking needs to know of the people of a shelf."""

    heads: npt.NDArray[np.bool_]
    surnames: Column
    # Who still stands as he does here, and how many do not; None: all do.
    alive: npt.NDArray[np.bool_] | None = None
    gone: int = 0


def ranked(matches: list[Match], people: Bearers, limit: int, guesses: bool) -> list[Ranked]:
    """Return the best rows that every match found; with `guesses` only those some match guessed.

    Equals take turns by surname, the common surnames first: five people of five surnames tell
    more than five of one, and a guess is likelier to be a common name.
    """
    counts = [match.found() for match in matches]
    if not counts or not min(counts):
        return []
    size = len(people.heads)
    narrowest = matches[counts.index(min(counts))]
    if len(matches) > 1:
        rows = narrowest.rows(size)
    else:
        most = NONE - 1 if guesses else narrowest.enough(limit + people.gone)
        rows = narrowest.rows(size, FUZZY if guesses else 0, most)
    if people.alive is not None:
        rows = rows[people.alive[rows]]
    total = np.zeros(len(rows), np.uint16)
    by_surname, guessed = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    for match in sorted(matches, key=lambda each: each is not narrowest):
        costs, here = match.costs(rows, people.heads)
        if match is not narrowest:
            found = costs != NONE
            rows, total, by_surname = rows[found], total[found], by_surname[found]
            costs, here, guessed = costs[found], here[found], guessed[found]
        total = total + costs
        by_surname |= here
        guessed |= costs >= FUZZY
    if guesses:
        rows, total, by_surname = rows[guessed], total[guessed], by_surname[guessed]
        guessed = guessed[guessed]
    # Everybody found by something else than the surname takes turns as if of one name.
    names = np.where(by_surname, people.surnames.values[rows], -1)
    return _best(rows, total, names, guessed, people.surnames, limit)


def _best(
    rows: Rows,
    total: npt.NDArray[np.uint16],
    names: Rows,
    guessed: npt.NDArray[np.bool_],
    surnames: Column,
    limit: int,
) -> list[Ranked]:
    if not len(rows):
        return []
    up_to = np.bincount(total).cumsum()
    dearest = int(np.searchsorted(up_to, limit)) if up_to[-1] > limit else len(up_to)
    cheap = total <= dearest
    rows, total, names, guessed = rows[cheap], total[cheap], names[cheap], guessed[cheap]
    order = np.lexsort((rows, names, total)) if len(rows) > 1 else np.arange(1)
    rows, total, names, guessed = rows[order], total[order], names[order], guessed[order]
    begins = np.ones(len(rows), bool)
    begins[1:] = (names[1:] != names[:-1]) | (total[1:] != total[:-1])
    places = np.arange(len(rows))
    turns = places - np.maximum.accumulate(np.where(begins, places, 0))
    early = turns < limit
    rows, total, turns = rows[early], total[early], turns[early]
    names, guessed = names[early], guessed[early]
    rarity = np.where(names < 0, -_COMMONEST, -surnames.counts[names])
    order = np.lexsort((rows, rarity, turns, total))[:limit]
    return [
        Ranked(*map(int, each))
        for each in zip(
            total[order], turns[order], rarity[order], rows[order], guessed[order], strict=True
        )
    ]
