"""What a manager is told of a caller at a glance: how often he has called, and with whom last."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from calls import call_control, callers, connecting, screening
from calls.models import Call, Caller
from calls.statuses import Disposition, Kind
from directory.models import Employee
from tests.calls.conftest import FACTS, CallIn, page_of, queries, told
from tests.conftest import Cast


def test_the_page_knows_the_caller(
    call: Call, cast: Cast, director: Employee, salesman: Employee
) -> None:
    first = screening.ask(told(call), director, cast.receptionist)
    page = page_of(cast.director)
    assert "for the first time" in page.get(reverse("requests")).text
    screening.withdraw(first, cast.receptionist)
    connecting.connect(first.call, salesman, cast.receptionist)
    again = told(call_control.take(Kind.EXTERNAL, cast.receptionist))
    screening.ask(again, director, cast.receptionist)
    html = page.get(reverse("requests")).text
    assert "1 earlier call," in html
    assert salesman.short_name in html


def test_two_records_of_one_caller_are_one_acquaintance_whoever_asks(
    cast: Cast, call_in: CallIn, director: Employee, salesman: Employee
) -> None:
    for day, (person, number) in enumerate([(salesman, "067 555 01 01"), (None, "067 555 02 02")]):
        one = told(call_in(), **FACTS, phone=number)
        if person:
            connecting.connect(one, person, cast.receptionist)
        else:
            connecting.end(one, Disposition.ANSWERED, cast.receptionist)
        Call.objects.filter(pk=one.pk).update(created_at=timezone.now() - timedelta(days=9 - day))
    first, *others = Caller.objects.order_by("pk")
    for other in others:
        callers.merge(other, first)
    page = page_of(cast.director)
    screening.ask(told(call_in(), **FACTS, phone="067 555 02 02"), director, cast.receptionist)
    at_one = queries(page, reverse("requests"))
    html = page.get(reverse("requests")).text
    assert "2 earlier calls, last with" in html
    assert salesman.short_name in html
    again = [
        Call(**{name: getattr(one, name) for name in ("status", "caller", "disposition")})
        for one in Call.objects.filter(disposition=Disposition.ANSWERED)
        for _time in range(40)
    ]
    for one in again:
        one.ended_at = timezone.now()
    Call.objects.bulk_create(again)
    assert queries(page, reverse("requests")) == at_one
    assert "42 earlier calls, last with" in page.get(reverse("requests")).text


def test_of_a_colleague_it_is_not_said_that_he_calls_for_the_first_time(
    cast: Cast, director: Employee
) -> None:
    call = told(call_control.take(Kind.INTERNAL, cast.receptionist))
    screening.ask(call, director, cast.receptionist)
    assert "for the first time" not in page_of(cast.director).get(reverse("requests")).text


def test_of_one_who_may_be_somebody_known_it_is_not_said_either(
    cast: Cast, call_in: CallIn, director: Employee
) -> None:
    """One of two Ivans of a company: the receptionist's card offers both."""
    for name in ("Іван Іванович", "Іван Коваль"):
        before = told(call_in(), caller_name=name, company="Північ")
        connecting.end(before, Disposition.ANSWERED, cast.receptionist)
    now = told(call_in(), caller_name="Іван", company="Північ", subject="договір")
    assert len(callers.possible(now)) == 2
    screening.ask(now, director, cast.receptionist)
    assert "for the first time" not in page_of(cast.director).get(reverse("requests")).text
