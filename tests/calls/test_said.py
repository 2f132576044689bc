"""What is said at the desk agrees with the hour, with itself, and with what the card asks for."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import call_control, intake, promises, wording
from calls.card import Card
from calls.models import Call
from calls.statuses import Disposition, Kind, Purpose
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import said, told
from tests.conftest import Cast

HERE = ZoneInfo(settings.TIME_ZONE)
EVENING = datetime(2026, 11, 26, 21, 9, tzinfo=HERE)


def send(desk: Client, name: str, call: Call, **data: object) -> str:
    return desk.post(reverse(name, args=[call.pk]), data).text


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("hour", range(24))
def test_one_wishes_what_one_greets_with(language: str, hour: int) -> None:
    moment = EVENING.replace(hour=hour)
    greeted, wished = (say(moment, language) for say in (wording.greeting, wording.wish))
    is_evening = greeted in {"Добрий вечір", "Good evening"}
    assert ("вечора" in wished or "evening" in wished) is is_evening


def test_late_in_the_evening_nobody_is_wished_a_good_day(cast: Cast, desk: Client) -> None:
    with time_machine.travel(EVENING, tick=False):
        call = call_control.take(Kind.EXTERNAL, cast.receptionist)
        html = send(desk, "ending", call, disposition="answered")
    assert said(html) == "Дякую за дзвінок. Гарного вечора!"


def test_after_a_call_back_there_is_one_farewell(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    told(call, caller_name="Василь", subject="вікна", phone="067 123 45 67")
    at = timezone.now() + timedelta(hours=1)
    promises.promise(call, salesman, at, cast.receptionist)
    before = said(desk.get(reverse("card", args=[call.pk])).text)
    assert "067 123 4567" in before
    assert said(send(desk, "ending", call, disposition="call_back")) == before


def test_after_holding_the_caller_is_called_by_name_once(desk: Client, call: Call) -> None:
    told(call, caller_name="Оксана", subject="рахунок")
    intake.note_spoken(call, spoke=False)
    send(desk, "hold", call)
    sentence = said(send(desk, "resume", call))
    assert sentence.startswith("Дякую за очікування, Оксано. ")
    assert sentence.count("Оксано") == 1


def test_an_angry_caller_hears_first_that_we_are_sorry(desk: Client, call: Call) -> None:
    told(
        call,
        subject="ви мене обдурили, я вже третій раз телефоную, неподобство, хочу скаргу директору",
        caller_name="Оксана Лис",
    )
    html = desk.get(reverse("card", args=[call.pk])).text
    assert said(html) == (
        "Мені дуже прикро, що так сталося, Оксано. Зараз з'єдную вас з тим, хто допоможе."
    )


def test_a_colleague_who_speaks_of_a_complaint_is_put_through(cast: Cast) -> None:
    call = told(call_control.take(Kind.INTERNAL, cast.receptionist), subject="скарга клієнта")
    assert not Card(call, cast.receptionist).known.complains


def test_a_seller_who_wants_the_director_is_asked_who_he_is_only_once_the_desk_insists(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    told(call, subject="пропонує рекламу на радіо, просить директора")
    intake.choose_purpose(call, Purpose.SELL, cast.receptionist)
    html = send(desk, "asked-employee", call, employee=director.pk)
    assert "Надішліть" in said(html)
    assert "cannot be sent" not in html  # no field is marked as missing
    banner = send(desk, "transfer-request", call, employee=director.pk)
    assert "Ask first: Name, Company." in banner
    for html in (banner, send(desk, "keep", call, phone="067 123 45 67")):
        assert said(html) == "Як вас представити і яку компанію ви представляєте?"
        assert "Without the name the request cannot be sent." in html
    events = call.events.count()
    send(desk, "transfer-request", call, employee=director.pk)
    assert call.events.count() == events, "said once more, it is nothing new"


def test_nobody_owes_a_seller_a_call(desk: Client, call: Call, cast: Cast) -> None:
    told(call, subject="реклама")
    sentence = said(send(desk, "purpose", call, purpose="sell"))
    assert "електронну пошту offers@" in sentence
    assert "зателефон" not in sentence
    assert not re.search(r"@\S+[:;,]", sentence)


def test_a_call_that_has_ended_by_a_call_back_keeps_what_was_promised(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    presence.say(salesman, Presence.State.BUSY, cast.salesman)
    told(call, caller_name="Василь", phone="067 123 45 67")
    html = send(desk, "ending", call, disposition=Disposition.CALL_BACK)
    assert "067 123 4567" in said(html)
