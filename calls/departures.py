"""Who leaves takes nothing along that a caller waits for.

His question goes back to the desk, or on to the next who may answer it, as soon as any page of the
desk looks. What he owes, a call-back or an answer to a message, is listed until somebody working
here has it. Law 8.
"""

from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from calls import asking, clearances, log, settling
from calls.models import Asked, CallEvent, Message, Promise, TransferRequest
from calls.promises import give_to, hold
from calls.refusals import Overtaken, Refused
from calls.statuses import Ground, RequestStatus
from directory.models import Employee, User
from frontdesk.bus import tick

# Whoever was asked for is not there to be asked again: the card looks for somebody else.
_NOBODY: dict[str, object] = {"asked_employee": None, "asked_for": ""}


def concerned() -> Q:
    """The requests that wait for a person who has left, or for the answer of one."""
    # Each by itself, not by a join: so what is settled, all but a few, is not read for it.
    has_left = Exists(Employee.objects.filter(pk=OuterRef("executive"), left_on__isnull=False))
    asked = Exists(Asked.objects.filter(request=OuterRef("pk"), employee__left_on__isnull=False))
    return Q(Q(has_left) | Q(asked), status=RequestStatus.PENDING) | Q(
        Q(has_left), status=RequestStatus.APPROVED, clearance_until__isnull=False
    )


def settle_requests() -> None:
    """Settle what a person who has left was to be connected with; pass on what he was to decide."""
    waiting = TransferRequest.objects.filter(concerned())
    for request in waiting.select_related("call__receptionist", "executive").order_by("pk"):
        with suppress(Overtaken):
            if request.executive.left_on is None:
                _pass_on(request)
            elif request.status == RequestStatus.PENDING:
                _take_back(request)
            else:
                # It would be refused at the connection anyway.
                clearances.end(request, CallEvent.Verb.WITHDRAWN, changes=_NOBODY, left=True)


@transaction.atomic
def _take_back(request: TransferRequest) -> None:
    settling.settle(request, RequestStatus.WITHDRAWN, None)
    settling.return_to_desk(request, CallEvent.Verb.WITHDRAWN, None, changes=_NOBODY, left=True)


@transaction.atomic
def _pass_on(request: TransferRequest) -> None:
    """Ask the next one at once."""
    if not asking.roll_over(request):
        settle_deserted(request)


@transaction.atomic
def settle_deserted(request: TransferRequest) -> None:
    """With nobody left to answer, the caller need not wait for nobody."""
    if asking.is_deserted(request):
        settling.settle(request, RequestStatus.EXPIRED, None, ground=Ground.ABSENCE)
        settling.return_to_desk(request, CallEvent.Verb.EXPIRED, None)


def promises() -> QuerySet[Promise]:
    """The call-backs that were promised and that nobody who works here owes; the earliest first."""
    owed = Promise.objects.filter(kept_at=None, owner__left_on__isnull=False)
    return owed.select_related("owner", "call__from_employee").order_by("due_at", "pk")


def messages() -> QuerySet[Message]:
    """What was left for people who have left, and is not done; the oldest first."""
    waiting = Message.objects.filter(done_at=None, employee__left_on__isnull=False)
    return waiting.select_related("employee", "call").order_by("created_at", "pk")


def count() -> int:
    return promises().count() + messages().count()


@transaction.atomic
def give_promise(owed: Promise, owner: Employee, actor: User) -> None:
    """Somebody who works here calls back instead. Raises Overtaken where that is done already."""
    _guard(owner)
    # Of two who give it away the second finds that it is owed by somebody here.
    hold(owed.call_id)
    left = promises().filter(pk=owed.pk).first()
    if left is None:
        raise Overtaken(_("Somebody has seen to this already."))
    give_to(left, owner, actor)


@transaction.atomic
def give_message(left: Message, employee: Employee, actor: User) -> None:
    """Somebody who works here gets the message, as new to him. Raises Overtaken."""
    _guard(employee)
    if not messages().filter(pk=left.pk).update(employee=employee, read_at=None):
        raise Overtaken(_("Somebody has seen to this already."))
    instead_of = left.employee.short_name
    log.record(left.call, CallEvent.Verb.MESSAGE, actor, employee=employee, instead_of=instead_of)
    tick(log.messages_topic(employee.pk))


def _guard(employee: Employee) -> None:
    if employee.left_on is not None:
        raise Refused(_("%(name)s does not work here any more.") % {"name": employee.short_name})
