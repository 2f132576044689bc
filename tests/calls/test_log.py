"""The log: every call, newest first, by day and by disposition."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import connecting, intake
from calls.models import Call
from calls.statuses import Disposition
from calls.views.record import PAGE
from directory.models import Employee
from tests.calls.conftest import CallIn
from tests.conftest import Cast


def ended(call: Call, cast: Cast, disposition: Disposition, **columns: object) -> Call:
    intake.ask_for(call, cast.person(cast.salesman), cast.receptionist)
    connecting.end(call, disposition, cast.receptionist)
    Call.objects.filter(pk=call.pk).update(**columns)
    return call


def logged(desk: Client, **query: str) -> list[str]:
    rows = desk.get(reverse("log"), query).text.split("<tbody>")[1].split("</tbody>")[0]
    return [row.split('/">')[0] for row in rows.split("/calls/")[1:]]


def test_the_log_is_newest_first_and_filters_by_day_and_disposition(
    desk: Client, call_in: CallIn, cast: Cast
) -> None:
    noon = timezone.localtime().replace(hour=12)
    yesterday = timezone.localtime().replace(hour=0, minute=0, second=0) - timedelta(minutes=1)
    old = ended(call_in(), cast, Disposition.ANSWERED, created_at=yesterday)
    mid = ended(call_in(), cast, Disposition.ABANDONED, created_at=noon)
    new = intake.ask_for(call_in(), cast.person(cast.salesman), cast.receptionist)
    Call.objects.filter(pk=new.pk).update(created_at=noon + timedelta(minutes=1))
    names = [str(call.pk) for call in (new, mid, old)]
    today = noon.date().isoformat()
    assert logged(desk) == names
    assert logged(desk, day=today) == names[:2]
    assert logged(desk, day=yesterday.date().isoformat()) == names[2:]
    assert logged(desk, disposition="answered") == names[2:]
    assert logged(desk, disposition="live") == names[:1]
    assert logged(desk, day=today, disposition="answered") == []


@pytest.mark.parametrize(
    "query",
    [
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"day": "tomorrow"},
        {"day": "\0"},
        {"disposition": "vanished\0"},
        {"page": "\0"},
        {"page": "9" * 30},
    ],
)
def test_a_wrong_filter_is_told_not_an_error(desk: Client, query: dict[str, str]) -> None:
    answer = desk.get(reverse("log"), query)
    assert answer.status_code == 200
    assert ('class="hint"' in answer.text) == ("page" not in query)


def test_what_is_wrong_with_a_filter_is_told_at_its_field(desk: Client) -> None:
    html = desk.get(reverse("log"), {"day": "tomorrow"}).text
    assert 'aria-describedby="id_day_error"' in html
    assert html.count('id="id_day_error"') == 1


def test_a_long_log_has_pages(desk: Client, cast: Cast, salesman: Employee) -> None:
    Call.objects.bulk_create(Call(asked_employee=salesman) for _ in range(PAGE + 1))
    names = [str(pk) for pk in Call.objects.values_list("pk", flat=True)]
    first, second = desk.get(reverse("log")).text, desk.get(reverse("log"), {"page": "2"}).text
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="prev"' in second and 'rel="next"' not in second
    assert logged(desk) + logged(desk, page="2") == names


def test_a_call_that_asked_for_nobody_is_in_the_log(desk: Client, call: Call) -> None:
    assert logged(desk) == [str(call.pk)]
