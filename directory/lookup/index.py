"""Finds people and departments from anything half-heard, and takes edits as they come."""

import threading
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np

from directory.lookup.columns import Rows
from directory.lookup.matching import Bearers, Match, Ranked, is_sure, ranked
from directory.lookup.query import Reading, readings
from directory.lookup.reasons import latin_reasons, layout_reason, reason
from directory.lookup.records import Hit, Kind, Person, Reason, Unit, UnitHit
from directory.lookup.shelf import Guess, Shelf
from directory.lookup.units import Units
from directory.lookup.vocabulary import FUZZY, PREFIX

_SWAPPED = 3
_LEFT_OUT = 60
# One letter wrong, not counting the case ending; and the same with other words beside it.
_ONE_LETTER = 35
_ONE_MISTAKE = 45
# Shorter ones are rather beginnings, and nearly everything is a letter away from them.
_WHOLE_WORD = 4
_ANY_COST = 10**6
# So many of the last places are kept for names a letter away from the one typed.
_KEPT_FOR_NEAR = 2


class _Layer(NamedTuple):
    """A shelf, which of its people still stand as they are there, and where they belong."""

    shelf: Shelf
    people: Bearers
    unit_places: Rows


_State = tuple[Units, tuple[_Layer, ...]]


class _Found(NamedTuple):
    rank: Ranked
    layer: _Layer
    matches: list[Match]
    reading: Reading

    @property
    def pk(self) -> int:
        return int(self.layer.shelf.pks[self.rank.row])


class Index:
    """The people who work here and their departments, in memory.

    Edited people lie in a small layer over the large one, so an edit costs as much as building
    that layer: a few milliseconds up to some hundred edits. Build a new Index when `edits` has
    grown to thousands. Searching from other threads while an edit is taken is safe: a search
    sees the state from before it or from after it.
    """

    def __init__(self, people: Iterable[Person], units: Iterable[Unit] = ()) -> None:
        self._edited: dict[int, Person] = {}
        self._one_editor = threading.Lock()
        known = Units(units)
        self._state: _State = (known, (_layer(Shelf(people), known),))

    @property
    def edits(self) -> int:
        """How many edited people lie over the built index."""
        return len(self._edited)

    def replace(self, people: Iterable[Person]) -> None:
        """Take people who are new or have changed; each one whole."""
        people = list(people)
        self._lay_over([person.pk for person in people], people)

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

    def _lay_over(self, gone: Collection[int], come: list[Person]) -> None:
        with self._one_editor:
            units, (base, *_) = self._state
            self._state = (units, self._layers(base, units, gone, come))

    def _layers(
        self, base: _Layer, units: Units, gone: Collection[int], come: list[Person]
    ) -> tuple[_Layer, ...]:
        changed = np.isin(base.shelf.pks, np.array(list(gone), np.int64))
        alive = ~changed if base.people.alive is None else base.people.alive & ~changed
        for pk in gone:
            self._edited.pop(pk, None)
        self._edited.update((person.pk, person) for person in come)
        people = base.people._replace(alive=alive, gone=len(alive) - int(alive.sum()))
        over = [_layer(Shelf(self._edited.values()), units)] if self._edited else []
        return (base._replace(people=people), *over)

    def search(self, query: str, limit: int = 8) -> list[Hit]:
        """Return at most `limit` people, the likeliest first; nothing for a query of no letters.

        Every word must find the person by some property of his; where nobody is found so, letters
        may be wrong, and at last a word may be left out. Never raises, whatever is typed.
        """
        state = self._state
        if limit < 1:
            return []
        ways = []
        for way in readings(query):
            if named := _to_the_letter(way, state, query, limit):
                return named
            ways.append(way)
        found: dict[int, _Found] = {}
        for way in ways:
            if not (found and way.longest >= _WHOLE_WORD and _cheapest(found) <= PREFIX):
                _look(found, way, state, Guess.NONE, limit, most=_most(way))
        near: dict[int, _Found] = {}
        if found:
            # The name may stand there and yet be another one misheard.
            for way in {id(each.reading): each.reading for each in found.values()}.values():
                if way.longest >= _WHOLE_WORD:
                    most = _ONE_MISTAKE if len(way.words) > 1 else _ONE_LETTER
                    _look(near, way, state, Guess.NAMES, limit, FUZZY, most)
        else:
            for guess in (Guess.UNKNOWN_WORDS, Guess.ALL_WORDS, Guess.BEGINNINGS):
                for way in ways if not found else ():
                    _look(found, way, state, guess, limit)
                    if _cheapest(found) <= _ONE_MISTAKE:
                        break
        for way in ways if not found else ():
            for shorter in _without_a_word(way):
                _look(found, shorter, state, Guess.ALL_WORDS, limit)
        best = sorted(found.values(), key=_order)
        likely = [each for each in sorted(near.values(), key=_order) if each.pk not in found]
        longest = max((way.longest for way in ways), default=0)
        roomy = limit > 2 * _KEPT_FOR_NEAR and longest > _WHOLE_WORD
        kept = min(len(likely), _KEPT_FOR_NEAR) if roomy else 0
        answer = (best[: limit - kept] + likely)[:limit]
        return [_hit(each, state[0], query) for each in answer]

    def search_units(self, query: str, limit: int = 5) -> list[UnitHit]:
        """Return at most `limit` departments by name or by what they answer for. Never raises."""
        units, _ = self._state
        found: dict[int, UnitHit] = {}
        for guess in (False, True):
            for reading in readings(query):
                matches = [units.match(token, guess) for token in reading.words]
                for cost, place in units.ranked(matches):
                    reasons = tuple(
                        units.reason(match, place, token)
                        for match, token in zip(matches, reading.words, strict=True)
                    )
                    hit = UnitHit(units.units[place].pk, cost + _SWAPPED * reading.swapped, reasons)
                    if hit.pk not in found or hit.cost < found[hit.pk].cost:
                        found[hit.pk] = hit
            if found:
                break
        return sorted(found.values(), key=lambda hit: (hit.cost, hit.pk))[: max(limit, 0)]


