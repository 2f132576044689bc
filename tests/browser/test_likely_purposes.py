"""The likely purposes, each by one key, while the card goes on asking what is not sure."""

from itertools import pairwise

from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import take_call


def test_the_second_likeliest_is_taken_by_one_key_from_within_the_field(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    expect(page.locator("#id_subject")).to_be_focused()
    page.keyboard.type("ну я щодо того питання, ціна")
    second = page.locator("#purposes button", has_text="F9")
    expect(second).to_be_visible()
    name = second.get_attribute("id")
    page.keyboard.press("F9")
    expect(page.locator(f"#{name}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#purposes .likely")).to_have_count(0)


def test_the_offered_purposes_hide_nothing_and_need_no_scrolling(arrive: Arrive) -> None:
    page = arrive("levytska")
    page.set_viewport_size({"width": 1280, "height": 720})
    take_call(page)
    rows = "document.getElementById('purposes').offsetHeight"
    before = page.evaluate(rows)
    page.keyboard.type("ну я щодо того питання, ціна")
    expect(page.locator("#purposes .likely").first).to_be_visible()
    assert page.evaluate(rows) == before
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    boxes = [one.bounding_box() for one in page.locator("#purposes .likely").all()]
    for one, other in pairwise(boxes):
        assert one and other
        assert one["x"] + one["width"] <= other["x"] or one["y"] != other["y"]
