"""All call-backs that the house owes, for whoever sits at the desk. Law 3."""

from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from calls import access
from calls import promises as verbs
from calls.models import Promise
from calls.refusals import Refused
from calls.views.answers import status_of
from directory import finding
from directory.access import is_fragment, log_in_of, receptionists_only
from directory.models import Employee
from frontdesk.pages import searched

_NEAR = 8  # people offered before anything is searched
_LATELY = 10  # done ones that are shown, so that a slip of the hand can be undone


@require_GET
@receptionists_only
def promises(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_GET
@receptionists_only
def count(request: HttpRequest) -> HttpResponse:
    """How many are owed, beside the word in the navigation."""
    return render(request, "promises/_count.html")


@require_POST
@receptionists_only
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        verbs.keep(access.promise_seen(pk), log_in_of(request))
    except Refused as refusal:
        return _page(request, refusal)
    return _page(request)


@require_POST
@receptionists_only
def reopened(request: HttpRequest, pk: int) -> HttpResponse:
    """It was not done after all."""
    try:
        verbs.reopen(access.promise_seen(pk), log_in_of(request))
    except Refused as refusal:
        return _page(request, refusal)
    return _page(request)


@require_POST
@receptionists_only
def owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else calls back."""
    made = access.promise_seen(pk)
    chosen = access.employee_chosen(request.POST.get("employee"))
    try:
        verbs.give_to(made, chosen, log_in_of(request))
    except Refused as refusal:
        return _page(request, refusal)
    return _page(request)


@require_GET
@receptionists_only
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who could call back instead: the answers to a search, else the owner's nearest colleagues."""
    made = access.promise_seen(pk)
    query = searched(request) or ""
    if query.strip():
        found = [one.employee for one in finding.find(query)]
    else:
        near = Employee.objects.working().filter(department=made.owner.department_id)
        found = list(dict.fromkeys([*near[:_NEAR], *finding.heads(_NEAR)]))[:_NEAR]
    others = [one for one in found if one != made.owner]
    return render(request, "promises/_people.html", {"promise": made, "people": others})


def _page(request: HttpRequest, refusal: Refused | None = None) -> HttpResponse:
    mine = bool(request.GET.get("mine"))
    query = "?mine=1" if mine else ""
    if request.method == "POST" and not is_fragment(request):
        return redirect(reverse("promises") + query)
    user = log_in_of(request)
    theirs = Q(made_by=user) | Q(owner__user=user) if mine else Q()
    done = Promise.objects.filter(kept_at__gte=_midnight()).select_related(
        "owner", "call", "kept_by__employee"
    )
    context = {
        "promises": verbs.standing().filter(theirs),
        "done": done.filter(theirs).order_by("-kept_at")[:_LATELY],
        "mine": mine,
        "query": query,
        "notice": refusal.sentence if refusal else "",
    }
    template = "promises/_list.html" if is_fragment(request) else "promises/page.html"
    return render(request, template, context, status=status_of(refusal))


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
