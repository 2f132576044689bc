"""A talk of two protected persons is not interrupted: requests wait and go out by themselves."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from calls import call_control, connecting, docket, expiry, screening, talks, tasks
from calls.models import Call, CallEvent, Talk, TransferRequest
from calls.refusals import Refused
from calls.statuses import Answer, Kind, RequestStatus, Status
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import CallIn, answered, page_of, queries, told
from tests.conftest import Cast


def goes_out(request: TransferRequest) -> bool:
    request.refresh_from_db()
    return request.deadline is not None


def test_law_6_a_manager_who_talks_with_the_director_is_not_asked(
    desk: Client, waiting: TransferRequest, cast: Cast, director: Employee
) -> None:
    assert (waiting.status, waiting.deadline) == (RequestStatus.PENDING, None)
    assert not waiting.asked.exists()
    page = page_of(cast.accountant)
    assert 'class="count"' not in page.get(reverse("request-count")).text
    html = desk.get(reverse("card", args=[waiting.call_id])).text
    assert f"is talking with {director.short_name}" in html
    assert 'id="act-withdraw"' in html


def test_it_goes_out_the_moment_he_says_that_the_talk_is_over(
    waiting: TransferRequest, cast: Cast, accountant: Employee
) -> None:
    page = page_of(cast.accountant)
    assert "The talk is over" in page.get(reverse("requests")).text
    page.post(reverse("talk"))
    assert goes_out(waiting)
    assert [one.employee for one in waiting.asked.all()] == [accountant]
    assert 'class="count"' in page.get(reverse("request-count")).text
    assert [event.verb for event in waiting.call.events.all()][-2:] == ["queued", "put"]


def test_it_goes_out_when_the_other_one_hangs_up(waiting: TransferRequest, cast: Cast) -> None:
    page_of(cast.director).post(reverse("talk"))
    assert goes_out(waiting)


def test_it_goes_out_when_he_says_that_he_is_free(
    waiting: TransferRequest, cast: Cast, accountant: Employee
) -> None:
    presence.say(accountant, Presence.State.FREE, cast.accountant)
    tasks.release(executive=accountant.pk)
    assert goes_out(waiting)


def test_it_goes_out_when_nobody_has_said_anything_for_long(
    waiting: TransferRequest, accountant: Employee
) -> None:
    with time_machine.travel(timezone.now() + Talk.LONGEST, tick=False):
        tasks.release(executive=accountant.pk)
    assert goes_out(waiting)


def test_while_the_talk_lasts_the_worker_looks_again_every_two_seconds(
    waiting: TransferRequest, accountant: Employee, cast: Cast
) -> None:
    looking = ProcrastinateJob.objects.filter(task_name="calls.tasks.release")
    assert looking.count() == 1
    tasks.release(executive=accountant.pk)
    assert looking.count() == 2
    assert not goes_out(waiting)
    screening.withdraw(waiting, cast.receptionist)
    tasks.release(executive=accountant.pk)
    assert looking.count() == 2


def test_the_directors_own_callers_wait_too(
    talk: Talk, call: Call, cast: Cast, director: Employee
) -> None:
    assert not goes_out(screening.ask(told(call), director, cast.receptionist))


def test_he_may_answer_what_waits_without_being_asked(waiting: TransferRequest, cast: Cast) -> None:
    assert screening.decide(waiting, Answer.MESSAGE, cast.accountant).status == "declined"
    assert Call.objects.get(pk=waiting.call_id).status == Status.TALKING


def test_two_calls_for_one_manager_wait_and_each_is_answered(
    waiting: TransferRequest, call_in: CallIn, cast: Cast, accountant: Employee
) -> None:
    second = screening.ask(told(call_in(actor=cast.colleague)), accountant, cast.colleague)
    for one in talks.end(accountant):
        expiry.release(one)
    html = page_of(cast.accountant).get(reverse("requests")).text
    for request in (waiting, second):
        assert goes_out(request)
        assert f'id="request-{request.pk}"' in html
    assert html.count("1 more waits") == 2
    screening.decide(second, Answer.BUSY, cast.accountant)
    screening.decide(waiting, Answer.CONNECT, cast.accountant)
    assert (second.status, waiting.status) == ("declined", "approved")


def test_many_who_wait_for_one_talk_cost_no_more_than_one(
    desk: Client, waiting: TransferRequest, call_in: CallIn, cast: Cast, accountant: Employee
) -> None:
    def costs() -> list[int]:
        card = queries(desk, reverse("card", args=[waiting.call_id]))
        page = queries(page_of(cast.accountant), reverse("requests"))
        return [card, queries(desk, reverse("desk")), page]

    def another() -> None:
        screening.ask(told(call_in(actor=cast.colleague)), accountant, cast.colleague)

    another()  # what several lines on a desk need is there with two of them
    few = costs()
    for _number in range(4):
        another()
    assert costs() == few


def test_law_6_external_callers_are_asked_about_first(
    talk: Talk, cast: Cast, accountant: Employee
) -> None:
    inner = told(call_control.take(Kind.INTERNAL, cast.receptionist))
    screening.ask(inner, accountant, cast.receptionist)
    outer = told(call_control.take(Kind.EXTERNAL, cast.receptionist))
    screening.ask(outer, accountant, cast.receptionist)
    for one in talks.end(accountant):
        expiry.release(one)
    html = page_of(cast.accountant).get(reverse("requests")).text
    shown = [html.index(f'id="request-{one.transfer_requests.get().pk}"') for one in (outer, inner)]
    assert shown == sorted(shown)


def test_an_internal_call_of_the_director_to_a_manager_is_such_a_talk(
    cast: Cast, director: Employee, accountant: Employee
) -> None:
    call = told(
        call_control.take(Kind.INTERNAL, cast.receptionist),
        caller_name=director.full_name,
        subject="звіт",
    )
    answered(call, accountant, cast.accountant, Answer.CONNECT)
    call.refresh_from_db()
    connecting.connect(call, accountant, cast.receptionist)
    assert talks.going_on(accountant) is not None
    assert talks.going_on(director) is not None
    connecting.take_back(call, cast.receptionist)  # he did not pick up
    assert talks.going_on(accountant) is None


def test_law_6_a_caller_who_is_taken_back_ends_no_talk_with_another_one(
    desk: Client, call: Call, call_in: CallIn, cast: Cast, director: Employee, accountant: Employee
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        answered(told(call), director, cast.assistant, Answer.CONNECT)
        call.refresh_from_db()
        connecting.connect(call, director, cast.receptionist)
        clock.shift(10)  # it rings at his desk, and he does not pick up
        page = page_of(cast.director)
        page.post(reverse("talk"), {"with": accountant.pk})
        waiting = screening.ask(told(call_in(actor=cast.colleague)), accountant, cast.colleague)
        clock.shift(10)
        desk.post(reverse("take-back", args=[call.pk]))
        tasks.release(executive=accountant.pk)
    assert Call.objects.get(pk=call.pk).status == Status.TALKING
    assert "You are talking with" in page.get(reverse("requests")).text
    assert not goes_out(waiting)
    assert not presence.is_free(Employee.objects.get(pk=director.pk))
    page.post(reverse("talk"))
    assert goes_out(waiting)


def test_whoever_does_not_pick_up_and_talks_with_nobody_is_free(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    answered(told(call), director, cast.assistant, Answer.CONNECT)
    call.refresh_from_db()
    connecting.connect(call, director, cast.receptionist)
    assert not presence.is_free(Employee.objects.get(pk=director.pk))
    desk.post(reverse("take-back", args=[call.pk]))
    assert presence.is_free(Employee.objects.get(pk=director.pk))


def test_said_by_both_it_is_one_talk(
    talk: Talk, director: Employee, accountant: Employee, cast: Cast
) -> None:
    assert talks.begin(director, accountant, cast.director) == talk


def test_once_one_says_that_he_is_free_the_talk_is_over_for_both(
    waiting: TransferRequest, cast: Cast, director: Employee, accountant: Employee
) -> None:
    presence.say(director, Presence.State.FREE, cast.director)
    assert talks.going_on(director) is talks.going_on(accountant) is None
    tasks.release(executive=accountant.pk)
    assert goes_out(waiting)


def test_after_that_a_second_talk_is_one_of_its_own(
    desk: Client, talk: Talk, call: Call, cast: Cast, director: Employee, accountant: Employee
) -> None:
    presence.say(accountant, Presence.State.FREE, cast.accountant)
    page = page_of(cast.accountant)
    page.post(reverse("talk"), {"with": director.pk})
    assert "You are talking with" in page.get(reverse("requests")).text
    assert not goes_out(screening.ask(told(call), accountant, cast.receptionist))
    again = talks.going_on(director)
    talk.refresh_from_db()
    assert again not in {None, talk}
    assert talk.over_at is not None


def test_a_talk_with_anybody_else_holds_nothing_back(
    accountant: Employee, salesman: Employee, cast: Cast
) -> None:
    with pytest.raises(Refused):
        talks.begin(accountant, salesman, cast.accountant)
    with pytest.raises(Refused):
        talks.begin(accountant, accountant, cast.accountant)
    page = page_of(cast.accountant)
    assert page.post(reverse("talk"), {"with": salesman.pk}).status_code == 422


def test_whoever_looks_after_the_talk_finds_the_request_gone_out(
    waiting: TransferRequest, cast: Cast, accountant: Employee
) -> None:
    """His own page looks the moment he says that he is free, before the worker does."""
    presence.say(accountant, Presence.State.FREE, cast.accountant)
    assert "data-deadline" in page_of(cast.accountant).get(reverse("requests")).text
    assert goes_out(waiting)


def test_law_6_the_directors_own_call_is_asked_about_before_external_ones(
    talk: Talk, call_in: CallIn, cast: Cast, director: Employee, accountant: Employee
) -> None:
    outside = screening.ask(told(call_in()), accountant, cast.receptionist)
    from_director = call_control.take(Kind.INTERNAL, cast.receptionist)
    told(from_director, caller_name=director.full_name, subject="звіт")
    assert from_director.from_employee == director
    inside = screening.ask(from_director, accountant, cast.receptionist)
    assert [one.request for one in docket.questions(accountant)] == [inside, outside]
    talks.end(accountant)
    expiry.release(accountant)
    put = CallEvent.objects.filter(verb=CallEvent.Verb.PUT).order_by("pk")
    assert [event.call_id for event in put] == [inside.call_id, outside.call_id]
