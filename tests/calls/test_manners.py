"""Who comes first on the desk, and what may interrupt: every pair of kinds of call. Law 6."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.manners import WAITING, Manner, Rank, in_order, is_heard, manner, rank
from calls.statuses import LIVE, Kind, Status

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST, OUTSIDE, INSIDE = Rank.FIRST_PERSON, Rank.EXTERNAL, Rank.INTERNAL


@dataclass(frozen=True)
class Line:
    pk: int
    rank: Rank
    status: Status
    status_since: datetime


@pytest.mark.parametrize(
    ("kind", "of_first_person", "expected"),
    [
        (Kind.EXTERNAL, False, OUTSIDE),
        (Kind.EXTERNAL, True, OUTSIDE),
        (Kind.INTERNAL, False, INSIDE),
        (Kind.INTERNAL, True, FIRST),
    ],
)
def test_what_kind_of_call_it_is(kind: Kind, of_first_person: bool, expected: Rank) -> None:
    assert rank(kind, of_first_person) is expected


# talking with -> what rings -> what she does, and whether it sounds for her
TABLE = {
    (None, FIRST): (Manner.ANSWER, True),
    (None, OUTSIDE): (Manner.ANSWER, True),
    (None, INSIDE): (Manner.ANSWER, True),
    (FIRST, FIRST): (Manner.QUIET, False),
    (FIRST, OUTSIDE): (Manner.QUIET, False),
    (FIRST, INSIDE): (Manner.QUIET, False),
    (OUTSIDE, FIRST): (Manner.ASK_TO_WAIT, True),
    (OUTSIDE, OUTSIDE): (Manner.NEXT, False),
    (OUTSIDE, INSIDE): (Manner.NEXT, False),
    (INSIDE, FIRST): (Manner.ASK_TO_WAIT, True),
    (INSIDE, OUTSIDE): (Manner.ASK_TO_WAIT, False),
    (INSIDE, INSIDE): (Manner.NEXT, False),
}


def test_the_table_has_every_pair() -> None:
    assert set(TABLE) == set(product([None, *Rank], Rank))


@pytest.mark.parametrize(("talking", "rings"), TABLE, ids=str)
def test_what_is_done_about_a_line_that_rings(talking: Rank | None, rings: Rank) -> None:
    assert (manner(talking, rings), is_heard(talking, rings)) == TABLE[talking, rings]


lines = st.lists(
    st.builds(
        Line,
        pk=st.integers(1, 10**6),
        rank=st.sampled_from(Rank),
        status=st.sampled_from(sorted(LIVE)),
        status_since=st.integers(0, 5).map(lambda minutes: MORNING - timedelta(minutes=minutes)),
    ),
    unique_by=lambda line: line.pk,
    max_size=12,
)


@given(lines)
def test_the_order_is_total_and_stable(some: list[Line]) -> None:
    ordered = in_order(some)
    assert in_order(reversed(some)) == ordered
    assert in_order(ordered) == ordered
    assert sorted(line.pk for line in ordered) == sorted(line.pk for line in some)


@given(lines)
def test_a_line_more_moves_no_other(some: list[Line]) -> None:
    ordered = in_order(some)
    for gone in some:
        rest = [line for line in some if line != gone]
        assert in_order(rest) == [line for line in ordered if line != gone]


@given(lines)
def test_law_6_an_external_call_stands_behind_no_internal_one_but_the_directors(
    some: list[Line],
) -> None:
    ordered = in_order(some)
    for place, line in enumerate(ordered):
        if line.rank is OUTSIDE:
            assert INSIDE not in {before.rank for before in ordered[:place]}
        if line.rank is FIRST:
            assert {before.rank for before in ordered[:place]} <= {FIRST}


@given(lines)
def test_among_equals_whoever_waits_longest_is_next(some: list[Line]) -> None:
    for kind in Rank:
        equals = [line for line in in_order(some) if line.rank is kind]
        waiting = [line for line in equals if line.status in WAITING]
        assert equals[: len(waiting)] == waiting
        assert [line.status_since for line in waiting] == sorted(
            line.status_since for line in waiting
        )


def test_every_pair_of_lines_has_one_order() -> None:
    moments = (MORNING, MORNING - timedelta(minutes=1))
    every = [
        Line(pk, *kind) for pk, kind in enumerate(product(Rank, sorted(LIVE), moments), start=1)
    ]
    for one, other in permutations(every, 2):
        assert in_order([one, other]) == in_order([other, one])
