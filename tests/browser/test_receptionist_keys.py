"""What the keys of the desk do, as a receptionist who trusts them presses them."""

import re

import pytest
from playwright.sync_api import Page

from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call, ask_for, take_call, tell
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def assistant_is_out(transactional_db: None, cast: Cast) -> None:
    """The director is asked himself: his assistant is not there."""
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.tagName"))


def test_enter_after_the_directors_yes_connects(arrive: Arrive) -> None:
    director, page = arrive("melnyk"), arrive("levytska")
    announced_call(page)
    director.locator("button[value=connect]").click()
    expect(page.locator("#act-connect")).to_be_visible()
    expect(page.locator("#people-search")).to_have_value("")
    expect(page.locator("#people-search")).not_to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#head")).to_contain_text("з'єднано")
    expect(page.locator("#timeline li")).to_have_count(4)


def test_looking_for_him_once_more_is_no_second_question(arrive: Arrive) -> None:
    director, page = arrive("melnyk"), arrive("levytska")
    announced_call(page)
    director.locator("button[value=connect]").click()
    expect(page.locator("#act-connect")).to_be_visible()
    ask_for(page, "мельник")
    expect(page.locator("#head")).to_contain_text("з'єднано")


def test_a_note_for_a_colleague_goes_along_and_no_letter_of_it_is_a_key(
    arrive: Arrive, cast: Cast
) -> None:
    page, colleague = arrive("levytska"), arrive("havryliuk")
    colleague.locator("#open-shift").click()
    take_call(page)
    tell(page, caller_name="Ігор", subject="скарга на монтаж")
    page.keyboard.press("Escape")
    expect(page.locator("#act-hand")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.keyboard.type("1 раз уже телефонував")
    page.keyboard.press("Escape")
    expect(page.locator("#handing")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#handing")).to_be_hidden()
    page.keyboard.press("g")
    expect(page.locator("#hand-note")).to_have_value("1 раз уже телефонував")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    expect(page.locator("#head")).to_contain_text(cast.colleague.shown_name)
    expect(page.locator("#purpose-buy")).to_have_attribute("aria-pressed", "false")

    given = colleague.locator("#manner")
    expect(given).to_contain_text("Левицька Х. О. передає вам:")
    expect(given).to_contain_text("1 раз уже телефонував")
    expect(colleague.locator("main > .empty")).to_be_hidden()
    colleague.keyboard.press("g")
    expect(colleague.locator("#head .status-talking")).to_be_visible()
    expect(colleague.locator("#id_subject")).to_have_value("скарга на монтаж")


def test_a_call_back_without_a_number_says_why_not(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.press("4")
    expect(page.locator("#actions .notice")).to_contain_text("номер")
    expect(page.locator("#id_phone")).to_be_focused()


def test_the_caps_tell_with_what_a_letter_is_a_key(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    cap = "getComputedStyle(document.querySelector('#act-end kbd'), '::before').content"
    assert focused(page) == "id_subject"
    assert page.evaluate(cap) == '"Alt"'
    width = page.locator("#act-end").bounding_box()
    page.keyboard.press("Escape")
    assert page.evaluate(cap) == "none"
    assert page.locator("#act-end").bounding_box() == width, "nothing jumps"


def test_who_is_gone_on_with_is_never_typed_to_by_his_keys(arrive: Arrive) -> None:
    page = arrive("levytska")
    first = take_call(page)
    tell(page, caller_name="Іван")
    page.keyboard.press("Escape")
    tell(page, caller_name="")
    second = take_call(page)
    tell(page, subject="рахунок")
    for address in (first, second):
        page.keyboard.press("F4")
        page.wait_for_url(address)
        assert focused(page) in {"BODY", "main"}


def test_one_key_pressed_twice_answers_one_call(arrive: Arrive) -> None:
    page = arrive("levytska")
    page.keyboard.press("F2")
    page.keyboard.press("F2")
    page.wait_for_url(re.compile(r"/desk/\d+/$"))
    page.keyboard.press("F2")
    expect(page.locator("#id_subject")).to_be_focused()
    expect(page.locator("#lines .line")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("F2")
    expect(page.locator("#lines .line")).to_have_count(2)


def test_a_message_is_written_where_the_caller_is_asked(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    tell(page, caller_name="Андрій", subject="реклама на радіо")
    ask_for(page, "бондаренко")
    expect(page.locator("#head")).to_contain_text("з'єднано")
    # Another answer may have brought that; with the one to Enter the search is over.
    expect(page.locator("#people-search")).not_to_be_focused()
    page.keyboard.press("b")
    expect(page.locator("#act-message")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator("#id_phone")).to_be_focused()
    expect(page.locator("label[for=id_phone]")).to_be_in_viewport(ratio=1)
    expect(page.locator("#message-send")).to_be_in_viewport(ratio=1)
    page.keyboard.type("0675550101")
    page.locator("#message-close").click()
    expect(page.locator("#message-send")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.locator("#id_message_text")).to_be_focused()
    page.keyboard.type(", до п'ятниці")
    expect(page.locator("#id_message_text")).to_have_value("реклама на радіо, до п'ятниці")


def test_her_header_says_that_she_talks(arrive: Arrive) -> None:
    page = arrive("levytska")
    presence_said = page.locator("#my-presence")
    expect(presence_said).to_have_text(re.compile("вільно"), use_inner_text=True)
    take_call(page)
    expect(presence_said).to_have_text(re.compile("розмовляє"), use_inner_text=True)
    expect(presence_said).not_to_have_text(re.compile("вільно"), use_inner_text=True)
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(presence_said).to_have_text(re.compile("вільно"), use_inner_text=True)


def test_a_seller_who_asks_for_the_director_has_one_main_button(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    tell(page, subject="пропонуємо рекламу на радіо")
    expect(page.locator("#say blockquote")).to_contain_text("пропозицію")
    ask_for(page, "мельник")
    expect(page.locator("#act-ask")).to_be_visible()
    filled = """() => {
      const colour = (one) => getComputedStyle(one).backgroundColor;
      const main = colour(document.querySelector("#act-ask"));
      const seen = [...document.querySelectorAll("button")].filter((one) => one.checkVisibility());
      return seen.filter((one) => colour(one) === main).map((one) => one.id);
    }"""
    assert page.evaluate(filled) == ["act-ask"]
