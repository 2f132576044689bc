"""A request is put to those who decide, one turn after another, until somebody answers."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from calls import alarms, deciders, log, talks
from calls.models import Asked, CallEvent, ScreeningWish, TransferRequest
from calls.statuses import RequestStatus
from directory.models import Employee
from frontdesk.bus import tick

# Somebody with no page open cannot answer in his turn: the next one is asked this much later.
UNSEEN = timedelta(seconds=3)


def clock(wish: ScreeningWish, groups: list[list[Employee]]) -> dict[str, datetime | None]:
    """The deadline of a request put to these groups now, and when the first one's turn ends."""
    now = timezone.now()
    turn_until = now + timedelta(seconds=wish.turn_seconds) if len(groups) > 1 else None
    return {"deadline": now + timedelta(seconds=wish.deadline_seconds), "turn_until": turn_until}


@transaction.atomic
def put(request: TransferRequest) -> bool:
    """Start the clock of one that has waited. False where it runs or is settled already.

    Whoever had it before it waited keeps it, and is not asked again. Where nobody is there by now
    the executive may answer from wherever he is, if he can log in.
    """
    wish = deciders.wish_of(request.executive)
    asked = list(request.asked.all())
    groups = _yet_to_ask(request, wish, asked)
    if not groups and not asked and deciders.with_log_in([request.executive]):
        groups = [[request.executive]]
    times = clock(wish, groups)
    waiting = TransferRequest.objects.filter(
        pk=request.pk, status=RequestStatus.PENDING, deadline=None
    )
    if not waiting.update(**times):
        return False
    request.deadline, request.turn_until = times["deadline"], times["turn_until"]
    begin(request, wish, groups[0] if groups else [], note=True)
    tick(log.call_topic(request.call_id))
    return True


def begin(
    request: TransferRequest, wish: ScreeningWish, people: list[Employee], *, note: bool = False
) -> None:
    """Ask the first ones about a request whose clock has just been started."""
    if request.deadline is not None:
        alarms.ring("expire", request.deadline, request=request.pk)
    _ask(request, people, wish, note=note or people != [request.executive])


@transaction.atomic
def roll_over(request: TransferRequest) -> bool:
    """Ask the next one, because a turn has passed or nobody's page has shown the request, or
    because those whose turn it is decide no longer. False where there is no next one, or not yet.

    The last one asked always has a turn of his own, even if the deadline moves for it. Where that
    is the executive and he talks with another protected person, the request waits for him (law 6).
    """
    now = timezone.now()
    waiting = TransferRequest.objects.select_for_update(of=("self",)).select_related("executive")
    current = waiting.filter(pk=request.pk, status=RequestStatus.PENDING).first()
    if current is None:
        return False
    if current.deadline is None:
        return True  # it waits for him already
    asked = list(current.asked.all())
    newest = asked[-1].asked_at
    latest = [one for one in asked if one.asked_at == newest]
    deserted = not deciders.who_may(current.executive).intersection(
        one.employee_id for one in latest
    )
    if current.turn_until is None and not deserted:
        return False
    unseen = now >= newest + UNSEEN and not any(one.seen_at for one in latest)
    if not deserted and not unseen and current.turn_until and now < current.turn_until:
        alarms.ring("roll_over", current.turn_until, request=current.pk)
        return False
    wish = deciders.wish_of(current.executive)
    groups = _yet_to_ask(current, wish, asked)
    if groups[:1] == [[current.executive]] and talks.going_on(current.executive) is not None:
        _let_wait(current)
        return True
    turn = now + timedelta(seconds=wish.turn_seconds)
    current.turn_until = turn if len(groups) > 1 else None
    if groups and current.deadline < turn:
        current.deadline = turn
        alarms.ring("expire", turn, request=current.pk)
    current.save(update_fields=["turn_until", "deadline"])
    if groups:
        _ask(current, groups[0], wish, note=True)
    return bool(groups)


def _yet_to_ask(
    request: TransferRequest, wish: ScreeningWish, asked: list[Asked]
) -> list[list[Employee]]:
    """The turns that are left: nobody is asked twice about one request."""
    before = {one.employee_id for one in asked}
    left = (
        [one for one in group if one.pk not in before]
        for group in deciders.turns(request.executive, wish)
    )
    return [group for group in left if group]


def _let_wait(request: TransferRequest) -> None:
    """Stop the clock until his talk is over; whoever has the request may answer it meanwhile."""
    request.deadline = request.turn_until = None
    request.save(update_fields=["turn_until", "deadline"])
    queued = CallEvent.Verb.QUEUED
    log.record(request.call, queued, None, employee=request.executive, no_line_shows_it=True)
    talks.look_again_later(request.executive)
    deciders.tell(request)


def is_deserted(request: TransferRequest) -> bool:
    """Can nobody who was asked answer any more?"""
    asked = request.asked.values_list("employee", flat=True)
    return not deciders.who_may(request.executive).intersection(asked)


def _ask(
    request: TransferRequest, people: list[Employee], wish: ScreeningWish, *, note: bool
) -> None:
    now = timezone.now()
    Asked.objects.bulk_create(Asked(request=request, employee=one, asked_at=now) for one in people)
    for one in people:
        if note:
            log.record(request.call, CallEvent.Verb.PUT, None, employee=one)
        if settings.EMAIL_HOST:
            mail_at = now + timedelta(seconds=wish.mail_seconds)
            alarms.ring("write_to", mail_at, request=request.pk, employee=one.pk)
    if request.turn_until is not None:
        alarms.ring("roll_over", now + UNSEEN, request=request.pk)
    deciders.tell(request)
