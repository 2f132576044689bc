"""After hours: another greeting, and a message or a call-back before anything else."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import call_control, intake, promises
from calls.models import Call, OpeningHours, SpecialDay
from calls.script import Known, next_situation
from calls.situations import Decision, Situation
from calls.statuses import Kind, Purpose
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import told
from tests.conftest import Cast

EVENING = datetime(2026, 11, 27, 19, 30, tzinfo=UTC)  # a Friday, 21:30 in Kyiv
NOON = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nine_to_six(db: None) -> None:
    for weekday in range(5):
        OpeningHours.objects.create(weekday=weekday, opens=time(9), closes=time(18))


def card(desk: Client, call: Call) -> str:
    return desk.get(reverse("card", args=[call.pk])).text


@pytest.mark.parametrize(
    ("known", "situation"),
    [
        (Known(closed=True), Situation.GREETING_CLOSED),
        (Known(closed=True, recognised=True), Situation.GREETING_CLOSED),
        (Known(closed=True, subject="доставка", asked_somebody=True), Situation.AFTER_HOURS),
        (Known(closed=True, purpose=Purpose.BUY, nobody_free=True), Situation.AFTER_HOURS),
        (
            Known(closed=True, subject="зустріч", asked_somebody=True, asked_protected=True),
            Situation.AFTER_HOURS,
        ),
        (Known(closed=True, purpose=Purpose.SELL), Situation.SEND_OFFER),
        (Known(closed=True, purpose=Purpose.WRONG), Situation.WRONG_NUMBER),
        (Known(closed=True, purpose=Purpose.INFORMATION, subject="адреса"), Situation.ANSWERING),
        (Known(closed=True, call_back_promised=True), Situation.PHONE),
        (Known(closed=True, leaving_message=True, name="Іван"), Situation.PHONE),
        (Known(closed=True, decision=Decision.APPROVED), Situation.APPROVED),
        (Known(closed=True, ended=True), Situation.GOODBYE),
    ],
)
def test_what_is_said_after_hours(known: Known, situation: Situation) -> None:
    assert next_situation(known) is situation


def test_the_greeting_says_when_the_company_opens(desk: Client, cast: Cast) -> None:
    with time_machine.travel(EVENING, tick=False):
        call = call_control.take(Kind.EXTERNAL, cast.receptionist)
        html = card(desk, call)
        assert "Зараз ми не працюємо, відчинимося 30 листопада о 9:00." in html
        SpecialDay.objects.create(day="2026-11-28", opens=time(10), closes=time(14))
        assert "відчинимося завтра о 10:00." in card(desk, call)
        intake.choose_language(call, "en", cast.receptionist)
        assert "We are closed just now and open tomorrow at 10:00." in card(desk, call)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 27, 5, 0, tzinfo=UTC),  # Friday morning, before opening
        datetime(2026, 11, 28, 10, 0, tzinfo=UTC),  # a Saturday
    ],
)
def test_no_day_is_called_over_that_has_not_begun(
    desk: Client, cast: Cast, salesman: Employee, moment: datetime
) -> None:
    with time_machine.travel(moment, tick=False):
        call = call_control.take(Kind.EXTERNAL, cast.receptionist)
        assert "Зараз ми не працюємо" in card(desk, call)
        intake.ask_for(told(call), salesman, cast.receptionist)
        html = card(desk, call)
        assert "зараз ми не працюємо" in html
        assert "вже" not in re.findall(r"На жаль[^<]*", html)[0]


def test_in_the_day_nothing_of_it_is_said(desk: Client, cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        html = card(desk, call_control.take(Kind.EXTERNAL, cast.receptionist))
        assert "Чим можу допомогти?" in html
        assert "after hours" not in html


def test_closing_time_in_the_middle_of_a_call_changes_nothing_on_it(
    desk: Client, cast: Cast, salesman: Employee
) -> None:
    closing = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)  # 18:00 in Kyiv
    with time_machine.travel(closing - timedelta(minutes=1), tick=False):
        call = told(call_control.take(Kind.EXTERNAL, cast.receptionist))
        intake.ask_for(call, salesman, cast.receptionist)
    with time_machine.travel(closing + timedelta(minutes=1), tick=False):
        html = card(desk, call)
    assert 'id="act-connect"' in html
    assert "зараз ми не працюємо" not in html
    assert "after hours" not in html


def test_opening_time_in_the_middle_of_a_call_names_no_hour_that_has_passed(
    desk: Client, cast: Cast
) -> None:
    opening = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # 9:00 in Kyiv
    with time_machine.travel(opening - timedelta(minutes=1), tick=False):
        call = call_control.take(Kind.EXTERNAL, cast.receptionist)
        assert "відчинимося о 9:00" in card(desk, call)
    with time_machine.travel(opening + timedelta(minutes=1), tick=False):
        html = card(desk, call)
    assert "after hours" in html
    assert "відчинимося" not in html


def test_a_colleague_is_greeted_as_always(desk: Client, cast: Cast) -> None:
    with time_machine.travel(EVENING, tick=False):
        html = card(desk, call_control.take(Kind.INTERNAL, cast.receptionist))
        assert "не працюємо" not in html


def test_a_message_or_a_call_back_comes_first(desk: Client, cast: Cast, salesman: Employee) -> None:
    with time_machine.travel(EVENING, tick=False):
        call = told(call_control.take(Kind.EXTERNAL, cast.receptionist))
        intake.ask_for(call, salesman, cast.receptionist)
        html = card(desk, call)
        assert 'id="act-message" class="button primary"' in html
        assert 'id="act-promise"' in html
        assert 'id="act-connect"' not in html
        assert "зараз ми не працюємо" in html


def test_a_call_back_is_offered_for_when_the_company_is_open(cast: Cast) -> None:
    with time_machine.travel(EVENING, tick=False):
        first = promises.offered_times()[0]
        assert (first.date().isoformat(), f"{first:%H:%M}") == ("2026-11-30", "09:20")
    with time_machine.travel(NOON, tick=False):
        assert promises.offered_times()[0] - NOON <= timedelta(minutes=20)


def offered(moment: datetime) -> list[str]:
    with time_machine.travel(moment, tick=False):
        return [f"{timezone.localtime(one):%d %H:%M}" for one in promises.offered_times()]


def test_no_call_back_is_offered_for_after_closing() -> None:
    # 17:10 in Kyiv: two are still today's, the rest wait for Monday.
    assert offered(datetime(2026, 11, 27, 15, 10, tzinfo=UTC)) == [
        "27 17:30",
        "27 17:45",
        "30 10:05",
        "30 11:05",
    ]
    # 17:50: not one of them is.
    assert offered(datetime(2026, 11, 27, 15, 50, tzinfo=UTC)) == [
        "30 09:20",
        "30 09:35",
        "30 10:05",
        "30 11:05",
    ]


def test_a_time_on_another_day_is_offered_with_its_day(
    desk: Client, cast: Cast, salesman: Employee
) -> None:
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "uk"
    with time_machine.travel(datetime(2026, 11, 27, 15, 10, tzinfo=UTC), tick=False):
        call = told(call_control.take(Kind.EXTERNAL, cast.receptionist))
        intake.ask_for(call, salesman, cast.receptionist)
        presence.say(salesman, Presence.State.BUSY, salesman.user)
        html = card(desk, call)
    for offered_at in ("о 17:30", "30 листопада о 10:05", "30 листопада об 11:05"):
        assert f">{offered_at} <kbd" in html


def test_where_every_day_is_shorter_than_a_step_the_step_is_cut() -> None:
    OpeningHours.objects.update(closes=time(10))
    assert offered(EVENING) == ["30 09:20", "30 09:35", "01 09:05"]


@pytest.mark.parametrize(
    ("free", "promised"),
    [
        (datetime(2026, 11, 27, 17, 0, tzinfo=UTC), "30 09:20"),  # 19:00 in Kyiv
        (datetime(2026, 12, 1, 17, 0, tzinfo=UTC), "02 09:20"),
        (datetime(2026, 12, 1, 11, 0, tzinfo=UTC), "01 13:05"),
    ],
)
def test_who_is_free_after_closing_is_promised_for_the_next_day(
    salesman: Employee, free: datetime, promised: str
) -> None:
    with time_machine.travel(datetime(2026, 11, 27, 15, 50, tzinfo=UTC), tick=False):
        presence.say(salesman, Presence.State.BUSY, salesman.user, until=free)
        person = Employee.objects.get(pk=salesman.pk)
        assert f"{timezone.localtime(promises.soonest(person)):%d %H:%M}" == promised
