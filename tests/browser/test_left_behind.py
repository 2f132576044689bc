"""What somebody who leaves was asked and owed, on the open screens of those who stay."""

from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from calls import call_control, intake, promises
from calls.models import Promise
from calls.statuses import Kind
from directory import staffing
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call
from tests.conftest import Cast

SECOND = 1_000
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


def test_the_desk_hears_at_once_that_whoever_is_asked_has_left(arrive: Arrive, cast: Cast) -> None:
    desk = arrive("levytska")
    announced_call(desk, "ткаченко")
    expect(desk.locator("#act-withdraw")).to_be_visible()
    staffing.leave(cast.person(cast.accountant), cast.admin)
    expect(desk.locator("#actions")).to_contain_text("Ткаченко Л. В.", timeout=2 * SECOND)
    expect(desk.locator("#act-withdraw")).to_have_count(0)
    expect(desk.locator("#people")).not_to_contain_text("Ткаченко")


def test_a_call_back_is_given_to_somebody_who_stays(arrive: Arrive, cast: Cast) -> None:
    call = call_control.take(Kind.EXTERNAL, cast.receptionist)
    call = intake.keep(call, "phone", "067 555 01 01")
    salesman = cast.person(cast.salesman)
    promises.promise(call, salesman, timezone.now() + timedelta(hours=1), cast.receptionist)
    staffing.leave(salesman, cast.admin)
    page = arrive("levytska")
    page.locator("a[href='/left-behind/']").click()
    expect(page.locator("#left-behind article")).to_have_count(1)
    page.locator("main button[popovertarget]").click()
    expect(page.locator(".menu:popover-open button").first).to_contain_text("Кравченко")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.locator(".menu:popover-open input").fill("коваленко")
    page.locator(".menu:popover-open button", has_text="Коваленко").click()
    expect(page.locator("#left-behind article")).to_have_count(0)
    assert Promise.objects.get().owner.surname == "Коваленко"
