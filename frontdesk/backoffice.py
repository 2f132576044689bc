"""The admin's site: who comes in, by which door, and what its pages may do in a browser."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from unfold.sites import UnfoldAdminSite

from directory.views.session import log_out

# The admin's own scripts evaluate what stands in its templates, and its templates hold styles.
# No other page may; scripts come from this server only here too.
_PAGES_MAY = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "font-src": [SELF, "data:"],
}


class Site(UnfoldAdminSite):
    """The admin, for those who are admins, through the same log-in as everybody's."""

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        return csp_update(_PAGES_MAY)(super().admin_view(view, cacheable))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Straight to what the admin is here for."""
        return redirect("admin:directory_employee_changelist")

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied(_("This page is for admins."))
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Out by the same door too: it ends the streams of all open pages."""
        return log_out(request)
