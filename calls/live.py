"""Live pages: one LISTEN a process, server-sent ticks to every open page.

A plain ASGI application beside Django's, because a stream that lives for hours must not keep
what Django keeps for a request: a thread, a database connection, the request itself. An open
page costs one waiting coroutine.
"""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.db import Error as Unreachable
from psycopg import OperationalError

from calls import admission
from frontdesk import bus

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEARTBEAT = 15.0  # seconds; short of every proxy's patience
RETRY = 1.0  # seconds until LISTEN is tried again
HELLO = "hello"  # sent on every (re)connection: refetch all that is live
GONE = "gone"  # nobody's session: the page has to log in
BEAT = "beat"  # by which a page knows that its stream is not dead

_WHOSE = re.compile(r"presence-(\d+)", re.ASCII)


class Stream:
    """One open page. Ticks that come while it is still being written to are sent together."""

    def __init__(self, send: Send, key: str, admitted: admission.Admitted, page: str = "") -> None:
        self.send, self.key, self.page = send, key, page
        self.topics, self.owners = admitted.topics, admitted.owners
        self.waiting: dict[tuple[str, str], None] = {}
        self.writer: asyncio.Task[None] | None = None
        self.over = asyncio.get_running_loop().create_future()

    def push(self, name: str, data: str = "{}") -> None:
        self.waiting[name, data] = None
        if self.writer is None or self.writer.done():
            self.writer = asyncio.create_task(self._write())

    def tell(self, name: str, news: bus.News) -> None:
        """One topic of some news: whose presence it is, and which request of this page made it."""
        data: dict[str, Any] = {}
        page, _, number = news.deed.rpartition("-")
        if page and page == self.page:
            data["deed"] = int(number)
        if name == "presence":
            data["who"] = [int(pk) for one in news.topics for pk in _WHOSE.findall(one)]
        self.push(name, json.dumps(data))

    def end(self) -> None:
        if not self.over.done():
            self.over.set_result(None)

    async def _write(self) -> None:
        while self.waiting:
            news, self.waiting = self.waiting, {}
            events = "".join(f"event: {name}\ndata: {data}\n\n" for name, data in news)
            await self.send(
                {"type": "http.response.body", "body": events.encode(), "more_body": True}
            )


class Hub:
    """All streams of this process, and the one connection that feeds them."""

    def __init__(self) -> None:
        self.by_topic: defaultdict[str, set[Stream]] = defaultdict(set)
        self.streams: set[Stream] = set()
        self.tasks: list[asyncio.Task[None]] = []
        self.listening = asyncio.Event()

    async def add(self, stream: Stream) -> None:
        if not self.tasks:
            self.tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._beat())]
        self.streams.add(stream)
        for topic in stream.topics | stream.owners:
            self.by_topic[topic].add(stream)
        # «hello» before LISTEN is up would promise news that is not heard yet.
        await self.listening.wait()

    def remove(self, stream: Stream) -> None:
        self.streams.discard(stream)
        for topic in stream.topics | stream.owners:
            self.by_topic[topic].discard(stream)
            if not self.by_topic[topic]:
                del self.by_topic[topic]

    def publish(self, news: bus.News) -> None:
        for name in news.topics:
            for stream in tuple(self.by_topic.get(_heard_under(name), ())):
                if name in stream.owners:
                    stream.end()
                else:
                    stream.tell(name, news)

    def greet(self, stream: Stream, mark: str) -> None:
        """Tell a new stream what its page has not seen; where that is not known, hello."""
        missed = bus.heard.since(mark)
        if missed is None:
            stream.push(HELLO)
            return
        stream.push(BEAT)  # it is open, though there may be nothing to tell
        for news in missed:
            for name in news.topics:
                if _heard_under(name) in stream.topics:
                    stream.tell(name, news)

    async def close(self) -> None:
        """End every stream and stop listening: the process is going down."""
        for stream in tuple(self.streams):
            stream.end()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks = []
        bus.heard.end()
        self.listening.clear()

    async def _greet_anew(self) -> None:
        """Hello to all who were here before; whose session has ended unheard hears no more."""
        streams = tuple(self.streams)
        keys = {stream.key for stream in streams}
        now = await sync_to_async(admission.admit_all, thread_sensitive=False)(keys)
        for stream in streams:
            admitted = now[stream.key]
            if admitted is None or admitted.topics != stream.topics:
                stream.end()
            else:
                stream.push(HELLO)

    async def _listen(self) -> None:
        while True:
            with suppress(OperationalError, Unreachable):
                async for news in bus.listen():
                    if news is not None:
                        bus.heard.add(news)
                        self.publish(news)
                        continue
                    bus.heard.begin()
                    self.listening.set()
                    await self._greet_anew()
            bus.heard.end()
            self.listening.clear()
            await asyncio.sleep(RETRY)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            for stream in tuple(self.streams):
                stream.push(BEAT)


def _heard_under(name: str) -> str:
    """«call-42» goes to all who may hear of calls; the other topics are exact."""
    return "calls" if name.startswith("call-") else name


hub = Hub()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """`GET /live/`: the ticks this log-in may hear, until its session ends."""
    if scope["method"] != "GET":
        await send({"type": "http.response.start", "status": 405, "headers": [(b"allow", b"GET")]})
        await send({"type": "http.response.body", "body": b""})
        return
    key = admission.session_key(scope["headers"]) or ""
    admitted = (await sync_to_async(admission.admit_all, thread_sensitive=False)({key}))[key]
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [
                (b"content-type", b"text/event-stream; charset=utf-8"),
                (b"cache-control", b"no-store"),
                (b"x-accel-buffering", b"no"),
            ],
        }
    )
    if admitted is None:
        # Whatever else it were answered, the page would come back and ask again for ever.
        await send(
            {"type": "http.response.body", "body": f"event: {GONE}\ndata: {{}}\n\n".encode()}
        )
        return
    await send({"type": "http.response.body", "body": b"retry: 1000\n\n", "more_body": True})
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    mark, page = ("".join(asked.get(name, [])[:1]) for name in ("since", "page"))
    stream = Stream(send, key, admitted, page)
    expiry = asyncio.get_running_loop().call_later(admitted.seconds, stream.end)
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await hub.add(stream)
        hub.greet(stream, mark)
        await asyncio.wait({gone, stream.over}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hub.remove(stream)
        expiry.cancel()
        gone.cancel()
    with suppress(OSError):
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
