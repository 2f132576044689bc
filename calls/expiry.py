"""What time alone does to a request: it expires, passes to the next one, goes out, lapses.

Each is done by an alarm at its moment and by whoever looks later: the second finds it done.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from calls import alarms, clearances, deciders, departures, lines, settling, talks
from calls.models import CallEvent, TransferRequest
from calls.refusals import Overtaken
from calls.statuses import Ground, RequestStatus
from directory.models import Employee

LOOK_AGAIN = timedelta(seconds=2)  # while a request waits until he is free


def catch_up() -> None:
    """Do whatever is due, so that no page shows a moment that has passed, or waits for nobody."""
    now = timezone.now()
    # Every page asks this each time: so it is one statement, for time and departures together.
    if not TransferRequest.objects.filter(_due(now) | departures.concerned()).exists():
        return
    departures.settle_requests()
    due = TransferRequest.objects.filter(_due(now))
    talking = {}
    for request in due.select_related("call__receptionist", "executive").order_by("pk"):
        if request.status == RequestStatus.APPROVED:
            lapse(request)
        elif request.waits_for_him:
            talking[request.executive_id] = request.executive
        elif not expire(request):
            deciders.roll_over(request)
    for executive in talking.values():
        _release(executive)


def _due(now: datetime) -> Q:
    """What time alone has something to do to; whoever waits for the end of a talk always is."""
    passed = Q(deadline=None) | Q(deadline__lte=now) | Q(turn_until__lte=now)
    return Q(passed, status=RequestStatus.PENDING) | Q(
        status=RequestStatus.APPROVED, clearance_until__lte=now
    )


def expire(request: TransferRequest) -> bool:
    """Nobody has answered by the deadline: the call is the receptionist's again."""
    if request.deadline is None or timezone.now() < request.deadline:
        return False
    with suppress(Overtaken), transaction.atomic():
        settling.settle(request, RequestStatus.EXPIRED, None, ground=Ground.CLOCK)
        settling.return_to_desk(request, CallEvent.Verb.EXPIRED, None)
        return True
    return False


def lapse(request: TransferRequest) -> bool:
    """A yes that was not used in time holds no longer."""
    until = request.clearance_until
    if until is None or timezone.now() < until:
        return False
    return clearances.end(request, CallEvent.Verb.LAPSED)


def release(executive: Employee) -> bool:
    """Ask him what has waited while he talked, in the order of law 6. False while he talks on."""
    departures.settle_requests()
    return _release(executive)


def _release(executive: Employee) -> bool:
    if talks.going_on(executive) is not None:
        return False
    waiting = TransferRequest.objects.filter(
        executive=executive, status=RequestStatus.PENDING, deadline=None
    )
    in_turn = lines.with_rank_of_call(waiting).select_related("executive")
    for request in sorted(in_turn, key=lambda one: lines.rank_of(one.call)):
        deciders.put(request)
    return True


def waits(executive: Employee) -> bool:
    """Does any request wait until he is free?"""
    return executive.transfer_requests.filter(status=RequestStatus.PENDING, deadline=None).exists()


def look_again_later(executive: Employee) -> None:
    alarms.ring("release", timezone.now() + LOOK_AGAIN, executive=executive.pk)
