"""A double click is one press: what was said by it is not taken back."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route

from calls.models import Call
from calls.statuses import Status
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import on_a_call

PURPOSE = re.compile("/purpose/")


@pytest.fixture
def page(arrive: Arrive) -> Page:
    return on_a_call(arrive("levytska"))


def click_again(button: Locator) -> None:
    """The second click of a double click."""
    button.hover()
    button.page.mouse.down(click_count=2)
    button.page.mouse.up(click_count=2)


def test_a_purpose_pressed_twice_before_the_answer_stays(page: Page) -> None:
    held: list[Route] = []
    page.route(PURPOSE, lambda route: held.append(route), times=1)
    purpose = page.locator("#purpose-existing")
    with page.expect_request(PURPOSE):
        purpose.click()
    purpose.click()
    with page.expect_request(PURPOSE) as second:
        held[0].continue_()
    second.value.response()
    expect(purpose).to_have_attribute("aria-pressed", "true")
    assert Call.objects.get().purpose == "existing"


def test_a_double_click_that_the_answer_comes_into_is_one_press(page: Page) -> None:
    purpose = page.locator("#purpose-existing")
    purpose.click()
    expect(purpose).to_have_attribute("aria-pressed", "true")
    click_again(purpose)
    page.locator("#act-hold").click()
    expect(page.locator("#act-resume")).to_be_visible()
    click_again(page.locator("#act-resume"))
    page.locator("#call-language").click()  # it would be done after all these
    expect(page.locator("#say blockquote")).to_have_attribute("lang", "en")
    call = Call.objects.get()
    assert (call.purpose, call.status) == ("existing", Status.ON_HOLD)


def test_pressed_again_later_it_is_taken_back(page: Page) -> None:
    purpose = page.locator("#purpose-existing")
    for pressed in ("true", "false"):
        purpose.click()
        expect(purpose).to_have_attribute("aria-pressed", pressed)
    for language in ("en", "uk"):
        page.keyboard.press("l")
        expect(page.locator("#say blockquote")).to_have_attribute("lang", language)
