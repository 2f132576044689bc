"""Promises: «we shall call you back», with an owner and a time, open until kept. Law 3."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import log, numbers
from calls.hours import Timetable
from calls.models import Call, CallEvent, Promise
from calls.refusals import Overtaken, Refused
from calls.workday import timetable
from directory import presence
from directory.models import Employee, User
from frontdesk.bus import tick
from frontdesk.tasks import tell

TOPIC = "promises"  # what every receptionist hears of them
STEPS = (15, 30, 60, 120)  # minutes from now that a call-back is offered at


def offered_times() -> list[datetime]:
    """The moments at which a call-back is offered: round, none of them nearer than said, and none
    at an hour at which the company is closed."""
    now = timezone.localtime()
    table = timetable(now.date())
    begin = now if table.is_open(now) else table.next_opening(now) or now
    times = {_open_at(table, _rounded(begin + timedelta(minutes=step)), step) for step in STEPS}
    return sorted(times)


def soonest(owner: Employee) -> datetime:
    """When this person may be promised to call back: the first offered time at which he is free."""
    until = presence.of(owner).until
    offered = offered_times()
    if until is None:
        return offered[0]
    free = _rounded(timezone.localtime(until))
    known = next((moment for moment in offered if moment >= free), None)
    return known or _open_at(timetable(timezone.localdate()), free, STEPS[0])


def _open_at(table: Timetable, moment: datetime, step: int) -> datetime:
    """The moment itself, or where the company is closed then, as long after it opens next."""
    opens = None if table.is_open(moment) else table.next_opening(moment)
    if opens is None:
        return moment
    later = _rounded(opens + timedelta(minutes=step))
    # On a short day the longest step may be too long.
    return later if table.is_open(later) else _rounded(opens)


def _rounded(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole + timedelta(minutes=5 - whole.minute % 5)


@transaction.atomic
def promise(
    call: Call, owner: Employee, due_at: datetime, actor: User | None, *, text: str = ""
) -> Promise:
    """Promise the caller that somebody calls back by then. Raises Refused for a past time.

    One person owes one call one call-back: said again, it is only put to the other time.
    """
    if due_at <= timezone.now():
        raise Refused(_("Choose a time that has not passed."))
    hold(call.pk)
    made = call.promises.filter(owner=owner, kept_at=None).first()
    if made is not None and made.due_at == due_at:
        return made
    if made is None:
        made = Promise(call=call, owner=owner, made_by=actor, text=text or call.subject)
    made.due_at = due_at
    made.save()
    _record(made, actor)
    _news(made)
    _tell_when_due(made)
    return made


def hold(call_pk: int) -> None:
    """Let what changes who owes one call a call-back happen one after another, for this
    transaction: two clicks on one button too."""
    Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call_pk)


def needed(call: Call) -> dict[str, str]:
    """What a call-back still lacks: the number."""
    if numbers.can_be_called(call.reached_at):
        return {}
    return {"phone": _("Ask for a number to call back.")}


def guard_number(call: Call) -> None:
    """Refuse to end a call with a promise that nobody could keep."""
    lacking = needed(call)
    if lacking:
        raise Refused(lacking["phone"], lacking)


@transaction.atomic
def keep(made: Promise, actor: User) -> Promise:
    """The caller was called back. Raises Overtaken where somebody has noted it already."""
    now = timezone.now()
    if not Promise.objects.filter(pk=made.pk, kept_at=None).update(kept_at=now, kept_by=actor):
        raise Overtaken(_("This call-back is done already."))
    made.refresh_from_db()
    log.record(made.call, CallEvent.Verb.KEPT, actor, employee=made.owner)
    _news(made)
    return made


@transaction.atomic
def reopen(made: Promise, actor: User) -> Promise:
    """It was not done after all: the call-back is owed again. Raises Overtaken where it is."""
    hold(made.call_id)
    owes_another = _open(made.call_id).filter(owner=made.owner_id).exists()
    done = Promise.objects.filter(pk=made.pk, kept_at__isnull=False)
    if owes_another or not done.update(kept_at=None, kept_by=None):
        raise Overtaken(_("This call-back is open already."))
    made.refresh_from_db()
    _record(made, actor)
    _news(made)
    return made


@transaction.atomic
def give_to(made: Promise, owner: Employee, actor: User) -> Promise:
    """Somebody else owes the call-back now. Raises Overtaken where it is done already.

    Where he owes this call one anyway, that one is it, by the earlier of both times.
    """
    hold(made.call_id)
    owed = _open(made.call_id).select_for_update(of=("self",)).select_related("owner")
    given = owed.filter(pk=made.pk).first()
    if given is None:
        raise Overtaken(_("This call-back is done already."))
    before, instead_of = _topics(given), given.owner.short_name
    his = owed.filter(owner=owner).exclude(pk=given.pk).first()
    if his is None:
        his = given
        his.owner = owner
    else:
        his.due_at = min(his.due_at, given.due_at)
        given.delete()  # it is one with his, and the history of the call tells of both
    his.save(update_fields=["owner", "due_at"])
    _record(his, actor, instead_of=instead_of)
    tick(*before)
    _news(his)
    _tell_when_due(his)
    return his


def standing() -> QuerySet[Promise]:
    """All that is owed, with what a page says of it: whatever was due first comes first."""
    return Promise.objects.filter(kept_at=None).select_related(
        "owner", "call__from_employee", "made_by__employee", "kept_by__employee"
    )


def overdue() -> Q:
    """Which of them should have been done by now."""
    return Q(due_at__lte=timezone.now())


def _open(call_pk: int) -> QuerySet[Promise]:
    return Promise.objects.filter(call=call_pk, kept_at=None)


def _record(made: Promise, actor: User | None, **detail: Any) -> None:
    detail["due_at"] = made.due_at.isoformat()
    log.record(made.call, CallEvent.Verb.PROMISED, actor, employee=made.owner, **detail)


def _topics(made: Promise) -> list[str]:
    return [TOPIC, log.messages_topic(made.owner_id), log.call_topic(made.call_id)]


def _news(made: Promise) -> None:
    tick(*_topics(made))


def _tell_when_due(made: Promise) -> None:
    """Every page that shows it is told the moment it is due."""
    tell.configure(schedule_at=made.due_at).defer(topics=[*_topics(made)])
