"""The manners of a desk with many lines: who comes first, and what may interrupt. Pure. Law 6."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol, TypeVar

from calls.statuses import Kind, Status


class Rank(IntEnum):
    """What kind of call it is, the one that comes first with the least number."""

    FIRST_PERSON = 0  # the director's own, or of another person set so
    EXTERNAL = 1
    INTERNAL = 2


class Manner(StrEnum):
    """What a receptionist does about a line that rings."""

    ANSWER = "answer"  # she talks with nobody: answer
    ASK_TO_WAIT = "ask_to_wait"  # ask the present one to wait, hold, answer
    NEXT = "next"  # it waits its turn: finish first
    QUIET = "quiet"  # the present talk is not interrupted at all: a colleague may take it


class Waiting(Protocol):
    """A line as far as its place among the others goes."""

    @property
    def rank(self) -> Rank: ...
    @property
    def status(self) -> str: ...
    @property
    def status_since(self) -> datetime: ...
    @property
    def pk(self) -> int: ...


Line = TypeVar("Line", bound=Waiting)

# Whose turn it could be; one who talks already waits for nobody.
WAITING = frozenset({Status.RINGING, Status.ON_HOLD, Status.AWAITING})


def rank(kind: str, of_first_person: bool) -> Rank:
    """`of_first_person`: a colleague calls whose calls come before all."""
    if kind == Kind.EXTERNAL:
        return Rank.EXTERNAL
    return Rank.FIRST_PERSON if of_first_person else Rank.INTERNAL


def in_order(lines: Iterable[Line]) -> list[Line]:
    """The director's line, then external ones, then internal ones.

    Among equals those who wait come before those who talk, and whoever waits longest is first.
    """
    return sorted(lines, key=_place)


def _place(line: Waiting) -> tuple[Rank, bool, datetime, int]:
    return line.rank, line.status not in WAITING, line.status_since, line.pk


def manner(talking: Rank | None, rings: Rank) -> Manner:
    """What is done about a ringing line by a receptionist who talks with that kind of caller."""
    if talking is None:
        return Manner.ANSWER
    if talking is Rank.FIRST_PERSON:
        return Manner.QUIET
    return Manner.ASK_TO_WAIT if rings < talking else Manner.NEXT


def is_heard(talking: Rank | None, rings: Rank) -> bool:
    """Does a new line sound for her? None does while she talks, unless it is the director."""
    if talking is None:
        return True
    return rings is Rank.FIRST_PERSON and talking is not Rank.FIRST_PERSON
