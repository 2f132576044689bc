"""Connecting a caller with somebody, and ending a call."""

from django.db import transaction
from django.utils.translation import gettext as _

from calls import aftermath, holds, lifecycle, screening
from calls.models import Call, CallEvent
from calls.refusals import Refused
from calls.statuses import CHOSEN_DISPOSITIONS, Disposition
from directory.models import Employee, User


@transaction.atomic
def connect(call: Call, employee: Employee, actor: User) -> Call:
    """Connect the caller; a protected person only by his clearance (law 1).

    The employee's row is locked, so that he cannot become protected while it happens; only
    against changes, so that a history that names him is written meanwhile.
    """
    employee = Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    if employee.left_on is not None:
        raise Refused(_("%(name)s does not work here any more.") % {"name": employee.short_name})
    clearance = None
    if employee.is_protected:
        clearance = screening.clearance(call, employee)
        if clearance is None:
            screening.guard_facts(call)
            raise Refused(
                _("%(name)s must be asked first: send the request.") % {"name": employee.short_name}
            )
    holds.take(call, employee, actor)
    screening.close_with_call(call, actor)
    lifecycle.end(
        call,
        Disposition.CONNECTED,
        actor,
        verb=CallEvent.Verb.CONNECTED,
        employee=employee,
        changes={"connected_to": employee, "clearance": clearance},
    )
    return aftermath.of(call)


@transaction.atomic
def end(call: Call, disposition: Disposition, actor: User) -> Call:
    """End the call by hand, with how it ended."""
    if disposition not in CHOSEN_DISPOSITIONS:
        raise Refused(_("A call is connected by choosing a person."))
    screening.close_with_call(call, actor)
    return aftermath.of(lifecycle.end(call, disposition, actor))
