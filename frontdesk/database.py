"""Which database Frontdesk uses: the PostgreSQL in DATABASE_URL, else the embedded one."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg.conninfo import conninfo_to_dict

from frontdesk import cluster, embedded
from frontdesk.account import DatabaseUnavailable

__all__ = ["DatabaseUnavailable", "disconnect", "running", "settings_for"]

CONNECT_SECONDS = 5
# The oldest major version; an older one does not know `nulls_distinct=False`, and Django would
# leave those constraints out without a word.
OLDEST = 15
# Under ASGI each request runs in a thread of its own, where a connection that is kept by the
# thread would never be used again: they are kept in a pool instead. `timeout` is in seconds.
POOL = {"min_size": 1, "max_size": 20, "timeout": 10}


def settings_for(url: str, state: Path) -> dict[str, Any]:
    """Django's settings of the database: `url` where it is given, else the one in `state`.

    Nothing is started, and no file is touched. Raises ImproperlyConfigured for a wrong URL.
    """
    if url:
        return _settings(_from_url(url))
    place = cluster.Cluster(state.resolve())
    settings = _settings(
        {
            "dbname": cluster.NAME,
            "user": cluster.NAME,
            "host": str(place.socket_folder),
            "port": str(cluster.PORT),
            "passfile": str(place.password_file),
        }
    )
    # Empty is not absent: PGPASSWORD and PGHOSTADDR in the environment are meant for others.
    settings["OPTIONS"] |= {"password": "", "hostaddr": ""}
    return settings


def _settings(parameters: dict[str, Any]) -> dict[str, Any]:
    defaults = {"connect_timeout": CONNECT_SECONDS, "application_name": "frontdesk"}
    parameters = defaults | parameters
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parameters.pop("dbname"),
        "USER": parameters.pop("user", ""),
        "PASSWORD": parameters.pop("password", ""),
        "HOST": parameters.pop("host", ""),
        "PORT": parameters.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL, **parameters},
    }


def _from_url(url: str) -> dict[str, Any]:
    # No message may repeat the URL: it holds a password.
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql:// (user:password@host:port/database); "
            "Frontdesk runs on PostgreSQL only"
        )
    try:
        parameters = conninfo_to_dict(url)
    except psycopg.Error:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read; write postgresql://user:password@host:port/database, "
            "with %-escapes for special characters in the password"
        ) from None
    if not parameters.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL names no database; write it after the last slash")
    return parameters


@contextlib.contextmanager
def running(url: str, state: Path, *, durable: bool = True) -> Iterator[None]:
    """Have the database there for as long as the block lasts.

    With a `url`, only whether it answers and is new enough is checked. Otherwise the server in
    `state` is started if nobody has, and stopped if nobody else needs it; `durable=False` is for
    tests only. Raises DatabaseUnavailable, with one line that says what to do.
    """
    if url:
        _check(url)
        yield
    else:
        with embedded.running(state, durable=durable):
            yield


def _check(url: str) -> None:
    parameters = {"connect_timeout": CONNECT_SECONDS} | _from_url(url)
    try:
        with psycopg.connect(**parameters) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise DatabaseUnavailable(
            f"The database in DATABASE_URL is unavailable: {reason}"
        ) from None
    if version < OLDEST:
        raise DatabaseUnavailable(
            f"The database in DATABASE_URL is PostgreSQL {version}; Frontdesk needs {OLDEST} or "
            "newer. Upgrade that server, or leave DATABASE_URL out for the embedded one."
        )


def disconnect() -> None:
    """Close every connection of this process, so that the server can stop in peace."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()
