"""Holding a person for a call: of two receptionists only one sends him a caller. Law 3."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import log
from calls.models import Call, Hold
from calls.refusals import Overtaken
from calls.statuses import Status
from directory.access import presence_topic
from directory.models import Employee, User
from frontdesk.bus import tick
from frontdesk.tasks import tell

SECONDS = 30  # that a person is held: as long as it takes to say «one moment» and to dial

# One statement compares and sets: whoever comes second finds no row. What a buyer's call leaves
# behind holds for another buyer's only, until it runs out.
_TAKE = """
INSERT INTO calls_hold AS held (employee_id, call_id, by_id, until) VALUES (%s, %s, %s, %s)
ON CONFLICT (employee_id) DO UPDATE
SET call_id = EXCLUDED.call_id, by_id = EXCLUDED.by_id, until = EXCLUDED.until
WHERE held.until <= now() OR held.call_id = EXCLUDED.call_id
   OR NOT %s AND EXISTS (SELECT 1 FROM calls_call WHERE id = held.call_id AND status = %s)
"""


@transaction.atomic
def take(call: Call, employee: Employee, actor: User, *, for_buyer: bool = False) -> Hold:
    """Hold a person for this call, and let go whom it held before. Raises Overtaken.

    `for_buyer`: as `buyer.is_buyer` says, not the purpose noted alone.
    """
    until = timezone.now() + timedelta(seconds=SECONDS)
    # Two tabs that choose for one call come one after another.
    Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE, [employee.pk, call.pk, actor.pk, until, for_buyer, Status.ENDED.value]
        )
        taken = cursor.rowcount
    if not taken:
        raise Overtaken(_held_already(employee))
    release(call, but=employee)
    tell.configure(schedule_at=until).defer(topics=["presence", presence_topic(employee.pk)])
    tick("presence", presence_topic(employee.pk), log.call_topic(call.pk))
    return Hold.objects.get(employee=employee)


@transaction.atomic
def release(call: Call, but: Employee | None = None) -> None:
    """Let go whom a call holds: it has ended, or asks for somebody else, for `but` perhaps."""
    held = Hold.objects.filter(call=call)
    for hold in held.exclude(employee=but) if but else held:
        _let_go(hold)


def standing(moment: datetime | None = None) -> dict[int, Hold]:
    """Whoever is held just now, by the person's number."""
    holds = Hold.objects.filter(until__gt=moment or timezone.now())
    return {hold.employee_id: hold for hold in holds.select_related("by__employee")}


def of(call: Call, employee: Employee) -> Hold | None:
    """By what this call holds this person just now."""
    return Hold.objects.filter(call=call, employee=employee, until__gt=timezone.now()).first()


def _let_go(hold: Hold) -> None:
    released = hold.employee_id  # the row is named by it, and has no name once it is gone
    hold.delete()
    tick("presence", presence_topic(released))


def _held_already(employee: Employee) -> str:
    hold = Hold.objects.select_related("by__employee").filter(employee=employee).first()
    sentence = _("%(name)s is held for another caller by %(who)s. Choose somebody else.")
    return sentence % {
        "name": employee.short_name,
        "who": hold.by.shown_name if hold else "—",
    }
