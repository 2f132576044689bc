"""A request calls whoever is asked: in the background, after sleep, and each new one anew."""

import re

import pytest
from playwright.sync_api import Page

from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call, take_call, tell
from tests.conftest import Cast

# Headless Chromium shows no notifications: what would be shown is written down instead.
IN_THE_BACKGROUND = """
Object.defineProperty(document, "hidden", {get: () => true});
const ready = Promise.resolve({ showNotification: async (title, options) =>
  document.documentElement.setAttribute("data-shown", `${title}: ${options.body}`) });
Object.defineProperty(ServiceWorkerContainer.prototype, "ready", {get: () => ready});
"""

# What a screen reader would break in with from now on: each change inside a live region.
LISTEN = """() => {
  window.interrupted = [];
  const regions = "[aria-live], [role=status], [role=alert], [role=log], [role=timer]";
  const silent = (one) => one.matches("[aria-live=off], [role=timer]:not([aria-live])");
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const region = (target.closest ? target : target.parentElement).closest(regions);
      if (region && !silent(region)) window.interrupted.push(region.outerHTML);
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture(autouse=True)
def assistant_is_out(transactional_db: None, cast: Cast) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)


def in_the_background(page: Page) -> Page:
    page.context.grant_permissions(["notifications"])
    page.add_init_script(IN_THE_BACKGROUND)
    page.reload()
    return page


def shows(page: Page, said: str) -> None:
    expect(page.locator("html")).to_have_attribute(
        "data-shown", re.compile(f"^Вам телефонують: .*{said}")
    )


def test_a_page_in_the_background_shows_each_request(arrive: Arrive) -> None:
    receptionist, colleague = arrive("levytska"), arrive("havryliuk")
    director = in_the_background(arrive("melnyk"))
    announced_call(receptionist)
    shows(director, "Північ")
    announced_call(colleague, company="Захід")
    shows(director, "Захід")
    expect(director).to_have_title(re.compile(r"^\(2\)"))


def test_one_that_comes_as_another_goes_is_a_new_one(arrive: Arrive) -> None:
    receptionist = arrive("levytska")
    director = in_the_background(arrive("melnyk"))
    announced_call(receptionist)
    shows(director, "Північ")
    # His page hears nothing while the one is withdrawn and the other asked.
    director.route("**/requests/count/", lambda route: route.abort())
    receptionist.locator("#act-withdraw").click()
    receptionist.locator("#act-withdraw").wait_for(state="detached")
    announced_call(receptionist, company="Захід")
    receptionist.locator("#act-withdraw").wait_for()
    director.unroute("**/requests/count/")
    tell(receptionist, phone="067 555 77 01")
    shows(director, "Захід")


def test_he_is_asked_about_notifications_only_when_he_wants_them(arrive: Arrive) -> None:
    director = arrive("melnyk")
    director.evaluate(
        """Notification.requestPermission = async () => { document.body.dataset.asked = "yes"; };
        document.querySelector("[data-notify]").hidden = false"""
    )
    expect(director.locator("body")).not_to_have_attribute("data-asked", "yes")
    director.locator("[data-notify] button").click()
    expect(director.locator("body")).to_have_attribute("data-asked", "yes")


def test_a_stream_that_has_died_in_silence_is_opened_anew(arrive: Arrive) -> None:
    director = arrive("melnyk")
    director.clock.install()
    with director.expect_response("**/live/**"):
        director.reload()
    with director.expect_request("**/live/**"):
        director.clock.run_for(120_000)  # a heartbeat that falls into it leaves a minute
    expect(director.locator("#offline")).to_be_hidden()


def test_a_server_that_answers_with_an_error_is_looked_for_again(arrive: Arrive) -> None:
    """As a proxy does while the server behind it starts: a browser alone would give up."""
    director, receptionist = arrive("melnyk"), arrive("levytska")
    director.route("**/live/**", lambda route: route.fulfill(status=502))
    director.reload()
    expect(director.locator("#offline")).to_be_visible()
    announced_call(receptionist)
    director.unroute("**/live/**")
    expect(director.locator("#offline")).to_be_hidden()
    expect(director.locator(".decision")).to_be_visible()


def test_a_press_is_not_lost_where_news_comes_between(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    box = director.locator("button[value=busy]").bounding_box()
    assert box is not None
    director.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    director.mouse.down()
    with director.expect_response("**/requests/"):
        tell(receptionist, subject="зустріч у понеділок")
    director.mouse.up()
    expect(receptionist.locator("#act-message")).to_be_visible()


def test_a_slow_press_elsewhere_shows_the_news_once_it_is_over(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    director.locator(".announce").hover()
    director.mouse.down()
    with director.expect_response("**/requests/"):
        tell(receptionist, subject="зустріч у понеділок")
    expect(director.locator(".announce")).not_to_contain_text("понеділок")
    director.mouse.up()
    expect(director.locator(".announce")).to_contain_text("понеділок")


def test_the_focus_stays_where_it_is_when_news_comes(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    busy = director.locator("button[value=busy]")
    busy.focus()
    tell(receptionist, subject="зустріч у понеділок")
    expect(director.locator(".announce")).to_contain_text("понеділок")
    expect(busy).to_be_focused()
    director.keyboard.press("Enter")
    expect(receptionist.locator("#act-message")).to_be_visible()


def test_the_card_says_at_once_that_whoever_is_asked_for_is_busy_now(
    arrive: Arrive, cast: Cast
) -> None:
    receptionist = arrive("levytska")
    take_call(receptionist)
    tell(receptionist, caller_name="Іван Іванович", company="Північ", subject="оплата рахунка")
    receptionist.locator("#people-search").fill("бондаренко")
    receptionist.locator("#people .name", has_text="Бондаренко").click()
    expect(receptionist.locator("#id_asked_for")).to_have_value(re.compile("Бондаренко"))
    sentence = receptionist.locator("#say blockquote")
    before = sentence.inner_text()
    presence.say(cast.person(cast.salesman), Presence.State.MEETING, cast.salesman)
    expect(sentence).not_to_have_text(before)
    expect(receptionist.locator("#people .where").first).to_contain_text("на нараді")


def _hears_nothing_of(page: Page, clock: str) -> None:
    """No tick of this clock interrupts whoever has the page read to him."""
    page.evaluate(LISTEN)
    for _tick in range(2):
        shown = page.locator(clock).text_content() or ""
        expect(page.locator(clock)).not_to_have_text(shown)
    assert page.evaluate("window.interrupted") == []


def test_a_request_is_said_aloud_and_its_clocks_are_not(arrive: Arrive) -> None:
    director, receptionist = arrive("melnyk"), arrive("levytska")
    announced_call(receptionist)
    expect(director.locator("[aria-live=assertive]")).to_have_text(
        re.compile("^Вам телефонує .*Північ.*зустрічі на форумі$")
    )
    expect(receptionist.locator("#actions")).to_contain_text("на екрані")
    _hears_nothing_of(director, ".decision [data-left]")
    _hears_nothing_of(director, ".decision [data-since]")
    _hears_nothing_of(receptionist, "#actions [data-left]")
    tell(receptionist, subject="зустріч у понеділок")
    expect(director.locator("[aria-live=assertive]")).to_contain_text("понеділок")
    director.locator("button[value=connect]").click()
    receptionist.locator("#act-connect").wait_for()
    _hears_nothing_of(receptionist, "#actions [data-left]")
    expect(director.locator("[aria-live=assertive]")).to_be_empty()


# Counts the connections of a stream that htmx opens and closes as it does with the page's own.
CLOSED = """() => {
  let opened = 0;
  const Own = window.EventSource;
  const isIts = (address) => address.startsWith("/elsewhere/");
  window.EventSource = class extends Own {
    constructor(address) { super(address); if (isIts(address)) opened += 1; }
  };
  const stream = htmx.createEventSource("/elsewhere/?since=");
  stream.onerror = () => stream.close();
  stream.own.onerror({ target: { readyState: Own.CLOSED } });
  window.connections = () => opened;
}"""
WAKE = """() => {
  dispatchEvent(new Event("online"));
  for (const name of ["resume", "visibilitychange"]) document.dispatchEvent(new Event(name));
}"""


def test_a_stream_that_is_closed_stays_so(arrive: Arrive) -> None:
    """Whatever wakes a page, or had been put off when it was closed."""
    page = arrive("melnyk")
    page.clock.install()
    page.evaluate(CLOSED)
    page.evaluate(WAKE)
    page.clock.run_for(60_000)
    assert page.evaluate("window.connections()") == 1
