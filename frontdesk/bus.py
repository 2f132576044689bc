"""The bus is the database: news goes out with the transaction that makes it true."""

from collections.abc import AsyncIterator

from django.db import connection
from psycopg import AsyncConnection

CHANNEL = "frontdesk"


def tick(*topics: str) -> None:
    """Tell every process that something under these topics has changed.

    A topic names what changed («lines», «call-42»), never its content. Inside a transaction
    PostgreSQL delivers it at the commit, and not at all if there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, " ".join(sorted(set(topics)))])


async def listen() -> AsyncIterator[list[str]]:
    """Yield the topics of each tick, on a connection of its own; an empty list says it is up.

    Raises psycopg.OperationalError when the connection cannot be made or is lost.
    """
    params = connection.get_connection_params()
    params.pop("cursor_factory")
    params.pop("context")
    async with await AsyncConnection.connect(**params, autocommit=True) as own:
        await own.execute(f"LISTEN {CHANNEL}")
        yield []
        async for notification in own.notifies():
            yield notification.payload.split()
