"""Finds people and departments from anything half-heard, and takes edits as they come."""

import threading
from collections.abc import Collection, Iterable

import numpy as np

from directory.lookup.matching import Bearers
from directory.lookup.records import Hit, Person, Unit, UnitHit
from directory.lookup.search import Layer, State, find_people, find_units
from directory.lookup.shelf import Shelf
from directory.lookup.units import Units


class Index:
    """The people who work here and their departments, in memory.

    Edited people lie in a small layer over the large one, so an edit costs as much as building
    that layer: about a millisecond for the first, six for a hundred, thirty for a thousand. Build
    a new Index when `edits` has grown to thousands. It may be edited and searched from many
    threads: a search sees the state from before an edit or from after it.
    """

    def __init__(self, people: Iterable[Person], units: Iterable[Unit] = ()) -> None:
        known = Units(units)
        self._edited: dict[int, Person] = {}
        self._one_editor = threading.Lock()
        self._state: State = (known, (_layer(Shelf(people), known),))

    @property
    def edits(self) -> int:
        """How many edited people lie over the built index."""
        return len(self._edited)

    def replace(self, people: Iterable[Person]) -> None:
        """Take people who are new or have changed; each one whole."""
        come = list(people)
        self._lay_over([person.pk for person in come], come)

    def remove(self, pks: Collection[int]) -> None:
        """Forget people who have left; unknown ones do no harm."""
        self._lay_over(pks, [])

    def replace_units(self, units: Iterable[Unit]) -> None:
        """Take all departments anew, as one of them has changed."""
        known = Units(units)
        with self._one_editor:
            _, layers = self._state
            self._state = (
                known,
                tuple(each._replace(unit_places=each.shelf.unit_places(known)) for each in layers),
            )

    def search(self, query: str, limit: int = 8) -> list[Hit]:
        """Return at most `limit` people, the likeliest first; nothing for a query of no letters.

        Every word must find the person by some property of his; where nobody is found so, letters
        may be wrong, and at last words may be left out. Never raises, whatever is typed.
        """
        return find_people(self._state, query, limit) if limit > 0 else []

    def search_units(self, query: str, limit: int = 5) -> list[UnitHit]:
        """Return at most `limit` departments by name or by what they answer for. Never raises."""
        return find_units(self._state[0], query, limit)

    def _lay_over(self, gone: Collection[int], come: list[Person]) -> None:
        with self._one_editor:
            units, (base, *_) = self._state
            for pk in gone:
                self._edited.pop(pk, None)
            self._edited.update((person.pk, person) for person in come)
            alive = ~np.isin(base.shelf.pks, np.array(list(gone), np.int64))
            if base.people.alive is not None:
                alive &= base.people.alive
            people = base.people._replace(alive=alive, gone=len(alive) - int(alive.sum()))
            over = [_layer(Shelf(self._edited.values()), units)] if self._edited else []
            self._state = (units, (base._replace(people=people), *over))


def _layer(shelf: Shelf, units: Units) -> Layer:
    return Layer(shelf, Bearers(shelf.heads, shelf.columns[0]), shelf.unit_places(units))
