"""Whom the desk offers for a call, with the reason, and holding him for it. Laws 3 and 5."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import call_control, connecting, holds, intake
from calls.models import Call, Hold, PurposeRule
from calls.routing import offer, whom_to_connect
from calls.statuses import Handling, Kind, Purpose
from directory import presence
from directory.models import Department, Employee, Presence
from tests.calls.buying import buyer, everybody_busy, sales_people
from tests.calls.conftest import CallIn, page_of, queries, said, shown, told
from tests.conftest import Cast


def test_law_3_a_buyer_is_offered_a_free_person_of_the_sales_side(call: Call) -> None:
    first, *others = sales_people()
    for one in others:
        presence.say(one, Presence.State.BUSY, None)
    offered = offer(buyer(call))
    assert offered.people[0].employee == first
    assert "free" in offered.people[0].reason or "вільн" in offered.people[0].reason
    assert not offered.nobody_free


def test_law_3_when_nobody_is_free_the_card_says_so(desk: Client, call: Call) -> None:
    everybody_busy()
    assert offer(buyer(call)).nobody_free
    html = desk.get(reverse("people", args=[call.pk])).text
    assert "Nobody of the sales side is free" in html


def test_law_3_whoever_dealt_with_the_company_comes_first(
    call_in: CallIn, cast: Cast, salesman: Employee
) -> None:
    colleague = buyer(call_in(), caller_name="Марія Гнатів", company="ТОВ «Північ»")
    connecting.connect(colleague, salesman, cast.receptionist)
    Hold.objects.all().delete()
    Presence.objects.all().delete()
    now = buyer(call_in(), caller_name="Петро Гук", company="Північ")
    first = offer(now).people[0]
    assert first.employee == salesman
    assert "Північ" in first.reason


def test_the_admin_says_who_takes_the_buyers(call: Call, cast: Cast) -> None:
    lawyers = Department.objects.get(name="Юридичний відділ")
    rule = PurposeRule.objects.create(purpose=Purpose.BUY, handling=Handling.SALES)
    rule.departments.add(lawyers)
    assert offer(buyer(call)).people[0].employee.department == lawyers


def test_the_department_that_answers_for_the_matter_is_offered_with_the_reason(
    call: Call,
) -> None:
    told(call, subject="протікає вікно, викликати майстра")
    first = whom_to_connect(call, "")[0]
    assert first.employee.department.name == "Сервісний відділ"
    assert first.employee.is_head
    assert first.reason


def test_law_3_a_buyer_is_one_though_no_key_has_said_so(
    desk: Client, call: Call, cast: Cast
) -> None:
    """Words that leave no doubt, Enter, Enter: the next buyer goes to somebody else."""
    told(call, subject="хочу замовити вікна")
    person = offer(call).people[0].employee
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": person.pk})
    desk.post(reverse("connection", args=[call.pk]), {"employee": person.pk})
    other = told(call_control.take(Kind.EXTERNAL, cast.colleague), subject="хочу замовити вікна")
    assert offer(other).people[0].employee != person
    page = page_of(cast.colleague)
    refused = page.post(reverse("asked-employee", args=[other.pk]), {"employee": person.pk})
    assert refused.status_code == 409


def test_law_3_who_talks_with_a_caller_is_busy_until_the_talk_may_be_over(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    connecting.connect(buyer(call), salesman, cast.receptionist)
    with time_machine.travel(timezone.now() + timedelta(seconds=holds.SECONDS + 5), tick=False):
        assert not presence.is_free(Employee.objects.get(pk=salesman.pk))
    with time_machine.travel(timezone.now() + connecting.TALK, tick=False):
        assert presence.is_free(Employee.objects.get(pk=salesman.pk))


def many_busy_sellers(salesman: Employee) -> list[Employee]:
    made = Employee.objects.bulk_create(
        Employee(
            surname=f"Новий{number:03}",
            given_name="Іван",
            department=salesman.department,
            sort_key=f"{number:03}",
        )
        for number in range(150)
    )
    Presence.objects.bulk_create(Presence(employee=one, state=Presence.State.BUSY) for one in made)
    return made


def test_law_3_the_one_who_is_free_is_found_among_any_number_of_sellers(
    call: Call, salesman: Employee
) -> None:
    everybody_busy()
    last = many_busy_sellers(salesman)[-1]
    assert offer(buyer(call)).nobody_free
    presence.say(last, Presence.State.FREE, None)
    offered = offer(buyer(call))
    assert offered.people[0].employee == last
    assert not offered.nobody_free


def test_law_5_with_whom_he_last_spoke_comes_first_in_any_large_department(
    call_in: CallIn, cast: Cast, salesman: Employee
) -> None:
    others = many_busy_sellers(salesman)
    facts = {"caller_name": "Марія Гнатів", "phone": "067 555 03 03"}
    connecting.connect(told(call_in(), **facts), others[-1], cast.receptionist)
    again = told(call_in(), **facts, subject="протікає вікно, викликати майстра")
    assert offer(again).people[0].employee == others[-1]


def main_button(html: str) -> str:
    """The number of the person whom Enter takes, and what it does with him."""
    found = re.search(r'id="act-(\w+)"[^>]*value="(\d+)"[^>]*data-key="Enter"', html)
    return f"{found[1]} {found[2]}" if found else ""


@pytest.mark.parametrize("taken_by", ["his presence", "another call"])
def test_law_3_a_buyer_who_names_a_busy_seller_is_offered_one_who_is_free(
    desk: Client, call: Call, cast: Cast, salesman: Employee, taken_by: str
) -> None:
    buyer(call)
    if taken_by == "another call":
        holds.take(call_control.take(Kind.EXTERNAL, cast.colleague), salesman, cast.colleague)
    else:
        presence.say(salesman, Presence.State.BUSY, None)
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    call.refresh_from_db()
    first, second, *_others = offer(call).people
    assert first.employee in sales_people()
    assert first.reason
    assert second.employee == salesman
    html = shown(desk, call)
    assert main_button(html) == f"choose {first.employee.pk}"
    assert first.employee.polite_name in said(html)
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": first.employee.pk})
    html = shown(desk, call)
    assert main_button(html) == f"connect {first.employee.pk}"
    assert "з'єдную" in said(html)


@pytest.mark.usefixtures("in_english")
def test_whoever_sits_there_since_yesterday_has_had_no_caller_today(
    call_in: CallIn, cast: Cast
) -> None:
    evening = timezone.localtime().replace(hour=16, minute=0) - timedelta(days=1)
    one, *others = sales_people()
    for person, ended_at in ((one, evening), *((other, timezone.now()) for other in others)):
        before = connecting.connect(call_in(), person, cast.receptionist)
        Call.objects.filter(pk=before.pk).update(created_at=ended_at, ended_at=ended_at)
    Hold.objects.all().delete()
    Presence.objects.all().delete()
    morning = timezone.localtime().replace(hour=9, minute=0)
    with time_machine.travel(morning, tick=False):
        first = offer(buyer(call_in())).people[0]
        assert (first.employee, first.reason) == (one, "sells; free, no callers today")


@pytest.mark.usefixtures("in_english")
def test_everybody_offered_has_a_reason(call: Call, cast: Cast, salesman: Employee) -> None:
    offered = offer(call)
    assert offered.best is None, "nothing is known: nobody is chosen by the main button"
    assert {one.reason for one in offered.people} >= {f"heads: {salesman.department.name}"}
    intake.ask_for(call, salesman, cast.receptionist)
    call.refresh_from_db()
    assert offer(call).people[0].reason == "asked for by the caller"


def test_offering_costs_no_more_for_a_larger_company(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    page = reverse("people", args=[buyer(call, company="Північ").pk])
    before = queries(desk, page)
    for number in range(40):
        Employee.objects.create(
            surname=f"Новий{number}", given_name="Іван", department=salesman.department
        )
    assert queries(desk, page) == before


@pytest.mark.parametrize("purpose", ["", Purpose.PERSONAL, Purpose.SERVICE])
def test_whom_the_caller_names_is_offered_whatever_the_matter_suggests(
    call: Call, purpose: str
) -> None:
    Call.objects.filter(pk=call.pk).update(subject="не гріє опалення", purpose=purpose)
    offered = offer(intake.keep(call, "asked_for", "Юлю"))
    assert offered.people[0].employee.given_name == "Юлія"
    assert offered.best == offered.people[0]


def test_of_several_who_may_be_meant_the_desk_takes_none_by_itself(call: Call) -> None:
    call = intake.keep(call, "asked_for", "бухгалтер")
    offered = offer(call)
    assert all("ухгалтер" in one.employee.position for one in offered.people[:3])
    assert offered.best is None


def test_law_7_a_private_matter_is_asked_for_whom_it_is(desk: Client, call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(
        subject="особисте", purpose=Purpose.PERSONAL, language="en"
    )
    assert "Who would you like to speak to" in unescape(
        desk.get(reverse("desk-call", args=[call.pk])).text
    )
    assert offer(told(call, subject="особисте")).best is None


def test_law_7_the_desk_asks_where_the_words_say_nothing(desk: Client, call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(
        subject="ну, не можу пояснити, там щось таке", language="en", spoke_before=False
    )
    html = unescape(desk.get(reverse("desk-call", args=[call.pk])).text)
    assert "Could you tell me a little more" in html
    call.refresh_from_db()
    assert offer(call).best is None
