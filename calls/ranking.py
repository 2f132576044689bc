"""In what order people are offered for a call, and why each. Pure. Laws 3 and 5."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

_DEPARTMENTS = 3  # that may answer for a matter
_OF_EACH = 3  # people of a department, beside the one it is led by
_LONG_AGO = float("-inf")


class Why(IntEnum):
    """Why somebody is offered; of two reasons the first is told."""

    ASKED = 0
    DECIDES = 1
    LAST = 2
    DEALT = 3
    WAITED = 4
    SALES = 5
    HEAD = 6
    ANSWERS = 7


@dataclass(frozen=True)
class Person:
    """One who may be offered. `dealt_at`: when he last spoke with the caller's company;
    `last_caller_at`: when the last caller was connected to him."""

    pk: int
    department: int
    is_free: bool
    is_away: bool = False
    is_head: bool = False
    is_protected: bool = False
    dealt_at: datetime | None = None
    last_caller_at: datetime | None = None


@dataclass(frozen=True)
class Wish:
    """What is known of whom a call needs. `departments`: how likely each is to answer for it, the
    surest first; `sure`: the first may be taken for certain; `sales`: the departments that sell,
    where it is a buyer."""

    asked: int | None = None
    decide_for_asked: tuple[int, ...] = ()
    last: int | None = None
    departments: Mapping[int, float] = field(default_factory=dict)
    sure: bool = False
    sales: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Choice:
    pk: int
    why: Why


def ranked(people: Iterable[Person], wish: Wish) -> list[Choice]:
    """Everybody worth offering, the best first, each once and with his best reason.

    Whoever is asked for is the first, but that a buyer need not wait for one who is taken: before
    him comes somebody who is free (law 3). One who is protected is asked wherever he is (law 1).
    """
    known = {person.pk: person for person in people}
    choices: dict[int, Why] = {}

    def offer(pk: int | None, why: Why) -> None:
        if pk in known:
            choices.setdefault(pk, why)

    last = known.get(wish.last) if wish.last is not None else None
    side = _for_buyer(known.values(), wish, last)
    asked = known.get(wish.asked) if wish.asked is not None else None
    waits = asked is not None and not asked.is_free and not asked.is_protected
    if waits and side and side[0][0].is_free:
        offer(side[0][0].pk, side[0][1])
    offer(wish.asked, Why.ASKED)
    for pk in wish.decide_for_asked:
        offer(pk, Why.DECIDES)
    for person, why in side:
        offer(person.pk, why)
    if last is not None:
        offer(last.pk, Why.LAST)
    for department in list(wish.departments)[:_DEPARTMENTS]:
        for person in _of_department(known.values(), department):
            offer(person.pk, Why.HEAD if person.is_head else Why.ANSWERS)
    return [Choice(pk, why) for pk, why in choices.items()]


def sellers(people: Iterable[Person], wish: Wish) -> list[Person]:
    """Law 3: the sales side for a buyer, those who are free first.

    Among them the one who has dealt with his company, the latest; then, where it is certain whose
    matter it is, those; then whoever has waited longest for a caller.
    """
    surest = next(iter(wish.departments), None) if wish.sure else None

    def key(person: Person) -> tuple[bool, bool, float, bool, float, bool]:
        dealt = person.dealt_at.timestamp() if person.dealt_at else 0.0
        waited = person.last_caller_at.timestamp() if person.last_caller_at else _LONG_AGO
        elsewhere = surest in wish.sales and person.department != surest
        return (not person.is_free, not dealt, -dealt, elsewhere, waited, person.is_head)

    side = [one for one in people if one.department in wish.sales and not one.is_protected]
    return sorted(side, key=key)


def nobody_free(people: Iterable[Person], wish: Wish) -> bool:
    """Is this a buyer whom neither the sales side nor whoever he asks for can take just now?"""
    people = list(people)
    able = [*sellers(people, wish), *(one for one in people if one.pk == wish.asked)]
    return bool(wish.sales) and not any(person.is_free for person in able)


def call_back_owner(people: Iterable[Person], wish: Wish) -> Person | None:
    """Law 3: who owes the call-back to a buyer whom nobody of the sales side can take now.

    The head of the department that would have taken him; else whoever has dealt with his company;
    else the next. One who is away owes it only where all are, a protected one only where the
    sales side has nobody else.
    """
    people = list(people)
    side = sellers(people, wish) or [one for one in people if one.department in wish.sales]
    there = [one for one in side if not one.is_away] or side
    heads = [one for one in there if one.is_head and one.department == side[0].department]
    return next(iter([*heads, *there]), None)


def _for_buyer(
    people: Iterable[Person], wish: Wish, last: Person | None
) -> list[tuple[Person, Why]]:
    """Who can take a buyer: whoever he spoke with last, where he is free, then the sales side."""
    if not wish.sales:
        return []
    side = [(one, _why_seller(one)) for one in sellers(people, wish)]
    return [(last, Why.LAST), *side] if last is not None and last.is_free else side


def _why_seller(person: Person) -> Why:
    if person.dealt_at is not None:
        return Why.DEALT
    return Why.WAITED if person.is_free else Why.SALES


def _of_department(people: Iterable[Person], department: int) -> list[Person]:
    """Its head, then whoever is free. A head who is away comes after them, and a protected one
    last: he is not to be troubled."""
    own = [one for one in people if one.department == department]
    heads = [one for one in own if one.is_head]
    others = [one for one in own if not one.is_head and not one.is_protected]
    free = sorted(others, key=lambda one: not one.is_free)[:_OF_EACH]
    there = [one for one in heads if not one.is_protected and not one.is_away]
    rest = sorted((one for one in heads if one not in there), key=lambda one: one.is_protected)
    return [*there, *free, *rest]
