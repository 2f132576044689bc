"""How a view of the desk answers: the fresh card, and a refusal where it stands."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import reswap, retarget

from calls import access, buyer, expiry, intake
from calls.card import Card
from calls.log import call_topic
from calls.models import Call
from calls.refusals import Overtaken, Refused
from calls.routing import whom_to_connect
from directory.access import is_fragment, log_in_of
from frontdesk.pages import BROUGHT, searched

View = Callable[..., HttpResponse]
Act = Callable[..., str | None]  # the field to go on with, if any


def card_of(request: HttpRequest, call: Call, refusal: Refused | None = None) -> Card:
    card = Card(call, log_in_of(request))
    if refusal is not None:
        card.notice, card.errors = refusal.sentence, refusal.fields
        card.typed = {field: request.POST[field] for field in card.errors if field in request.POST}
        card.focus = next(iter(card.errors), "")
    if isinstance(refusal, buyer.Unserved):
        card.unserved = refusal.disposition
    return card


def status_of(refusal: Refused | None) -> int:
    """409 says that somebody was faster, 422 that something is missing or wrong."""
    return 200 if refusal is None else 409 if isinstance(refusal, Overtaken) else 422


def told_above(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal in the page's place for notices, wherever it was pressed: a form may swap nothing
    in."""
    context = {"notice": refusal.sentence}
    answer = render(request, "desk/_notice.html", context, status=status_of(refusal))
    return reswap(retarget(answer, "#notice"), "innerHTML")


def fresh_card(
    request: HttpRequest, pk: int, refusal: Refused | None = None, *, focus: str | None = None
) -> HttpResponse:
    """The card's fragments as they stand now; the page puts each in its place."""
    expiry.catch_up()
    card = card_of(request, access.call_seen(request, pk), refusal)
    card.focus = focus or card.focus
    if not is_fragment(request):
        return redirect("desk-call", pk)
    return fragments(request, card, status=status_of(refusal))


def fragments(request: HttpRequest, card: Card, *, status: int = 200) -> HttpResponse:
    """The whole card, and with it whom to connect: the answers to what is searched, else the
    suggestions. The page is told that it has it, and need not fetch it for its own news."""
    query = searched(request) or ""
    # Whoever was looked for is found: the search is over, and Enter is the main button's again.
    over = query if _is_taken(card.call, request.POST.get("employee")) else ""
    # What was asked back stays until something is done; fetching the card anew does nothing.
    acted = {"acted": request.method == "POST", "search_over": over}
    context = {**with_people(card, "" if over else query), **acted}
    response = render(request, "desk/_card_update.html", context, status=status)
    response.headers[BROUGHT] = call_topic(card.call.pk)
    return response


def _is_taken(call: Call, chosen: str | None) -> bool:
    """Has the call gone to whoever was chosen for it, or does it ask for him now?"""
    people = (call.asked_employee_id, call.message_for_id, call.connected_to_id)
    return chosen in {str(pk) for pk in people if pk is not None}


def with_people(card: Card, query: str) -> dict[str, object]:
    """What a template of people is rendered with."""
    searched = query.strip()
    people = whom_to_connect(card.call, query) if searched else card.mind.offer.people
    return {"card": card, "people": people, "query": query, "cleared": card.cleared}


def answers_with_card(act: Act) -> View:
    """A view of what is done to one call: they keep what was typed, and whatever a rule refuses is
    told on the fresh card."""

    @wraps(act)
    def answered(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _keep_what_was_typed(request, pk)
            focus = act(request, pk, *args, **kwargs)
        except Refused as refusal:
            return fresh_card(request, pk, refusal)
        return fresh_card(request, pk, focus=focus)

    return answered


def _keep_what_was_typed(request: HttpRequest, pk: int) -> None:
    """An action may be faster than the pause that saves a field: it brings the field along."""
    typed = [field for field in intake.TYPED_FIELDS if field in request.POST]
    if not typed:
        return
    call = access.call_held(request, pk)
    wrong: dict[str, str] = {}
    for field in typed:
        try:
            intake.keep(call, field, request.POST[field])
        except Refused as refusal:
            wrong |= refusal.fields
    if wrong:
        raise Refused(" ".join(dict.fromkeys(wrong.values())), wrong)
