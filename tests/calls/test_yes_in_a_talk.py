"""A yes brings nobody into a talk of the director's, and waits for its end. Law 6."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import call_control, screening, talks, tasks
from calls.models import Call, Talk, TransferRequest
from calls.statuses import Answer, Kind, Status
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import answered, page_of, told
from tests.conftest import Cast


def connects(desk: Client, yes: TransferRequest) -> bool:
    """Does the receptionist's Enter connect the caller who has this yes?"""
    url = reverse("connection", args=[yes.call_id])
    return desk.post(url, {"employee": yes.executive_id}).status_code == 200


def test_law_6_nobody_elses_yes_brings_a_caller_into_the_talk(
    desk: Client, talk: Talk, call: Call, cast: Cast, director: Employee
) -> None:
    yes = answered(told(call), director, cast.assistant, Answer.CONNECT)
    card = desk.get(reverse("card", args=[call.pk])).text
    assert f"{director.short_name} is talking with" in card
    assert "the caller waits until that is over, or leaves a message" in card
    assert 'id="act-connect"' not in card
    assert 'id="act-hold"' in card
    assert 'id="act-message"' in card
    assert "З&#x27;єдную" not in card
    assert not connects(desk, yes)
    assert Call.objects.get(pk=call.pk).status == Status.TALKING


def test_a_yes_that_waits_for_the_end_of_the_talk_has_all_its_seconds_then(
    desk: Client, talk: Talk, call: Call, cast: Cast, director: Employee
) -> None:
    yes = answered(told(call), director, cast.assistant, Answer.CONNECT)
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False) as clock:
        tasks.lapse(request=yes.pk)
        tasks.release(executive=director.pk)
        assert "is talking with" in desk.get(reverse("card", args=[call.pk])).text
        page_of(cast.accountant).post(reverse("talk"))
        yes.refresh_from_db()
        assert yes.clearance_until == timezone.now() + timedelta(seconds=90)
        assert 'id="act-connect"' in desk.get(reverse("card", args=[call.pk])).text
        clock.shift(89)
        assert connects(desk, yes)


def test_law_6_a_yes_from_before_the_talk_waits_too(
    desk: Client, call: Call, cast: Cast, director: Employee, accountant: Employee
) -> None:
    yes = answered(told(call), director, cast.director, Answer.CONNECT)
    talks.begin(director, accountant, cast.director)
    assert not connects(desk, yes)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        desk.get(reverse("card", args=[call.pk]))
        presence.say(accountant, Presence.State.FREE, cast.accountant)
        # Nobody has looked since: she connects the moment she hears that he is free.
        assert connects(desk, yes)


def test_used_by_nobody_it_lapses_after_the_talk_as_any_other(
    desk: Client, talk: Talk, call: Call, cast: Cast, director: Employee
) -> None:
    answered(told(call), director, cast.assistant, Answer.CONNECT)
    later = timezone.now() + Talk.LONGEST
    with time_machine.travel(later, tick=False) as clock:
        tasks.release(executive=director.pk)
        clock.shift(91)
        assert "holds no longer" in desk.get(reverse("card", args=[call.pk])).text


def test_his_own_yes_during_the_talk_lets_the_caller_in(
    desk: Client, waiting: TransferRequest, cast: Cast
) -> None:
    assert connects(desk, screening.decide(waiting, Answer.CONNECT, cast.accountant))


def test_the_other_one_of_the_talk_is_connected(
    desk: Client, cast: Cast, director: Employee, accountant: Employee
) -> None:
    call = told(
        call_control.take(Kind.INTERNAL, cast.receptionist),
        caller_name=director.full_name,
        company="Дирекція",
        subject="звіт",
    )
    yes = answered(call, accountant, cast.accountant, Answer.CONNECT)
    talks.begin(director, accountant, cast.director)
    assert connects(desk, yes)
