"""Sharing the embedded PostgreSQL among the processes that use it at the same time.

Each holds a shared lock: who comes first starts the server, who leaves last stops it. The kernel
drops the lock of a killed process, and a server that one left running is taken over by the next.
"""

import contextlib
import fcntl
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

from frontdesk.account import DatabaseUnavailable
from frontdesk.cluster import Cluster
from frontdesk.postmaster import Postmaster


@contextlib.contextmanager
def running(state: Path, *, durable: bool = True) -> Iterator[None]:
    """Have the server up, and the database made, for as long as the block lasts.

    `durable=False` starts a server that may lose data when the machine stops: for tests only.
    Raises DatabaseUnavailable.
    """
    state = state.resolve()
    server = Postmaster(Cluster(state))
    user: int | None = None
    try:
        with _told_clearly(state):
            state.mkdir(parents=True, exist_ok=True)
            with _alone(state):
                user = _open_lock(state / "postgres.users")
                fcntl.flock(user, fcntl.LOCK_SH)
                server.bring_up(durable=durable)
        yield
    finally:
        if user is not None:
            with _undisturbed(), _alone(state):
                _leave(server, user)


def _leave(server: Postmaster, user: int) -> None:
    try:
        fcntl.flock(user, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # somebody else is using the server
    else:
        server.stop()
    finally:
        os.close(user)


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Nobody else starts or stops the server meanwhile."""
    handle = _open_lock(state / "postgres.starting")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not leave the server half stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _told_clearly(state: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatabaseUnavailable(
            f"Frontdesk cannot keep its database in {state}: {error.strerror} "
            f"({error.filename or state}). Free some space or change the permissions, or set "
            "FRONTDESK_VAR to another folder, or DATABASE_URL to a PostgreSQL of your own."
        ) from error
