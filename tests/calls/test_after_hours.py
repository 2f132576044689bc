"""After hours: another greeting, and a message or a call-back before anything else."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from calls import intake, promises
from calls.models import Call, OpeningHours, SpecialDay
from calls.script import Decision, Known, Situation, next_situation
from calls.statuses import Kind, Purpose
from directory.models import Employee
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
        call = intake.take(Kind.EXTERNAL, cast.receptionist)
        html = card(desk, call)
        assert "Ми вже не працюємо, відчинимося 30 листопада о 9:00." in html
        SpecialDay.objects.create(day="2026-11-28", opens=time(10), closes=time(14))
        assert "відчинимося завтра о 10:00." in card(desk, call)
        intake.choose_language(call, "en", cast.receptionist)
        assert "We are closed just now and open tomorrow at 10:00." in card(desk, call)


def test_in_the_day_nothing_of_it_is_said(desk: Client, cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        html = card(desk, intake.take(Kind.EXTERNAL, cast.receptionist))
        assert "Чим можу допомогти?" in html
        assert "after hours" not in html


def test_closing_time_in_the_middle_of_a_call_changes_nothing_on_it(
    desk: Client, cast: Cast, salesman: Employee
) -> None:
    closing = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)  # 18:00 in Kyiv
    with time_machine.travel(closing - timedelta(minutes=1), tick=False):
        call = told(intake.take(Kind.EXTERNAL, cast.receptionist))
        intake.ask_for(call, salesman, cast.receptionist)
    with time_machine.travel(closing + timedelta(minutes=1), tick=False):
        html = card(desk, call)
    assert 'id="act-connect"' in html
    assert "робочий день уже завершено" not in html
    assert "after hours" not in html


def test_opening_time_in_the_middle_of_a_call_names_no_hour_that_has_passed(
    desk: Client, cast: Cast
) -> None:
    opening = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # 9:00 in Kyiv
    with time_machine.travel(opening - timedelta(minutes=1), tick=False):
        call = intake.take(Kind.EXTERNAL, cast.receptionist)
        assert "відчинимося о 9:00" in card(desk, call)
    with time_machine.travel(opening + timedelta(minutes=1), tick=False):
        html = card(desk, call)
    assert "after hours" in html
    assert "відчинимося" not in html


def test_a_colleague_is_greeted_as_always(desk: Client, cast: Cast) -> None:
    with time_machine.travel(EVENING, tick=False):
        html = card(desk, intake.take(Kind.INTERNAL, cast.receptionist))
        assert "не працюємо" not in html


def test_a_message_or_a_call_back_comes_first(desk: Client, cast: Cast, salesman: Employee) -> None:
    with time_machine.travel(EVENING, tick=False):
        call = told(intake.take(Kind.EXTERNAL, cast.receptionist))
        intake.ask_for(call, salesman, cast.receptionist)
        html = card(desk, call)
        assert 'id="act-message" class="button primary"' in html
        assert 'id="act-promise"' in html
        assert 'id="act-connect"' not in html
        assert "робочий день уже завершено" in html


def test_a_call_back_is_offered_for_when_the_company_is_open(cast: Cast) -> None:
    with time_machine.travel(EVENING, tick=False):
        first = promises.offered_times()[0]
        assert (first.date().isoformat(), f"{first:%H:%M}") == ("2026-11-30", "09:20")
    with time_machine.travel(NOON, tick=False):
        assert promises.offered_times()[0] - NOON <= timedelta(minutes=20)
