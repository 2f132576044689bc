"""Shifts that close, and are taken over, in the instant in which something happens to a call."""

from functools import partial

import pytest
from django.urls import reverse

from calls import call_control, connecting, handover, lines, loose_ends, screening, shifts
from calls.models import Call, Shift, TransferRequest
from calls.statuses import Answer, Disposition, RequestStatus, Status
from directory.models import Employee, User
from tests.calls.conftest import CallIn, page_of, told
from tests.calls.racing import ROUNDS, at_once, fresh, in_turn, meets_unfinished, one_winner
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed: other connections have to see it."""
    return cast


def shift_of(user: User) -> Shift:
    return shifts.open_for(user)


def left(user: User) -> Shift:
    """Her shift, closed just now; nobody has taken it over."""
    return shifts.close(shift_of(user))


def end_all() -> None:
    for call in Call.objects.exclude(status=Status.ENDED):
        assert call.receptionist is not None
        connecting.end(call, Disposition.ANSWERED, call.receptionist)


def test_a_call_is_handed_to_her_while_she_closes_the_shift(
    call_in: CallIn, cast: Cast, third: User
) -> None:
    """Either it came before she left, and stands among the unfinished, or it stays as it was."""
    for turn in ROUNDS:
        call, shift = call_in(), shift_of(third)
        outcomes = in_turn(
            turn,
            partial(handover.hand, fresh(call), third, "", cast.receptionist),
            partial(shifts.close, shift),
        )
        assert outcomes[1] is None
        now = fresh(call)
        if outcomes[0] is None:
            assert now.receptionist == third
            assert now in loose_ends.unfinished()
        else:
            assert (now.receptionist, now.status) == (cast.receptionist, Status.TALKING)
        end_all()


def test_nobody_is_handed_a_call_who_is_just_leaving(
    call_in: CallIn, cast: Cast, third: User
) -> None:
    call, shift = call_in(), shift_of(third)
    refusal = meets_unfinished(
        lambda: shifts.close(shift),
        lambda: handover.hand(fresh(call), third, "", cast.receptionist),
    )
    assert refusal is not None
    assert third.shown_name in str(refusal)
    assert fresh(call).status == Status.TALKING


def test_closed_in_two_tabs(cast: Cast) -> None:
    pages = [page_of(cast.receptionist) for _tab in range(2)]
    for _turn in ROUNDS:
        shift = shift_of(cast.receptionist)
        answers: list[int] = []
        at = reverse("shift-closing", args=[shift.pk])
        at_once(
            *(
                lambda page=page, at=at, answers=answers: answers.append(page.post(at).status_code)
                for page in pages
            )
        )
        assert answers == [302, 302]
        shift.refresh_from_db()
        assert shift.closed_at is not None


def test_two_confirm_one_shift(call_in: CallIn, cast: Cast, third: User) -> None:
    two = (cast.colleague, third)
    for turn in ROUNDS:
        calls = [call_in(Status.ON_HOLD), call_in()]
        shift = left(cast.receptionist)
        outcomes = in_turn(
            turn,
            *(partial(shifts.confirm, Shift.objects.get(pk=shift.pk), user) for user in two),
        )
        loser = one_winner(outcomes)
        winner = two[outcomes.index(None)]
        assert winner.shown_name in loser.sentence
        for call in calls:
            assert (fresh(call).receptionist, fresh(call).status) == (winner, Status.ON_HOLD)
            assert call.events.filter(verb="handed").count() == 1
        end_all()


def test_confirmed_while_one_of_her_callers_hangs_up(
    call_in: CallIn, cast: Cast, third: User
) -> None:
    for turn in ROUNDS:
        waits, gone = call_in(Status.ON_HOLD), call_in(Status.ON_HOLD)
        shift = left(cast.receptionist)
        outcomes = in_turn(
            turn,
            partial(shifts.confirm, shift, third),
            partial(connecting.end, fresh(gone), Disposition.ABANDONED, cast.receptionist),
        )
        assert outcomes[0] is None, "who takes over is not held up by one call"
        assert fresh(waits).receptionist == third
        ended = outcomes[1] is None
        assert fresh(gone).status == (Status.ENDED if ended else Status.ON_HOLD)
        assert fresh(gone).receptionist == (cast.receptionist if ended else third)
        end_all()


def test_confirmed_while_she_swaps_in_another_tab(call_in: CallIn, cast: Cast, third: User) -> None:
    """Each holds what the other wants next, were it not for her turn."""
    who = cast.receptionist
    for turn in ROUNDS:
        calls = [call_in(Status.ON_HOLD), call_in()]
        shift, order = left(who), lines.on_the_desk()
        outcomes = in_turn(
            turn,
            partial(shifts.confirm, shift, third),
            partial(call_control.swap, order, who),
        )
        assert outcomes[0] is None
        for call in calls:
            assert (fresh(call).receptionist, fresh(call).status) == (third, Status.ON_HOLD)
        end_all()


def test_confirmed_while_a_manager_approves(
    call_in: CallIn, cast: Cast, director: Employee, third: User
) -> None:
    for turn in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        request = TransferRequest.objects.get(pk=asked.pk)
        present = call_in(actor=third)
        shift = left(cast.receptionist)
        outcomes = in_turn(
            turn,
            partial(shifts.confirm, shift, third),
            partial(screening.decide, request, Answer.CONNECT, cast.director),
        )
        assert outcomes == [None, None], "neither the call nor the decision is lost"
        asked.refresh_from_db()
        assert asked.status == RequestStatus.APPROVED
        now = fresh(asked.call)
        assert (now.receptionist, now.status) == (third, Status.ON_HOLD)
        assert fresh(present).status == Status.TALKING
        end_all()


def test_two_take_over_from_each_other(call_in: CallIn, cast: Cast) -> None:
    one, two = cast.receptionist, cast.colleague
    for turn in ROUNDS:
        calls = [call_in(actor=one), call_in(actor=two)]
        first, second = left(one), left(two)
        outcomes = in_turn(
            turn,
            partial(shifts.confirm, second, one),
            partial(shifts.confirm, first, two),
        )
        assert outcomes == [None, None]
        assert {fresh(call).receptionist for call in calls} <= {one, two}
        assert not loose_ends.unfinished()
        end_all()
