"""The desk: the lines, the call with the sentence to say, and whom to connect."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, expiry, lookups
from calls.board import Board
from calls.models import Call
from calls.views.answers import card_of, fragments, with_people
from directory.access import is_fragment, log_in_of, receptionists_only
from frontdesk.pages import searched


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
    call = access.call_seen(request, pk)
    if not is_fragment(request):
        return redirect("desk-call", pk)
    return fragments(request, card_of(request, call))


@require_GET
@receptionists_only
def people(request: HttpRequest, pk: int) -> HttpResponse:
    card = card_of(request, access.call_seen(request, pk))
    return render(request, "desk/_people.html", with_people(card, searched(request) or ""))


@require_POST
@receptionists_only
def search_given_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody was found, and the receptionist has left the search: the admin is told of it."""
    call = access.call_seen(request, pk)
    lookups.given_up(call, searched(request) or "")
    return HttpResponse(status=204)


def _workspace(request: HttpRequest, call: Call | None) -> dict[str, object]:
    if call is None:
        return {"card": None}
    return with_people(card_of(request, call), "")
