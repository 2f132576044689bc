"""What time alone does to a request: it expires, passes to the next one, goes out, lapses.

Each is done by an alarm at its moment and by whoever looks later: the second finds it done.
"""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from calls import asking, clearances, departures, lines, settling, talks
from calls.models import CallEvent, TransferRequest
from calls.refusals import Overtaken
from calls.statuses import Ground, RequestStatus
from directory.models import Employee


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
        if request.waits_for_him or request.clearance_waits:
            talking[request.executive_id] = request.executive
        elif request.status == RequestStatus.APPROVED:
            lapse(request)
        elif not expire(request):
            asking.roll_over(request)
    for executive in talking.values():
        _release(executive)


def _due(now: datetime) -> Q:
    """What time alone has something to do to; whoever waits for the end of a talk always is."""
    passed = Q(deadline=None) | Q(deadline__lte=now) | Q(turn_until__lte=now)
    lapses = Q(clearance_until__lte=now) | Q(clearance_waits=True)
    return Q(passed, status=RequestStatus.PENDING) | Q(
        lapses, status=RequestStatus.APPROVED, clearance_until__isnull=False
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
    """A yes that was not used in time holds no longer; one that waits has all its time yet."""
    until = request.clearance_until
    if until is None or request.clearance_waits or timezone.now() < until:
        return False
    return clearances.end(request, CallEvent.Verb.LAPSED)


def release(executive: Employee) -> bool:
    """Ask him what has waited while he talked, in the order of law 6. False while he talks on.

    Whoever has a yes already can be connected from now on, for as long as it holds.
    """
    departures.settle_requests()
    return _release(executive)


def _release(executive: Employee) -> bool:
    if talks.going_on(executive) is not None:
        return False
    clearances.begin(executive)
    waiting = TransferRequest.objects.filter(
        executive=executive, status=RequestStatus.PENDING, deadline=None
    )
    in_turn = lines.with_rank_of_call(waiting).select_related("executive")
    for request in sorted(in_turn, key=lambda one: lines.rank_of(one.call)):
        with suppress(Overtaken):
            if asking.put(request):
                departures.settle_deserted(request)
    return True


def waits(executive: Employee) -> bool:
    """Does any request, or any yes, wait until he is free?"""
    not_asked = Q(status=RequestStatus.PENDING, deadline=None)
    not_used = Q(clearance_waits=True, clearance_until__isnull=False)
    return executive.transfer_requests.filter(not_asked | not_used).exists()
