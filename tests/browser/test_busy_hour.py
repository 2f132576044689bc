"""A busy hour at a desk of three: forty calls, by keyboard, and afterwards the log is asked."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

import pytest
from playwright.sync_api import Page, Response
from pytest_django import Settings

from calls import lines, loose_ends
from calls.board import Board
from calls.manners import Manner
from calls.models import Call, CallEvent, ScreeningWish
from calls.statuses import Disposition, Status
from directory import presence
from directory.models import Employee, Presence, User
from tests.browser import stories
from tests.browser.busy_desk import Decider, Hands, Story
from tests.browser.conftest import Arrive
from tests.browser.telephone import Exchange
from tests.conftest import Cast

TOKEN = "told to the exchange alone"
RINGING_AT_ONCE = 3
DECLINED = "Захід"
Act = Callable[[], object]
Told = tuple[str, str, Disposition | None, Story | None]  # kind, number, how it ends, what he wants


def script(row: int) -> list[Told]:
    """The forty calls, in no order yet. `row`: the number of the one messages are left for.

    One who has no story gives up before anybody answers.
    """
    outside: list[tuple[int, Disposition, Callable[[], Story | None]]] = [
        (5, Disposition.CONNECTED, stories.buyer),
        (5, Disposition.OFFER_BY_MAIL, stories.seller),
        (3, Disposition.WRONG_NUMBER, stories.wrong_number),
        (5, Disposition.MESSAGE, lambda: stories.message("бондаренко", row)),
        (3, Disposition.CONNECTED, lambda: stories.screened("Північ", taken=True)),
        (2, Disposition.MESSAGE, lambda: stories.screened(DECLINED, taken=False)),
        (3, Disposition.ABANDONED, stories.hangs_up_waiting),
        (3, Disposition.ANSWERED, stories.waits_and_is_answered),
        (2, Disposition.ANSWERED, stories.handed_over),
        (1, Disposition.ABANDONED, lambda: None),
    ]
    calls: list[Told] = []
    for times, ends, story in outside:
        for _time in range(times):
            calls.append(("external", f"+38067555{len(calls):04}", ends, story()))
    inside = ("101", "302", "303", "304", "311", "312", "313")  # the director's, then colleagues'
    calls += [("internal", one, Disposition.ANSWERED, stories.answered()) for one in inside]
    return calls


class BusyHour:
    """Who may do what next; a seeded choice of it, until every caller is served."""

    def __init__(self, desk: list[Hands], director: Decider, exchange: Exchange) -> None:
        self.desk, self.director, self.exchange = desk, director, exchange
        self.stories: dict[int, Story] = {}
        self.wanted: dict[int, Status] = {}
        self.ends: dict[int, Disposition | None] = {}
        self.gives_up: int | None = None

    def run(self, calls: list[Told], choice: Random) -> None:
        coming = list(calls)
        while acts := self._acts(coming):
            choice.choice(acts)()

    def ring(self, told: Told) -> int:
        kind, number, ends, story = told
        pk = self.exchange.rings(kind, number)
        self.ends[pk] = ends
        if story is None:
            self.gives_up = pk
        else:
            self.stories[pk], self.wanted[pk] = story, next(story)
        return pk

    def go_on(self, hands: Hands, pk: int) -> None:
        """One more step of a call's story."""
        try:
            self.wanted[pk] = self.stories[pk].send(hands)
        except StopIteration:
            del self.stories[pk], self.wanted[pk]

    def _acts(self, coming: list[Told]) -> list[Act]:
        if self.gives_up is not None:
            return [self._give_up]
        acts = [act for hands in self.desk for act in self._acts_of(hands, hands.board())]
        request = self.director.next_request()
        if request is not None:
            acts.append(lambda: self.director.decide(request))
        if coming and Call.objects.filter(status=Status.RINGING).count() < RINGING_AT_ONCE:
            acts.append(lambda: self.ring(coming.pop()))
        return acts

    def _acts_of(self, hands: Hands, board: Board) -> list[Act]:
        """What her manners let her do now; with the director she talks to the end."""
        hands.user.refresh_from_db()
        rings = board.ringing
        if board.talk is not None:
            if rings is not None and board.manner is Manner.ASK_TO_WAIT:
                return [lambda: self._answer(hands, board)]
            # The one whose story is over though he is on the line is left to the next shift.
            left = board.talk.pk not in self.stories
            return [] if left else [lambda: self._talk(hands, board)]
        acts: list[Act] = []
        if rings is not None:
            acts.append(lambda: self._answer(hands, board))
        if board.next_held is not None:
            acts.append(lambda: self._turn_to_the_next(hands, board))
        return acts

    def _answer(self, hands: Hands, board: Board) -> None:
        assert board.ringing is not None
        hands.look(board)
        if board.sentence:
            hands.see("#manner blockquote", board.sentence)
        hands.answer(board.ringing)

    def _talk(self, hands: Hands, board: Board) -> None:
        assert board.talk is not None
        hands.open(board.talk)
        self.go_on(hands, board.talk.pk)

    def _turn_to_the_next(self, hands: Hands, board: Board) -> None:
        held = board.next_held
        assert held is not None
        hands.look(board)
        if self.wanted[held.pk] == Status.ON_HOLD:
            hands.open(held)
            self.go_on(hands, held.pk)
        else:
            hands.go_on(held)

    def _give_up(self) -> None:
        assert self.gives_up is not None
        self.exchange.is_silent(self.gives_up)
        self.gives_up = None


