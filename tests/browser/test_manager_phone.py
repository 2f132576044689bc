"""The manager's page in a hand: taps that come twice, a connection that comes and goes."""

import re

import pytest
from playwright.sync_api import Page

from calls.models import ScreeningWish
from calls.statuses import Mode
from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call
from tests.conftest import Cast

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def assistant_is_out(transactional_db: None, cast: Cast) -> None:
    """The director is asked himself: his assistant is not there."""
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)


def middle(page: Page, selector: str) -> tuple[float, float]:
    page.locator(selector).wait_for()
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_second_tap_at_the_same_place_presses_nothing(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    x, y = middle(director, "button[value=busy]")
    with director.expect_response("**/requests/"):  # the news of his own answer
        director.touchscreen.tap(x, y)
    expect(director.locator(".settled h2")).to_have_text("Ви відповіли: Не зараз")
    director.touchscreen.tap(x, y)
    expect(receptionist.locator("#act-message")).to_be_visible()
    expect(director.locator(".settled")).to_have_count(0, timeout=8_000)
    expect(director.locator("#mode-all")).to_have_attribute("aria-pressed", "true")
    assert not ScreeningWish.objects.exclude(mode=Mode.ALL).exists()


def test_one_that_waits_does_not_move_up_into_the_place_of_the_answered_one(
    arrive: Arrive,
) -> None:
    director, receptionist, colleague = (
        arrive(name, **options)
        for name, options in (("melnyk", PHONE), ("levytska", {}), ("havryliuk", {}))
    )
    announced_call(receptionist)
    announced_call(colleague, company="Захід")
    expect(director.locator(".decision")).to_have_count(2)
    x, y = middle(director, ".decision >> nth=0 >> button[value=message]")
    director.touchscreen.tap(x, y)
    director.locator(".settled").wait_for()
    director.touchscreen.tap(x, y)
    expect(receptionist.locator("#act-message")).to_be_visible()
    expect(director.locator(".settled")).to_have_count(0, timeout=8_000)
    expect(director.locator(".decision .announce")).to_contain_text("Захід")


def test_one_withdrawn_under_the_finger_keeps_its_place_too(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    before = middle(director, "button[value=busy]")
    receptionist.locator("#act-withdraw").click()
    expect(director.locator(".settled h2")).to_have_text("Відкликано")
    after = middle(director, ".settled .button.big >> nth=1")
    assert abs(after[1] - before[1]) < 4


def test_a_change_of_mode_says_what_it_did_and_is_undone_in_one_tap(arrive: Arrive) -> None:
    director = arrive("melnyk", **PHONE)
    director.locator("#mode-external").tap()
    notice = director.locator("#notice")
    expect(notice).to_contain_text("Відтепер: Лише зовнішні дзвінки")
    notice.get_by_role("button", name="Скасувати").tap()
    expect(director.locator("#mode-all")).to_have_attribute("aria-pressed", "true")
    expect(notice).to_contain_text("Відтепер: Питати про кожен дзвінок")
    notice.get_by_role("button", name="Закрити").tap()
    expect(notice).to_be_empty()


def test_what_was_told_of_the_last_call_does_not_stand_over_the_next(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    director.locator("#mode-external").tap()
    notice = director.locator("#notice")
    expect(notice).to_contain_text("Відтепер")
    top = director.locator(".top").bounding_box()
    told = notice.bounding_box()
    assert top is not None and told is not None
    assert told["y"] > top["y"] + top["height"]
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    expect(notice).to_be_empty()


def test_without_a_connection_a_tap_is_not_silent_and_all_is_well_after(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    banner = director.locator("#offline")
    director.context.set_offline(True)
    director.locator("button[value=connect]").tap()
    expect(banner).to_be_visible()
    expect(director.locator("#notice")).to_contain_text("Не надіслано")
    director.context.set_offline(False)
    expect(banner).to_be_hidden()
    director.locator("button[value=connect]").tap()
    expect(receptionist.locator("#act-connect")).to_be_visible()


def test_what_could_not_be_fetched_is_fetched_once_it_can_be(arrive: Arrive) -> None:
    """The stream may live on while nothing else comes through: nobody tells of it twice."""
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    expect(director).to_have_title(re.compile(r"^\(1\)"))
    not_through = re.compile(r"/(requests|offline)/")
    director.route(not_through, lambda route: route.abort())
    receptionist.locator("#act-withdraw").click()
    expect(director.locator("#offline")).to_be_visible()
    expect(director).to_have_title(re.compile(r"^\(1\)"))
    director.unroute(not_through)
    expect(director.locator("#offline")).to_be_hidden()
    expect(director.locator(".decision")).to_have_count(0)
    expect(director).not_to_have_title(re.compile(r"^\(1\)"))


def test_once_the_time_is_over_there_is_nothing_to_tap(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    director.clock.install()
    director.reload()
    director.locator(".decision").wait_for()
    director.context.set_offline(True)
    director.clock.run_for(60_000)
    expect(director.locator(".remaining")).to_have_text("0:00")
    expect(director.locator(".decision form")).to_have_attribute("inert", "")


def test_that_the_connection_is_lost_moves_nothing_under_the_finger(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk", **PHONE), arrive("levytska")
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    before = middle(director, "button[value=busy]")
    director.context.set_offline(True)
    director.locator("button[value=busy]").tap()
    expect(director.locator("#offline")).to_be_visible()
    assert middle(director, "button[value=busy]") == before


def test_the_desk_on_a_phone_begins_with_what_to_say_and_keeps_the_deeds_in_sight(
    arrive: Arrive,
) -> None:
    receptionist = arrive("levytska", **PHONE)
    nobody = receptionist.locator("main .empty")
    expect(nobody).to_contain_text("натисніть «Зовнішній»:", use_inner_text=True)
    receptionist.locator("[name=kind][value=external]").first.tap()
    receptionist.locator("#say").wait_for()
    for shown in ("#say blockquote", "#act-end", "#act-hold"):
        expect(receptionist.locator(shown)).to_be_in_viewport(ratio=1)
    assert receptionist.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_phone_whom_one_chooses_below_leads_back_to_what_to_say(arrive: Arrive) -> None:
    receptionist = arrive("levytska", **PHONE)
    receptionist.locator("[name=kind][value=external]").first.tap()
    receptionist.locator("#say").wait_for()
    last = receptionist.locator("#people .person").last.locator("button.name")
    last.scroll_into_view_if_needed()
    expect(receptionist.locator("#say blockquote")).not_to_be_in_viewport()
    last.tap()
    expect(receptionist.locator("#say blockquote")).to_be_in_viewport()


def test_the_presence_sheet_keeps_off_the_edges(arrive: Arrive) -> None:
    director = arrive("melnyk", **PHONE)
    director.locator("#my-presence button").tap()
    director.locator(".presence-choices").wait_for()
    box = director.locator("#presence-menu").bounding_box()
    assert box is not None
    assert box["x"] >= 8
    assert box["x"] + box["width"] <= 382
    tops = director.locator(".presence-choices .until label").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().top))"
    )
    assert tops[0] == tops[1]
    assert tops[2] == tops[3]
