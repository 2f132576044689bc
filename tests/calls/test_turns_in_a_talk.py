"""An assistant's turn ends while the executive talks with another protected person. Law 6."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import asking, expiry, screening, talks, tasks
from calls.models import Call, TransferRequest
from calls.statuses import Answer, RequestStatus, Status
from directory import presence, staffing
from directory.models import Employee, Presence
from tests.calls.conftest import Clock, ask, asked, page_of, shown
from tests.conftest import Cast


@pytest.fixture
def held_up(
    call: Call, cast: Cast, director: Employee, accountant: Employee, clock: Clock
) -> TransferRequest:
    """The assistant was asked, then the director began to talk, and her turn is over."""
    request = ask(call, director)
    clock.shift(1)
    talks.begin(director, accountant, cast.director)
    clock.shift(3)
    tasks.roll_over(request=request.pk)
    request.refresh_from_db()
    return request


def test_law_6_a_request_does_not_roll_over_into_his_talk(
    desk: Client, held_up: TransferRequest, cast: Cast, director: Employee, clock: Clock
) -> None:
    assert asked(held_up) == ["Савчук"]
    assert 'class="count"' not in page_of(cast.director).get(reverse("request-count")).text
    assert f"{director.short_name} is talking with" in shown(desk, held_up.call)
    # Nor does anybody who looks later ask him, and the caller may wait for the end of the talk.
    clock.shift(timedelta(minutes=5))
    shown(desk, held_up.call)
    held_up.refresh_from_db()
    assert asked(held_up) == ["Савчук"]
    assert held_up.status == RequestStatus.PENDING
    assert [event.verb for event in held_up.call.events.all()].count("queued") == 1


def test_it_is_put_to_him_when_the_talk_is_over_and_to_nobody_twice(
    held_up: TransferRequest, cast: Cast, clock: Clock
) -> None:
    clock.shift(60)
    page = page_of(cast.director)
    page.post(reverse("talk"))
    assert 'class="count"' in page.get(reverse("request-count")).text
    assert asked(held_up) == ["Савчук", "Мельник"]
    held_up.refresh_from_db()
    assert held_up.deadline == timezone.now() + timedelta(seconds=45)


def test_whoever_has_it_already_may_answer_meanwhile(held_up: TransferRequest, cast: Cast) -> None:
    page = page_of(cast.assistant)
    assert f'id="answer-{held_up.pk}-busy"' in page.get(reverse("requests")).text
    page.post(reverse("answer", args=[held_up.pk]), {"answer": "busy"})
    held_up.refresh_from_db()
    assert (held_up.status, held_up.answer) == (RequestStatus.DECLINED, Answer.BUSY)


def test_it_waits_for_him_though_whoever_had_it_leaves(
    desk: Client, held_up: TransferRequest, cast: Cast, director: Employee
) -> None:
    staffing.leave(cast.person(cast.assistant), cast.admin)
    assert f"{director.short_name} is talking with" in shown(desk, held_up.call)
    page_of(cast.director).post(reverse("talk"))
    assert asked(held_up) == ["Савчук", "Мельник"]


def test_who_leaves_in_his_turn_passes_it_on_to_the_end_of_the_talk(
    desk: Client, call: Call, cast: Cast, director: Employee, accountant: Employee
) -> None:
    request = ask(call, director)
    talks.begin(director, accountant, cast.director)
    staffing.leave(cast.person(cast.assistant), cast.admin)
    for _look in range(2):
        assert f"{director.short_name} is talking with" in shown(desk, call)
    assert asked(request) == ["Савчук"]


def test_where_he_goes_away_meanwhile_the_assistant_has_it_until_the_deadline(
    desk: Client, held_up: TransferRequest, cast: Cast, director: Employee, clock: Clock
) -> None:
    presence.say(director, Presence.State.AWAY, cast.director)
    for one in talks.end(director):
        expiry.release(one)
    assert asked(held_up) == ["Савчук"]
    assert f"{cast.person(cast.assistant).short_name} is being asked" in shown(desk, held_up.call)
    clock.shift(46)
    shown(desk, held_up.call)
    held_up.refresh_from_db()
    held_up.call.refresh_from_db()
    assert (held_up.status, held_up.call.status) == (RequestStatus.EXPIRED, Status.TALKING)


def test_the_next_assistant_is_asked_though_he_talks(
    call: Call,
    cast: Cast,
    director: Employee,
    accountant: Employee,
    secretary: Employee,
    clock: Clock,
) -> None:
    request = ask(call, director)
    talks.begin(director, accountant, cast.director)
    clock.shift(3)
    assert asking.roll_over(request)
    assert asked(request) == ["Савчук", secretary.surname]
    screening.decide(request, Answer.MESSAGE, cast.salesman)
    assert request.status == RequestStatus.DECLINED
