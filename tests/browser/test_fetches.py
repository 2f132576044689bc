"""What one deed costs the open pages: each looks once at what has changed, not once a tick."""

from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, expect

from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.steps import announced_call, ask_for, tell
from tests.conftest import Cast

# The page has been quiet for a second, counted by its own clock from the end of its last request.
QUIET = """() => {
  const ended = performance.getEntriesByType("resource").map((one) => one.responseEnd);
  return performance.now() - Math.max(0, ...ended) > 1000;
}"""


class Fetches:
    """Counts what a page asks the server for by itself."""

    def __init__(self, page: Page) -> None:
        self.page, self.paths = page, Counter[str]()
        self.settle()
        page.on("request", self._note)

    def settle(self) -> None:
        self.page.evaluate("performance.setResourceTimingBufferSize(10000)")
        self.page.wait_for_function(QUIET)
        self.paths.clear()

    def of_the_deed(self) -> Counter[str]:
        self.page.wait_for_function(QUIET)
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


def _at_most_two(page: Fetches) -> None:
    made = page.of_the_deed()
    assert max(made.values(), default=0) <= 1, made
    assert sum(made.values()) <= 2, made
