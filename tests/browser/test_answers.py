"""The answers of an executive and whoever decides for him, on two and three browsers at once."""

import re

import pytest
from playwright.sync_api import Page

from calls.models import Promise
from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call, ask_for, take_call, tell
from tests.conftest import Cast

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def assistant_is_out(transactional_db: None, cast: Cast) -> None:
    """The director is asked himself: his assistant is not there."""
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)


def sentence(page: Page) -> str:
    return page.locator("#say blockquote").inner_text()


def test_i_shall_call_back_in_two_taps(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    director.locator("[popovertarget^=later-]").tap()
    offered = director.locator(".menu:popover-open button[name=call_back_at]").first
    time = re.findall(r"\d+:\d\d", offered.inner_text())[0]
    offered.tap()

    expect(receptionist.locator("#say blockquote")).to_contain_text("За яким номером")
    receptionist.keyboard.press("Escape")
    receptionist.keyboard.press("Enter")
    expect(receptionist.locator("#id_phone")).to_be_focused()
    receptionist.keyboard.type("067 555 77 01")
    expect(receptionist.locator("#say blockquote")).to_contain_text(time)
    receptionist.keyboard.press("Enter")
    expect(receptionist.locator(".decision-state.ended")).to_be_visible()
    assert Promise.objects.get().owner.surname == "Мельник"


def test_given_to_somebody_else(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    director.locator("[popovertarget^=give-]").click()
    director.locator(".menu:popover-open input[type=search]").fill("бондаренко")
    director.locator(".near button", has_text="Бондаренко").click()
    expect(receptionist.locator("#say blockquote")).to_contain_text("Юлія Андріївна")
    receptionist.locator("#act-connect").click()
    expect(receptionist.locator(".decision-state.ended")).to_contain_text("Бондаренко Юлія")


def test_law_2_a_line_for_the_receptionist_and_another_for_the_caller(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    director.locator(".more summary").click()
    director.locator("input[name=reason]").fill("Набрид, більше не з'єднуйте")
    director.locator("input[name=told][value=out]").check()
    director.locator("button[value=busy]").click()
    expect(receptionist.locator("#actions")).to_contain_text("більше не з'єднуйте")
    expect(receptionist.locator("#say blockquote")).to_contain_text("не на місці")
    assert "Набрид" not in sentence(receptionist)


def test_what_is_being_typed_outlives_another_request(arrive: Arrive) -> None:
    director, receptionist, colleague = (
        arrive(name) for name in ("melnyk", "levytska", "havryliuk")
    )
    announced_call(receptionist)
    director.locator(".more summary").click()
    line = director.locator("input[name=reason]").first
    line.press_sequentially("Скажіть, що ")
    announced_call(colleague, company="Захід")
    expect(director.locator(".decision")).to_have_count(2)
    expect(line).to_have_value("Скажіть, що ")
    expect(line).to_be_focused()
    director.keyboard.type("я в дорозі")
    director.locator("button[value=message]").first.click()
    expect(director.locator(".decision")).to_have_count(1)
    expect(receptionist.locator("#actions")).to_contain_text("Скажіть, що я в дорозі")
    director.locator("button[value=connect]").click()
    expect(colleague.locator("#act-connect")).to_be_visible()


def test_the_assistant_takes_the_call_over(arrive: Arrive, cast: Cast) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.FREE, cast.assistant)
    assistant, director, receptionist = (arrive(name) for name in ("savchuk", "melnyk", "levytska"))
    announced_call(receptionist)
    expect(assistant).to_have_title(re.compile(r"^\(1\)"))
    expect(director.locator(".decision.quiet")).to_be_visible()
    expect(director).not_to_have_title(re.compile(r"^\(1\)"))
    assistant.locator("[popovertarget^=give-]").click()
    assistant.locator(".near button").first.click()
    receptionist.locator("#act-connect").click()
    expect(receptionist.locator(".decision-state.ended")).to_contain_text("Савчук")
    expect(director.locator(".decision")).to_have_count(0)


def test_whoever_is_slower_is_told_what_happened(arrive: Arrive, cast: Cast) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.FREE, cast.assistant)
    assistant, director, receptionist = (arrive(name) for name in ("savchuk", "melnyk", "levytska"))
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    # His page hears nothing more, as on a train in a tunnel, and shows what stood there before.
    director.route("**/requests/", lambda route: route.abort())
    assistant.locator("button[value=busy]").click()
    expect(receptionist.locator("#act-message")).to_be_visible()
    director.locator("button[value=connect]").click()
    expect(director.locator("#notice")).to_contain_text("Савчук О. П.")


def test_do_not_disturb_in_one_tap(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    director.locator("#mode-silent").tap()
    expect(director.locator("#mode-silent")).to_have_attribute("aria-pressed", "true")
    announced_call(receptionist)
    expect(receptionist.locator("#say blockquote")).to_contain_text("на нараді")
    expect(receptionist.locator("#act-message")).to_have_class(re.compile("primary"))
    expect(director.locator(".decision")).to_have_count(0)
    expect(director.locator(".decided li")).to_have_count(1)


def test_a_deputy_decides_until_a_day(arrive: Arrive) -> None:
    director, deputy, receptionist = (arrive(name) for name in ("melnyk", "hnatiuk", "levytska"))
    director.locator("a[href^='/screening/']").click()
    director.locator("#id_deputy").select_option(label="Гнатюк Роман Ігорович")
    director.locator("#id_deputy_until").fill("2099-12-05")
    director.locator("button.primary").click()
    expect(director.locator("#id_deputy_until")).to_have_value("2099-12-05")
    announced_call(receptionist)
    expect(deputy).to_have_title(re.compile(r"^\(1\)"))
    deputy.locator("button[value=connect]").click()
    expect(receptionist.locator("#act-connect")).to_be_visible()


def test_a_talk_with_the_director_holds_calls_until_it_is_over(arrive: Arrive) -> None:
    accountant, receptionist = arrive("tkachenko"), arrive("levytska")
    accountant.locator("button[name=with]", has_text="Мельник").click()
    expect(accountant.locator(".talk")).to_contain_text("Мельник")
    announced_call(receptionist, "ткаченко")
    expect(receptionist.locator("#actions")).to_contain_text("Мельник")
    expect(accountant.locator(".decision.quiet")).to_be_visible()
    expect(accountant).not_to_have_title(re.compile(r"^\(1\)"))
    accountant.locator(".talk button").click()
    expect(accountant).to_have_title(re.compile(r"^\(1\)"))
    accountant.locator("button[value=connect]").click()
    expect(receptionist.locator("#act-connect")).to_be_visible()


def test_a_correction_is_seen_while_he_decides(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    expect(director.locator(".announce")).to_contain_text("«Північ»")
    tell(receptionist, company="Захід")
    expect(director.locator(".announce")).to_contain_text("«Захід»")
    expect(director.locator(".decision .aside")).to_be_visible()


def test_nobody_picks_up_and_the_caller_is_back(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    director.locator("button[value=connect]").click()
    receptionist.locator("#act-connect").click()
    receptionist.locator("#act-take-back").wait_for()
    receptionist.keyboard.press("Escape")
    receptionist.keyboard.press("b")
    expect(receptionist.locator("#say blockquote")).to_contain_text("не може підійти")
    expect(receptionist.locator("#act-message")).to_have_class(re.compile("primary"))


def test_a_standing_rule_from_a_decision_and_its_undoing(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist, phone="067 555 77 01")
    director.locator("button[value=busy]").click()
    receptionist.locator("#act-message").wait_for()
    director.goto("/requests/decided/")
    director.locator("button[name=always][value=no]").click()
    expect(director.locator("#rules")).to_contain_text("067 555 77 01")
    take_call(receptionist)
    tell(receptionist, phone="+38 067 555 77 01")
    ask_for(receptionist, "мельник")
    expect(receptionist.locator("#say blockquote")).to_contain_text("на нараді")
    director.goto("/requests/decided/")
    director.locator("form[action*=undoing] button").first.click()
    expect(director.locator("form[action*=undoing]")).to_have_count(0)


def test_keyboard_only(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    for keys, seen in (
        (["3"], "#act-message"),
        (["4", "2"], "#act-call-back"),
        (["1"], "#act-connect"),
    ):
        announced_call(receptionist)
        director.locator(".decision").wait_for()
        for key in keys:
            director.keyboard.press(key)
        expect(receptionist.locator(seen)).to_be_visible()
        expect(director.locator(".decision")).to_have_count(0)


def test_a_phone_shows_the_question_and_all_five_answers_at_once(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    for answer in director.locator(".decision .button.big").all():
        expect(answer).to_be_in_viewport(ratio=1)
        box = answer.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    width = director.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
