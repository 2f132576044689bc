"""One query answered: the ways to read it, from the plainest to the boldest guess."""

from typing import NamedTuple

from directory.lookup.columns import Rows
from directory.lookup.matching import Bearers, Match, Ranked, ranked
from directory.lookup.query import Reading, readings
from directory.lookup.reasons import latin_reasons, layout_reason, reason
from directory.lookup.records import Hit, Kind, Reason, UnitHit
from directory.lookup.shelf import Guess, Shelf
from directory.lookup.units import Units
from directory.lookup.vocabulary import PREFIX

_SWAPPED = 3
_LEFT_OUT = 60
# One letter wrong, not counting the case ending; and the same with other words beside it.
_ONE_LETTER = 35
_ONE_MISTAKE = 45
_ANY_COST = 10**6
# Shorter ones are rather beginnings, and nearly everything is a letter away from them.
_WHOLE_WORD = 4
# So many of the last places are kept for names a letter away from the one typed.
_KEPT_FOR_NEAR = 2
# Of more words than that it is not tried which one is wrong.
_MOST_DOUBTED = 3


class Layer(NamedTuple):
    """A shelf, which of its people still stand as they are there, and where they belong."""

    shelf: Shelf
    people: Bearers
    unit_places: Rows


State = tuple[Units, tuple[Layer, ...]]


class _Found(NamedTuple):
    rank: Ranked
    layer: Layer
    matches: list[Match]
    reading: Reading

    @property
    def pk(self) -> int:
        return int(self.layer.shelf.pks[self.rank.row])


_People = dict[int, _Found]


def find_people(state: State, query: str, limit: int) -> list[Hit]:
    """Return at most `limit` people, the likeliest first."""
    ways = []
    for way in readings(query):
        if named := _to_the_letter(way, state, query, limit):
            return named
        ways.append(way)
    found: _People = {}
    for way in ways:
        if not (found and way.longest >= _WHOLE_WORD and _cheapest(found) <= PREFIX):
            _look(found, way, state, Guess.NONE, limit, most=_most(way))
    near: _People = {}
    for way in {id(each.reading): each.reading for each in found.values()}.values():
        # The name may stand there and yet be another one misheard.
        if way.longest >= _WHOLE_WORD:
            most = _ONE_MISTAKE if len(way.words) > 1 else _ONE_LETTER
            _look(near, way, state, Guess.NAMES, limit, most, guesses=True)
    for guess in (Guess.UNKNOWN_WORDS, Guess.ALL_WORDS, Guess.BEGINNINGS):
        for way in ways if not found else ():
            _look(found, way, state, guess, limit)
            if _cheapest(found) <= _ONE_MISTAKE:
                break
    if not found:
        _leave_words_out(found, ways, state, limit)
    best = sorted(found.values(), key=_order)
    likely = [each for each in sorted(near.values(), key=_order) if each.pk not in found]
    longest = max((way.longest for way in ways), default=0)
    roomy = limit > 2 * _KEPT_FOR_NEAR and longest > _WHOLE_WORD
    kept = min(len(likely), _KEPT_FOR_NEAR) if roomy else 0
    return [_hit(each, state[0], query) for each in (best[: limit - kept] + likely)[:limit]]


def find_units(units: Units, query: str, limit: int) -> list[UnitHit]:
    """Return at most `limit` departments, the likeliest first."""
    found: dict[int, UnitHit] = {}
    for guess in (False, True):
        for way in readings(query) if not found else ():
            matches = [units.match(token, guess) for token in way.words]
            for cost, place in units.ranked(matches):
                pairs = zip(matches, way.words, strict=True)
                reasons = tuple(units.reason(match, place, token) for match, token in pairs)
                hit = UnitHit(units.units[place].pk, cost + _SWAPPED * way.swapped, reasons)
                if hit.pk not in found or hit.cost < found[hit.pk].cost:
                    found[hit.pk] = hit
    return sorted(found.values(), key=lambda hit: (hit.cost, hit.pk))[: max(limit, 0)]


def _to_the_letter(way: Reading, state: State, query: str, limit: int) -> list[Hit]:
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
    found: _People,
    way: Reading,
    state: State,
    guess: Guess,
    limit: int,
    most: int = _ANY_COST,
    guesses: bool = False,
) -> None:
    """Add to what was found the people whom this reading finds, or finds at a lower cost.

    With `guesses` only those in whose names letters are wrong.
    """
    units, layers = state
    penalty = _SWAPPED * way.swapped + _LEFT_OUT * bool(way.left_out)
    for layer in layers:
        matches = _matches(way, layer, units, guess)
        for rank in ranked(matches, layer.people, limit, guesses):
            each = _Found(rank._replace(cost=rank.cost + penalty), layer, matches, way)
            if each.rank.cost <= most and (each.pk not in found or each.rank < found[each.pk].rank):
                found[each.pk] = each


def _matches(way: Reading, layer: Layer, units: Units, guess: Guess) -> list[Match]:
    """What each word found; nothing if one of them found nobody."""
    shelf = layer.shelf
    if not shelf.size:
        return []
    alone = len(way.words) + len(way.numbers) == 1
    matches = [shelf.by_address(address) for address in way.addresses]
    matches += [shelf.by_number(digits) for digits in way.numbers]
    for word in way.words:
        matches.append(shelf.by_word(word, units, layer.unit_places, guess, alone))
        if not matches[-1].found():
            return []
    return matches


def _leave_words_out(found: _People, ways: list[Reading], state: State, limit: int) -> None:
    """Find people by the words that find somebody, then by all but one of them.

    At last a word may be left out and letters of the others be wrong.
    """
    for way in (each for each in ways if _most(each) == _ANY_COST):
        units, layers = state
        unknown = [
            word
            for word in way.words
            if not any(_matches(Reading((word,)), layer, units, Guess.NONE) for layer in layers)
        ]
        known = way.without(unknown)
        if unknown:
            _look(found, known, state, Guess.NONE, limit)
        for word in known.words if not found else ():
            _look(found, known.without([word]), state, Guess.NONE, limit)
    for way in ways if not found else ():
        for word in way.words if len(way.words) <= _MOST_DOUBTED else ():
            _look(found, way.without([word]), state, Guess.ALL_WORDS, limit)


def _most(way: Reading) -> int:
    """The most a reading may cost at first: Latin in the Ukrainian layout is hardly ever meant."""
    latin = way.swapped and any(word.latin for word in way.words)
    return _SWAPPED + PREFIX * len(way.words) if latin else _ANY_COST


def _cheapest(found: _People) -> int:
    return min((each.rank.cost for each in found.values()), default=_ANY_COST)


def _order(found: _Found) -> tuple[Ranked, int]:
    return found.rank, found.pk


def _hit(found: _Found, units: Units, query: str) -> Hit:
    shelf, row = found.layer.shelf, found.rank.row
    reasons: list[Reason | None] = list(layout_reason(found.reading, query))
    reasons += (reason(match, row, shelf, units) for match in found.matches)
    if found.reading.left_out:
        reasons.append(Reason(Kind.LEFT_OUT, " ".join(found.reading.left_out), ""))
    return Hit(
        found.pk,
        found.rank.cost,
        not found.rank.guessed and not found.reading.left_out,
        tuple(dict.fromkeys(each for each in reasons if each is not None)),
    )
