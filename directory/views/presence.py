"""Saying where somebody is: himself in one tap, or a receptionist for him."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import trigger_client_event

from directory import access, presence, presence_forms
from directory.models import Presence


@require_GET
@access.employees_only
def mine(request: HttpRequest) -> HttpResponse:
    """One's own presence, in the bar at the top."""
    return render(request, "directory/_my_presence.html")


@require_http_methods(["GET", "POST"])
def of(request: HttpRequest, pk: int) -> HttpResponse:
    """The choices of one person; posted, the chosen one is what everybody sees from now on."""
    employee = access.person_spoken_for(request, pk)
    sent = request.POST if request.method == "POST" else None
    choices = presence_forms.choices("presence", sent)
    chosen = next((form for form in choices.values() if form.is_bound), None)
    if chosen is not None and chosen.is_valid():
        said = chosen.result
        presence.say(
            employee, said.state, access.log_in_of(request), until=said.until, reason=said.reason
        )
        if not access.is_fragment(request):
            return redirect("person", pk)
        return trigger_client_event(HttpResponse(status=204), "presence-said")
    context = {
        "person": employee,
        "now": presence.of(employee),
        "forms": choices,
        "free": Presence.State.FREE,
        "states": [Presence.State.BUSY, Presence.State.MEETING, Presence.State.AWAY],
        "lengths": presence_forms.LENGTHS,
        "is_himself": employee == access.log_in_of(request).person,
    }
    status = 422 if sent is not None else 200
    return render(request, "directory/_presence_choices.html", context, status=status)
