"""The one place that hands out calls, requests and messages: the object, or 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from calls import earlier
from calls.deciders import may_decide
from calls.models import Call, Caller, Message, Promise, Shift, StandingRule, TransferRequest
from calls.refusals import Overtaken
from directory.access import log_in_of, person_of
from directory.models import Employee, User

_CARD = (
    "receptionist__employee",
    "asked_employee__department",
    "asked_employee__presence_row",
    "connected_to",
    "message_for",
    "from_employee__department",
    "caller__merged_into",
)


def call_seen(request: HttpRequest, pk: int) -> Call:
    """A call to look at: every receptionist sees every call."""
    return get_object_or_404(Call.objects.select_related(*_CARD), pk=pk)


def call_held(request: HttpRequest, pk: int) -> Call:
    """A call to act on: the receptionist's own, and not erased. Raises Overtaken otherwise."""
    # What is only shown is not joined: the verbs come before the news, and the card after it.
    call = get_object_or_404(Call.objects.select_related("receptionist__employee"), pk=pk)
    if call.receptionist_id != log_in_of(request).pk:
        who = call.receptionist.shown_name if call.receptionist else "—"
        raise Overtaken(_("%(who)s has this call.") % {"who": who})
    if call.erased_at is not None:
        raise Overtaken(_("What was said on this call is erased."))
    return call


def employee_chosen(pk: str | None) -> Employee:
    """A working employee by a number from a form."""
    people = Employee.objects.working().select_related("department", "presence_row")
    return get_object_or_404(people, pk=_number(pk))


def own_shift(request: HttpRequest, pk: int) -> Shift:
    """A receptionist's own shift, open or closed."""
    own = Shift.objects.select_related("confirmed_by__employee")
    return get_object_or_404(own, pk=pk, receptionist=log_in_of(request))


def receptionist_chosen(pk: str | None) -> User:
    """A receptionist's log-in by a number from a form."""
    return get_object_or_404(User, pk=_number(pk), is_receptionist=True, is_active=True)


def request_to_decide(request: HttpRequest, pk: int) -> TransferRequest:
    """A transfer request that this person may answer."""
    asked = get_object_or_404(
        TransferRequest.objects.select_related(
            "executive", "call__receptionist", "decided_by__employee"
        ),
        pk=pk,
    )
    if not may_decide(log_in_of(request), asked.executive):
        raise Http404
    return asked


def executive_of(request: HttpRequest, pk: int) -> Employee:
    """A protected person whose screening this log-in sets: his own, or anybody's for the admin."""
    executive = get_object_or_404(Employee.objects.working(), pk=pk, is_protected=True)
    user = log_in_of(request)
    if user.person != executive and not user.is_staff:
        raise Http404
    return executive


def rule_of(request: HttpRequest, pk: int) -> StandingRule:
    """A standing rule to undo: one's own; one for all, or anybody's, for the admin."""
    rule = get_object_or_404(StandingRule, pk=pk)
    user = log_in_of(request)
    own = user.person is not None and rule.executive_id == user.person.pk
    if not own and not user.is_staff:
        raise Http404
    return rule


def message_received(request: HttpRequest, pk: int) -> Message:
    """A message in this person's own inbox."""
    return get_object_or_404(Message, pk=pk, employee=person_of(request))


def promise_seen(pk: int) -> Promise:
    """A call-back that is owed: every receptionist sees to all of them."""
    return get_object_or_404(Promise.objects.select_related("owner", "call"), pk=pk)


def promise_owed(request: HttpRequest, pk: int) -> Promise:
    """A call-back that this person owes himself."""
    owed = Promise.objects.select_related("owner", "call")
    return get_object_or_404(owed, pk=pk, owner=person_of(request))


def promise_to_caller(call: Call, pk: str | None) -> Promise:
    """A call-back owed to the caller of this call, by a number from a form."""
    if call.caller is None:
        raise Http404
    return get_object_or_404(earlier.owed_to(call.caller.main), pk=_number(pk))


def caller_seen(pk: int) -> Caller:
    """A caller to look at: every receptionist knows every caller."""
    return get_object_or_404(Caller.objects.select_related("merged_into"), pk=pk)


def caller_chosen(pk: str | None) -> Caller:
    """A caller by a number from a form."""
    return caller_seen(_number(pk))


def _number(pk: str | None) -> int:
    """The number of a row, from a form; 404 where it is none that the database could hold."""
    if pk is None or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        raise Http404
    return int(pk)
