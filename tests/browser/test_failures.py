"""What the server fails at, or does not know any more, is told; what was typed is kept."""

import re

import pytest
from playwright.sync_api import Page

from calls.models import Call
from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call, take_call
from tests.conftest import Cast


def failing(page: Page, place: str, status: int, times: int = 1) -> None:
    """The server, or a proxy before it, answers with an error so many times."""
    page.route(re.compile(place), lambda route: route.fulfill(status=status), times=times)


@pytest.mark.parametrize("status", [403, 404, 500, 502])
def test_a_manager_s_tap_that_fails_is_told(arrive: Arrive, cast: Cast, status: int) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    failing(director, "/answer/", status)
    director.locator("button[value=connect]").click()
    expect(director.locator("#failed")).to_contain_text("Не зроблено")
    director.locator("button[value=connect]").click()
    expect(director.locator("#failed")).to_be_hidden()
    expect(receptionist.locator("#act-connect")).to_be_visible()


def test_a_deed_of_the_desk_that_fails_is_told_and_the_card_looked_at_anew(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    page.keyboard.press("Escape")
    failing(page, "/hold/", 404)
    with page.expect_response(re.compile("/card/")):
        page.keyboard.press("h")
    expect(page.locator("#failed")).to_contain_text("Не зроблено")
    page.keyboard.press("h")
    expect(page.locator("#act-resume")).to_be_visible()
    expect(page.locator("#failed")).to_be_hidden()


def test_what_is_typed_while_the_server_fails_is_saved_once_it_does_not(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    failing(page, "/facts/", 500, times=2)
    page.locator("#id_company").fill("Північ")
    expect(page.locator("#failed")).to_contain_text("Ще не збережено")
    expect(page.locator("#failed")).to_be_hidden()
    expect(page.locator("#id_company")).not_to_have_attribute("data-dirty", "")
    assert Call.objects.get().company == "Північ"
