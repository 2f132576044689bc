"""Where people are: free, busy, in a meeting, away; and for how long."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from directory.models import Employee, Presence, User
from frontdesk.bus import tick


@transaction.atomic
def say(
    employee: Employee,
    state: Presence.State,
    actor: User | None,
    *,
    until: datetime | None = None,
) -> Presence:
    """Note where an employee is, by himself or by somebody for him, and tell every page."""
    presence, _created = Presence.objects.update_or_create(
        employee=employee,
        defaults={"state": state, "until": until, "since": timezone.now(), "set_by": actor},
    )
    tick("presence")
    return presence


def of(employee: Employee) -> Presence:
    """The presence of an employee as it holds now; free since nobody knows when by default."""
    presence = getattr(employee, "presence_row", None)
    if presence is None:
        return Presence(employee=employee, since=timezone.now())
    return presence
