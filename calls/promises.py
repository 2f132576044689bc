"""Promises: «we shall call you back», with an owner and a time, open until kept. Law 3."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import log
from calls.models import Call, CallEvent, Promise
from calls.refusals import Overtaken, Refused
from directory.models import Employee, User
from frontdesk.bus import tick

STEPS = (15, 30, 60, 120)  # minutes from now that a call-back is offered at


def offered_times() -> list[datetime]:
    """The moments at which a call-back is offered: round, and none of them nearer than said."""
    now = timezone.localtime()
    return [_rounded(now + timedelta(minutes=step)) for step in STEPS]


def _rounded(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole + timedelta(minutes=5 - whole.minute % 5)


@transaction.atomic
def promise(
    call: Call, owner: Employee, due_at: datetime, actor: User | None, *, text: str = ""
) -> Promise:
    """Promise the caller that somebody calls back by then. Raises Refused for a past time."""
    if due_at <= timezone.now():
        raise Refused(_("Choose a time that has not passed."))
    made = Promise.objects.create(
        call=call, owner=owner, due_at=due_at, made_by=actor, text=text or call.subject
    )
    log.record(call, CallEvent.Verb.PROMISED, actor, employee=owner, due_at=due_at.isoformat())
    tick(log.messages_topic(owner.pk))
    return made


def needed(call: Call) -> dict[str, str]:
    """What a call-back still lacks: the number."""
    if any(character.isdigit() for character in call.phone):
        return {}
    return {"phone": _("Ask for a number to call back.")}


def guard_number(call: Call) -> None:
    """Refuse to end a call with a promise that nobody could keep."""
    lacking = needed(call)
    if lacking and call.promises.exists():
        raise Refused(lacking["phone"], lacking)


@transaction.atomic
def keep(made: Promise, actor: User) -> Promise:
    """The caller was called back. Raises Overtaken where somebody has noted it already."""
    kept = Promise.objects.filter(pk=made.pk, kept_at=None).update(
        kept_at=timezone.now(), kept_by=actor
    )
    made.refresh_from_db()
    if not kept:
        raise Overtaken(_("This call-back is done already."))
    tick(log.call_topic(made.call_id), log.messages_topic(made.owner_id))
    return made
