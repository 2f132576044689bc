"""One receptionist in two tabs: one click wins, the other is told, nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from calls import call_control, connecting, intake, messages, promises
from calls.models import Call, Message, Promise
from calls.statuses import Disposition, Kind, Status
from directory.models import Employee
from tests.calls.conftest import CallIn, told
from tests.calls.racing import ROUNDS, at_once, fresh, one_winner
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed: other connections have to see it."""
    return cast


def test_hold_and_end_in_two_tabs(call_in: CallIn, cast: Cast) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        call = call_in()
        one, two = fresh(call), fresh(call)
        outcomes = at_once(
            lambda one=one: call_control.hold(one, who),
            lambda two=two: connecting.end(two, Disposition.ABANDONED, who),
        )
        loser = one_winner(outcomes)
        call.refresh_from_db()
        winner = Status.ENDED if outcomes[1] is None else Status.ON_HOLD
        assert call.status == winner
        assert call.get_status_display() in loser.sentence
        assert call.events.count() == 2
        Call.objects.filter(pk=call.pk, status=Status.ON_HOLD).update(receptionist=cast.colleague)


def test_connected_twice(call_in: CallIn, cast: Cast, salesman: Employee) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        call = call_in()
        one, two = fresh(call), fresh(call)
        one_winner(
            at_once(
                lambda one=one: connecting.connect(one, salesman, who),
                lambda two=two: connecting.connect(two, salesman, who),
            )
        )
        assert call.events.filter(verb="connected").count() == 1


def test_connected_and_chosen_in_the_same_instant(
    call_in: CallIn, cast: Cast, salesman: Employee
) -> None:
    """One takes the person, then the call; the other the call, then the person: no deadlock."""
    who = cast.receptionist
    for _round in ROUNDS:
        call = call_in()
        one, two = fresh(call), fresh(call)
        outcomes = at_once(
            lambda one=one: connecting.connect(one, salesman, who),
            lambda two=two: intake.ask_for(two, salesman, who),
        )
        assert outcomes[0] is None
        assert fresh(call).connected_to == salesman


def test_message_sent_twice(call_in: CallIn, cast: Cast, salesman: Employee) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        call = told(call_in(), phone="067 555 01 01", message_text="передзвонити")
        messages.begin(call, salesman)
        one_winner(at_once(*[lambda call=call: messages.take(call, who)] * 2))
        assert Message.objects.filter(call=call).count() == 1


def test_a_call_taken_in_two_tabs(cast: Cast) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        assert at_once(*[lambda: call_control.take(Kind.EXTERNAL, who)] * 2) == [None, None]
        assert Call.objects.filter(receptionist=who, status=Status.TALKING).count() == 1


def test_one_taken_while_another_is_resumed(call_in: CallIn, cast: Cast) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        waiting = fresh(call_in(Status.ON_HOLD))
        outcomes = at_once(
            lambda: call_control.take(Kind.EXTERNAL, who),
            lambda waiting=waiting: call_control.resume(waiting, who),
        )
        assert outcomes == [None, None]
        assert Call.objects.filter(receptionist=who, status=Status.TALKING).count() == 1


def test_two_callers_resumed_at_once(call_in: CallIn, cast: Cast) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        one, two = (fresh(call_in(Status.ON_HOLD)) for _ in range(2))
        at_once(
            lambda one=one: call_control.resume(one, who),
            lambda two=two: call_control.resume(two, who),
        )
        talking = Call.objects.filter(receptionist=who, status=Status.TALKING)
        assert talking.count() == 1


def test_one_taken_while_the_present_caller_hangs_up(call_in: CallIn, cast: Cast) -> None:
    who = cast.receptionist
    for _round in ROUNDS:
        present = fresh(call_in())
        outcomes = at_once(
            lambda: call_control.take(Kind.EXTERNAL, who),
            lambda present=present: connecting.end(present, Disposition.ABANDONED, who),
        )
        assert outcomes[0] is None, "a new call is never refused"


def test_what_two_fields_are_corrected_to_at_once_is_kept(call_in: CallIn, cast: Cast) -> None:
    """As a page sends all that is left as it goes: law 8 holds for what the number had filled."""
    known = told(call_in(), caller_name="Іван Коваль", company="Північ", phone="067 555 01 01")
    connecting.end(known, Disposition.ANSWERED, cast.receptionist)
    for _round in ROUNDS:
        call = told(call_in(), phone="067 555 01 01")
        assert set(call.filled) == {"caller_name", "company"}
        one, two = fresh(call), fresh(call)
        at_once(
            lambda one=one: intake.keep(one, "caller_name", "Петро Лис"),
            lambda two=two: intake.keep(two, "company", "Схід"),
        )
        call.refresh_from_db()
        assert (call.caller_name, call.company, call.filled) == ("Петро Лис", "Схід", [])


def test_a_call_back_is_promised_as_another_is_given_to_the_same_person(
    call_in: CallIn, cast: Cast, director: Employee, salesman: Employee
) -> None:
    """Law 3: of one call he owes one call-back, whichever comes first."""
    who = cast.receptionist
    due_at = timezone.now() + timedelta(hours=1)
    for _round in ROUNDS:
        call = fresh(call_in())
        given = promises.promise(call, director, due_at, cast.director)
        outcomes = at_once(
            lambda call=call: promises.promise(call, salesman, due_at, who),
            lambda given=given: promises.give_to(given, salesman, who),
        )
        assert outcomes == [None, None]
        assert [one.owner for one in Promise.objects.filter(call=call)] == [salesman]
