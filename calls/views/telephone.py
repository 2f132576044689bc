"""What a telephone exchange tells the desk: a line rings, a line rings no more.

It is no log-in but a machine with a token, which nobody has who is not told it.
"""

import json
from collections.abc import Callable
from functools import wraps
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from calls import call_control
from calls.models import Call
from calls.refusals import Overtaken
from calls.statuses import Kind
from directory import finding

View = Callable[..., HttpResponse]


def exchange_only(view: View) -> View:
    """For a request with `Authorization: Bearer <token>`; 404 where no token is set at all."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.TELEPHONE_TOKEN:
            return HttpResponse(status=404)
        said = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
        if not compare_digest(said, settings.TELEPHONE_TOKEN.encode()):
            return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
        return view(request, *args, **kwargs)

    return login_not_required(csrf_exempt(require_POST(guarded)))


@exchange_only
def ringing(request: HttpRequest) -> HttpResponse:
    """`{"kind": "external", "number": "+380675550101"}` → 201 and `{"call": 42}`.

    Of an internal call the number is an extension.
    """
    try:
        told = json.loads(request.body)
        kind, number = Kind(told.get("kind", Kind.EXTERNAL)), told.get("number") or ""
        number.encode()
    except (ValueError, AttributeError, RecursionError):
        return JsonResponse({"error": 'Send {"kind": "external", "number": "…"}.'}, status=400)
    colleague = finding.named(number.replace("\x00", "")) if kind is Kind.INTERNAL else None
    call = call_control.ring(kind, phone=number, from_employee=colleague)
    return JsonResponse({"call": call.pk}, status=201)


@exchange_only
def silent(request: HttpRequest, pk: int) -> HttpResponse:
    """The caller has hung up before anybody answered. 204; 409 where somebody has answered."""
    try:
        call_control.stop_ringing(get_object_or_404(Call, pk=pk), None)
    except Overtaken:
        return JsonResponse({"error": "The call does not ring any more."}, status=409)
    return HttpResponse(status=204)
