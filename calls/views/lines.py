"""What a receptionist does with lines: note one that rings, take it, swap, hand one over."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from calls import access, call_control, connecting, handover, lines
from calls.board import Board
from calls.models import Call
from calls.refusals import Refused
from calls.statuses import Disposition, Kind, Status
from calls.views.answers import answers_with_card, told_above
from directory.access import is_fragment, log_in_of, receptionists_only


@require_GET
@receptionists_only
def board(request: HttpRequest) -> HttpResponse:
    """The lines as they stand, and what the manners ask for."""
    return render(request, "desk/_lines.html", {"board": _board(request), "oob": True})


@require_POST
@receptionists_only
def take(request: HttpRequest) -> HttpResponse:
    """A new call, answered: its card opens. In a talk with the director it is noted only."""
    try:
        call = call_control.take(_kind(request), log_in_of(request))
    except Refused as refusal:
        return told_above(request, refusal)
    if call.status == Status.RINGING:
        return _board_again(request)
    return _opened(request, call)


@require_POST
@receptionists_only
def ringing(request: HttpRequest) -> HttpResponse:
    """Another line rings, and is not answered yet."""
    chosen = request.POST.get("employee")
    if chosen:
        call_control.ring(
            Kind.INTERNAL,
            from_employee=access.employee_chosen(chosen),
            actor=log_in_of(request),
        )
    else:
        call_control.ring(_kind(request), actor=log_in_of(request))
    return _board_again(request)


@require_POST
@receptionists_only
def answering(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a ringing line: exactly one receptionist has it, the others are told who."""
    try:
        return _opened(
            request, call_control.answer(access.call_seen(request, pk), log_in_of(request))
        )
    except Refused as refusal:
        return told_above(request, refusal)


@require_POST
@receptionists_only
def silence(request: HttpRequest, pk: int) -> HttpResponse:
    """It rings no more and nobody has answered: an abandoned call."""
    call = access.call_seen(request, pk)
    try:
        call_control.stop_ringing(call, log_in_of(request))
    except Refused as refusal:
        return told_above(request, refusal)
    return _board_again(request)


@require_POST
@receptionists_only
def swap(request: HttpRequest) -> HttpResponse:
    """Hold the present caller, go on with the next of hers."""
    user = log_in_of(request)
    try:
        return _opened(request, call_control.swap(lines.on_the_desk(), user))
    except Refused as refusal:
        return told_above(request, refusal)


@require_POST
@receptionists_only
def taking_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Come for a colleague's call."""
    try:
        return _opened(
            request, handover.take_over(access.call_seen(request, pk), log_in_of(request))
        )
    except Refused as refusal:
        return told_above(request, refusal)


@require_POST
@receptionists_only
@answers_with_card
def handing_over(request: HttpRequest, pk: int) -> None:
    """Give the call to a colleague, with a note."""
    colleague = access.receptionist_chosen(request.POST.get("colleague"))
    call = access.call_held(request, pk)
    handover.hand(call, colleague, request.POST.get("note", ""), log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def hanging_up(request: HttpRequest, pk: int) -> None:
    """The caller has hung up while he waited."""
    call = access.call_held(request, pk)
    connecting.end(call, Disposition.ABANDONED, log_in_of(request))


def _kind(request: HttpRequest) -> Kind:
    kind = request.POST.get("kind", Kind.EXTERNAL)
    if kind not in Kind:
        raise Http404
    return Kind(kind)


def _board(request: HttpRequest) -> Board:
    current = request.GET.get("current", "")[:18]
    return Board(log_in_of(request), int(current) if current.isdecimal() else None)


def _opened(request: HttpRequest, call: Call) -> HttpResponse:
    address = reverse("desk-call", args=[call.pk])
    if is_fragment(request):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)


def _board_again(request: HttpRequest) -> HttpResponse:
    """Nothing more to say: the lines are told by their own tick."""
    return HttpResponse(status=204) if is_fragment(request) else redirect("desk")
