"""What a log-in wants to hear."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from calls.models import Sounds
from directory.access import is_fragment, log_in_of

NAMES = ("new_line", "held", "request")


@require_POST
def sounds(request: HttpRequest) -> HttpResponse:
    """Each sound on or off, as its box is ticked."""
    wanted = {name: name in request.POST for name in NAMES}
    Sounds.objects.update_or_create(user=log_in_of(request), defaults=wanted)
    if is_fragment(request):
        return HttpResponse(status=204)
    back = request.POST.get("next", "")
    allowed = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    return HttpResponseRedirect(back) if allowed else redirect("home")
