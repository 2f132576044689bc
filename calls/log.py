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
    **detail: Any,
) -> CallEvent:
    """Write one event and tell every page that shows this call or the lines."""
    event = CallEvent.objects.create(
        call=call, verb=verb, actor=actor, employee=employee, detail=detail
    )
    tick("lines", call_topic(call.pk))
    return event


LOOSE_ENDS = "loose-ends"  # something was left, or seen to


def call_topic(pk: int) -> str:
    return f"call-{pk}"


def requests_topic(employee_pk: int) -> str:
    return f"requests-{employee_pk}"


def messages_topic(employee_pk: int) -> str:
    return f"messages-{employee_pk}"
