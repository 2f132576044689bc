"""The log: every call, newest first, and one call with its whole timeline."""

from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from calls import access
from calls.forms import LogFilter
from calls.models import Call
from calls.views.answers import card_of
from directory.access import receptionists_only

PAGE = 50


@require_GET
@receptionists_only
def log(request: HttpRequest) -> HttpResponse:
    form = LogFilter(request.GET)
    calls = Call.objects.select_related("receptionist__employee", "connected_to", "asked_employee")
    if form.is_valid():
        calls = _chosen(calls, **form.cleaned_data)
    page = Paginator(calls, PAGE).get_page(request.GET.get("page"))
    return render(request, "log/page.html", {"form": form, "page": page})


@require_GET
@receptionists_only
def record(request: HttpRequest, pk: int) -> HttpResponse:
    call = access.call_seen(request, pk)
    context = {
        "card": card_of(request, call),
        "call": call,
        "taken_messages": call.messages.select_related("employee"),
    }
    return render(request, "log/record.html", context)


def _chosen(calls: QuerySet[Call], day: date | None, disposition: str) -> QuerySet[Call]:
    if day is not None:
        calls = calls.filter(created_at__gte=_midnight(day))
        calls = calls.filter(created_at__lt=_midnight(day + timedelta(days=1)))
    if disposition == "live":
        return calls.filter(disposition="")
    return calls.filter(disposition=disposition) if disposition else calls


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
