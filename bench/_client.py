"""Browsers, as far as a bench needs them: a log-in's session, posts and a stream of ticks."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from directory.models import User

PATIENCE = 30  # seconds until the stream has to begin
CSRF = secrets.token_hex(16)


def session_of(user: User) -> str:
    """A session as a log-in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "directory.login.RoleBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@dataclass
class Browser:
    """One log-in on one keep-alive connection, and its stream on another."""

    port: int
    session: str
    heard: dict[str, float] = field(default_factory=dict)
    waiting: dict[str, asyncio.Future[float]] = field(default_factory=dict)
    listener: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def post(self, path: str, body: str) -> int:
        """Send a form as htmx does; returns the status once the whole answer is here."""
        self.writer.write(self._request("POST", path, body))
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0] or 0)
        await self.reader.readexactly(length)
        return int(head.split(" ")[1])

    async def listen(self) -> None:
        """Open the stream and read it in the background; returns with the first tick."""
        reader, self.stream = await asyncio.open_connection("127.0.0.1", self.port)
        self.stream.write(self._request("GET", "/live/", ""))
        hello = self.expect("hello")
        self.listener = asyncio.create_task(self._hear(reader))
        await asyncio.wait_for(hello, PATIENCE)

    def expect(self, topic: str) -> asyncio.Future[float]:
        """The moment when the next tick of a topic arrives, on the monotonic clock."""
        self.waiting[topic] = asyncio.get_running_loop().create_future()
        return self.waiting[topic]

    async def close(self) -> None:
        if self.listener is not None:
            self.listener.cancel()
            self.stream.close()
        if hasattr(self, "writer"):
            self.writer.close()

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"event: "):
                future = self.waiting.pop(line[7:].strip().decode(), None)
                if future is not None and not future.done():
                    future.set_result(time.perf_counter())

    def _request(self, method: str, path: str, body: str) -> bytes:
        return (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: sessionid={self.session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
            f"HX-Request: true\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()
