"""What a receptionist does with a call: each view is access, verb, fresh card."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from calls import (
    access,
    buyer,
    call_control,
    connecting,
    intake,
    lookups,
    messages,
    promises,
    screening,
    seller,
)
from calls.attempt import Attempt
from calls.models import Call
from calls.private_person import WRITTEN
from calls.refusals import Refused
from calls.screening_forms import CallBackForm
from calls.statuses import Disposition, Purpose, RequestStatus
from calls.views.answers import answers_with_card
from directory.access import log_in_of, receptionists_only
from directory.models import Employee
from frontdesk.pages import searched

_SPOKEN = {"yes": True, "no": False, "": None}


@require_POST
@receptionists_only
@answers_with_card
def keep(request: HttpRequest, pk: int) -> None:
    """Keep a field as it is typed; `answers_with_card` has done it."""
    access.call_held(request, pk)


@require_POST
@receptionists_only
@answers_with_card
def purpose(request: HttpRequest, pk: int) -> None:
    """Why they call; empty, it is taken back."""
    chosen = request.POST.get("purpose")
    if chosen not in {"", *Purpose.values}:
        raise Http404
    purpose = Purpose(chosen) if chosen else None
    intake.choose_purpose(access.call_held(request, pk), purpose, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def language(request: HttpRequest, pk: int) -> None:
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    intake.choose_language(access.call_held(request, pk), chosen, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def private_person(request: HttpRequest, pk: int) -> None:
    """The caller represents no company: that is what is written for it."""
    call = access.call_held(request, pk)
    intake.keep(call, "company", WRITTEN[call.language])


@require_POST
@receptionists_only
@answers_with_card
def hold(request: HttpRequest, pk: int) -> None:
    call_control.hold(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def resume(request: HttpRequest, pk: int) -> None:
    call_control.resume(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def asked_employee(request: HttpRequest, pk: int) -> None:
    """The person for this caller, chosen from the list; one who needs no asking is held for him."""
    call, employee = _taken(request, pk)
    call = intake.ask_for(call, employee, log_in_of(request))
    if not employee.is_protected:
        buyer.hold(call, employee, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def connection(request: HttpRequest, pk: int) -> None:
    call, employee = _taken(request, pk)
    connecting.connect(call, employee, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def transfer_request(request: HttpRequest, pk: int) -> None:
    """Ask a protected person. Whom the caller asks for is noted even where facts are missing."""
    call, executive = _taken(request, pk)
    try:
        asked = screening.ask(call, executive, log_in_of(request))
    except Refused as refusal:
        insisted = Attempt(call, list(call.events.all())).insists
        if refusal.fields and not (insisted and call.asked_employee_id == executive.pk):
            intake.ask_for(call, executive, log_in_of(request), insists=True)
        raise
    if asked.status == RequestStatus.APPROVED:
        # «Always put through» is a yes that stands already, and so is the one he has just said.
        connecting.connect(call, executive, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def withdrawal(request: HttpRequest, pk: int) -> None:
    call = access.call_held(request, pk)
    pending = call.transfer_requests.filter(status=RequestStatus.PENDING)
    for asked in pending.select_related("call", "executive"):
        screening.withdraw(asked, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def take_back(request: HttpRequest, pk: int) -> None:
    """Nobody has picked up: the caller is on the line again."""
    connecting.take_back(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def promise(request: HttpRequest, pk: int) -> str | None:
    """Promise a call-back by a time; by whom, the desk says where the receptionist does not.

    A number that is not known yet is asked for next.
    """
    call = access.call_held(request, pk)
    form = CallBackForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose when to call back."))
    chosen = request.POST.get("owner")
    owner = access.employee_chosen(chosen) if chosen else None
    due_at = form.cleaned_data["call_back_at"]
    buyer.owe_call_back(call, log_in_of(request), owner=owner, due_at=due_at)
    return next(iter(promises.needed(call)), None)


@require_POST
@receptionists_only
@answers_with_card
def promise_kept(request: HttpRequest, pk: int) -> None:
    """The caller on the line is owed a call-back no more."""
    call = access.call_held(request, pk)
    made = access.promise_to_caller(call, request.POST.get("promise"))
    promises.keep(made, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def message_form(request: HttpRequest, pk: int) -> str | None:
    """Open the message form for somebody, at what the caller is asked first, or close it."""
    if request.POST.get("employee"):
        return messages.asked_first(messages.begin(*_taken(request, pk)))
    messages.begin(access.call_held(request, pk), None)
    return None


@require_POST
@receptionists_only
@answers_with_card
def message(request: HttpRequest, pk: int) -> None:
    messages.take(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def spoken_before(request: HttpRequest, pk: int) -> None:
    """Whether the caller has spoken with somebody here before, as he says; empty, it is taken
    back."""
    said = request.POST.get("spoken")
    if said not in _SPOKEN:
        raise Http404
    intake.note_spoken(access.call_held(request, pk), _SPOKEN[said])


@require_POST
@receptionists_only
@answers_with_card
def offer_by_mail(request: HttpRequest, pk: int) -> None:
    """The seller was told where to send his offer."""
    seller.to_mail(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def ending(request: HttpRequest, pk: int) -> None:
    """End the call; `anyway` holds the disposition once the receptionist was asked about it."""
    anyway = request.POST.get("anyway", "")
    chosen = anyway or request.POST.get("disposition", "")
    if chosen not in Disposition:
        raise Http404
    call = access.call_held(request, pk)
    connecting.end(call, Disposition(chosen), log_in_of(request), anyway=bool(anyway))


def _taken(request: HttpRequest, pk: int) -> tuple[Call, Employee]:
    """The call and whom the receptionist has chosen for it: so the search for him is over."""
    employee = access.employee_chosen(request.POST.get("employee"))
    call = access.call_held(request, pk)
    lookups.taken(call, employee, searched(request) or "")
    return call, employee
