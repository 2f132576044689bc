"""The one writer of a call's history. The news goes out with the fact, in its transaction."""

from typing import Any

from calls.models import Call, CallEvent
from directory.models import Employee, User
from frontdesk.bus import tick


def record(
    call: Call,
    verb: CallEvent.Verb,
    actor: User | None,
    *,
    employee: Employee | None = None,
    no_line_shows_it: bool = False,
    **detail: Any,
) -> CallEvent:
    """Write one event and tell every page that shows it.

    The lines are told, too, unless no line shows anything of it: they are on every page, so news
    that changes nothing there is what a busy desk suffers from most.
    """
    event = CallEvent.objects.create(
        call=call, verb=verb, actor=actor, employee=employee, detail=detail
    )
    tell(call, lines=not (no_line_shows_it or verb in _NO_LINE_SHOWS))
    return event


def tell(call: Call, *, lines: bool) -> None:
    """Tell the pages that show this call; `lines`: and those that show the list of lines."""
    tick(EVENTS, call_topic(call.pk), *([LINES] if lines else []))


LINES = "lines"  # what a line shows, or what decides its order
EVENTS = "events"  # anything of any call
LOOSE_ENDS = "loose-ends"  # something was left, or seen to
SHIFTS = "shifts"  # who is at the desk

# Neither the status of a call nor who it is, whom he asks for or what he is owed.
_NO_LINE_SHOWS = frozenset(
    {
        CallEvent.Verb.MESSAGE,
        CallEvent.Verb.PUT,
        CallEvent.Verb.LAPSED,
        CallEvent.Verb.CORRECTED,
        CallEvent.Verb.FOLLOWED_UP,
    }
)


def call_topic(pk: int) -> str:
    return f"call-{pk}"


def requests_topic(employee_pk: int) -> str:
    return f"requests-{employee_pk}"


def messages_topic(employee_pk: int) -> str:
    return f"messages-{employee_pk}"
