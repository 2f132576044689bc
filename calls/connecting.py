"""Connecting a caller with somebody, taking him back, and ending a call."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import (
    aftermath,
    announced,
    buyer,
    call_control,
    clearances,
    holds,
    lifecycle,
    messages,
    promises,
    screening,
    talks,
)
from calls.models import Call, CallEvent, TransferRequest
from calls.refusals import Refused
from calls.statuses import CHOSEN_DISPOSITIONS, Disposition, RequestStatus
from directory import presence
from directory.models import Employee, User

TALK = timedelta(minutes=5)  # that it is taken to last, where nobody says more
TAKE_BACK = timedelta(minutes=3)  # as long as a telephone may ring at the other end


@transaction.atomic
def connect(call: Call, employee: Employee, actor: User) -> Call:
    """Connect the caller; a protected person only by his clearance (law 1), and not into a talk
    of his with another one (law 6).

    The employee's row is locked, so that he cannot become protected while it happens; only
    against changes, so that a history that names him is written meanwhile. He is busy from now
    on, for as long as a talk is taken to last.
    """
    employee = Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    # Pressed once more, it is done already: not that the yes, which is used by now, has lapsed.
    lifecycle.guard_live(call)
    if employee.left_on is not None:
        raise Refused(_("%(name)s does not work here any more.") % {"name": employee.short_name})
    clearance = None
    if employee.is_protected:
        clearance = clearances.clearance(call, employee)
        if clearance is None:
            announced.guard_facts(call)
            raise Refused(
                _("%(name)s must be asked first: send the request.") % {"name": employee.short_name}
            )
        clearances.guard_talk(clearance, call)
        clearances.use(clearance)
    is_buyer = buyer.is_buyer(call, at_once=True)
    holds.take(call, employee, actor, for_buyer=is_buyer)
    screening.close_with_call(call, actor)
    talks.note_connection(call, employee, actor)
    call = lifecycle.end(
        call,
        Disposition.CONNECTED,
        actor,
        verb=CallEvent.Verb.CONNECTED,
        employee=employee,
        changes={"connected_to": employee, "clearance": clearance},
    )
    if call.ended_at is not None:
        presence.note_talk(employee, actor, until=call.ended_at + TALK)
    return aftermath.of(call, gave_buyer=is_buyer)


@transaction.atomic
def take_back(call: Call, actor: User) -> Call:
    """Nobody has picked up: the caller is the receptionist's again.

    The yes is used up; a protected person would have to be asked anew (law 1). Whoever was not
    reached because he talks with another protected person talks on (law 6).
    """
    if call.ended_at is None or call.ended_at < timezone.now() - TAKE_BACK:
        raise Refused(_("This call was connected too long ago to be taken back."))
    yes = call.clearance
    person = call.connected_to
    if person is not None:
        # First of all, as `connect` does: whoever locks a person and a call takes the person first.
        # So no talk of his begins meanwhile either: to be free again would end it.
        list(Employee.objects.select_for_update(no_key=True).filter(pk=person.pk))
        talks.end_between(call, person)
        if talks.going_on(person) is None:
            presence.end_talk(person, actor, until=call.ended_at + TALK)
    lifecycle.take_turn(actor)
    call_control.hold_present(actor)
    lifecycle.come_back(call, actor)
    if yes is not None:
        approved = TransferRequest.objects.filter(pk=yes.pk, status=RequestStatus.APPROVED)
        approved.update(status=RequestStatus.EXPIRED)
    return call


@transaction.atomic
def end(call: Call, disposition: Disposition, actor: User, *, anyway: bool = False) -> Call:
    """End the call by hand, with how it ended.

    A call-back that was not promised yet is promised by that, a message that is written but not
    passed on is passed on. Raises Refused where there is none (law 8), and Unserved, unless
    `anyway`, where a buyer would be lost (law 3).
    """
    if disposition not in CHOSEN_DISPOSITIONS:
        raise Refused(_("A call is connected by choosing a person."))
    if disposition is Disposition.CALL_BACK:
        promises.guard_number(call)
        if not call.promises.exists():
            buyer.owe_call_back(call, actor)
    elif disposition is Disposition.MESSAGE:
        messages.take_before_end(call, actor)
    elif not anyway:
        buyer.guard_ending(call, disposition)
    screening.close_with_call(call, actor)
    return aftermath.of(lifecycle.end(call, disposition, actor))
