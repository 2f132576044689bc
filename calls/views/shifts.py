"""The shift of a receptionist: opening it, closing it, and taking over from the one before."""

from contextlib import suppress

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, shifts
from calls.models import Shift
from calls.refusals import Overtaken, Refused
from calls.shift_sheet import Sheet
from calls.views.answers import told_above
from directory.access import is_fragment, log_in_of, receptionists_only


@require_GET
@receptionists_only
def shift(request: HttpRequest) -> HttpResponse:
    """The one page of a handover."""
    sheet = Sheet(log_in_of(request))
    template = "shift/_sheet.html" if is_fragment(request) else "shift/page.html"
    return render(request, template, {"sheet": sheet})


@require_POST
@receptionists_only
def opening(request: HttpRequest) -> HttpResponse:
    shifts.open_for(log_in_of(request))
    return redirect("desk")


@require_POST
@receptionists_only
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Kept as they are typed, for the shift that the page shows, closed elsewhere or not."""
    own = access.own_shift(request, pk)
    try:
        shifts.keep_notes(own, request.POST.get("notes", ""))
    except Refused as refusal:
        return told_above(request, refusal)
    return HttpResponse(status=204)


@require_POST
@receptionists_only
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the shift; the notes that came along are kept first."""
    own = access.own_shift(request, pk)
    if "notes" in request.POST:
        try:
            shifts.keep_notes(own, request.POST["notes"])
        except Refused as refusal:
            notices.warning(request, refusal.sentence)
    with suppress(Overtaken):  # closed in another tab, which is what was wanted
        shifts.close(own)
    return redirect("shift")


@require_POST
@receptionists_only
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """The next one has read what was left, and has the calls from now on."""
    try:
        shifts.confirm(get_object_or_404(Shift, pk=pk), log_in_of(request))
    except Refused as refusal:
        notices.warning(request, refusal.sentence)
    return redirect("shift")
