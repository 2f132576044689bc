"""What makes the program an app on a phone: the manifest, the service worker, the offline page.

All three are public: a browser fetches them without a session, and they tell nothing.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(
            {"src": static(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ),
    ]
    return JsonResponse(
        {
            "id": reverse("home"),
            "name": _("Frontdesk"),
            "short_name": _("Frontdesk"),
            "start_url": reverse("home"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#fbfaf8",
            "theme_color": "#fbfaf8",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_GET
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that the whole program is its scope."""
    context = {"offline": reverse("offline"), "requests": reverse("requests")}
    return render(request, "service-worker.js", context, content_type="text/javascript")


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "offline.html")