def in_two_talks(events: Iterable[CallEvent], names: dict[str, int]) -> list[CallEvent]:
    """The events, in their order, at which somebody began to talk with a second caller.

    Also those that do not fit what came before: then the history would prove nothing.
    `names`: the log-ins by the names they are shown with.
    """
    holder: dict[int, int | None] = {}
    talking: dict[int, int] = {}  # who talks on which call
    verb = CallEvent.Verb
    wrong = []
    for event in events:
        call, before = event.call_id, holder.get(event.call_id)
        on_line = talking.get(call) is not None
        begins = event.verb in {verb.TAKEN, verb.RESUMED, verb.RETURNED}
        begins |= event.detail.get("stands") == Status.TALKING
        if event.verb == verb.TAKEN:
            holder[call] = event.actor_id
        if event.verb == verb.HANDED:
            holder[call] = names[event.detail["to"]]
        if (event.verb == verb.HELD and not on_line) or (begins and on_line):
            wrong.append(event)
        if begins:
            who = holder[call]
            if who in talking.values():
                wrong.append(event)
            assert who is not None
            talking[call] = who
        elif event.verb in {verb.HELD, verb.REQUESTED, verb.HANDED, verb.CONNECTED, verb.ENDED}:
            talking.pop(call, None)
        if event.verb in {verb.RESUMED, verb.HELD} and event.actor_id != before:
            wrong.append(event)
    return wrong


@pytest.fixture
def third(cast: Cast) -> User:
    return User.objects.create_user("third", is_receptionist=True, is_demo=True)


@pytest.fixture
def hour(arrive: Arrive, cast: Cast, third: User, served: str, settings: Settings) -> BusyHour:
    settings.TELEPHONE_TOKEN = TOKEN
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)
    director = cast.person(cast.director)
    ScreeningWish.objects.create(executive=director, deadline_seconds=300, clearance_seconds=600)
    desk = []
    for user in (cast.receptionist, cast.colleague, third):
        desk.append(Hands(user, arrive(user.username)))
        desk[-1].page.locator("#open-shift").press("Enter")
        desk[-1].page.wait_for_url("**/desk/")
    decider = Decider(director, arrive(cast.director.username), frozenset({DECLINED}))
    return BusyHour(desk, decider, Exchange(served, TOKEN))


def answers_of(pages: list[Page]) -> list[Response]:
    """Every answer of the server to these pages from now on, as they come in."""
    answers: list[Response] = []
    for page in pages:
        page.on("response", lambda one: answers.append(one))
    return answers


def test_a_busy_hour(hour: BusyHour, salesman_row: int) -> None:
    pages = [hands.page for hands in hour.desk] + [hour.director.page]
    answers = answers_of(pages)
    choice, calls = Random(40), script(salesman_row)
    choice.shuffle(calls)
    hour.run(calls, choice)
    last = hour.ring(("external", "+380675559999", None, stories.left_unfinished()))
    hour.run([], choice)

    every = {call.pk: call for call in Call.objects.all()}
    assert len(every) == len(calls) + 1 == 40
    told = {
        pk: Disposition(one.disposition) if one.disposition else None for pk, one in every.items()
    }
    assert told == hour.ends
    assert (
        list(loose_ends.unfinished()) == [every[last]] == [one.call for one in lines.on_the_desk()]
    )
    page = hour.desk[0].page
    page.goto("/loose-ends/")
    assert page.locator(f"#loose-ends a[href='/desk/{last}/']").count() >= 1
    page.goto("/calls/")
    rows = page.locator("#log tbody tr td:first-child a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    assert Counter(int(re.findall(r"/calls/(\d+)/", row)[0]) for row in rows) == Counter(
        list(every)
    )

    events = list(CallEvent.objects.order_by("pk").select_related("call"))
    names = {hands.user.shown_name: hands.user.pk for hands in hour.desk}
    assert in_two_talks(events, names) == []
    done = Counter(event.verb for event in events)
    assert done["taken"] == 39
    assert done["held"] > 10
    assert done["resumed"] > 5
    assert done["handed"] == 2
    assert done["approved"] == 3
    assert done["declined"] == 2
    assert [(one.status, one.url) for one in answers if one.status >= 500] == []


@pytest.fixture
def salesman_row(cast: Cast) -> int:
    return Employee.objects.get(user=cast.salesman).pk


def test_the_history_would_show_two_talks_at_once() -> None:
    def event(call: int, verb: str, **detail: str) -> CallEvent:
        return CallEvent(call_id=call, verb=verb, actor_id=1, detail=detail)

    taken, second = event(1, "taken"), event(2, "taken")
    assert in_two_talks([taken, event(1, "held"), second], {}) == []
    assert in_two_talks([taken, second], {}) == [second]
    back = event(1, "approved", stands="talking")
    assert in_two_talks([taken, event(1, "requested"), second, back], {}) == [back]
    unseen = event(1, "resumed")
    assert in_two_talks([taken, unseen], {}) == [unseen, unseen]
