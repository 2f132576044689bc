"""An employee's messages and the call-backs he owes, until they are done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, messages, promises
from calls.refusals import Refused
from calls.views.answers import status_of
from directory.access import employees_only, is_fragment, log_in_of, person_of


@require_GET
@employees_only
def inbox(request: HttpRequest) -> HttpResponse:
    return _inbox(request)


@require_GET
@employees_only
def count(request: HttpRequest) -> HttpResponse:
    """How many are unread, beside the word in the navigation."""
    return render(request, "messages/_count.html")


@require_POST
@employees_only
def read(request: HttpRequest, pk: int) -> HttpResponse:
    messages.mark_read(access.message_received(request, pk))
    return _inbox(request)


@require_POST
@employees_only
def done(request: HttpRequest, pk: int) -> HttpResponse:
    messages.mark_done(access.message_received(request, pk))
    return _inbox(request)


@require_POST
@employees_only
def promise_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """A call-back of one's own is done."""
    try:
        promises.keep(access.promise_owed(request, pk), log_in_of(request))
    except Refused as refusal:
        return _inbox(request, refusal)
    return _inbox(request)


def _inbox(request: HttpRequest, refusal: Refused | None = None) -> HttpResponse:
    if request.method == "POST" and not is_fragment(request):
        return redirect("inbox")
    person = person_of(request)
    received = person.messages.select_related("taken_by__employee")
    context = {
        "person": person,
        "notice": refusal.sentence if refusal else "",
        "owed": promises.standing().filter(owner=person),
        "open_messages": received.filter(done_at=None),
        "done_messages": received.exclude(done_at=None)[:30],
    }
    template = "messages/_list.html" if is_fragment(request) else "messages/page.html"
    return render(request, template, context, status=status_of(refusal))
