"""Clearances: a yes is for one call, one person and the caller who was announced. Law 1."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import alarms, deciders, lifecycle, log, talks
from calls.announcement import Colleague, announce, announce_colleague
from calls.models import Call, CallEvent, Talk, TransferRequest
from calls.refusals import Overtaken, Refused
from calls.statuses import Kind, RequestStatus
from directory.models import Employee
from frontdesk.bus import tick


def clearance(call: Call, executive: Employee) -> TransferRequest | None:
    """The yes by which this call may be connected to this person, if there is one.

    The last answer counts: whoever was asked again has to say yes again.
    """
    last = TransferRequest.objects.filter(call=call, executive=executive).order_by("-pk").first()
    if last is None or last.status != RequestStatus.APPROVED or not is_about(last, call):
        return None
    return last


def interrupts(yes: TransferRequest, call: Call) -> Talk | None:
    """The talk of two protected persons into which this yes would bring a caller. Law 6.

    None where the caller is one of the two, or where he who talks has said yes himself meanwhile.
    """
    talk = talks.going_on(yes.executive)
    if talk is None or talks.takes_part(call, talk):
        return None
    himself = yes.decided_by is not None and yes.decided_by.person == yes.executive
    if himself and yes.decided_at is not None and yes.decided_at > talk.began_at:
        return None
    return talk


def guard_talk(yes: TransferRequest, call: Call) -> None:
    """Refuse to interrupt a talk; the yes waits meanwhile, and so may the caller."""
    talk = interrupts(yes, call)
    if talk is not None:
        sentence = _(
            "%(name)s is talking with %(other)s: the caller waits until that is over, or leaves "
            "a message."
        )
        other = talks.partner(talk, yes.executive)
        names = {"name": yes.executive.short_name, "other": other.short_name}
        raise Refused(sentence % names)


def holds_until(executive: Employee) -> datetime:
    """When a yes for him lapses whose seconds begin now."""
    return timezone.now() + timedelta(seconds=deciders.wish_of(executive).clearance_seconds)


@transaction.atomic
def begin(executive: Employee) -> None:
    """His talk is over: the seconds of each yes that has waited for that begin now."""
    waiting = _holding().filter(executive=executive, clearance_waits=True)
    for yes in waiting:
        until = holds_until(executive)
        if waiting.filter(pk=yes.pk).update(clearance_waits=False, clearance_until=until):
            alarms.ring("lapse", until, request=yes.pk)
            tick(log.call_topic(yes.call_id))


def standing(call: Call, executive: Employee) -> TransferRequest | None:
    """The same, while it may still be used: he has said yes, and the caller waits for it, or for
    the end of a talk first."""
    yes = clearance(call, executive)
    return yes if yes is not None and _still_holds(yes) else None


def use(yes: TransferRequest) -> None:
    """Use a clearance for a connection, or raise Overtaken where it has lapsed."""
    holding = TransferRequest.objects.select_for_update().filter(
        pk=yes.pk, status=RequestStatus.APPROVED
    )
    current = holding.first()
    if current is None or not _still_holds(current):
        raise Overtaken(_("The yes was not used in time and holds no longer: ask again."))
    TransferRequest.objects.filter(pk=yes.pk).update(clearance_until=None, clearance_waits=False)


def _still_holds(yes: TransferRequest) -> bool:
    """Was it not used yet, and do its seconds run, or wait for the end of a talk?"""
    until = yes.clearance_until
    return until is not None and (until > timezone.now() or yes.clearance_waits)


def let_lapse(call: Call) -> None:
    """Who calls, or about what, is other than was announced: a yes not used yet holds no longer."""
    for yes in _holding().filter(call=call).select_related("executive"):
        if not is_about(yes, call):
            yes.call = call
            end(yes, CallEvent.Verb.LAPSED, changed=True)


@transaction.atomic
def end(
    yes: TransferRequest,
    verb: CallEvent.Verb,
    *,
    changes: dict[str, object] | None = None,
    **reason: bool,
) -> bool:
    """A yes that was not used holds no longer: noted with its reason and told to whoever decides.

    `changes` are columns of the call, as in `lifecycle.note`. False where it was used or has ended.
    """
    ended = _holding().filter(pk=yes.pk)
    over = {"status": RequestStatus.EXPIRED, "clearance_until": None, "clearance_waits": False}
    if not ended.update(**over):
        return False
    if changes:
        lifecycle.note(yes.call, verb, None, changes=changes, employee=yes.executive, **reason)
    else:
        log.record(yes.call, verb, None, employee=yes.executive, **reason)
    deciders.tell(yes)
    return True


def _holding() -> QuerySet[TransferRequest]:
    return TransferRequest.objects.filter(
        status=RequestStatus.APPROVED, clearance_until__isnull=False
    )


def is_about(request: TransferRequest, call: Call) -> bool:
    """Was this caller announced, and with this subject, in whichever language?"""
    return request.announcement in {
        announcement_of(call, language) for language, _n in settings.LANGUAGES
    }


def announcement_of(call: Call, language: str) -> str:
    """What a manager is told of a call: a colleague by his place in the house, whoever calls from
    outside by his company."""
    if call.kind != Kind.INTERNAL:
        return announce(call.caller_name, call.company, call.subject, language)
    return announce_colleague(_colleague(call), call.subject, language)


def _colleague(call: Call) -> Colleague:
    """Who calls, as the staff list has him; else as he has said himself."""
    one = call.from_employee
    if one is None:
        return Colleague(call.caller_name, call.company)
    place = one.position if one.is_head else one.department.name
    return Colleague(f"{one.given_name} {one.surname}", place, one.extension)
