"""A decision, and whatever may happen to its call in the same instant."""

import threading

import pytest
from django.db import connection, connections, transaction

from calls import call_control, connecting, screening
from calls.models import Call, TransferRequest
from calls.statuses import Answer, Disposition, Kind, RequestStatus, Status
from directory.models import Employee
from tests.calls.conftest import CallIn, told
from tests.calls.racing import (
    PATIENCE,
    ROUNDS,
    at_once,
    fresh,
    one_winner,
    wait_until_somebody_is_blocked,
)
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed: other connections have to see it."""
    return cast


def test_director_and_assistant_answer_in_the_same_instant(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        one, two = (TransferRequest.objects.get(pk=asked.pk) for _ in range(2))
        outcomes = at_once(
            lambda one=one: screening.decide(one, Answer.CONNECT, cast.director),
            lambda two=two: screening.decide(two, Answer.BUSY, cast.assistant),
        )
        loser = one_winner(outcomes)
        asked.refresh_from_db()
        winner = cast.director if outcomes[0] is None else cast.assistant
        assert asked.decided_by == winner
        assert asked.answer == (Answer.CONNECT if winner == cast.director else Answer.BUSY)
        assert winner.shown_name in loser.sentence
        assert asked.call.events.filter(verb__in=["approved", "declined"]).count() == 1


def test_withdrawn_and_approved_in_the_same_instant(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        one, two = (TransferRequest.objects.get(pk=asked.pk) for _ in range(2))
        outcomes = at_once(
            lambda one=one: screening.withdraw(one, cast.receptionist),
            lambda two=two: screening.decide(two, Answer.CONNECT, cast.director),
        )
        one_winner(outcomes)
        asked.refresh_from_db()
        assert asked.status == ("withdrawn" if outcomes[0] is None else "approved")
        assert fresh(asked.call).status == Status.TALKING


def test_ended_and_approved_in_the_same_instant(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, who)
        call, request = fresh(asked.call), TransferRequest.objects.get(pk=asked.pk)
        outcomes = at_once(
            lambda call=call: connecting.end(call, Disposition.ABANDONED, who),
            lambda request=request: screening.decide(request, Answer.CONNECT, cast.director),
        )
        one_winner(outcomes)
        asked.refresh_from_db()
        ended = outcomes[0] is None
        assert asked.status == ("withdrawn" if ended else "approved")
        assert fresh(asked.call).status == (Status.ENDED if ended else Status.TALKING)


def test_asked_twice(call_in: CallIn, cast: Cast, director: Employee) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        call = told(call_in())
        one, two = fresh(call), fresh(call)
        one_winner(
            at_once(
                lambda one=one: screening.ask(one, director, who),
                lambda two=two: screening.ask(two, director, who),
            )
        )
        assert call.transfer_requests.filter(status=RequestStatus.PENDING).count() == 1


def test_approved_while_another_call_is_taken(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        request = TransferRequest.objects.get(pk=asked.pk)
        outcomes = at_once(
            lambda: call_control.take(Kind.EXTERNAL, cast.receptionist),
            lambda request=request: screening.decide(request, Answer.CONNECT, cast.director),
        )
        assert outcomes == [None, None], "neither the call nor the decision is lost"
        asked.refresh_from_db()
        assert asked.status == RequestStatus.APPROVED
        mine = Call.objects.filter(receptionist=cast.receptionist)
        assert mine.filter(status=Status.TALKING).count() == 1


def test_law_1_nobody_is_connected_while_he_becomes_protected(
    call_in: CallIn, cast: Cast, salesman: Employee
) -> None:
    def protect() -> None:
        with transaction.atomic():
            Employee.objects.filter(pk=salesman.pk).update(is_protected=True)

    for _round in ROUNDS:
        Employee.objects.filter(pk=salesman.pk).update(is_protected=False)
        call = fresh(call_in())
        at_once(protect, lambda call=call: connecting.connect(call, salesman, cast.receptionist))
        call.refresh_from_db()
        assert call.connected_to is None or not call.connected_protected


def test_law_1_a_raw_update_waits_for_the_protection_being_given(
    call_in: CallIn, salesman: Employee
) -> None:
    call = call_in()
    outcome: list[Exception | None] = []

    def connect_raw() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE calls_call SET status = 'ended', disposition = 'connected',"
                    " ended_at = now(), connected_to_id = %s WHERE id = %s",
                    [salesman.pk, call.pk],
                )
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=connect_raw)
    with transaction.atomic():
        Employee.objects.filter(pk=salesman.pk).update(is_protected=True)
        thread.start()
        wait_until_somebody_is_blocked()
    thread.join(PATIENCE)
    assert "law_1_protected_needs_clearance" in str(outcome[0])
