"""Loose ends: calls that nobody has ended, callers to call back, messages begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, loose_ends
from calls.refusals import Overtaken
from calls.views.answers import status_of
from directory.access import is_fragment, log_in_of, receptionists_only


@require_GET
@receptionists_only
def page(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_GET
@receptionists_only
def count(request: HttpRequest) -> HttpResponse:
    """How many there are, beside the words in the navigation."""
    return render(request, "loose_ends/_count.html")


@require_POST
@receptionists_only
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The abandoned caller was called back, or the message passed on, or it need not be."""
    call = access.call_seen(request, pk)
    try:
        loose_ends.follow_up(call, log_in_of(request))
    except Overtaken as overtaken:
        return _page(request, overtaken)
    return _page(request) if is_fragment(request) else redirect("loose-ends")


def _page(request: HttpRequest, overtaken: Overtaken | None = None) -> HttpResponse:
    context = {
        "unfinished": loose_ends.unfinished(),
        "abandoned": loose_ends.abandoned(),
        "unsent": loose_ends.unsent().select_related("receptionist__employee", "message_for")[
            : loose_ends.SHOWN
        ],
        "notice": overtaken.sentence if overtaken else "",
    }
    template = "loose_ends/_list.html" if is_fragment(request) else "loose_ends/page.html"
    return render(request, template, context, status=status_of(overtaken))
