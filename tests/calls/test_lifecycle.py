"""A call's status changes in one place, by the table of moves, and once."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from calls import lifecycle
from calls.models import Call, CallEvent
from calls.refusals import Overtaken
from calls.statuses import MOVES, Disposition, Status
from tests.calls.conftest import CallIn
from tests.conftest import Cast

PAIRS = list(product(Status, Status))
ALLOWED = [pair for pair in PAIRS if pair[1] in MOVES[pair[0]]]
FORBIDDEN = [pair for pair in PAIRS if pair not in ALLOWED]


def move(call: Call, status: Status, cast: Cast) -> Call:
    """Move a call; what an ended or a ringing one must or must not have comes along."""
    changes: dict[str, object] = {}
    if status == Status.ENDED:
        changes = {"disposition": Disposition.ANSWERED, "ended_at": timezone.now()}
    elif call.status == Status.RINGING:
        changes = {"receptionist": cast.receptionist}
    return lifecycle.move(
        call, status, CallEvent.Verb.HELD, cast.receptionist, changes=changes, why="test"
    )


def everything(call: Call) -> tuple[object, object]:
    return Call.objects.filter(pk=call.pk).values().get(), list(call.events.values())


def test_every_status_has_its_row_in_the_table() -> None:
    assert set(MOVES) == set(Status)
    assert MOVES[Status.ENDED] == frozenset()
    assert all(Status.ENDED in moves for status, moves in MOVES.items() if status != Status.ENDED)


@pytest.mark.parametrize(("old", "new"), ALLOWED)
def test_an_allowed_move_works_once(call_in: CallIn, cast: Cast, old: Status, new: Status) -> None:
    call = call_in(old)
    stale = Call.objects.get(pk=call.pk)
    moved_from = call.status_since
    move(call, new, cast)
    assert call.status == new
    assert call.status_since > moved_from
    event = call.events.last()
    assert event is not None
    assert (event.actor, event.detail) == (cast.receptionist, {"why": "test"})

    after = everything(call)
    with pytest.raises(Overtaken) as told:
        move(stale, new, cast)
    answered = (old, new) == (Status.RINGING, Status.TALKING)
    told_how = cast.receptionist.shown_name if answered else str(new.label)
    assert told_how in told.value.sentence
    assert everything(call) == after


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_any_other_move_is_refused_and_changes_nothing(
    call_in: CallIn, cast: Cast, old: Status, new: Status
) -> None:
    call = call_in(old)
    before = everything(call)
    with pytest.raises(Overtaken) as told:
        move(call, new, cast)
    assert str(old.label) in told.value.sentence
    assert everything(call) == before


def test_a_move_and_its_event_are_one(call: Call, cast: Cast) -> None:
    before = everything(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        lifecycle.move(
            call,
            Status.ENDED,  # without a disposition
            CallEvent.Verb.ENDED,
            cast.receptionist,
        )
    assert everything(call) == before


def test_an_ending_says_how_and_when(call: Call, cast: Cast) -> None:
    lifecycle.end(call, Disposition.ABANDONED, cast.receptionist)
    assert (call.status, call.disposition) == (Status.ENDED, Disposition.ABANDONED)
    assert call.ended_at is not None
    event = call.events.last()
    assert event is not None
    assert (event.verb, event.detail) == (CallEvent.Verb.ENDED, {"disposition": "abandoned"})


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"status": "napping"}, "call_status_known"),
        ({"status": "ended"}, "call_ended_has_disposition"),
        ({"disposition": "answered"}, "call_ended_has_disposition"),
        ({"ended_at": timezone.now()}, "call_ended_has_disposition"),
        (
            {"status": "ended", "ended_at": timezone.now(), "disposition": "vanished"},
            "call_ended_has_disposition",
        ),
        (
            {"status": "ended", "ended_at": timezone.now(), "disposition": "connected"},
            "call_connected_to_somebody",
        ),
        ({"receptionist": None}, "call_has_receptionist"),
    ],
)
def test_the_database_refuses_what_no_call_can_be(
    call: Call, columns: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**columns)
