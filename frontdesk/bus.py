"""The bus is the database: news goes out with the transaction that makes it true."""

import secrets
from collections import deque
from collections.abc import AsyncIterator
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from psycopg import AsyncConnection

CHANNEL = "frontdesk"
_DEED = "by:"
_REMEMBERED = 2000  # pieces of news: some minutes of a busy desk

# The request that is being done, as its page has named it: «page-number», or nothing.
deed: ContextVar[str] = ContextVar("deed", default="")


@dataclass(frozen=True)
class News:
    """What was told together. `deed`: the request that it comes of, as its page has named it."""

    topics: tuple[str, ...]
    deed: str = ""


def tick(*topics: str) -> None:
    """Tell every process that something under these topics has changed.

    A topic names what changed («lines», «call-42»), never its content. Inside a transaction
    PostgreSQL delivers it at the commit, and not at all if there is none.
    """
    by = deed.get()
    told = [*sorted(set(topics)), *([_DEED + by] if by else [])]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, " ".join(told)])


async def listen() -> AsyncIterator[News | None]:
    """Yield each tick, on a connection of its own; None says that it is up.

    Raises psycopg.OperationalError when the connection cannot be made or is lost.
    """
    params = connection.get_connection_params()
    params.pop("cursor_factory")
    params.pop("context")
    async with await AsyncConnection.connect(**params, autocommit=True) as own:
        await own.execute(f"LISTEN {CHANNEL}")
        yield None
        async for notification in own.notifies():
            yield _read(notification.payload)


def _read(payload: str) -> News:
    words = payload.split()
    by = next((word.removeprefix(_DEED) for word in words if word.startswith(_DEED)), "")
    return News(tuple(word for word in words if not word.startswith(_DEED)), by)


class Heard:
    """The latest news that this process has heard, so that a page misses none of what has come
    between its request and its stream.

    A page is marked before anything of it is read from the database. PostgreSQL tells of a
    transaction only once everybody sees it; so what the page has not seen is told after its mark.
    """

    def __init__(self) -> None:
        self._epoch, self._number = "", 0
        self._latest: deque[News] = deque(maxlen=_REMEMBERED)
        self.mark = ""  # "" while nothing is heard

    def begin(self) -> None:
        """From now on everything is heard; marks of before mean nothing any more."""
        self._epoch, self._number = secrets.token_hex(4), 0
        self._latest.clear()
        self._note()

    def end(self) -> None:
        self._epoch = self.mark = ""

    def add(self, news: News) -> None:
        self._latest.append(news)
        self._number += 1
        self._note()

    def since(self, mark: str) -> list[News] | None:
        """What was heard after a mark; None where that is not known any more."""
        epoch, _, number = mark.partition("-")
        if not self._epoch or epoch != self._epoch or not number.isdecimal():
            return None
        missed = self._number - int(number)
        if not 0 <= missed <= len(self._latest):
            return None
        return list(islice(self._latest, len(self._latest) - missed, None))

    def _note(self) -> None:
        self.mark = f"{self._epoch}-{self._number}"


heard = Heard()
