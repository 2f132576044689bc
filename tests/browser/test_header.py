"""The top of every page: one row, whatever it has to show, and whoever's it is."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from calls import call_control, connecting, messages, promises, screening
from calls.models import Promise
from calls.statuses import Disposition, Kind
from directory import presence
from directory.models import Assistance, Employee, Presence, User
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.test_accessible import violations
from tests.calls.conftest import told
from tests.conftest import Cast

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def badges(transactional_db: None, cast: Cast) -> None:
    """A receptionist who is the admin and an assistant too, with something waiting everywhere."""
    user, me = cast.receptionist, cast.person(cast.receptionist)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    Employee.objects.filter(pk=me.pk).update(surname="Левицька-Семеренко-Огієнко")
    Assistance.objects.create(executive=cast.person(cast.accountant), assistant=me, turn=1)
    leaver = Employee.objects.get(surname="Поліщук")
    for owner in (leaver, me):
        call = told(
            call_control.take(Kind.EXTERNAL, user), caller_name="Іван", phone="067 555 01 01"
        )
        promises.promise(call, owner, timezone.now() + timedelta(hours=1), user)
        messages.begin(call, me)
        messages.take(told(call, message_text="Передзвоніть"), user)
        connecting.end(call, Disposition.ABANDONED, user)
    Promise.objects.filter(owner=me).update(due_at=timezone.now() - timedelta(hours=1))
    Employee.objects.filter(pk=leaver.pk).update(left_on=timezone.localdate())
    asks = told(call_control.take(Kind.EXTERNAL, cast.colleague))
    screening.ask(asks, cast.person(cast.accountant), cast.colleague)
    until = timezone.now() + timedelta(days=20)
    presence.say(me, Presence.State.BUSY, user, until=until)


def rows(page: Page) -> int:
    """How many rows the pages and what is beside them stand in."""
    tops = "all => new Set(all.map(one => Math.round(one.getBoundingClientRect().top / 16))).size"
    return int(page.locator(".top nav > a").evaluate_all(tops))


@pytest.mark.parametrize("language", ["uk-UA", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_holds_with_every_badge_at_once(
    arrive: Arrive, badges: None, language: str, scheme: str
) -> None:
    page = arrive("levytska", locale=language, color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator(".top > nav .count")).to_have_count(5)
    top = page.locator(".top")
    box = top.bounding_box()
    assert box is not None and box["height"] <= 56
    assert rows(page) == 1
    assert page.locator(".top > nav").evaluate("one => one.scrollWidth - one.clientWidth") <= 1
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    page.locator("#open-me").click()
    expect(page.locator("#me a")).to_have_count(2)
    assert violations(page) == []


def test_on_a_phone_it_takes_two_rows_and_nothing_sticks_out(arrive: Arrive, badges: None) -> None:
    page = arrive("levytska", **PHONE)
    expect(page.locator(".top > nav .count")).to_have_count(5)
    box = page.locator(".top").bounding_box()
    assert box is not None and box["height"] <= 96
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_language_and_leaving_are_under_ones_name(arrive: Arrive) -> None:
    page = arrive("levytska")
    page.locator("#open-me").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator(".top > nav")).to_contain_text("Desk")
    page.locator("#open-me").press("Enter")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile("/login/"))
