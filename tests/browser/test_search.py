"""The search for whom to connect: Enter takes what it was pressed for, and nothing is overheard."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, Request, Route

from calls.models import Call
from directory import presence
from directory.models import Gap, Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import on_a_call, tell
from tests.conftest import Cast

PEOPLE = re.compile(r"/calls/\d+/people/")
FOUND = re.compile(r"/calls/\d+/(people|card)/")  # a card brings the answer along


@pytest.fixture
def desk(arrive: Arrive) -> Page:
    page = on_a_call(arrive("levytska"))
    page.keyboard.press("/")
    return page


def hold(page: Page) -> Callable[[], None]:
    """The answers to the search wait until what comes back is called."""
    routes: list[Route] = []
    waits = [True]
    page.route(FOUND, lambda route: routes.append(route) if waits else route.continue_())

    def let_go() -> None:
        waits.clear()
        for route in routes:
            route.continue_()

    return let_go


def of_connecting(page: Page) -> list[str]:
    """The requests that choose or connect somebody, from now on."""
    made: list[str] = []

    def note(request: Request) -> None:
        if re.search(r"/(connection|transfer-request|asked-employee)/$", request.url):
            made.append(request.url)

    page.on("request", note)
    return made


def search(page: Page, words: str) -> None:
    with page.expect_request(PEOPLE):
        page.locator("#people-search").fill(words)


def first(page: Page, name: str) -> None:
    expect(page.locator("#people .person").first).to_contain_text(name)


def test_enter_waits_for_the_answer_and_connects_once(desk: Page) -> None:
    made = of_connecting(desk)
    let_go = hold(desk)
    search(desk, "бондаренко")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    let_go()
    expect(desk.locator(".decision-state.ended")).to_be_visible()
    assert len(made) == 1
    assert Call.objects.get().connected_to is not None


@pytest.mark.parametrize("change", ["type", "escape", "leave"])
def test_enter_connects_nobody_once_something_else_is_wanted(desk: Page, change: str) -> None:
    made = of_connecting(desk)
    let_go = hold(desk)
    search(desk, "бондаренко")
    desk.keyboard.press("Enter")
    if change == "type":
        search(desk, "ткаченко")
    elif change == "escape":
        desk.keyboard.press("Escape")
    else:
        tell(desk, caller_name="Іван")
    let_go()
    if change != "escape":  # which empties the search
        first(desk, "Ткаченко" if change == "type" else "Бондаренко")
    search(desk, "бондаренко ")
    first(desk, "Бондаренко")
    assert made == []
    desk.keyboard.press("Enter")
    expect(desk.locator(".decision-state.ended")).to_be_visible()


def test_enter_in_an_empty_search_of_the_directory_does_nothing(arrive: Arrive) -> None:
    page = arrive("levytska")
    page.goto("/directory/")
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    page.locator("#people-search").fill("ткаченко ")
    expect(page.locator("#found .colleague")).to_contain_text("Ткаченко")
    assert page.url.endswith("/directory/")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ткаченко Любов Василівна")


def test_what_is_searched_is_in_no_address(desk: Page, arrive: Arrive, cast: Cast) -> None:
    addresses: list[str] = []

    def note(request: Request) -> None:
        addresses.append(unquote(request.url))

    desk.on("request", note)
    search(desk, "космодроми")
    expect(desk.locator("#people")).to_contain_text("космодроми")
    with desk.expect_response("**/card/"):
        presence.say(cast.person(cast.director), Presence.State.BUSY, cast.director)
    expect(desk.locator("#people")).to_contain_text("космодроми")
    with desk.expect_response("**/gap/"):
        desk.keyboard.press("Escape")
    assert [gap.query for gap in Gap.objects.all()] == ["космодроми"]
    desk.goto("/directory/")
    desk.locator("#people-search").fill("космодроми")
    expect(desk.locator("#found")).to_contain_text("космодроми")
    with desk.expect_response("**/directory/"):
        presence.say(cast.person(cast.director), Presence.State.FREE, cast.director)
    expect(desk.locator("#found")).to_contain_text("космодроми")
    assert len(addresses) > 5
    assert [one for one in addresses if "космодром" in one] == []
