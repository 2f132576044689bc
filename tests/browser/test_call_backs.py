"""Call-backs on the screens: the promise at the desk, the page of them, the owner's inbox."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from calls import call_control, connecting, promises
from calls.models import Promise
from calls.statuses import Disposition, Kind
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import take_call, tell
from tests.browser.test_accessible import violations
from tests.calls.buying import everybody_busy
from tests.calls.conftest import told
from tests.conftest import Cast

FACTS = {"caller_name": "Марія Гнатів", "phone": "050 555 22 33", "subject": "балкон під ключ"}


@pytest.fixture
def overdue(transactional_db: None, cast: Cast) -> Promise:
    """What the salesman should have done ten minutes ago."""
    call = told(call_control.take(Kind.EXTERNAL, cast.colleague), **FACTS)
    due_at = timezone.now() + timedelta(minutes=5)
    made = promises.promise(call, cast.person(cast.salesman), due_at, cast.colleague)
    connecting.end(call, Disposition.CALL_BACK, cast.colleague)
    Promise.objects.filter(pk=made.pk).update(due_at=timezone.now() - timedelta(minutes=10))
    return made


def count(page: Page, number: str) -> None:
    expect(page.locator("#promise-count")).to_contain_text(number)


def test_a_promise_reaches_every_page_and_leaves_it_when_done(
    arrive: Arrive, overdue: Promise
) -> None:
    desk, colleague = arrive("levytska"), arrive("havryliuk")
    salesman = arrive("bondarenko")
    salesman.goto("/messages/")
    count(colleague, "1")
    desk.goto("/promises/")
    row = desk.locator(f"#promise-{overdue.pk}")
    expect(row).to_contain_text("балкон під ключ")
    expect(row.locator("a[href^='tel:']")).to_have_attribute("href", "tel:+380505552233")
    expect(salesman.locator(f"#promise-{overdue.pk}")).to_be_visible()
    desk.keyboard.press("1")
    expect(row).to_have_count(0)
    expect(salesman.locator(f"#promise-{overdue.pk}")).to_have_count(0)
    expect(colleague.locator("#promise-count b")).to_have_count(0)
    desk.locator(f"#reopen-{overdue.pk}").click()
    expect(salesman.locator(f"#promise-{overdue.pk}")).to_be_visible()
    count(colleague, "1")


def test_it_is_given_to_somebody_else(arrive: Arrive, overdue: Promise) -> None:
    desk = arrive("levytska")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(urlsplit(request.url).path))
    people = reverse("promise-people", args=[overdue.pk])
    desk.goto("/promises/")
    desk.wait_for_timeout(300)
    assert people not in asked, "it is asked for once the menu is opened"
    desk.locator("[popovertarget^=give-]").click()
    desk.locator(".menu:popover-open .near button").first.wait_for()
    assert asked.count(people) == 1
    desk.keyboard.type("олійник")
    desk.locator(".menu:popover-open button", has_text="Олійник").click()
    expect(desk.locator(f"#promise-{overdue.pk}")).to_contain_text("Олійник Вікторія Павлівна")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_the_way_is_a_barrier(arrive: Arrive, overdue: Promise, scheme: str) -> None:
    everybody_busy()
    desk = arrive("levytska", color_scheme=scheme, reduced_motion="reduce")
    take_call(desk)
    tell(desk, caller_name="Марія Гнатів", phone="050 555 22 33", subject="хочу замовити вікна")
    desk.locator("#act-owe").wait_for()
    desk.locator(f"#keep-{overdue.pk}").wait_for()
    assert violations(desk) == []
    desk.locator("#act-promise").click()
    assert violations(desk) == []
    desk.keyboard.press("Escape")
    desk.locator("#act-end").click()
    desk.locator("#end-answered").click()
    desk.locator("#act-anyway").wait_for()
    assert violations(desk) == []
    desk.goto("/promises/")
    assert violations(desk) == []
    desk.locator("[popovertarget^=give-]").click()
    desk.locator(".menu:popover-open .near button").first.wait_for()
    assert violations(desk) == []
    owner = arrive("bondarenko", color_scheme=scheme, reduced_motion="reduce")
    owner.goto("/messages/")
    assert violations(owner) == []


def test_a_phrase_is_shown_as_it_will_be_said_while_it_is_written(arrive: Arrive) -> None:
    admin = arrive("admin")
    admin.goto("/admin/calls/phrase/?language__exact=uk")
    admin.locator("tr", has_text="Зачекайте, будь ласка").locator("a").first.click()
    shown = admin.locator("#phrase-preview")
    expect(shown).to_contain_text("Зачекайте, будь ласка, хвилинку, Іване Івановичу.")
    admin.locator("#id_text").fill("Одну мить[, {caller}]!")
    expect(shown).to_contain_text("Одну мить, Іване Івановичу!")
    expect(shown).to_contain_text("Одну мить!")
    admin.locator("#id_text").fill("Одну мить, {caller}!")
    expect(shown.get_by_role("alert")).to_be_visible()
