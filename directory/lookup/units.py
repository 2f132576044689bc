"""Departments, found by their names and by what they answer for."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from directory.lookup.phrases import Phrases, plus
from directory.lookup.records import Kind, Reason, Unit
from directory.lookup.vocabulary import NONE, Costs, Token

_PARTS = re.compile(r"[,;•·\r\n]+|\.\s+")
_BY_NAME, _BY_DUTY = 5, 6


class UnitMatch(NamedTuple):
    """What one word found: the least cost for each unit, and where it came from."""

    costs: Costs
    by_name: Costs
    by_duty: Costs


class Units:
    """All departments; small, and made anew whenever one changes."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = list(units)
        self.places = {unit.pk: place for place, unit in enumerate(self.units)}
        self._names = Phrases(unit.name for unit in self.units)
        duties = [
            (place, duty.strip())
            for place, unit in enumerate(self.units)
            for duty in _PARTS.split(unit.responsibilities)
            if duty.strip()
        ]
        self._duties = Phrases(duty for _, duty in duties)
        self._unit_of_duty = np.array([place for place, _ in duties], np.intp)

    def match(self, token: Token, guess: bool) -> UnitMatch:
        """Find the units by one word of a query; with `guess` it may be mistyped."""
        by_name = plus(self._search(self._names, token, guess), _BY_NAME)
        by_duty = plus(self._search(self._duties, token, guess), _BY_DUTY)
        costs = by_name.copy()
        np.minimum.at(costs, self._unit_of_duty, by_duty)
        return UnitMatch(costs, by_name, by_duty)

    def reason(self, match: UnitMatch, place: int, token: Token) -> Reason:
        """Say why the unit at `place` was found."""
        if match.by_name[place] <= match.costs[place]:
            return Reason(Kind.DEPARTMENT, token.text, self.units[place].name)
        here = np.flatnonzero(self._unit_of_duty == place)
        best = int(here[match.by_duty[here].argmin()])
        return Reason(Kind.RESPONSIBILITY, token.text, self._duties.texts[best])

    def ranked(self, matches: list[UnitMatch]) -> list[tuple[int, int]]:
        """Return (cost, place) of the units that every word found, the best first."""
        if not matches or not self.units:
            return []
        costs = np.array([match.costs for match in matches])
        total = costs.sum(axis=0, dtype=np.int64)
        places = np.flatnonzero((costs != NONE).all(axis=0))
        return sorted((int(total[place]), int(place)) for place in places)

    @staticmethod
    def _search(phrases: Phrases, token: Token, guess: bool) -> Costs:
        costs = phrases.known(token)
        return np.minimum(costs, phrases.similar(token)) if guess else costs
