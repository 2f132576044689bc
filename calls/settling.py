"""How a request is settled: once, whoever is first; whoever is slower hears what happened."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import days, deciders, lifecycle
from calls.models import Call, CallEvent, TransferRequest
from calls.refusals import Overtaken
from calls.statuses import Answer, Disposition, RequestStatus, Status
from directory.models import User

# What a settlement may change; the rest of a request, its call included, stays as it was read.
_SETTLED = (
    "status",
    "answer",
    "reason",
    "told",
    "call_back_at",
    "given_to",
    "ground",
    "decided_by",
    "decided_at",
    "turn_until",
    "clearance_until",
    "clearance_waits",
    "announcement",
    "corrected_at",
)


def settle(
    request: TransferRequest,
    status: RequestStatus,
    actor: User | None,
    *,
    in_time: bool = False,
    announced: str | None = None,
    **answer: Any,
) -> TransferRequest:
    """Compare and set, or raise Overtaken with what has happened since.

    `in_time`: only before the deadline. `announced`: only while this is what is announced: no yes
    is for anybody else (law 1). `answer` are the columns that the answer consists of.
    """
    now = timezone.now()
    waiting = TransferRequest.objects.filter(pk=request.pk, status=RequestStatus.PENDING)
    if in_time:
        waiting = waiting.filter(Q(deadline=None) | Q(deadline__gt=now))
    if announced is not None:
        waiting = waiting.filter(announcement=announced)
    settled = waiting.update(
        status=status, decided_by=actor, decided_at=now, turn_until=None, **answer
    )
    before = request.announcement
    request.refresh_from_db(fields=_SETTLED)
    if not settled and request.announcement != before and request.status == RequestStatus.PENDING:
        raise Overtaken(corrected())
    if not settled:
        raise Overtaken(since(request))
    deciders.tell(request)
    return request


def return_to_desk(
    request: TransferRequest, verb: CallEvent.Verb, actor: User | None, **detail: Any
) -> None:
    """Back to the receptionist: into her ear where she is free, else on hold until she is.

    `detail` goes into the event; `changes` in it are columns of the call, as in `lifecycle.move`.
    """
    call = request.call
    receptionist = _turn_of_holder(call)
    busy = Call.objects.filter(receptionist=receptionist, status=Status.TALKING).exists()
    status = Status.ON_HOLD if busy else Status.TALKING
    # The history alone says with whom she talked at every moment: so it notes which of the two.
    stands = status.value
    lifecycle.move(call, status, verb, actor, employee=request.executive, stands=stands, **detail)


class _HandedOver(Exception):
    """Somebody else has the call by now."""


def _turn_of_holder(call: Call) -> User | None:
    """Whoever has the call now, her turn taken and the call itself held, so that it stays hers.

    A turn that was taken in vain is given back with its savepoint: nobody waits holding two.
    """
    held = Call.objects.select_for_update(of=("self",), no_key=True)
    while True:
        with suppress(_HandedOver), transaction.atomic():
            receptionist = call.receptionist
            if receptionist is not None:
                lifecycle.take_turn(receptionist)
            call.refresh_from_db(fields=["receptionist"], from_queryset=held)
            if call.receptionist != receptionist:
                raise _HandedOver
            return receptionist


def corrected() -> str:
    """The caller is announced otherwise by now: for whoever has said yes to what was before."""
    return _("What is known of the caller was corrected just now: look, and answer again.")


def since(request: TransferRequest) -> str:
    """What has become of a request that somebody wanted to answer: for his page."""
    call = Call.objects.select_related("connected_to").get(pk=request.call_id)
    return f"{_settled(request, call)} {_call_now(call)}".strip()


def _settled(request: TransferRequest, call: Call) -> str:
    if request.status == RequestStatus.WITHDRAWN:
        if call.disposition == Disposition.ABANDONED:
            return _("The caller has hung up.")
        if request.executive.left_on is not None:
            name = request.executive.short_name
            return _("%(name)s does not work here any more.") % {"name": name}
        return _("The request was withdrawn: the caller does not wait any more.")
    if request.status == RequestStatus.APPROVED or request.answer:
        who = request.decided_by.shown_name if request.decided_by else "—"
        answer = Answer(request.answer).label
        return _("%(who)s has answered already: %(answer)s.") % {"who": who, "answer": answer}
    moment = request.decided_at or request.deadline or timezone.now()
    return _("The time ran out %(at_time)s, and the desk went on without an answer.") % {
        "at_time": days.clock(moment, seconds=True)
    }


def _call_now(call: Call) -> str:
    if call.disposition == Disposition.CONNECTED and call.connected_to:
        return _("The caller was connected with: %(name)s.") % {
            "name": call.connected_to.short_name
        }
    if call.disposition == Disposition.ABANDONED:
        return ""
    if call.events.filter(verb=CallEvent.Verb.MESSAGE).exists():
        return _("The caller has left a message.")
    if call.promises.exists():
        return _("The caller was promised a call-back.")
    if call.status == Status.ENDED:
        return _("The call is over: %(how)s.") % {"how": call.get_disposition_display()}
    return _("The caller is still on the line; the receptionist can ask again.")
