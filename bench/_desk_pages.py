"""Open pages of the busy desk: each hears its stream and fetches its live parts, as browsers do.

What is live on a page, and what news each part wants, is read from the page itself; how news is
gathered, from `static/js/news.js`. That the answer to a deed brings the card with it and that the
card cares for the presence of some only is as in `deeds.js` and `people.js`.
"""

import asyncio
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import resolve

from bench._client import CSRF
from bench._desk_story import Answer, Deed, Who
from frontdesk.pages import BROUGHT, DEED

CONNECTIONS = 5  # at once to one server, beside the stream
PATIENCE = 60  # seconds until an answer that has not come is none
NAMES = {"card": "the card", "lines": "the lines", "loose-end-count": "the loose ends"}

_SCRIPT = (Path(settings.BASE_DIR) / "static/js/news.js").read_text()


def _constant(name: str) -> str:
    return re.findall(rf"^const {name} = (.+?);", _SCRIPT, re.MULTILINE)[0]


# In seconds, as there.
GATHER, APART, SPREAD = (int(_constant(name)) / 1000 for name in ("GATHER", "APART", "SPREAD"))
CALM = {name: pause / 1000 for name, pause in json.loads(_constant("CALM")).items()}


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

    async def do(self, deed: Deed, name: str = "") -> Answer:
        """Send it, and note the time from the first byte sent to the last one received."""
        connection = await self.free.get()
        start = time.perf_counter()
        while True:
            reader, writer = connection or await asyncio.open_connection("127.0.0.1", self.port)
            try:
                answer = await asyncio.wait_for(self._sent(reader, writer, deed, name), PATIENCE)
                break
            except (asyncio.IncompleteReadError, ConnectionError):
                # One that was idle for some seconds the server has closed: a browser, too, takes
                # another one then.
                assert connection is not None, f"no answer to {deed.action}"
                connection = None
        connection = reader, writer
        self.clock.note(deed.action, start)
        self.free.put_nowait(connection)
        if answer.status >= 400:
            said = " ".join(re.findall(r'role="alert">(.*?)</p>', answer.text, re.S))
            told = re.sub(r"<[^>]*>", "", said).strip()
            self.clock.errors.append(f"{answer.status} {deed.action}: {told}")
        return answer

    async def _sent(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, deed: Deed, name: str
    ) -> Answer:
        sends_json = deed.who is Who.EXCHANGE
        body = (json.dumps(deed.form) if sends_json else deed.body).encode()
        named = f"HX-Request: true\r\n{DEED}: {name}\r\n" if name else ""
        kind = "json" if sends_json else "x-www-form-urlencoded"
        writer.write(
            f"{'GET' if deed.form is None else 'POST'} {deed.path} HTTP/1.1\r\n"
            f"Host: localhost\r\n{self.headers}{named}Content-Type: application/{kind}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        named = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        text = await reader.readexactly(int(named.get("content-length", 0)))
        place, brought = named.get("hx-redirect", ""), named.get(BROUGHT.lower(), "")
        return Answer(int(head.split(" ")[1]), text.decode(), place, brought)

    async def close(self) -> None:
        while not self.free.empty():
            connection = self.free.get_nowait()
            if connection is not None:
                connection[1].close()


@dataclass
class Part:
    """A live part of a page: where it is fetched, and the news it wants."""

    path: str
    wants: set[str]


class _Live(HTMLParser):
    """Reads the live parts from a page, and where its stream is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: dict[str, Part] = {}
        self.stream = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        self.stream = told.get("sse-connect", self.stream)
        triggers = [one.split()[0] for one in told.get("hx-trigger", "").split(",") if one.strip()]
        wants = {one.removeprefix("sse:") for one in triggers if one.startswith("sse:")}
        if wants:
            name = resolve(told["hx-get"].partition("?")[0]).url_name or ""
            # `people.js` lets it know of the presence that concerns it.
            wants |= {"presence"} if "somebody" in triggers else set()
            self.parts[NAMES.get(name, name)] = Part(told["hx-get"], wants)


@dataclass
class News:
    due: float
    brought: str
    who: set[str]
    all_who: bool


class Page:
    """One open page of somebody's, at an address."""

    def __init__(self, port: int, session: str, clock: Clock, address: str) -> None:
        self.cookies = f"Cookie: sessionid={session}; csrftoken={CSRF}\r\n"
        self.port, self.clock, self.address = port, clock, address
        self.wire = Wire(port, f"{self.cookies}X-CSRFToken: {CSRF}\r\n", clock)
        self.listener: asyncio.Task[None] | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self.timer: asyncio.TimerHandle | None = None
        self._fresh()

    def _fresh(self) -> None:
        self.name = f"{random.getrandbits(60):x}"
        self.count = 0
        self.parts: dict[str, Part] = {}
        self.fetching: dict[str, bool] = {}  # and whether once more afterwards
        self.deeds: dict[int, asyncio.Future[str]] = {}
        self.news: dict[str, list[News]] = defaultdict(list)
        self.told: dict[str, float] = {}
        self.concerned: set[str] = set()

    async def open(self, deed: Deed | None = None) -> Answer:
        """Load it, and hear its stream from then on."""
        self._fresh()
        answer = await self.wire.do(deed or Deed("open a page", self.address))
        live = _Live(answer.text)
        self.parts = live.parts
        self._read(answer.text)
        if self.listener is not None:
            self.listener.cancel()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        stream = (
            f"GET {live.stream}&page={self.name} HTTP/1.1\r\nHost: localhost\r\n{self.cookies}\r\n"
        )
        writer.write(stream.encode())
        self.listener = asyncio.create_task(self._hear(reader, writer))
        return answer

    async def do(self, deed: Deed) -> Answer:
        """A request of this page's: news of it waits for its answer, and may be in it."""
        self.count += 1
        over = self.deeds[self.count] = asyncio.get_running_loop().create_future()
        answer = await self.wire.do(deed, f"{self.name}-{self.count}")
        over.set_result(answer.brought)
        self._read(answer.text)
        return answer

    def _read(self, html: str) -> None:
        concerned = re.findall(r'data-concerned="([^"]*)"', html)
        self.concerned = set(concerned[0].split()) if concerned else self.concerned
        self.concerned |= set(re.findall(r'id="pick-(\d+)"', html))

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
        topic = ""
        try:
            while line := await reader.readline():
                if line.startswith(b"event: "):
                    topic = line[7:].strip().decode()
                elif line.startswith(b"data: ") and topic != "beat":
                    self._go(self._gather(topic, json.loads(line[6:])))
        finally:
            writer.close()

    async def _gather(self, topic: str, told: dict[str, Any]) -> None:
        own = told.get("deed")
        brought = await self.deeds[own] if own in self.deeds else ""
        if brought == topic:
            return
        loop = asyncio.get_running_loop()
        calm = None if own else CALM.get(topic)
        soon = loop.time() + GATHER + (random.random() * SPREAD if calm else 0)
        due = max(soon, self.told.get(topic, 0) + (calm or APART))
        who = {str(pk) for pk in told.get("who", [])}
        self.news[topic].append(News(due, brought, who, all_who=not who))
        self._wait()

    def _wait(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        dues = [min(one.due for one in all_) for all_ in self.news.values()]
        if dues:
            self.timer = asyncio.get_running_loop().call_at(min(dues), self._tell)

    def _tell(self) -> None:
        now = asyncio.get_running_loop().time()
        due = [t for t, all_ in self.news.items() if min(one.due for one in all_) <= now + GATHER]
        parts: set[str] = set()
        for topic in due:
            self.told[topic] = now
            all_ = self.news.pop(topic)
            for part, one in self.parts.items():
                if (topic in one.wants and (part, topic) != ("the card", "presence")) or (
                    topic in one.wants and any(self._matters(news, one) for news in all_)
                ):
                    parts.add(part)
        for part in parts:
            self._fetch(part)
        self._wait()

    def _matters(self, news: News, card: Part) -> bool:
        """Does the presence of those people concern the card?"""
        is_here = bool(news.brought) and news.brought in card.wants
        return not is_here and (news.all_who or bool(news.who & self.concerned))

    def _fetch(self, part: str) -> None:
        if part in self.fetching:
            self.fetching[part] = True
            return
        self.fetching[part] = False
        self._go(self._fetched(part, self.parts[part].path, self.name))

    async def _fetched(self, part: str, path: str, name: str) -> None:
        await self.do(Deed(f"refetch {part}", path))
        # Meanwhile another page may have been opened in its place.
        if name == self.name and self.fetching.pop(part):
            self._fetch(part)

    def _go(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
