"""The desk: the lines, the call with the sentence to say, and whom to connect."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from calls import access, expiry
from calls.lines import on_the_desk
from calls.models import Call
from calls.routing import whom_to_connect
from calls.views.answers import card_of
from directory.access import is_fragment, log_in_of, receptionists_only


@require_GET
@receptionists_only
def desk(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The whole desk, with one call's card open: the asked one, else the present one."""
    expiry.catch_up()
    lines = on_the_desk()
    if pk is None:
        mine = [line for line in lines if line.receptionist_id == log_in_of(request).pk]
        pk = next((line.pk for line in mine if line.status == "talking"), None)
    call = access.call_seen(request, pk) if pk is not None else None
    return render(request, "desk/page.html", {"lines": lines, **_workspace(request, call)})


@require_GET
@receptionists_only
def lines(request: HttpRequest) -> HttpResponse:
    current = request.GET.get("current", "")[:18]
    return render(
        request,
        "desk/_lines.html",
        {"lines": on_the_desk(), "current": int(current) if current.isdecimal() else None},
    )


@require_GET
@receptionists_only
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a tick refetches: the card, and with it whom to connect, which the same news changes."""
    expiry.catch_up()
    context = _with_people(request, pk)
    if not is_fragment(request):
        return redirect("desk-call", pk)
    return render(request, "desk/_card_live.html", context)


@require_GET
@receptionists_only
def people(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "desk/_people.html", _with_people(request, pk))


def _with_people(request: HttpRequest, pk: int) -> dict[str, object]:
    """Whom to connect this call with: the answers to what is searched, else the suggestions."""
    call = access.call_seen(request, pk)
    query = request.GET.get("q", "")[:200]
    card = card_of(request, call)
    people = whom_to_connect(call, query) if query.strip() else card.mind.offer.people
    return {"card": card, "people": people, "query": query}


def _workspace(request: HttpRequest, call: Call | None) -> dict[str, object]:
    if call is None:
        return {"card": None, "current": None}
    card = card_of(request, call)
    return {"card": card, "people": card.mind.offer.people, "current": call.pk}
