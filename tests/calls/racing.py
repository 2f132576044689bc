"""Several people at the same moment, each on a database connection of his own."""

import threading
from collections.abc import Callable

from django.db import connection, connections
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


def fresh(call: Call) -> Call:
    """The call as another tab has it."""
    return Call.objects.get(pk=call.pk)


def one_winner(outcomes: list[Exception | None]) -> Overtaken:
    """What the only loser was told."""
    losers = [error for error in outcomes if error is not None]
    assert len(losers) == 1, outcomes
    assert isinstance(losers[0], Overtaken)
    return losers[0]
