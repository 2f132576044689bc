"""Many lines, several receptionists, one instant: each line has one outcome, told to the other."""

from functools import partial

import pytest

from calls import call_control, connecting, handover, lines, screening
from calls.models import Call, TransferRequest
from calls.statuses import Answer, Disposition, Kind, RequestStatus, Status
from directory.models import Employee, User
from tests.calls.conftest import CallIn, told
from tests.calls.racing import ROUNDS, at_once, fresh, in_turn, meets_unfinished, one_winner
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)

A_HUNDRED = range(100)


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed: other connections have to see it."""
    return cast


def talks(user: User) -> list[Call]:
    return list(Call.objects.filter(receptionist=user, status=Status.TALKING))


def as_it_stands(call: Call) -> tuple[object, ...]:
    """All of a call that a race it lost must leave alone."""
    now = fresh(call)
    return now.status, now.status_since, now.receptionist, now.events.count()


def test_a_hundred_calls_that_two_answer_at_once(call_in: CallIn, cast: Cast) -> None:
    two = (cast.receptionist, cast.colleague)
    present = [call_in(actor=user) for user in two]
    for turn in A_HUNDRED:
        ringing = call_control.ring(Kind.EXTERNAL)
        before = [as_it_stands(call) for call in present]
        outcomes = in_turn(
            turn,
            *(partial(call_control.answer, fresh(ringing), user) for user in two),
        )
        loser = one_winner(outcomes)
        winner = outcomes.index(None)
        assert fresh(ringing).receptionist == two[winner]
        assert two[winner].shown_name in loser.sentence
        assert fresh(present[winner]).status == Status.ON_HOLD
        assert as_it_stands(present[1 - winner]) == before[1 - winner]
        assert [event.verb for event in ringing.events.all()] == ["rang", "taken"]
        connecting.end(fresh(ringing), Disposition.ANSWERED, two[winner])
        call_control.resume(fresh(present[winner]), two[winner])


def test_answered_while_it_rings_no_more(call_in: CallIn, cast: Cast) -> None:
    who, present = cast.receptionist, call_in()
    for turn in ROUNDS:
        before = as_it_stands(present)
        ringing = call_control.ring(Kind.EXTERNAL, phone="067 555 01 01")
        outcomes = in_turn(
            turn,
            partial(call_control.answer, fresh(ringing), who),
            partial(call_control.stop_ringing, fresh(ringing), None),
        )
        loser = one_winner(outcomes)
        now = fresh(ringing)
        if outcomes[0] is None:
            assert who.shown_name in loser.sentence
            assert talks(who) == [now]
            connecting.end(now, Disposition.ANSWERED, who)
            call_control.resume(fresh(present), who)
        else:
            assert now.get_status_display() in loser.sentence
            assert now.disposition == Disposition.ABANDONED
            assert as_it_stands(present) == before


def test_two_holds(call_in: CallIn, cast: Cast) -> None:
    for _turn in ROUNDS:
        call = call_in()
        outcomes = at_once(
            *(
                partial(call_control.hold, one, cast.receptionist)
                for one in (fresh(call), fresh(call))
            )
        )
        assert str(Status.ON_HOLD.label) in one_winner(outcomes).sentence
        assert call.events.filter(verb="held").count() == 1


def test_hold_and_hang_up(call_in: CallIn, cast: Cast) -> None:
    who = cast.receptionist
    for turn in ROUNDS:
        waiting = call_in(Status.ON_HOLD)
        outcomes = in_turn(
            turn,
            partial(call_control.resume, fresh(waiting), who),
            partial(connecting.end, fresh(waiting), Disposition.ABANDONED, who),
        )
        one_winner(outcomes)
        gone_on = outcomes[0] is None
        assert fresh(waiting).status == (Status.TALKING if gone_on else Status.ENDED)
        assert waiting.events.filter(verb__in=["resumed", "ended"]).count() == 1


def test_handed_over_and_ended(call_in: CallIn, cast: Cast, third: User) -> None:
    who = cast.receptionist
    for turn in ROUNDS:
        call = call_in()
        outcomes = in_turn(
            turn,
            partial(handover.hand, fresh(call), cast.colleague, "", who),
            partial(connecting.end, fresh(call), Disposition.ANSWERED, who),
        )
        loser = one_winner(outcomes)
        now = fresh(call)
        if outcomes[0] is None:
            assert (now.receptionist, now.status) == (cast.colleague, Status.ON_HOLD)
            assert cast.colleague.shown_name in loser.sentence
        else:
            assert (now.receptionist, now.status) == (who, Status.ENDED)
            assert now.get_status_display() in loser.sentence


def test_handed_to_two_colleagues_at_once(call_in: CallIn, cast: Cast, third: User) -> None:
    two = (cast.colleague, third)
    for turn in ROUNDS:
        call = call_in()
        outcomes = in_turn(
            turn,
            *(partial(handover.hand, fresh(call), user, "", cast.receptionist) for user in two),
        )
        loser = one_winner(outcomes)
        winner = two[outcomes.index(None)]
        assert fresh(call).receptionist == winner
        assert winner.shown_name in loser.sentence
        assert call.events.filter(verb="handed").count() == 1


def test_taken_over_by_two_colleagues(call_in: CallIn, cast: Cast, third: User) -> None:
    two = (cast.colleague, third)
    present = [call_in(actor=user) for user in two]
    for turn in ROUNDS:
        waiting = call_in(Status.ON_HOLD)
        before = [as_it_stands(call) for call in present]
        outcomes = in_turn(
            turn,
            *(partial(handover.take_over, fresh(waiting), user) for user in two),
        )
        loser = one_winner(outcomes)
        winner = outcomes.index(None)
        assert talks(two[winner]) == [fresh(waiting)]
        assert two[winner].shown_name in loser.sentence
        assert as_it_stands(present[1 - winner]) == before[1 - winner]
        connecting.end(fresh(waiting), Disposition.ANSWERED, two[winner])
        call_control.resume(fresh(present[winner]), two[winner])


def test_taken_over_while_the_holder_goes_on(call_in: CallIn, cast: Cast, third: User) -> None:
    who = cast.receptionist
    for turn in ROUNDS:
        waiting, present = call_in(Status.ON_HOLD), call_in()
        before = as_it_stands(present)
        outcomes = in_turn(
            turn,
            partial(handover.take_over, fresh(waiting), third),
            partial(call_control.resume, fresh(waiting), who),
        )
        one_winner(outcomes)
        has_it = third if outcomes[0] is None else who
        assert talks(has_it) == [fresh(waiting)]
        if has_it == third:
            assert as_it_stands(present) == before
        for call in (waiting, present):
            now = fresh(call)
            assert now.receptionist is not None
            connecting.end(now, Disposition.ANSWERED, now.receptionist)


def test_swapped_in_two_tabs(call_in: CallIn, cast: Cast) -> None:
    who = cast.receptionist
    for _turn in ROUNDS:
        Call.objects.exclude(status=Status.ENDED).update(receptionist=cast.colleague)
        waiting, present = call_in(Status.ON_HOLD), call_in()
        outcomes = at_once(
            *(partial(call_control.swap, lines.on_the_desk(), who) for _tab in range(2))
        )
        assert str(Status.TALKING.label) in one_winner(outcomes).sentence
        assert talks(who) == [fresh(waiting)]
        assert [event.verb for event in waiting.events.all()] == ["taken", "held", "resumed"]
        assert [event.verb for event in present.events.all()] == ["taken", "held"]
        call_control.hold(fresh(waiting), who)


def test_approved_while_it_is_handed_over(
    call_in: CallIn, cast: Cast, director: Employee, third: User
) -> None:
    """The caller is back with whoever has him now: in her ear, or on hold while she talks."""
    for turn in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        receiver = (cast.colleague, third)[turn % 2]
        request = TransferRequest.objects.get(pk=asked.pk)
        call = fresh(asked.call)
        busy = call_in(actor=receiver) if turn % 3 else None
        outcomes = in_turn(
            turn,
            partial(handover.hand, call, receiver, "", cast.receptionist),
            partial(screening.decide, request, Answer.CONNECT, cast.director),
        )
        assert outcomes[1] is None, "no decision is lost"
        asked.refresh_from_db()
        assert asked.status == RequestStatus.APPROVED
        now = fresh(call)
        assert now.receptionist == (receiver if outcomes[0] is None else cast.receptionist)
        waits = outcomes[0] is None and busy is not None
        assert now.status == (Status.ON_HOLD if waits else Status.TALKING)
        for left in filter(None, [now, busy and fresh(busy)]):
            assert left.receptionist is not None
            connecting.end(left, Disposition.ANSWERED, left.receptionist)


def test_approved_just_before_the_handing_over_is_committed(
    call_in: CallIn, cast: Cast, director: Employee, third: User
) -> None:
    asked = screening.ask(told(call_in()), director, cast.receptionist)
    call_in(actor=third)
    request = TransferRequest.objects.get(pk=asked.pk)
    lost = meets_unfinished(
        lambda: handover.hand(fresh(asked.call), third, "", cast.receptionist),
        lambda: screening.decide(request, Answer.CONNECT, cast.director),
    )
    assert lost is None
    now = fresh(asked.call)
    assert (now.receptionist, now.status) == (third, Status.ON_HOLD)
