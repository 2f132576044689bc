"""What the requests of one process read alike, read once while the database stands as it is.

PostgreSQL names the transactions that a statement sees: `pg_current_snapshot()`. Where two
statements see the same ones they see the same rows, so what was read after the first may be shown
by the second. Nothing has to be told of a change, and nothing can be stale.
"""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

Read = TypeVar("Read")

# A transaction that has written sees its own rows, of which the snapshot says nothing.
_SEEN = """
SELECT current_database() || ' ' || pg_current_snapshot(), pg_current_xact_id_if_assigned() IS NULL
"""


class Shared(Generic[Read]):
    """`read` asks the database, with no regard to the time or to who asks. What it returns belongs
    to several threads at once: nobody changes what was read, and what is kept beside it (a line's
    markup) is added only, and must be the same whoever adds it."""

    def __init__(self, read: Callable[[], Read]) -> None:
        self._read = read
        self._lock = Lock()
        self._known: tuple[str, Read] | None = None

    def __call__(self) -> Read:
        # Many pages ask in the same moment: one reads, the others wait for it.
        with self._lock:
            with connection.cursor() as cursor:
                cursor.execute(_SEEN)
                snapshot, is_shared = cursor.fetchone()
            if not is_shared:
                return self._read()
            if self._known is None or self._known[0] != snapshot:
                self._known = (snapshot, self._read())
            return self._known[1]
