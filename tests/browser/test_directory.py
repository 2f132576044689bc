"""The directory in a browser: presence as it changes, search by keyboard, paper, and the admin."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from directory.models import Employee, Gap
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect

SECOND = 1_000


def row(page: Page, name: str):
    return page.locator(".colleague", has_text=name)


def test_one_tap_and_everybody_sees_it_within_a_second(arrive: Arrive) -> None:
    director, colleague = arrive("melnyk"), arrive("levytska")
    colleague.goto("/directory/")
    expect(row(colleague, "Мельник Андрій").locator(".presence.free")).to_be_visible()
    director.goto("/messages/")
    director.locator("#my-presence button").click()
    director.get_by_role("button", name="На нараді: 1 год").click()
    presence = row(colleague, "Мельник Андрій").locator(".presence.meeting")
    expect(presence).to_be_visible(timeout=SECOND)
    expect(presence).to_contain_text(re.compile(r"до (\d\d\.\d\d )?\d\d:\d\d"))
    expect(presence.locator("time")).to_have_text("1 с тому")
    expect(presence.locator("time")).to_have_text("2 с тому")
    expect(director.locator("#presence-menu")).to_be_hidden()
    expect(director.locator("#my-presence button")).to_be_focused()


def test_a_time_that_has_passed_is_told_where_it_was_typed(arrive: Arrive) -> None:
    page = arrive("levytska")
    person = Employee.objects.get(surname="Ткаченко").pk
    page.goto(f"/directory/people/{person}/")
    page.locator("#person .presence-button").click()
    page.locator("[name=until]").fill("00:00")
    page.locator("form.until button").first.click()
    expect(page.locator("#presence-menu [role=alert]")).to_contain_text("час уже минув")
    expect(page.locator("[name=until]")).to_have_value("00:00")
    page.get_by_role("button", name="Зайнято", exact=True).click()
    expect(page.locator("#person .presence.busy")).to_be_visible(timeout=SECOND)


def test_a_person_is_found_without_a_mouse_and_a_gap_is_noted(arrive: Arrive) -> None:
    page = arrive("bondarenko")
    page.goto("/directory/")
    page.keyboard.press("/")
    page.keyboard.type("космодром")
    expect(page.locator("#found")).to_contain_text("нікого не знайдено")
    expect(page.locator(".tree")).to_be_hidden()
    with page.expect_response("**/directory/gaps/"):
        page.keyboard.press("Tab")
    assert [gap.query for gap in Gap.objects.all()] == ["космодром"]
    page.locator("#people-search").fill("ткаченко")
    page.locator("#people-search").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ткаченко Любов Василівна")


def test_a_swap_never_touches_what_is_being_searched(arrive: Arrive) -> None:
    director, page = arrive("melnyk"), arrive("levytska")
    page.goto("/directory/")
    page.locator("#people-search").press_sequentially("директор")
    found = page.locator("#found .colleague", has_text="Мельник Андрій")
    expect(found).to_be_visible()
    director.locator("#my-presence button").click()
    director.get_by_role("button", name="Немає на місці", exact=True).click()
    expect(found.locator(".presence.away")).to_be_visible(timeout=SECOND)
    expect(page.locator("#people-search")).to_have_value("директор")
    expect(page.locator("#people-search")).to_be_focused()


def test_the_phone_list_of_the_company_is_one_sheet_of_paper(arrive: Arrive) -> None:
    page = arrive("levytska")
    page.goto("/directory/phone-list/")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_directory_is_for_everybody(arrive: Arrive, scheme: str, width: int) -> None:
    page = arrive("levytska", color_scheme=scheme, viewport={"width": width, "height": 800})
    director = Employee.objects.get(surname="Мельник")
    for address in (
        "/directory/",
        "/directory/?q=директор",
        f"/directory/people/{director.pk}/",
        f"/directory/departments/{director.department_id}/",
        "/directory/phone-list/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()


def test_the_admin_works_under_its_own_policy(arrive: Arrive) -> None:
    page = arrive("admin")
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto("/admin/directory/employee/")
    page.get_by_role("link", name="Савчук Олена Петрівна").click()
    page.locator("[name=extension]").fill("104")
    page.get_by_role("button", name="Зберегти", exact=True).click()
    page.wait_for_url("**/admin/directory/employee/")
    assert Employee.objects.get(surname="Савчук").extension == "104"
    page.goto(f"/admin/directory/employee/{Employee.objects.get(surname='Савчук').pk}/history/")
    expect(page.locator("body")).to_contain_text("103 → 104")
    assert not refused
