"""What is done about one call on the busy desk, request by request, as the pages would do it.

A story yields deeds and is sent the answer to each, so that it can be told over HTTP to a server
as well as within this process, where its queries are counted.
"""

import json
import random
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote, urlencode

from directory.models import Employee

SUBJECTS = (
    "щодо договору постачання",
    "питання про рахунок за минулий місяць",
    "погодити час монтажу",
    "уточнити строки доставки",
)
NAMES = ("Іван Петренко", "Ольга Савчук", "Роман Гнатюк", "Любов Коваль")
COMPANIES = ("Північ", "Захід-Буд", "Схід Логістик", "Південь")


class Who(Enum):
    EXCHANGE = "exchange"
    RECEPTIONIST = "receptionist"
    EXECUTIVE = "executive"


@dataclass(frozen=True)
class Deed:
    """One request. `pause`: how many seconds somebody thinks, speaks or types before it.

    `opens`: the call whose card the page of the receptionist shows from then on.
    """

    action: str
    path: str
    form: dict[str, str] | None = None
    who: Who = Who.RECEPTIONIST
    pause: float = 0.0
    opens: int | None = None

    @property
    def body(self) -> str:
        return urlencode(self.form or {})


@dataclass(frozen=True)
class Answer:
    """`place`: where the page is sent, if anywhere; `brought`: the topic of the part it holds."""

    status: int
    text: str
    place: str = ""
    brought: str = ""


Story = Generator[Deed, Answer, None]


@dataclass
class Caller:
    """One caller and what becomes of his call; a chance with a seed decides it."""

    number: int
    executive: Employee
    surnames: Sequence[str]
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.number)

    def rings(self) -> Deed:
        phone = f"+38067{5550000 + self.number % 9000:07}"
        body = {"kind": "external", "number": phone}
        return Deed("ring", "/telephone/ringing/", body, who=Who.EXCHANGE)

    def story(self, call: int) -> Story:
        """From the answer to the end. Every fourth is put on hold once, every seventh waits while
        a colleague's call is answered."""
        yield Deed("answer", f"/calls/{call}/answering/", {}, pause=1)
        yield Deed("open the desk", f"/desk/{call}/", pause=0.05, opens=call)
        yield from self._facts(call)
        if self.number % 4 == 0:
            yield Deed("hold", f"/calls/{call}/hold/", {}, pause=1)
            yield Deed("resume", f"/calls/{call}/resumption/", {}, pause=2)
        if self.number % 7 == 0:
            yield from self._colleague_between(call)
        if self.number % 5 < 2:
            yield from self._asked(call, yes=self.number % 5 == 0)
        else:
            yield from self._connected(call)

    def _facts(self, call: int) -> Story:
        """What he says is kept each time that the typing pauses."""
        keep = f"/calls/{call}/facts/"
        subject = self.chance.choice(SUBJECTS)
        for end in (len(subject) // 3, 2 * len(subject) // 3, len(subject)):
            yield Deed("keep what is typed", keep, {"subject": subject[:end]}, pause=0.8)
        yield Deed("purpose", f"/calls/{call}/purpose/", {"purpose": "existing"}, pause=1)
        name = {"caller_name": self.chance.choice(NAMES)}
        yield Deed("keep what is typed", keep, name, pause=1)
        company = {"company": self.chance.choice(COMPANIES)}
        yield Deed("keep what is typed", keep, company, pause=1)

    def _colleague_between(self, call: int) -> Story:
        taken = yield Deed("take a new call", "/calls/new/", {"kind": "internal"}, pause=1)
        other = int(re.findall(r"/desk/(\d+)/", taken.place)[0])
        yield Deed("open the desk", taken.place, pause=0.05, opens=other)
        yield Deed("end", f"/calls/{other}/ending/", {"disposition": "answered"}, pause=2)
        yield Deed("swap", "/desk/next-caller/", {}, pause=0.5)
        yield Deed("open the desk", f"/desk/{call}/", pause=0.05, opens=call)

    def _connected(self, call: int) -> Story:
        surname = self.chance.choice(self.surnames)
        found = Answer(200, "")
        for letters in (2, 4, len(surname)):
            path = f"/calls/{call}/people/?q={quote(surname[:letters])}"
            found = yield Deed("search a person", path, pause=0.4)
        free = re.findall(r'id="connect-(\d+)"', found.text)
        if free:
            path, who = f"/calls/{call}/connection/", {"employee": self.chance.choice(free)}
            done = yield Deed("connect", path, who, pause=1)
            if done.status == 200:
                return
        yield Deed("end", f"/calls/{call}/ending/", {"disposition": "answered"}, pause=1)

    def _asked(self, call: int, *, yes: bool) -> Story:
        who = {"employee": str(self.executive.pk)}
        yield Deed("ask", f"/calls/{call}/transfer-request/", who, pause=1)
        shown = yield Deed("requests of a manager", "/requests/", who=Who.EXECUTIVE, pause=2)
        # What was answered a moment ago is shown too, but asks for nothing.
        for request in dict.fromkeys(re.findall(r"/requests/(\d+)/answer/", shown.text)):
            answer = {"answer": "connect" if yes else "busy"}
            yield Deed("decide", f"/requests/{request}/answer/", answer, who=Who.EXECUTIVE)
        if yes:
            done = yield Deed("connect", f"/calls/{call}/connection/", who, pause=1)
            if done.status == 200:
                return
        form = f"/calls/{call}/message-form/"
        yield Deed("open the message", form, who, pause=1)
        yield Deed("leave the message", f"/calls/{call}/message/", {}, pause=2)
        yield Deed("end", f"/calls/{call}/ending/", {"disposition": "message"}, pause=1)


def number_of(rung: Answer) -> int:
    """The call that the exchange was told of."""
    return int(json.loads(rung.text)["call"])
