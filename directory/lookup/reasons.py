"""Says why a person was found, where the words typed do not simply stand in his name."""

import numpy as np

from directory.lookup.letters import is_latin, romanised, written
from directory.lookup.matching import Match
from directory.lookup.names import is_nickname
from directory.lookup.query import Reading
from directory.lookup.records import Kind, Reason
from directory.lookup.shelf import Shelf
from directory.lookup.units import Units
from directory.lookup.vocabulary import ALIAS, CHANGED, FUZZY, TENDER

_SURNAME, _GIVEN_NAME, _POSITION, _UNIT = 0, 1, 3, 4


def reason(match: Match, row: int, shelf: Shelf, units: Units) -> Reason | None:
    """Return why the match found the person in the row; None where it is plain."""
    ways = match.each_way(np.array([row]), shelf.heads)
    costs = [int(way[0]) for way in ways]
    best = costs.index(min(costs))
    if best >= len(match.tables):
        return Reason(match.direct[best - len(match.tables)].kind, match.typed, "")
    assert match.token is not None and match.units is not None
    value = int(shelf.columns[best].values[row]) if best < _UNIT else 0
    if best == _UNIT:
        place = units.places[shelf.unit_pks[shelf.units.values[row]]]
        return units.reason(match.units, place, match.token)
    text = shelf.texts[best][value]
    if best == _POSITION:
        return Reason(Kind.POSITION, match.typed, text)
    way = int(match.tables[best].ways[value])
    if way in (ALIAS, CHANGED, TENDER) and best != _SURNAME:
        nickname = best == _GIVEN_NAME and is_nickname(match.token)
        return Reason(Kind.NICKNAME if nickname else Kind.SPELLING, match.typed, text)
    if way >= FUZZY:
        return Reason(Kind.SPELLING, match.typed, text)
    if match.token.latin and not is_latin(written(text)):
        return Reason(Kind.TRANSLITERATED, match.typed, text)
    return None


def layout_reason(way: Reading, query: str) -> list[Reason]:
    """Say what was meant by a query typed in the other keyboard layout, if it was."""
    if not way.swapped:
        return []
    meant = (*way.addresses, *way.numbers, *(word.text for word in way.words))
    return [Reason(Kind.LAYOUT, query.strip(), " ".join(meant))]


def latin_reasons(way: Reading, row: int, shelf: Shelf) -> list[Reason]:
    """Say which names of the person in the row stand for Latin words typed to the letter."""
    reasons = []
    for word in way.words:
        for texts, column in zip(shelf.texts[:_POSITION], shelf.columns, strict=False):
            name = texts[int(column.values[row])]
            if word.latin and word.written == romanised(written(name)) != written(name):
                reasons.append(Reason(Kind.TRANSLITERATED, word.text, name))
    return reasons
