"""Time, absence and colleagues against an answer: one outcome each, told to whoever is slower."""

from datetime import timedelta

import pytest
from django.utils import timezone

from calls import asking, connecting, expiry, intake, screening, standing_rules, talks
from calls.models import Asked, Call, StandingRule, Talk, TransferRequest
from calls.refusals import Overtaken
from calls.statuses import Answer, Disposition, RequestStatus, Status
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import CallIn, answered, told
from tests.calls.racing import ROUNDS, at_once, fresh, one_winner
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed: other connections have to see it."""
    return cast


def again(request: TransferRequest) -> TransferRequest:
    """The request as another page has it."""
    every = TransferRequest.objects.select_related("call__receptionist", "executive")
    return every.get(pk=request.pk)


def at_the_deadline(request: TransferRequest, in_seconds: float = 0.0) -> TransferRequest:
    """The request with its time running out just now."""
    moment = timezone.now() + timedelta(seconds=in_seconds)
    TransferRequest.objects.filter(pk=request.pk).update(deadline=moment, turn_until=None)
    return again(request)


def settled(request: TransferRequest, *verbs: str) -> str:
    """The one event by which a request was settled."""
    found = list(request.call.events.filter(verb__in=verbs).values_list("verb", flat=True))
    assert len(found) == 1, found
    return found[0]


def test_an_approval_meets_the_deadline(call_in: CallIn, cast: Cast, director: Employee) -> None:
    """Here the approval comes before it, after it, and within it: never both, never neither."""
    for turn in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        one = at_the_deadline(asked, in_seconds=0.002 * turn)
        two = again(asked)

        def expire(one: TransferRequest = one) -> None:
            while not expiry.expire(one) and again(one).status == RequestStatus.PENDING:
                pass

        outcomes = at_once(
            expire, lambda two=two: screening.decide(two, Answer.CONNECT, cast.director)
        )
        asked.refresh_from_db()
        event = settled(asked, "approved", "expired")
        assert asked.status == event
        assert (outcomes[1] is None) == (event == "approved")
        assert fresh(asked.call).status == Status.TALKING


def test_two_clocks_strike_at_once(call_in: CallIn, cast: Cast, director: Employee) -> None:
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        one, two = at_the_deadline(asked), again(asked)
        two.deadline = one.deadline
        outcomes = at_once(lambda one=one: expiry.expire(one), lambda two=two: expiry.expire(two))
        assert outcomes == [None, None]
        asked.refresh_from_db()
        assert asked.status == settled(asked, "expired")


def test_the_next_one_is_asked_once(call_in: CallIn, cast: Cast, director: Employee) -> None:
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        TransferRequest.objects.filter(pk=asked.pk).update(turn_until=timezone.now())
        one, two = again(asked), again(asked)
        assert at_once(
            lambda one=one: asking.roll_over(one), lambda two=two: asking.roll_over(two)
        ) == [None, None]
        assert [one.employee for one in asked.asked.all()] == [
            cast.person(cast.assistant),
            director,
        ]


def test_the_assistant_answers_as_her_turn_ends(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        TransferRequest.objects.filter(pk=asked.pk).update(turn_until=timezone.now())
        one, two = again(asked), again(asked)
        outcomes = at_once(
            lambda one=one: asking.roll_over(one),
            lambda two=two: screening.decide(two, Answer.BUSY, cast.assistant),
        )
        assert outcomes == [None, None]
        asked.refresh_from_db()
        assert (asked.status, asked.turn_until) == (RequestStatus.DECLINED, None)


def test_the_caller_hangs_up_as_the_time_runs_out(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        one = at_the_deadline(asked)
        call = fresh(asked.call)
        outcomes = at_once(
            lambda one=one: expiry.expire(one),
            lambda call=call: connecting.end(call, Disposition.ABANDONED, cast.receptionist),
        )
        assert outcomes[0] is None
        asked.refresh_from_db()
        ended = outcomes[1] is None
        assert fresh(asked.call).status == (Status.ENDED if ended else Status.TALKING)
        assert asked.status == ("withdrawn" if ended else "expired")


def test_the_manager_leaves_as_somebody_says_yes_for_him(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    for _round in ROUNDS:
        presence.say(director, Presence.State.FREE, cast.director)
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        one = again(asked)
        outcomes = at_once(
            lambda: presence.say(director, Presence.State.AWAY, cast.director),
            lambda one=one: screening.decide(one, Answer.CONNECT, cast.assistant),
        )
        assert outcomes[0] is None
        asked.refresh_from_db()
        if outcomes[1] is None:
            assert asked.status == settled(asked, "approved", "declined", "expired")
        else:
            assert asked.status == RequestStatus.PENDING
            assert director.short_name in outcomes[1].sentence  # type: ignore[attr-defined]


def test_the_yes_lapses_as_it_is_used(call_in: CallIn, cast: Cast, director: Employee) -> None:
    """Law 1: connected by a yes that holds, or not at all."""
    for turn in ROUNDS:
        yes = answered(told(call_in()), director, cast.director, Answer.CONNECT)
        moment = timezone.now() + timedelta(seconds=0.002 * turn)
        TransferRequest.objects.filter(pk=yes.pk).update(clearance_until=moment)
        call, one = fresh(yes.call), again(yes)

        def lapse(one: TransferRequest = one) -> None:
            while not expiry.lapse(one) and again(one).clearance_until is not None:
                pass

        outcomes = at_once(
            lapse, lambda call=call: connecting.connect(call, director, cast.receptionist)
        )
        yes.refresh_from_db()
        call = fresh(call)
        if outcomes[1] is None:
            assert (yes.status, call.clearance) == (RequestStatus.APPROVED, yes)
        else:
            assert (yes.status, call.connected_to) == (RequestStatus.EXPIRED, None)


def test_the_facts_are_corrected_as_the_answer_comes(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    """One takes the call, then the request, the other the request, then the call: no deadlock. A
    yes that comes second was for what is announced no longer."""
    for turn in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        call, one = fresh(asked.call), again(asked)
        outcomes = at_once(
            lambda call=call, turn=turn: intake.keep(call, "company", f"Захід {turn}"),
            lambda one=one: screening.decide(one, Answer.CONNECT, cast.director),
        )
        assert outcomes[0] is None
        assert fresh(call).company == f"Захід {turn}"
        pending = again(asked).status == RequestStatus.PENDING
        assert pending == isinstance(outcomes[1], Overtaken)
        assert ("Захід" in again(asked).announcement) == pending


def test_two_receptionists_ask_the_same_person_for_their_callers(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    for _round in ROUNDS:
        one, two = told(call_in()), told(call_in(actor=cast.colleague))
        outcomes = at_once(
            lambda one=one: screening.ask(one, director, cast.receptionist),
            lambda two=two: screening.ask(two, director, cast.colleague),
        )
        assert outcomes == [None, None]
        for call in (one, two):
            request = call.transfer_requests.get()
            assert request.status == RequestStatus.PENDING
            screening.withdraw(request, cast.director)


def test_a_request_goes_out_once_when_both_sides_hang_up(
    call_in: CallIn, cast: Cast, director: Employee, accountant: Employee
) -> None:
    for _round in ROUNDS:
        talks.begin(director, accountant, cast.director)
        asked = screening.ask(told(call_in()), accountant, cast.receptionist)

        def hang_up(side: Employee) -> None:
            for one in talks.end(side):
                expiry.release(one)

        outcomes = at_once(lambda: hang_up(director), lambda: hang_up(accountant))
        assert outcomes == [None, None]
        expiry.release(accountant)
        asked.refresh_from_db()
        assert asked.deadline is not None
        assert Asked.objects.filter(request=asked).count() == 1
        assert not Talk.objects.filter(over_at=None).exists()
        screening.withdraw(asked, cast.receptionist)


def test_a_talk_begins_as_somebody_says_yes(
    call_in: CallIn, cast: Cast, director: Employee, accountant: Employee
) -> None:
    """Law 6: whichever comes first, the yes waits for the end of the talk."""
    for _round in ROUNDS:
        asked = screening.ask(told(call_in()), director, cast.receptionist)
        one = again(asked)
        outcomes = at_once(
            lambda: talks.begin(accountant, director, cast.accountant),
            lambda one=one: screening.decide(one, Answer.CONNECT, cast.assistant),
        )
        assert outcomes == [None, None]
        asked.refresh_from_db()
        assert asked.clearance_waits
        talks.end(director)
        expiry.release(director)
        asked.refresh_from_db()
        assert not asked.clearance_waits


def test_a_talk_begins_as_a_caller_is_connected(
    call_in: CallIn, cast: Cast, director: Employee, accountant: Employee
) -> None:
    """Law 6: connected before the talk, or not at all, and then the yes waits."""
    for _round in ROUNDS:
        yes = answered(told(call_in()), director, cast.assistant, Answer.CONNECT)
        call = fresh(yes.call)
        outcomes = at_once(
            lambda: talks.begin(accountant, director, cast.accountant),
            lambda call=call: connecting.connect(call, director, cast.receptionist),
        )
        yes.refresh_from_db()
        assert yes.status == RequestStatus.APPROVED
        assert yes.clearance_waits == (outcomes[1] is not None)
        assert (fresh(call).clearance == yes) == (outcomes[1] is None)
        talks.end(director)


def test_one_rule_whoever_writes_it(cast: Cast, director: Employee) -> None:
    for turn in ROUNDS:

        def write(always: bool, value: str = f"Захід {turn}") -> None:
            standing_rules.add(
                director,
                always=always,
                subject=StandingRule.Subject.COMPANY,
                value=value,
                actor=cast.director,
            )

        at_once(lambda write=write: write(True), lambda write=write: write(False))
        assert StandingRule.objects.filter(value=f"Захід {turn}", undone_at=None).count() == 1


def test_taken_back_twice(call_in: CallIn, cast: Cast, salesman: Employee) -> None:
    for _round in ROUNDS:
        call = connecting.connect(call_in(), salesman, cast.receptionist)
        one, two = fresh(call), fresh(call)
        one_winner(
            at_once(
                lambda one=one: connecting.take_back(one, cast.receptionist),
                lambda two=two: connecting.take_back(two, cast.receptionist),
            )
        )
        assert call.events.filter(verb="returned").count() == 1
        assert Call.objects.filter(receptionist=cast.receptionist, status="talking").count() == 1
