"""Coming and going: log-in, the demo cast's one click, log-out, and the way home."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from directory.access import is_fragment, log_in_of, session_topic, working_page
from frontdesk.bus import tick


@method_decorator(login_not_required, name="dispatch")
class LogIn(LoginView):
    """The log-in page. A fragment that meets it sends the whole page here instead."""

    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fragment(request):
            return HttpResponseClientRedirect(request.path)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cast = []
        if settings.DEMO:
            people = get_user_model().objects.filter(is_demo=True, is_active=True)
            cast = list(people.select_related("employee__department").order_by("pk"))
        return super().get_context_data(**kwargs, cast=cast)


@login_not_required
@require_POST
def demo_log_in(request: HttpRequest, username: str) -> HttpResponse:
    """One click for one of the demo cast; there is no such page outside the demo."""
    if not settings.DEMO:
        raise Http404
    user = get_object_or_404(get_user_model(), username=username, is_demo=True, is_active=True)
    before = request.session.session_key
    login(request, user, backend="directory.login.RoleBackend")
    _end_streams(before)
    return redirect("home")


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session, and with it every stream that it feeds."""
    key = request.session.session_key
    logout(request)
    _end_streams(key)
    return redirect("login")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return redirect(working_page(log_in_of(request)))


@require_GET
def nothing_here(request: HttpRequest) -> HttpResponse:
    """For a log-in that has no role yet: says so, and whom to ask."""
    return render(request, "nothing_here.html")


def _end_streams(session_key: str | None) -> None:
    """A session is over: so are the live pages that it fed."""
    if session_key:
        tick(session_topic(session_key))
