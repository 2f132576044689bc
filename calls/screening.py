"""Law 1: nobody reaches a protected person unscreened. Law 2: a no tells the caller nothing."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import lifecycle, log
from calls.announcement import announce
from calls.models import Call, CallEvent, TransferRequest
from calls.refusals import Overtaken, Refused
from calls.script import Known, missing_facts
from calls.statuses import Answer, RequestStatus, Status
from directory.models import Employee, User
from frontdesk.bus import tick


def needed(known: Known) -> dict[str, str]:
    """What must be known before a protected person is asked: each field with its sentence."""
    sentences = {
        "subject": _("Without the subject the request cannot be sent."),
        "caller_name": _("Without the name the request cannot be sent."),
        "company": _("Without the company the request cannot be sent."),
    }
    return {field: sentences[field] for field in missing_facts(known)}


def guard_facts(call: Call) -> None:
    """Refuse, at the fields, to ask a protected person about an unknown caller."""
    known = Known(name=call.caller_name, company=call.company, subject=call.subject)
    missing = needed(known)
    if missing:
        fields = ", ".join(Call.label(field) for field in missing)
        raise Refused(_("Ask first: %(fields)s.") % {"fields": fields}, missing)


def clearance(call: Call, executive: Employee) -> TransferRequest | None:
    """The yes by which this call may be connected to this person, if there is one.

    The last answer counts: whoever was asked again has to say yes again.
    """
    last = TransferRequest.objects.filter(call=call, executive=executive).order_by("-pk").first()
    return last if last is not None and last.status == RequestStatus.APPROVED else None


@transaction.atomic
def ask(call: Call, executive: Employee, actor: User) -> TransferRequest:
    """Put the question to a protected person and those who decide for him.

    Raises Refused with the missing fields, Overtaken where the call has moved on meanwhile.
    """
    if executive.left_on is not None:
        raise Refused(_("%(name)s does not work here any more.") % {"name": executive.short_name})
    guard_facts(call)
    announcement = announce(call.caller_name, call.company, call.subject, call.language)
    lifecycle.move(
        call,
        Status.AWAITING,
        CallEvent.Verb.REQUESTED,
        actor,
        employee=executive,
        changes={"asked_employee": executive, "asked_for": executive.full_name},
        announcement=announcement,
    )
    request = TransferRequest.objects.create(
        call=call, executive=executive, announcement=announcement, requested_by=actor
    )
    _tell_deciders(request)
    return request


@transaction.atomic
def decide(request: TransferRequest, answer: Answer, actor: User) -> TransferRequest:
    """Settle a pending request; of two who answer at once the first one counts."""
    approved = answer is Answer.CONNECT
    _settle(request, RequestStatus.APPROVED if approved else RequestStatus.DECLINED, actor, answer)
    verb = CallEvent.Verb.APPROVED if approved else CallEvent.Verb.DECLINED
    _return_to_desk(request, verb, actor, answer=answer.value)
    return request


@transaction.atomic
def withdraw(request: TransferRequest, actor: User) -> TransferRequest:
    """Take the question back: the receptionist does not need the answer any more."""
    _settle(request, RequestStatus.WITHDRAWN, actor)
    _return_to_desk(request, CallEvent.Verb.WITHDRAWN, actor)
    return request


@transaction.atomic
def close_with_call(call: Call, actor: User | None) -> None:
    """The call is over: whoever was asked is asked no more."""
    pending = TransferRequest.objects.filter(call=call, status=RequestStatus.PENDING)
    for request in pending.select_related("executive"):
        _settle(request, RequestStatus.WITHDRAWN, actor)


def deciders(executive: Employee) -> list[Employee]:
    """Who may answer for a protected person: his assistants in their turn, then himself."""
    assistants = executive.assistants.filter(left_on=None).order_by("helps__turn", "helps__pk")
    return [*assistants, executive]


def may_decide(user: User, executive: Employee) -> bool:
    person = user.person
    return person is not None and person in deciders(executive)


def _settle(
    request: TransferRequest,
    status: RequestStatus,
    actor: User | None,
    answer: Answer | None = None,
) -> None:
    """Compare and set, or raise Overtaken with what has happened since."""
    settled = TransferRequest.objects.filter(pk=request.pk, status=RequestStatus.PENDING).update(
        status=status, answer=answer or "", decided_by=actor, decided_at=timezone.now()
    )
    request.refresh_from_db()
    if not settled:
        raise Overtaken(_already(request))
    _tell_deciders(request)


def _already(request: TransferRequest) -> str:
    if request.status == RequestStatus.WITHDRAWN:
        return _("The request was withdrawn: the caller does not wait any more.")
    who = request.decided_by.shown_name if request.decided_by else ""
    return _("%(who)s has answered already: %(answer)s.") % {
        "who": who,
        "answer": Answer(request.answer).label if request.answer else request.get_status_display(),
    }


def _return_to_desk(
    request: TransferRequest, verb: CallEvent.Verb, actor: User, **detail: Any
) -> None:
    """Back to the receptionist: into her ear where she is free, else on hold until she is."""
    call = request.call
    receptionist = call.receptionist
    if receptionist is not None:
        lifecycle.take_turn(receptionist)
    busy = Call.objects.filter(receptionist=receptionist, status=Status.TALKING).exists()
    status = Status.ON_HOLD if busy else Status.TALKING
    lifecycle.move(call, status, verb, actor, employee=request.executive, **detail)


def _tell_deciders(request: TransferRequest) -> None:
    tick(*(log.requests_topic(person.pk) for person in deciders(request.executive)))
