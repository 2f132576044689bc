"""What a deed tells the open pages, caught on its way to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def told_by_it() -> Iterator[set[str]]:
    """The topics that the block tells of."""
    topics: set[str] = set()

    def listen(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if "pg_notify" in sql:
            topics.update(params[1].split())
        return execute(sql, params, *rest)

    with connection.execute_wrapper(listen):
        yield topics
