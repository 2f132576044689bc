"""A receptionist's hands on a busy desk, and a director's: keys only, on what their pages show."""

import re
from collections.abc import Generator

from playwright.sync_api import Page

from calls import docket
from calls.board import Board
from calls.lines import Line
from calls.models import TransferRequest
from calls.statuses import Status
from directory.models import Employee, User
from tests.browser.expecting import expect


class Hands:
    """`user` at the desk, with her page open."""

    def __init__(self, user: User, page: Page) -> None:
        self.user, self.page = user, page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, key: str, text: str) -> None:
        """Go to a field by its key, and type."""
        self.press(f"Alt+{key}")
        expect(self.page.locator(f"input[data-key='{key}']")).to_be_focused()
        self.page.keyboard.type(text)

    def see(self, place: str, text: str = "") -> None:
        """Wait until a place of the page is there, with these words in it."""
        expect(self.page.locator(place)).to_contain_text(text)

    def end(self) -> None:
        """End the call as the desk proposes."""
        self.press("Alt+KeyE")
        expect(self.page.locator("#endings")).to_be_visible()
        self.press("Enter")
        self.is_over()

    def is_over(self) -> None:
        self.see(".decision-state.ended")

    def board(self) -> Board:
        return Board(self.user)

    def look(self, board: Board) -> None:
        """Wait until the page shows as many lines as there are."""
        expect(self.page.locator(".line")).to_have_count(len(board.lines))

    def answer(self, line: Line) -> None:
        """F2, once it means this line: asked to wait or not, the present caller is on hold then."""
        answering = f"/calls/{line.pk}/answering/"
        key = f'form[hx-post="{answering}"] [data-key=F2], [data-key=F2][hx-post="{answering}"]'
        expect(self.page.locator(key)).to_be_visible()
        self._to(line.pk, "F2")

    def go_on(self, line: Line) -> None:
        """F4, once it means this caller."""
        expect(self.page.locator("#swap")).to_contain_text(line.call.title)
        self._to(line.pk, "F4")

    def open(self, line: Line) -> None:
        """The card of a line, unless it is open."""
        if self._shows(line.pk):
            return
        link = self.page.locator(f".line a[href='/desk/{line.pk}/']")
        link.press("Enter")
        self.page.wait_for_url(re.compile(f"/desk/{line.pk}/$"))

    def _shows(self, call: int) -> bool:
        return self.page.url.endswith(f"/desk/{call}/")

    def _to(self, call: int, key: str) -> None:
        """A key that leads to a call's card; the card is read anew where it is open already."""
        with self.page.expect_navigation(url=re.compile(f"/desk/{call}/$")):
            self.press(key)


# What a caller wants, told as steps: each waits for the call to stand in the status it yields, and
# is given the hands of whoever has the call then.
Story = Generator[Status, Hands, None]


class Decider:
    """A director with his page of requests open."""

    def __init__(self, person: Employee, page: Page, declines: frozenset[str]) -> None:
        """`declines`: companies whose calls he does not take."""
        self.person, self.page, self.declines = person, page, declines

    def next_request(self) -> TransferRequest | None:
        waiting = docket.questions(self.person)
        return waiting[0].request if waiting else None

    def decide(self, request: TransferRequest) -> None:
        """Answer the request that stands first, by its digit."""
        first = self.page.locator(".decision").first
        expect(first).to_have_id(f"request-{request.pk}")
        self.page.keyboard.press("2" if request.call.company in self.declines else "1")
        place = self.page.locator(f"#request-{request.pk}")
        expect(place).to_have_count(0)
