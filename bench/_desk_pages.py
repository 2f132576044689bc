"""Open pages of the busy desk: each hears its stream and fetches its live parts, as browsers do.

What `static/js/stream.js` does is done here too: news is gathered for a moment and told together,
and a part that is being fetched is fetched once more afterwards, not twice at the same time.
"""

import asyncio
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse

from bench._client import CSRF
from bench._desk_story import Answer, Deed, Who

GATHER, APART = 0.06, 0.3  # seconds, as in stream.js
CONNECTIONS = 5  # at once to one server, beside the stream
PATIENCE = 60  # seconds until an answer that has not come is none


@dataclass
class Clock:
    """How long every action took, in milliseconds, and what was answered with an error."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    running: bool = False

    def note(self, action: str, start: float) -> None:
        if self.running:
            self.times[action].append((time.perf_counter() - start) * 1000)


class Wire:
    """Keep-alive connections of one page. `headers` name the log-in, or the exchange."""

    def __init__(self, port: int, headers: str, clock: Clock) -> None:
        self.port, self.headers, self.clock = port, headers, clock
        self.free: asyncio.LifoQueue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None]
        self.free = asyncio.LifoQueue()
        for _connection in range(CONNECTIONS):
            self.free.put_nowait(None)

    async def do(self, deed: Deed) -> Answer:
        """Send it, and note the time from the first byte sent to the last one received."""
        connection = await self.free.get()
        # A connection that was idle for some seconds the server has closed.
        if connection is None or connection[0].at_eof():
            connection = await asyncio.open_connection("127.0.0.1", self.port)
        start = time.perf_counter()
        answer = await asyncio.wait_for(self._sent(*connection, deed), PATIENCE)
        self.clock.note(deed.action, start)
        self.free.put_nowait(connection)
        if answer.status >= 400:
            self.clock.errors.append(f"{answer.status} {deed.action}")
        return answer

    async def _sent(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, deed: Deed
    ) -> Answer:
        sends_json = deed.who is Who.EXCHANGE
        body = (json.dumps(deed.form) if sends_json else deed.body).encode()
        kind = "json" if sends_json else "x-www-form-urlencoded"
        writer.write(
            f"{'GET' if deed.form is None else 'POST'} {deed.path} HTTP/1.1\r\n"
            f"Host: localhost\r\n{self.headers}Content-Type: application/{kind}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        named = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        text = await reader.readexactly(int(named.get("content-length", 0)))
        return Answer(int(head.split(" ")[1]), text.decode(), named.get("hx-redirect", ""))

    async def close(self) -> None:
        while not self.free.empty():
            connection = self.free.get_nowait()
            if connection is not None:
                connection[1].close()


class Page:
    """One open page: `parts` are its live fragments, each with the topics that change it."""

    def __init__(self, port: int, session: str, clock: Clock) -> None:
        self.cookies = f"Cookie: sessionid={session}; csrftoken={CSRF}\r\n"
        htmx = f"{self.cookies}X-CSRFToken: {CSRF}\r\nHX-Request: true\r\n"
        self.port, self.wire = port, Wire(port, htmx, clock)
        self.parts: dict[str, tuple[str, set[str]]] = {}
        self.fetching: dict[str, bool] = {}  # and whether once more afterwards
        self.news: set[str] = set()
        self.told = 0.0
        self.timer: asyncio.TimerHandle | None = None
        self.listener: asyncio.Task[None] | None = None
        self.tasks: set[asyncio.Task[None]] = set()

    async def listen(self) -> None:
        """Open the stream, anew where there was one; it says hello, and everything is fetched."""
        if self.listener is not None:
            self.listener.cancel()
        reader, self.stream = await asyncio.open_connection("127.0.0.1", self.port)
        self.stream.write(f"GET /live/ HTTP/1.1\r\nHost: localhost\r\n{self.cookies}\r\n".encode())
        self.listener = asyncio.create_task(self._hear(reader, self.stream))

    async def close(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        if self.listener is not None:
            self.listener.cancel()
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.wire.close()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                if line.startswith(b"event: "):
                    self._gather(line[7:].strip().decode())
        finally:
            writer.close()

    def _gather(self, topic: str) -> None:
        if topic == "beat":
            return
        self.news.add(topic)
        if self.timer is None:
            loop = asyncio.get_running_loop()
            self.timer = loop.call_at(max(loop.time() + GATHER, self.told + APART), self._tell)

    def _tell(self) -> None:
        self.timer, self.told = None, asyncio.get_running_loop().time()
        news, self.news = self.news, set()
        for part, (_path, topics) in self.parts.items():
            if "hello" in news or news & topics:
                self._fetch(part)

    def _fetch(self, part: str) -> None:
        if part in self.fetching:
            self.fetching[part] = True
            return
        self.fetching[part] = False
        task = asyncio.create_task(self._fetched(part))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _fetched(self, part: str) -> None:
        path, _topics = self.parts[part]
        await self.wire.do(Deed(f"refetch {part}", path))
        if self.fetching.pop(part):
            self._fetch(part)


def desk_page(port: int, session: str, person: int, clock: Clock) -> Page:
    """A receptionist's page, no card open yet. `person`: her own number on the staff list."""
    page = Page(port, session, clock)
    show(page, None)
    page.parts |= {
        "the loose ends": (reverse("loose-end-count"), {"lines"}),
        "the call-backs": (reverse("promise-count"), {"promises"}),
        **_own(person),
    }
    return page


def show(page: Page, call: int | None) -> None:
    """The page shows the card of this call from now on."""
    page.parts["the lines"] = (f"/desk/lines/?current={call or ''}", {"lines"})
    if call is not None:
        topics = {f"call-{call}", "presence", "staff"}
        page.parts["the card"] = (f"/calls/{call}/card/", topics)


def manager_page(port: int, session: str, person: int, clock: Clock) -> Page:
    """The page of requests, of a manager with that number on the staff list."""
    page = Page(port, session, clock)
    asked = {f"requests-{person}"}
    page.parts = {"the requests": ("/requests/", asked | {f"presence-{person}"}), **_own(person)}
    return page


def _own(person: int) -> dict[str, tuple[str, set[str]]]:
    return {
        "own requests": (reverse("request-count"), {f"requests-{person}"}),
        "own messages": (reverse("message-count"), {f"messages-{person}"}),
        "own presence": (reverse("my-presence"), {f"presence-{person}"}),
    }
