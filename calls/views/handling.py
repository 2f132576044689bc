"""What a receptionist does with a call: each view is access, verb, fresh card."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from calls import access, connecting, holds, intake, messages, promises, screening, seller
from calls.refusals import Refused
from calls.screening_forms import CallBackForm
from calls.statuses import Disposition, Kind, Purpose, RequestStatus
from calls.views.answers import answers_with_card
from directory.access import is_fragment, log_in_of, receptionists_only


@require_POST
@receptionists_only
def take(request: HttpRequest) -> HttpResponse:
    """A new call, answered: its card opens."""
    kind = request.POST.get("kind", Kind.EXTERNAL)
    if kind not in Kind:
        raise Http404
    try:
        call = intake.take(Kind(kind), log_in_of(request))
    except Refused as refusal:
        return render(request, "desk/_notice.html", {"notice": refusal.sentence}, status=409)
    address = reverse("desk-call", args=[call.pk])
    if is_fragment(request):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)


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
    chosen = request.POST.get("purpose", "")
    if chosen not in Purpose:
        raise Http404
    intake.choose_purpose(access.call_held(request, pk), Purpose(chosen), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def language(request: HttpRequest, pk: int) -> None:
    call = access.call_held(request, pk)
    intake.choose_language(call, "en" if call.language == "uk" else "uk", log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def hold(request: HttpRequest, pk: int) -> None:
    intake.hold(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def resume(request: HttpRequest, pk: int) -> None:
    intake.resume(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def asked_employee(request: HttpRequest, pk: int) -> None:
    """The person for this caller, chosen from the list; one who needs no asking is held for him."""
    employee = access.employee_chosen(request.POST.get("employee"))
    call = intake.ask_for(access.call_held(request, pk), employee, log_in_of(request))
    if not employee.is_protected:
        holds.take(call, employee, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def connection(request: HttpRequest, pk: int) -> None:
    employee = access.employee_chosen(request.POST.get("employee"))
    connecting.connect(access.call_held(request, pk), employee, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def transfer_request(request: HttpRequest, pk: int) -> None:
    """Ask a protected person. Whom the caller asks for is noted even where facts are missing."""
    executive = access.employee_chosen(request.POST.get("employee"))
    call = access.call_held(request, pk)
    try:
        asked = screening.ask(call, executive, log_in_of(request))
    except Refused as refusal:
        if refusal.fields and call.asked_employee_id != executive.pk:
            intake.ask_for(call, executive, log_in_of(request))
        raise
    if asked.status == RequestStatus.APPROVED:
        # «Always put through» is a yes that stands already.
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
def promise(request: HttpRequest, pk: int) -> None:
    """Promise that the person asked for calls back by a time."""
    call = access.call_held(request, pk)
    form = CallBackForm(request.POST)
    if call.asked_employee is None or not form.is_valid():
        raise Refused(_("Choose when to call back."))
    actor = log_in_of(request)
    promises.promise(call, call.asked_employee, form.cleaned_data["call_back_at"], actor)


@require_POST
@receptionists_only
@answers_with_card
def message_form(request: HttpRequest, pk: int) -> None:
    """Open the message form for somebody, or close it."""
    chosen = request.POST.get("employee")
    employee = access.employee_chosen(chosen) if chosen else None
    messages.begin(access.call_held(request, pk), employee)


@require_POST
@receptionists_only
@answers_with_card
def message(request: HttpRequest, pk: int) -> None:
    messages.take(access.call_held(request, pk), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def spoken_before(request: HttpRequest, pk: int) -> None:
    """Whether the caller has spoken with somebody here before, as he says."""
    said = request.POST.get("spoken", "")
    if said not in {"yes", "no"}:
        raise Http404
    intake.note_spoken(access.call_held(request, pk), said == "yes")


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
    chosen = request.POST.get("disposition", "")
    if chosen not in Disposition:
        raise Http404
    connecting.end(access.call_held(request, pk), Disposition(chosen), log_in_of(request))
