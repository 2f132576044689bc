"""The one place where a call's status changes."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import log
from calls.models import Call, CallEvent
from calls.refusals import Overtaken
from calls.statuses import Disposition, Status, may_move
from directory.models import Employee, User
from frontdesk.bus import tick


@transaction.atomic
def move(
    call: Call,
    status: Status,
    verb: CallEvent.Verb,
    actor: User | None,
    *,
    employee: Employee | None = None,
    changes: dict[str, Any] | None = None,
    **detail: Any,
) -> Call:
    """Move a call to another status, with its event, or raise Overtaken.

    The status is compared and set in one statement: of two who move a call at once the second
    finds no row and is told so. `changes` are further columns set in the same statement.
    """
    if not may_move(Status(call.status), status):
        raise overtaken(call)
    fields = {"status": status, "status_since": timezone.now(), **(changes or {})}
    if not _as_known(call, actor).filter(status=call.status).update(**fields):
        raise overtaken(call)
    call.refresh_from_db()
    log.record(call, verb, actor, employee=employee, **detail)
    if status == Status.ENDED:
        tick(log.LOOSE_ENDS)
    return call


def end(
    call: Call,
    disposition: Disposition,
    actor: User | None,
    *,
    verb: CallEvent.Verb = CallEvent.Verb.ENDED,
    employee: Employee | None = None,
    changes: dict[str, Any] | None = None,
) -> Call:
    """End a call with a disposition."""
    ending = {"disposition": disposition, "ended_at": timezone.now(), **(changes or {})}
    return move(
        call,
        Status.ENDED,
        verb,
        actor,
        employee=employee,
        changes=ending,
        disposition=disposition.value,
    )


@transaction.atomic
def note(
    call: Call,
    verb: CallEvent.Verb,
    actor: User | None,
    *,
    changes: dict[str, Any],
    employee: Employee | None = None,
    no_line_shows_it: bool = False,
    **detail: Any,
) -> Call:
    """Change what is known of a call that has not ended, with its event, or raise Overtaken."""
    if not _as_known(call, actor).exclude(status=Status.ENDED).update(**changes):
        raise overtaken(call)
    call.refresh_from_db()
    log.record(call, verb, actor, employee=employee, no_line_shows_it=no_line_shows_it, **detail)
    return call


@transaction.atomic
def come_back(call: Call, actor: User) -> Call:
    """A connected caller is on the line again: nobody has picked up.

    The only way out of the end, and from a connection alone: so it is no move of the table.
    """
    person = call.connected_to
    connected = Call.objects.filter(
        pk=call.pk,
        status=Status.ENDED,
        disposition=Disposition.CONNECTED,
        connected_to=person,
        clearance=call.clearance,
    )
    if person is None or not connected.update(
        status=Status.TALKING,
        status_since=timezone.now(),
        disposition="",
        ended_at=None,
        connected_to=None,
        clearance=None,
        asked_employee=person,
        asked_for=person.full_name,
    ):
        raise overtaken(call)
    call.refresh_from_db()
    log.record(call, CallEvent.Verb.RETURNED, actor, employee=person)
    return call


@transaction.atomic
def hand(
    call: Call, receiver: User, actor: User, *, note: str = "", taken_over: bool = False
) -> Call:
    """Make a call another receptionist's, or raise Overtaken. Who was talked with is on hold now.

    `taken_over`: the receiver has come for it herself.
    """
    holder = call.receptionist
    talking = call.status == Status.TALKING
    fields: dict[str, Any] = {"receptionist": receiver}
    if talking:
        fields |= {"status": Status.ON_HOLD, "status_since": timezone.now()}
    live = Call.objects.filter(pk=call.pk, status=call.status, receptionist=holder)
    if not live.exclude(status__in=[Status.RINGING, Status.ENDED]).update(**fields):
        raise overtaken(call)
    call.refresh_from_db()
    detail: dict[str, Any] = {"to": receiver.shown_name, "taken_over": taken_over}
    log.record(call, CallEvent.Verb.HANDED, actor, note=note, **detail)
    tick(log.LOOSE_ENDS)
    return call


def take_turn(*receptionists: User) -> None:
    """Let what brings a receptionist a caller happen one after another, for this transaction.

    She talks with one caller at a time; two tabs and a manager's answer may come at once. Several
    are taken in one order, so that nobody waits for somebody for ever.
    """
    rows = User.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(pk__in=[one.pk for one in receptionists]))


def guard_status(call: Call, status: Status) -> None:
    """Raise Overtaken where a page believes a call to be in another status than it is."""
    if call.status != status:
        raise overtaken(call)


def guard_live(call: Call) -> None:
    """Raise Overtaken where a call has ended, whatever a page believes."""
    if Call.objects.filter(pk=call.pk, status=Status.ENDED).exists():
        raise overtaken(call)


def overtaken(call: Call) -> Overtaken:
    """The refusal that says how a call stands now, and who has it if that has changed."""
    now = Call.objects.select_related("receptionist__employee", "connected_to").get(pk=call.pk)
    if now.receptionist is not None and now.receptionist_id != call.receptionist_id:
        return Overtaken(_("%(who)s has this call.") % {"who": now.receptionist.shown_name})
    if now.connected_to is not None:
        return Overtaken(
            _("The caller is connected already: %(name)s.") % {"name": now.connected_to.short_name}
        )
    sentence = _("This call has changed meanwhile; it is now: %(status)s.")
    return Overtaken(sentence % {"status": Status(now.status).label})


def _as_known(call: Call, actor: User | None) -> QuerySet[Call]:
    """The call's row, for a receptionist only while the call is hers still."""
    row = Call.objects.filter(pk=call.pk)
    is_hers = actor is not None and call.receptionist_id == actor.pk
    return row.filter(receptionist=actor) if is_hers else row
