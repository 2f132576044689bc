"""Where people are: free, busy, in a meeting, away; and for how long."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from directory.access import presence_topic
from directory.models import Employee, Presence, User
from frontdesk.bus import tick
from frontdesk.tasks import tell


@transaction.atomic
def say(
    employee: Employee,
    state: Presence.State,
    actor: User | None,
    *,
    until: datetime | None = None,
    reason: str = "",
) -> Presence:
    """Note where an employee is, by himself or by somebody for him, and tell every page.

    He is free again at `until`, and every page is told that too. `reason` goes with AWAY only.
    """
    presence, _created = Presence.objects.update_or_create(
        employee=employee,
        defaults={
            "state": state,
            "reason": reason,
            "until": until,
            "since": timezone.now(),
            "set_by": actor,
        },
    )
    topics = ["presence", presence_topic(employee.pk)]
    if until is not None:
        # Should he say something else before, that tick will be one too many, and harm nobody.
        tell.configure(schedule_at=until).defer(topics=[*topics])
    tick(*topics)
    return presence


@transaction.atomic
def note_talk(employee: Employee, actor: User | None, *, until: datetime) -> None:
    """Note that a call was connected to somebody: busy until then.

    What holds longer, or was said to be a meeting or an absence, stays as it is.
    """
    # The row of the employee, not of the presence: there may be none of that yet.
    Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=employee.pk)
    known = Presence.objects.filter(employee=employee).first()
    state = known.state_at(timezone.now()) if known is not None else Presence.State.FREE
    is_shorter = known is not None and known.until is not None and known.until < until
    if state is Presence.State.FREE or (state is Presence.State.BUSY and is_shorter):
        say(employee, Presence.State.BUSY, actor, until=until)


@transaction.atomic
def end_talk(employee: Employee, actor: User | None, *, until: datetime) -> None:
    """There was no talk after all: free, unless anything else was said since it was noted."""
    Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=employee.pk)
    noted = Presence.objects.filter(employee=employee, state=Presence.State.BUSY, until=until)
    if noted.exists():
        say(employee, Presence.State.FREE, actor)


def of(employee: Employee) -> Presence:
    """The presence of an employee as it holds now.

    Past its time he is free since then; without a word from anybody, free since nobody knows
    when, and `since` is None.
    """
    said = getattr(employee, "presence_row", None)
    if said is None:
        return Presence(employee=employee, since=None)
    if said.until is not None and said.until <= timezone.now():
        return Presence(employee=employee, since=said.until)
    return said


def state_of(said: str | None, until: datetime | None, now: datetime) -> Presence.State:
    """The state that follows from the columns of a row, or from there being none."""
    if said is None or (until is not None and until <= now):
        return Presence.State.FREE
    return Presence.State(said)


def is_free(employee: Employee) -> bool:
    """Is he free just now?"""
    return of(employee).state_at(timezone.now()) is Presence.State.FREE
