"""Law 1: nobody reaches a protected person unscreened. Law 2: a no tells the caller nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import (
    alarms,
    announced,
    asking,
    clearances,
    deciders,
    expiry,
    holds,
    lifecycle,
    log,
    promises,
    settling,
    standing_rules,
    talks,
)
from calls.models import Call, CallEvent, ScreeningWish, TransferRequest
from calls.refusals import Overtaken, Refused
from calls.script import missing_facts
from calls.standing_rules import Verdict
from calls.statuses import Answer, Ground, RequestStatus, Status, Told
from directory.models import Employee, Presence, User

# What an answer that stands already is given by.
_JUDGED_BY = (*announced.ANNOUNCED, "phone_e164", "kind", "filled", "caller_id", "from_employee_id")


@dataclass(frozen=True)
class Reply:
    """An answer in full: `reason` for the receptionist alone, `told` what the caller hears; None:
    as the presence of the executive has it. `mark`: of the announcement that was answered.
    """

    answer: Answer
    reason: str = ""
    told: Told | None = None
    call_back_at: datetime | None = None
    given_to: Employee | None = None
    mark: str = ""


@transaction.atomic
def ask(call: Call, executive: Employee, actor: User) -> TransferRequest:
    """Put the question to a protected person and those who decide for him.

    Where his answer stands already (a rule, a mode, nobody there) the request is settled with it
    and nobody is asked. A yes that he has just given, and that waits to be used, is the answer.
    While he talks with another protected person the request waits.
    Whom else the call holds is let go. Raises Refused with the missing fields, Overtaken where the
    call has moved on meanwhile.
    """
    if executive.left_on is not None:
        raise Refused(_("%(name)s does not work here any more.") % {"name": executive.short_name})
    given = clearances.standing(call, executive)
    if given is not None:
        return given
    wish = deciders.wish_of(executive)
    verdict = standing_rules.verdict(call, executive, wish)
    if verdict is None or verdict.answer is Answer.CONNECT:
        announced.guard_facts(call, verdict.unheard(call) if verdict else frozenset())
    groups = deciders.turns(executive, wish) if verdict is None else []
    if verdict is None and not groups:
        # Of one who is there but cannot be asked nobody says that he is not.
        told = Told.OUT if deciders.is_away(executive) else Told.UNABLE
        verdict = Verdict(Answer.MESSAGE, Ground.ABSENCE, told=told)
    waits = talks.going_on(executive) is not None
    if verdict is not None and not (waits and verdict.answer is Answer.CONNECT):
        answered = _answer_at_once(call, executive, actor, verdict, wish)
        holds.release(call, but=executive)
        return answered
    announcement = _announcement(call)
    lifecycle.move(
        call,
        Status.AWAITING,
        CallEvent.Verb.QUEUED if waits else CallEvent.Verb.REQUESTED,
        actor,
        employee=executive,
        changes={"asked_employee": executive, "asked_for": executive.full_name},
        announcement=announcement,
    )
    holds.release(call, but=executive)
    request = TransferRequest.objects.create(
        call=call,
        executive=executive,
        announcement=announcement,
        requested_by=actor,
        **({} if waits else asking.clock(wish, groups)),
    )
    if waits:
        talks.look_again_later(executive)
        deciders.tell(request)
    else:
        asking.begin(request, wish, groups[0])
    return request


def decide(request: TransferRequest, answer: Answer | Reply, actor: User) -> TransferRequest:
    """Settle a pending request; of two who answer at once the first one counts.

    Raises Refused where something is missing, Overtaken where somebody was faster or it is late.
    """
    reply = answer if isinstance(answer, Reply) else Reply(answer)
    expiry.expire(request)
    with transaction.atomic():
        return _decide(request, reply, actor)


def _decide(request: TransferRequest, reply: Reply, actor: User) -> TransferRequest:
    _guard_reply(request, reply, actor)
    approved = reply.answer is Answer.CONNECT
    if approved and reply.mark not in {"", request.mark}:
        raise Overtaken(settling.corrected())
    if approved:
        # Held, so that a talk begins before the yes, or finds it.
        list(Employee.objects.select_for_update(no_key=True).filter(pk=request.executive.pk))
    until = clearances.holds_until(request.executive) if approved else None
    settling.settle(
        request,
        RequestStatus.APPROVED if approved else RequestStatus.DECLINED,
        actor,
        in_time=True,
        announced=request.announcement if approved else None,
        answer=reply.answer,
        reason=reply.reason.strip()[:200],
        told="" if approved else reply.told or deciders.told_of(request.executive, reply.answer),
        call_back_at=reply.call_back_at,
        given_to=reply.given_to,
        clearance_until=until,
    )
    detail = {"answer": reply.answer.value}
    if request.corrected_at is not None:
        detail["announcement"] = request.announcement
    if reply.given_to is not None:
        detail["given_to"] = reply.given_to.short_name
    verb = CallEvent.Verb.APPROVED if approved else CallEvent.Verb.DECLINED
    settling.return_to_desk(request, verb, actor, **detail)
    if until is not None:
        alarms.ring("lapse", until, request=request.pk)
        if clearances.interrupts(request, request.call) is not None:
            talks.hold_up(TransferRequest.objects.filter(pk=request.pk), request.executive)
    if reply.call_back_at is not None:
        promises.promise(request.call, request.executive, reply.call_back_at, actor)
    return request


@transaction.atomic
def withdraw(request: TransferRequest, actor: User) -> TransferRequest:
    """Take the question back: the receptionist does not need the answer any more."""
    settling.settle(request, RequestStatus.WITHDRAWN, actor)
    settling.return_to_desk(request, CallEvent.Verb.WITHDRAWN, actor)
    return request


@transaction.atomic
def close_with_call(call: Call, actor: User | None) -> None:
    """The call is over: whoever was asked is asked no more."""
    pending = TransferRequest.objects.filter(call=call, status=RequestStatus.PENDING)
    for request in pending.select_related("executive"):
        settling.settle(request, RequestStatus.WITHDRAWN, actor)


def hold_question(call: Call) -> TransferRequest | None:
    """The question that waits for its answer, held until the transaction ends.

    Taken before the call itself, as every answer does: so nobody waits for somebody for ever.
    """
    pending = TransferRequest.objects.select_for_update(of=("self",)).select_related("executive")
    return pending.filter(call=call, status=RequestStatus.PENDING).first()


def correct(request: TransferRequest, call: Call, actor: User | None) -> None:
    """What was announced has changed: whoever is asked sees it as it is, and that it changed.

    A field that is empty for a moment, to be written anew, takes nothing back (law 1).
    """
    announcement = _announcement(call)
    if announcement == request.announcement or missing_facts(announced.known_of(call)):
        return
    first = request.corrected_at is None
    TransferRequest.objects.filter(pk=request.pk).update(
        announcement=announcement, corrected_at=timezone.now()
    )
    if first:
        log.record(call, CallEvent.Verb.CORRECTED, actor, employee=request.executive)
    deciders.tell(request)


@transaction.atomic
def follow_facts(call: Call, question: TransferRequest | None, actor: User | None) -> None:
    """What is known of the caller has changed: no yes is for anybody but who was announced (law 1).

    `question` is the one that waits, held by `hold_question`. A yes that was not used yet lapses.
    """
    if question is not None:
        correct(question, call, actor)
    clearances.let_lapse(call)


def _announcement(call: Call) -> str:
    return clearances.announcement_of(call, call.language)


def _guard_reply(request: TransferRequest, reply: Reply, actor: User) -> None:
    executive = request.executive
    if reply.answer is Answer.CALL_BACK and reply.call_back_at is None:
        raise Refused(_("Choose when to call back."))
    if reply.answer is Answer.GIVE and reply.given_to in {None, executive}:
        raise Refused(_("Choose to whom to give the caller."))
    if reply.given_to is not None and reply.given_to.left_on is not None:
        raise Refused(
            _("%(name)s does not work here any more.") % {"name": reply.given_to.short_name}
        )
    if reply.answer is Answer.CONNECT and actor.person != executive:
        # Held, so that he cannot leave in the instant in which somebody says yes for him.
        list(Presence.objects.select_for_update(no_key=True).filter(employee=executive))
        fresh = Employee.objects.select_related("presence_row").get(pk=executive.pk)
        if deciders.is_away(fresh):
            raise Refused(_("%(name)s is away now.") % {"name": executive.short_name})


def _answer_at_once(
    call: Call, executive: Employee, actor: User, verdict: Verdict, wish: ScreeningWish
) -> TransferRequest:
    """A request that nobody is asked: it stands in the log with the ground it was settled on."""
    now_on_line = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if now_on_line.status not in {Status.TALKING, Status.ON_HOLD}:
        raise lifecycle.overtaken(call)
    if any(getattr(now_on_line, fact) != getattr(call, fact) for fact in _JUDGED_BY):
        raise Overtaken(
            _("The caller's details have changed, so the yes holds no longer: ask again.")
        )
    approved = verdict.answer is Answer.CONNECT
    lifecycle.note(
        call,
        CallEvent.Verb.APPROVED if approved else CallEvent.Verb.DECLINED,
        None,
        changes={"asked_employee": executive, "asked_for": executive.full_name},
        employee=executive,
        answer=verdict.answer.value,
        ground=verdict.ground.value,
    )
    now = timezone.now()
    request = TransferRequest.objects.create(
        call=call,
        executive=executive,
        status=RequestStatus.APPROVED if approved else RequestStatus.DECLINED,
        answer=verdict.answer,
        announcement=_announcement(call),
        requested_by=actor,
        decided_at=now,
        ground=verdict.ground,
        rule=verdict.rule,
        told="" if approved else verdict.told or deciders.told_of(executive, verdict.answer),
        given_to=verdict.given_to,
        clearance_until=now + timedelta(seconds=wish.clearance_seconds) if approved else None,
    )
    deciders.tell(request)
    return request
