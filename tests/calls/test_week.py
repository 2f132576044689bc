"""The opening hours in the admin: a whole week at once, and no day closed by mistake."""

from datetime import time

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from calls.models import OpeningHours
from tests.calls.conftest import page_of
from tests.conftest import Cast

URL = "admin:calls_openinghours_changelist"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return page_of(cast.admin, whole=True)


def save(page: Client, *days: tuple[str, str], **more: str) -> HttpResponse:
    """Save a week from Monday on; the days that are not given are left empty."""
    data = {"form-TOTAL_FORMS": "7", "form-INITIAL_FORMS": "7", **more}
    for day in range(7):
        opens, closes = days[day] if day < len(days) else ("", "")
        data |= {f"form-{day}-opens": opens, f"form-{day}-closes": closes}
    return page.post(reverse(URL), data)


def days_open() -> list[int]:
    return list(OpeningHours.objects.values_list("weekday", flat=True))


WORKING_WEEK = [("09:00", "18:00")] * 5


def test_the_whole_week_is_saved_at_once(admin: Client) -> None:
    assert save(admin, *WORKING_WEEK).status_code == 302
    assert days_open() == [0, 1, 2, 3, 4]
    page = admin.get(reverse(URL)).text
    assert page.count('value="09:00"') == 5
    assert "A day without hours is closed." in page


def test_what_the_first_hours_mean_is_said_where_they_are_set(admin: Client) -> None:
    assert "the company never closes" in admin.get(reverse(URL)).text


def test_monday_alone_closes_no_other_day_unasked(admin: Client) -> None:
    asked = save(admin, ("09:00", "18:00"))
    assert asked.status_code == 422
    assert "closed on: Tuesday, Wednesday, Thursday, Friday" in asked.text
    assert 'value="09:00"' in asked.text, "what was typed is there still"
    assert not OpeningHours.objects.exists()
    assert save(admin, ("09:00", "18:00"), closing="1,2,3,4").status_code == 302
    assert days_open() == [0]


def test_a_yes_holds_for_the_days_that_were_named(admin: Client) -> None:
    save(admin, *WORKING_WEEK)
    assert save(admin, *WORKING_WEEK[:3], closing="4").status_code == 422
    assert days_open() == [0, 1, 2, 3, 4]


def test_a_day_that_is_closed_already_is_not_asked_about_again(admin: Client) -> None:
    save(admin, *WORKING_WEEK[:4], closing="4")
    assert save(admin, ("10:00", "17:00"), *WORKING_WEEK[:3]).status_code == 302
    assert OpeningHours.objects.get(weekday=0).opens == time(10)


def test_a_week_without_hours_never_closes_and_needs_no_warning(admin: Client) -> None:
    save(admin, *WORKING_WEEK)
    assert save(admin).status_code == 302
    assert not OpeningHours.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (("09:00", ""), "Both hours; or none: closed."),
        (("18:00", "09:00"), "It has to close later than it opens."),
        (("noon", "18:00"), "Enter a valid time."),
    ],
)
def test_a_mistake_is_told_at_its_day_and_nothing_is_saved(
    admin: Client, day: tuple[str, str], words: str
) -> None:
    answer = save(admin, *WORKING_WEEK[:4], day)
    assert (answer.status_code, answer.text.count(words)) == (422, 1)
    assert not OpeningHours.objects.exists()


def test_only_the_admin_sets_them(cast: Cast) -> None:
    save(page_of(cast.receptionist, whole=True), *WORKING_WEEK)
    assert not OpeningHours.objects.exists()
