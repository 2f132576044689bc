"""Several people at the same moment, each on a database connection of his own."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction
from django.utils.translation import get_language, override

from calls.models import Call
from calls.refusals import Overtaken, Refused

ROUNDS = range(12)
PATIENCE = 20  # seconds until a race that hangs is a failure

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[Exception | None]:
    """Do everything at the same moment, each on a connection of its own; what each met with."""
    language = get_language()
    start = threading.Barrier(len(deeds))
    outcomes: list[Exception | None] = [None] * len(deeds)

    def do(place: int, deed: Deed) -> None:
        try:
            connection.ensure_connection()
            with override(language):
                start.wait(PATIENCE)
                deed()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "somebody waits for somebody for ever"
    for error in outcomes:
        assert error is None or isinstance(error, Refused), repr(error)
    return outcomes


def in_turn(turn: int, *deeds: Deed) -> list[Exception | None]:
    """Do them at once; who is started first changes with every turn."""
    if turn % 2:
        return at_once(*deeds)
    return at_once(*deeds[::-1])[::-1]


def meets_unfinished(first: Deed, second: Deed) -> Exception | None:
    """The second comes upon the first, which is done but not committed yet; what it met with."""
    language = get_language()
    outcome: list[Exception | None] = [None]

    def do() -> None:
        try:
            with override(language):
                second()
        except Exception as error:
            outcome[0] = error
        finally:
            connections.close_all()

    thread = threading.Thread(target=do)
    with transaction.atomic():
        first()
        thread.start()
        wait_until_somebody_is_blocked()
    thread.join(PATIENCE)
    assert not thread.is_alive(), "somebody waits for somebody for ever"
    assert outcome[0] is None or isinstance(outcome[0], Refused), repr(outcome[0])
    return outcome[0]


def wait_until_somebody_is_blocked() -> None:
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT exists(SELECT FROM pg_stat_activity WHERE datname = current_database()"
                " AND cardinality(pg_blocking_pids(pid)) > 0)"
            )
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waited")


def fresh(call: Call) -> Call:
    """The call as another tab has it."""
    return Call.objects.get(pk=call.pk)


def one_winner(outcomes: list[Exception | None]) -> Overtaken:
    """What the only loser was told."""
    losers = [error for error in outcomes if error is not None]
    assert len(losers) == 1, outcomes
    assert isinstance(losers[0], Overtaken)
    return losers[0]
