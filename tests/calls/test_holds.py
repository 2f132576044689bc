"""Whoever is chosen for a call is held for it, and goes to no other meanwhile. Law 3."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from calls import call_control, connecting, holds, intake
from calls.models import Call, Hold
from calls.refusals import Overtaken
from calls.routing import offer
from calls.statuses import Disposition, Kind
from directory.models import Employee
from tests.calls.buying import buyer, sales_people
from tests.calls.conftest import CallIn, page_of, said, shown, told
from tests.calls.racing import ROUNDS, at_once, one_winner
from tests.conftest import Cast


def test_choosing_holds_him_for_this_call(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    buyer(call)
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    assert Hold.objects.get().call == call
    other = buyer(call_control.take(Kind.EXTERNAL, cast.colleague))
    offered = offer(other).people
    assert offered[0].employee != salesman
    page = page_of(cast.colleague)
    answer = page.post(reverse("connection", args=[other.pk]), {"employee": salesman.pk})
    assert answer.status_code == 409
    assert cast.receptionist.shown_name in answer.text
    assert "held for another caller" in page.get(reverse("people", args=[other.pk])).text


def test_a_hold_ends_by_itself(call: Call, cast: Cast, salesman: Employee) -> None:
    holds.take(call, salesman, cast.receptionist)
    other = call_control.take(Kind.EXTERNAL, cast.colleague)
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
    other = buyer(call_control.take(Kind.EXTERNAL, cast.colleague))
    with pytest.raises(Overtaken):
        connecting.connect(other, salesman, cast.colleague)
    no_buyer = call_control.take(Kind.EXTERNAL, cast.colleague)
    connecting.connect(no_buyer, salesman, cast.colleague)


def test_whom_the_caller_asks_for_is_noted_though_he_is_held(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    holds.take(call_control.take(Kind.EXTERNAL, cast.colleague), salesman, cast.colleague)
    answer = desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    assert answer.status_code == 409
    call.refresh_from_db()
    assert call.asked_employee == salesman


def test_of_one_who_is_held_nobody_says_that_he_is_being_rung(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    holds.take(call_control.take(Kind.EXTERNAL, cast.colleague), salesman, cast.colleague)
    told(call, subject="щодо рахунку")
    desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk})
    assert "з'єдную" not in said(shown(desk, call))
    holds.release(Hold.objects.get().call)
    assert "з'єдную" in said(shown(desk, call))


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
