"""The log: every call, newest first, and one call with its whole timeline."""

from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from calls import access, lessons
from calls.forms import LessonForm, LogFilter
from calls.models import Call, Lesson
from calls.refusals import Refused
from calls.views.answers import card_of, status_of
from directory.access import log_in_of, receptionists_only

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
    return _page(request, access.call_seen(request, pk))


@require_POST
@receptionists_only
def lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right why they called and whose matter it was: so the desk unlearns a mistake."""
    call = access.call_seen(request, pk)
    form = LessonForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    try:
        lessons.correct(call, chosen["purpose"], chosen["department"], log_in_of(request))
    except Refused as refusal:
        return _page(request, call, refusal)
    return redirect("record", pk)


def _page(request: HttpRequest, call: Call, refusal: Refused | None = None) -> HttpResponse:
    card = card_of(request, call)
    learned = Lesson.objects.filter(call=call).first()
    told = {"purpose": call.purpose, "department": learned.department_id if learned else None}
    context = {
        "card": card,
        "call": call,
        "taken_messages": call.messages.select_related("employee"),
        "lesson_form": None if call.is_live else LessonForm(told, known=card.mind.known_purposes),
        "notice": refusal.sentence if refusal else "",
    }
    return render(request, "log/record.html", context, status=status_of(refusal))


def _chosen(calls: QuerySet[Call], day: date | None, disposition: str) -> QuerySet[Call]:
    if day is not None:
        calls = calls.filter(created_at__gte=_midnight(day))
        calls = calls.filter(created_at__lt=_midnight(day + timedelta(days=1)))
    if disposition == "live":
        return calls.filter(disposition="")
    return calls.filter(disposition=disposition) if disposition else calls


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
