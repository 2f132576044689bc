"""What one deed costs the open pages: each looks once at what has changed, not once a tick."""

from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

from calls import log
from calls.models import Call
from directory import presence
from directory.models import Presence
from frontdesk.bus import tick
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call, ask_for, take_call, tell
from tests.conftest import Cast

# The page asks for nothing for a second from now, or from the end of its last request.
QUIET = """(now) => {
  const ended = performance.getEntriesByType("resource").map((one) => one.responseEnd);
  return performance.now() - Math.max(now, ...ended) > 1000;
}"""


class Fetches:
    """Counts what a page asks the server for by itself."""

    def __init__(self, page: Page) -> None:
        self.page, self.paths = page, Counter[str]()
        page.on("request", self._note)
        self.of_the_deed()

    def of_the_deed(self) -> Counter[str]:
        """What was fetched since the last time, once no more comes."""
        self.page.wait_for_function(QUIET, arg=self.page.evaluate("performance.now()"))
        made = Counter(self.paths)
        self.paths.clear()
        return made

    def _note(self, request: Request) -> None:
        if request.method == "GET" and "hx-request" in request.headers:
            self.paths[urlsplit(request.url).path] += 1


def test_each_page_looks_once_at_what_a_deed_has_changed(arrive: Arrive, cast: Cast) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)
    director, receptionist, colleague = (
        arrive(name) for name in ("melnyk", "levytska", "havryliuk")
    )
    colleague.goto(announced_call(receptionist))
    director.locator(".decision").wait_for()
    pages = [Fetches(page) for page in (director, receptionist, colleague)]

    tell(receptionist, subject="зустріч у понеділок")
    expect(director.locator(".announce")).to_contain_text("понеділок")
    for page in pages:
        _at_most_two(page)

    director.locator("button[value=busy]").click()
    expect(colleague.locator(".decision-state.declined")).to_be_visible()
    for page in pages:
        _at_most_two(page)

    presence.say(cast.person(cast.salesman), Presence.State.MEETING, cast.salesman)
    for page in pages:
        _at_most_two(page)


def test_asking_costs_two_looks_and_the_news_that_it_was_seen_one_more(arrive: Arrive) -> None:
    director, receptionist = arrive("savchuk"), arrive("levytska")
    announced_call(receptionist, company="")
    receptionist.locator("#field-company .hint").wait_for()
    tell(receptionist, company="Північ")
    pages = [Fetches(page) for page in (director, receptionist)]
    ask_for(receptionist, "мельник")
    expect(receptionist.locator("#actions")).to_contain_text("на екрані")
    _at_most_two(pages[0])
    made = pages[1].of_the_deed()
    assert max(made.values()) <= 2, made
    assert sum(made.values()) <= 4, made  # the search is one of them


def test_news_that_comes_at_once_is_looked_at_once(arrive: Arrive) -> None:
    receptionist = arrive("levytska")
    take_call(receptionist)
    page = Fetches(receptionist)
    for _tick in range(8):
        tick("lines", log.call_topic(Call.objects.get().pk))
    fetched = page.of_the_deed()
    assert set(fetched) == {f"/calls/{Call.objects.get().pk}/card/", "/desk/lines/"}
    assert max(fetched.values()) <= 2, fetched  # on a slow machine eight take longer than a moment


def _at_most_two(page: Fetches) -> None:
    made = page.of_the_deed()
    assert max(made.values(), default=0) <= 1, made
    assert sum(made.values()) <= 2, made
