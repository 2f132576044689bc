"""The desk: the lines, the call with the sentence to say, and whom to connect."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, expiry, lookups
from calls.board import Board
from calls.models import Call
from calls.routing import whom_to_connect
from calls.views.answers import card_of
from directory.access import is_fragment, log_in_of, receptionists_only

LONGEST_QUERY = 200


@require_GET
@receptionists_only
def desk(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The whole desk, with one call's card open: the asked one, else the present one."""
    expiry.catch_up()
    board = Board(log_in_of(request), pk)
    if pk is None and board.talk is not None:
        board.current = board.talk.pk
    call = access.call_seen(request, board.current) if board.current is not None else None
    return render(request, "desk/page.html", {"board": board, **_workspace(request, call)})


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
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    card = card_of(request, call)
    people = whom_to_connect(call, query) if query.strip() else card.mind.offer.people
    return {"card": card, "people": people, "query": query}


@require_POST
@receptionists_only
def search_given_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody was found, and the receptionist has left the search: the admin is told of it."""
    call = access.call_seen(request, pk)
    lookups.given_up(call, request.POST.get("q", "")[:LONGEST_QUERY])
    return HttpResponse(status=204)


def _workspace(request: HttpRequest, call: Call | None) -> dict[str, object]:
    if call is None:
        return {"card": None}
    card = card_of(request, call)
    return {"card": card, "people": card.mind.offer.people}
