"""Whom the desk offers for a call, with the reason, and holding him for it. Laws 3 and 5."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import connecting, holds, intake
from calls.models import Call, Hold, PurposeRule
from calls.refusals import Overtaken
from calls.routing import offer, whom_to_connect
from calls.statuses import Disposition, Handling, Kind, Purpose
from directory import presence
from directory.models import Department, Employee, Presence
from tests.calls.buying import buyer, everybody_busy, sales_people
from tests.calls.conftest import CallIn, page_of, queries, told
from tests.calls.racing import ROUNDS, at_once, one_winner
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


def test_choosing_holds_him_for_this_call(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    buyer(call)
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    assert Hold.objects.get().call == call
    other = buyer(intake.take(Kind.EXTERNAL, cast.colleague))
    offered = offer(other).people
    assert offered[0].employee != salesman
    page = page_of(cast.colleague)
    answer = page.post(reverse("connection", args=[other.pk]), {"employee": salesman.pk})
    assert answer.status_code == 409
    assert cast.receptionist.shown_name in answer.text
    assert "held for another caller" in page.get(reverse("people", args=[other.pk])).text


def test_a_hold_ends_by_itself(call: Call, cast: Cast, salesman: Employee) -> None:
    holds.take(call, salesman, cast.receptionist)
    other = intake.take(Kind.EXTERNAL, cast.colleague)
    with pytest.raises(Overtaken):
        holds.take(other, salesman, cast.colleague)
    Hold.objects.update(until=F("until") - timedelta(seconds=holds.SECONDS + 1))
    assert holds.take(other, salesman, cast.colleague).call == other


def test_a_call_holds_one_person_and_lets_him_go_when_it_ends(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    second = next(one for one in sales_people() if one != salesman)
    holds.take(call, salesman, cast.receptionist)
    holds.take(call, second, cast.receptionist)
    assert [hold.employee for hold in Hold.objects.all()] == [second]
    connecting.end(call, Disposition.ABANDONED, cast.receptionist)
    assert not Hold.objects.exists()


@pytest.mark.parametrize("address", ["asked-employee", "transfer-request"])
def test_who_was_held_is_let_go_when_somebody_protected_is_chosen_instead(
    desk: Client, call: Call, salesman: Employee, director: Employee, address: str
) -> None:
    told(call)
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    assert Hold.objects.get().employee == salesman
    desk.post(reverse(address, args=[call.pk]), {"employee": director.pk})
    assert not Hold.objects.exists()


def test_who_is_held_stays_so_when_he_is_chosen_once_more(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    hold = holds.take(call, salesman, cast.receptionist)
    intake.ask_for(call, salesman, cast.receptionist)
    assert Hold.objects.get() == hold


def test_a_person_who_was_given_a_buyer_is_given_no_other_at_once(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    connecting.connect(buyer(call), salesman, cast.receptionist)
    other = buyer(intake.take(Kind.EXTERNAL, cast.colleague))
    with pytest.raises(Overtaken):
        connecting.connect(other, salesman, cast.colleague)
    no_buyer = intake.take(Kind.EXTERNAL, cast.colleague)
    connecting.connect(no_buyer, salesman, cast.colleague)


def test_law_3_a_buyer_is_one_though_no_key_has_said_so(
    desk: Client, call: Call, cast: Cast
) -> None:
    """Words that leave no doubt, Enter, Enter: the next buyer goes to somebody else."""
    told(call, subject="хочу замовити вікна")
    person = offer(call).people[0].employee
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": person.pk})
    desk.post(reverse("connection", args=[call.pk]), {"employee": person.pk})
    other = told(intake.take(Kind.EXTERNAL, cast.colleague), subject="хочу замовити вікна")
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


def test_whom_the_caller_asks_for_is_noted_though_he_is_held(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    holds.take(intake.take(Kind.EXTERNAL, cast.colleague), salesman, cast.colleague)
    answer = desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    assert answer.status_code == 409
    call.refresh_from_db()
    assert call.asked_employee == salesman


def shown(desk: Client, call: Call) -> str:
    return desk.get(reverse("card", args=[call.pk])).text


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
        holds.take(intake.take(Kind.EXTERNAL, cast.colleague), salesman, cast.colleague)
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


def said(html: str) -> str:
    return unescape(html.split("<blockquote")[1].split("</blockquote>")[0])


def test_of_one_who_is_held_nobody_says_that_he_is_being_rung(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    holds.take(intake.take(Kind.EXTERNAL, cast.colleague), salesman, cast.colleague)
    told(call, subject="щодо рахунку")
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    assert "з'єдную" not in said(shown(desk, call))
    holds.release(Hold.objects.get().call)
    assert "з'єдную" in said(shown(desk, call))


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


@pytest.mark.django_db(transaction=True)
def test_law_3_two_receptionists_never_hold_one_person(
    transactional_db: None, cast: Cast, call_in: CallIn, salesman: Employee
) -> None:
    for _round in ROUNDS:
        one, two = call_in(), call_in(actor=cast.colleague)
        one_winner(
            at_once(
                lambda one=one: holds.take(one, salesman, cast.receptionist),
                lambda two=two: holds.take(two, salesman, cast.colleague),
            )
        )
        assert Hold.objects.get().call in {one, two}
        Hold.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_law_3_two_buyers_are_never_connected_to_one_person_at_once(
    transactional_db: None, cast: Cast, call_in: CallIn, salesman: Employee
) -> None:
    for _round in ROUNDS:
        one, two = buyer(call_in()), buyer(call_in(actor=cast.colleague))
        one_winner(
            at_once(
                lambda one=one: connecting.connect(one, salesman, cast.receptionist),
                lambda two=two: connecting.connect(two, salesman, cast.colleague),
            )
        )
        assert Call.objects.filter(pk__in=[one.pk, two.pk], connected_to=salesman).count() == 1
        Hold.objects.all().delete()


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
