"""An employee's messages: what callers left for him, until it is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, messages
from directory.access import employees_only, is_fragment, person_of


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


def _inbox(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not is_fragment(request):
        return redirect("inbox")
    person = person_of(request)
    received = person.messages.select_related("taken_by__employee")
    context = {
        "person": person,
        "open_messages": received.filter(done_at=None),
        "done_messages": received.exclude(done_at=None)[:30],
    }
    template = "messages/_list.html" if is_fragment(request) else "messages/page.html"
    return render(request, template, context)