def _layer(shelf: Shelf, units: Units) -> _Layer:
    return _Layer(shelf, Bearers(shelf.heads, shelf.columns[0]), shelf.unit_places(units))


def _to_the_letter(way: Reading, state: _State, query: str, limit: int) -> list[Hit]:
    """People whose full name the reading is, if it is two words or more."""
    if len(way.words) < 2 or way.numbers or way.addresses:
        return []
    hits = []
    for shelf, people, _ in state[1]:
        rows = shelf.full_names.rows(way.words)
        if people.alive is not None:
            rows = rows[people.alive[rows]]
        for row in rows[:limit].tolist():
            reasons = [*layout_reason(way, query), *latin_reasons(way, row, shelf)]
            cost = _SWAPPED * way.swapped
            hits.append(Hit(int(shelf.pks[row]), cost, sure=True, reasons=tuple(reasons)))
    return hits[:limit]


def _look(
    found: dict[int, _Found],
    reading: Reading,
    state: _State,
    guess: Guess,
    limit: int,
    least: int = 0,
    most: int = _ANY_COST,
) -> None:
    """Add to what was found the people whom this reading finds, or finds at a lower cost."""
    units, layers = state
    for layer in layers:
        for each in _find(reading, layer, units, guess, limit, least):
            if each.rank.cost <= most and (each.pk not in found or each.rank < found[each.pk].rank):
                found[each.pk] = each


def _most(way: Reading) -> int:
    """The most a reading may cost at first: Latin in the Ukrainian layout is hardly ever meant."""
    latin = way.swapped and any(word.latin for word in way.words)
    return _SWAPPED + PREFIX * len(way.words) if latin else _ANY_COST


def _cheapest(found: dict[int, _Found]) -> int:
    return min((each.rank.cost for each in found.values()), default=_ANY_COST)


def _find(
    reading: Reading, layer: _Layer, units: Units, guess: Guess, limit: int, least: int
) -> list[_Found]:
    shelf = layer.shelf
    if not shelf.size:
        return []
    alone = len(reading.words) + len(reading.numbers) == 1
    matches = [shelf.by_address(address) for address in reading.addresses]
    matches += [shelf.by_number(digits) for digits in reading.numbers]
    for word in reading.words:
        matches.append(shelf.by_word(word, units, layer.unit_places, guess, alone))
        if not matches[-1].found():
            return []
    penalty = _SWAPPED * reading.swapped + _LEFT_OUT * bool(reading.left_out)
    return [
        _Found(rank._replace(cost=rank.cost + penalty), layer, matches, reading)
        for rank in ranked(matches, layer.people, limit, least)
    ]


def _without_a_word(way: Reading) -> list[Reading]:
    words = way.words
    return [
        way._replace(words=words[:place] + words[place + 1 :], left_out=word.text)
        for place, word in enumerate(words)
        if len(words) + len(way.numbers) + len(way.addresses) > 1
    ]


def _order(found: _Found) -> tuple[Ranked, int]:
    return found.rank, found.pk


def _hit(found: _Found, units: Units, query: str) -> Hit:
    shelf, row = found.layer.shelf, found.rank.row
    reasons: list[Reason | None] = list(layout_reason(found.reading, query))
    reasons += (reason(match, row, shelf, units) for match in found.matches)
    if found.reading.left_out:
        reasons.append(Reason(Kind.LEFT_OUT, found.reading.left_out, ""))
    return Hit(
        found.pk,
        found.rank.cost,
        is_sure(found.rank.cost),
        tuple(dict.fromkeys(each for each in reasons if each is not None)),
    )
