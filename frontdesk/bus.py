"""The bus is the database: news goes out with the transaction that makes it true."""

from django.db import connection

CHANNEL = "frontdesk"


def tick(*topics: str) -> None:
    """Tell every process that something under these topics has changed.

    A topic names what changed («lines», «call-42»), never its content. Inside a transaction
    PostgreSQL delivers it at the commit, and not at all if there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, " ".join(sorted(set(topics)))])
