"""Callers: whose call it is, and one caller with all his calls."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, callers, earlier, intake
from calls.models import Caller
from calls.refusals import Refused
from calls.views.answers import answers_with_card, status_of
from directory.access import log_in_of, receptionists_only

PAGE = 50


@require_POST
@receptionists_only
@answers_with_card
def chosen(request: HttpRequest, pk: int) -> None:
    """It is the caller that the receptionist says it is."""
    caller = access.caller_chosen(request.POST.get("caller"))
    intake.own(access.call_held(request, pk), caller, log_in_of(request))


@require_POST
@receptionists_only
@answers_with_card
def disowned(request: HttpRequest, pk: int) -> None:
    """It is not the caller that it was taken for."""
    intake.disown(access.call_held(request, pk), log_in_of(request))


@require_GET
@receptionists_only
def caller(request: HttpRequest, pk: int) -> HttpResponse:
    person = access.caller_seen(pk).main
    return _page(request, person)


@require_POST
@receptionists_only
def merging(request: HttpRequest, pk: int) -> HttpResponse:
    """Another record is of this person too."""
    person = access.caller_seen(pk)
    other = access.caller_chosen(request.POST.get("caller"))
    try:
        main = callers.merge(other, person)
    except Refused as refusal:
        return _page(request, person.main, refusal)
    return redirect("caller", main.pk)


@require_POST
@receptionists_only
def separation(request: HttpRequest, pk: int) -> HttpResponse:
    """A record merged into another is of somebody else after all."""
    return redirect("caller", callers.separate(access.caller_seen(pk)).pk)


def _page(request: HttpRequest, person: Caller, refusal: Refused | None = None) -> HttpResponse:
    calls = earlier.calls_of(person).select_related("connected_to", "receptionist__employee")
    context = {
        "caller": person,
        "numbers": earlier.numbers_of(person),
        "page": Paginator(calls, PAGE).get_page(request.GET.get("page")),
        "merged": person.merged.all(),
        "doubles": earlier.likely_doubles(person)[:8],
        "notice": refusal.sentence if refusal else "",
    }
    return render(request, "callers/page.html", context, status=status_of(refusal))
