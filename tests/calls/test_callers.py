"""A known caller is recognised: by number, by name, by company. Law 5."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import (
    call_control,
    callers,
    connecting,
    days,
    earlier,
    recognition,
)
from calls.models import Call, Caller
from calls.routing import whom_to_connect
from calls.statuses import Disposition, Kind
from directory.models import Employee
from tests.calls.conftest import IVAN, CallIn, page_of, queries, told
from tests.conftest import Cast


@pytest.mark.parametrize(
    "facts",
    [
        {"phone": "0675550101"},
        {"phone": "+38 067 555 01 01"},
        {"phone": "8 (067) 555-01-01"},
        {"caller_name": "Іван Іванович", "company": "ТОВ «Північ»"},
        {"caller_name": "іван іванович", "company": "північ"},
        {"caller_name": "Ivan Ivanovych", "company": "Pivnich LLC"},
        {"caller_name": "Іван Іванович Петренко", "company": "Північ"},
        {"caller_name": "Іван Іванович"},
        {"company": "Північ"},
    ],
)
def test_law_5_a_known_caller_is_recognised(
    before: Call, call_in: CallIn, facts: dict[str, str]
) -> None:
    assert told(call_in(), **facts).caller == before.caller


@pytest.mark.parametrize(
    "facts",
    [
        {"phone": "0675550102"},
        {"phone": "0675550101", "caller_name": "Марія"},
        {"caller_name": "Іван"},
        {"caller_name": "Іван Іванович", "company": "Південь"},
        {"caller_name": "Марія Петрівна", "company": "Північ"},
        {"company": "Північсталь"},
    ],
)
def test_somebody_else_is_not_taken_for_him(
    before: Call, call_in: CallIn, facts: dict[str, str]
) -> None:
    call = told(call_in(), **facts)
    assert call.caller is None
    assert earlier.past(call) is None


def test_what_is_known_of_him_stands_on_the_card_at_once(before: Call, call_in: CallIn) -> None:
    call = told(call_in(), phone="067 555 01 01")
    assert (call.caller_name, call.company) == ("Іван Іванович", "Північ")
    told(call, phone="067 555 01 09")
    assert (call.caller, call.caller_name, call.company) == (None, "", "")


def test_what_was_heard_is_never_written_over(before: Call, call_in: CallIn) -> None:
    call = told(call_in(), caller_name="Іван", phone="067 555 01 01")
    assert (call.caller, call.caller_name, call.company) == (before.caller, "Іван", "Північ")


def test_one_number_of_two_people_is_nobodys_until_the_name_is_heard(
    before: Call, call_in: CallIn, cast: Cast
) -> None:
    maria = told(call_in(), phone=IVAN["phone"], caller_name="Марія Гнатів", company="Північ")
    connecting.end(maria, Disposition.ANSWERED, cast.receptionist)
    maria.refresh_from_db()
    call = told(call_in(), phone=IVAN["phone"])
    assert call.caller is None
    assert set(callers.possible(call)) == {before.caller, maria.caller}
    assert told(call, caller_name="Марія").caller == maria.caller


def test_who_may_be_somebody_known_is_not_said_to_call_for_the_first_time(
    before: Call, call_in: CallIn, cast: Cast, desk: Client
) -> None:
    maria = told(call_in(), phone=IVAN["phone"], caller_name="Марія Гнатів", company="Північ")
    connecting.end(maria, Disposition.ANSWERED, cast.receptionist)
    call = told(call_in(), phone=IVAN["phone"])
    page = reverse("card", args=[call.pk])
    html = desk.get(page).text
    assert "Is it perhaps:" in html
    assert "first call" not in html
    # A colleague who looks at the card is told the same, and is offered nothing to press.
    html = page_of(cast.colleague).get(page).text
    assert "first call" not in html
    assert "Is it perhaps:" not in html
    told(call, caller_name="Степан Лис")
    assert "first call" in desk.get(page).text


def test_the_card_tells_what_was_before(before: Call, call_in: CallIn, desk: Client) -> None:
    call = told(call_in(), phone="067 555 01 01")
    html = desk.get(reverse("card", args=[call.pk])).text
    assert "called 1 time" in html
    assert "тендер на Стрийській" in html
    assert before.connected_to is not None
    assert before.connected_to.short_name in html


def test_law_5_with_whom_he_last_spoke_comes_first(
    before: Call, call_in: CallIn, desk: Client
) -> None:
    call = told(call_in(), phone="067 555 01 01", subject="рахунок")
    first = whom_to_connect(call, "")[0]
    assert first.employee == before.connected_to
    assert days.when(before.created_at) in first.reason
    assert before.connected_to is not None
    Employee.objects.filter(pk=before.connected_to.pk).update(left_on="2026-01-31")
    assert before.connected_to not in [one.employee for one in whom_to_connect(call, "")]


def test_a_first_call_is_marked_so(call: Call, before: Call, desk: Client) -> None:
    page = reverse("card", args=[call.pk])
    assert "first call" not in desk.get(page).text, "nothing is known yet"
    told(call, caller_name="Марія Гнатів")
    assert "first call" in desk.get(page).text


def test_a_seller_is_counted_and_what_he_was_told(
    call_in: CallIn, cast: Cast, desk: Client
) -> None:
    for _time in range(3):
        offer = told(call_in(), caller_name="Петро Продавець", company="Папір", subject="папір")
        connecting.end(offer, Disposition.OFFER_BY_MAIL, cast.receptionist)
    call = told(call_in(), caller_name="Петро Продавець", company="Папір")
    html = desk.get(reverse("card", args=[call.pk])).text
    assert "offered something 3 times" in html
    assert "was asked today to send it by e-mail" in html


@pytest.mark.parametrize("disposition", [Disposition.WRONG_NUMBER, Disposition.ABANDONED])
def test_nobody_is_remembered_of_whom_nothing_is_known(
    call: Call, cast: Cast, disposition: Disposition
) -> None:
    connecting.end(call, disposition, cast.receptionist)
    assert not Caller.objects.exists()


def test_a_colleague_is_no_caller(cast: Cast) -> None:
    call = told(call_control.take(Kind.INTERNAL, cast.receptionist), **IVAN)
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    assert not Caller.objects.exists()


def _row(call: Call) -> dict[str, object]:
    names = ("status", "disposition", "receptionist", "caller", "connected_to", "ended_at")
    return {name: getattr(call, name) for name in names}


def test_a_caller_of_many_calls_costs_no_more_than_one_of_one(
    before: Call, call_in: CallIn, desk: Client
) -> None:
    page = reverse("card", args=[told(call_in(), phone="067 555 01 01").pk])
    at_one = queries(desk, page)
    earlier = [
        Call(**{**_row(before), "created_at": timezone.now() - timedelta(days=day)})
        for day in range(1, 40)
    ]
    Call.objects.bulk_create(earlier)
    assert queries(desk, page) <= at_one + 2  # to count them, and to look for the last offer
    html = desk.get(page).text
    assert "called 40 times" in html


def test_who_is_known_by_his_number_is_found_among_any_number_of_his_company(
    before: Call, call_in: CallIn
) -> None:
    Caller.objects.bulk_create(
        Caller(name="", company="Північ", company_key=recognition.company_key("Північ"))
        for _number in range(250)
    )
    call = told(call_in(), company="Північ", phone="067 555 01 01")
    assert call.caller == before.caller
