"""The manager's page: who calls, and one tap to answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, screening
from calls.models import TransferRequest
from calls.refusals import Refused
from calls.statuses import Answer, RequestStatus
from directory.access import employees_only, is_fragment, log_in_of, person_of
from directory.models import Employee


@require_GET
@employees_only
def requests(request: HttpRequest) -> HttpResponse:
    template = "requests/_list.html" if is_fragment(request) else "requests/page.html"
    return render(request, template, _context(person_of(request)))


@require_POST
@employees_only
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a request; whoever was slower is told what has happened."""
    chosen = request.POST.get("answer", "")
    if chosen not in Answer:
        raise Http404
    asked = access.request_to_decide(request, pk)
    notice, status = "", 200
    try:
        screening.decide(asked, Answer(chosen), log_in_of(request))
    except Refused as refusal:
        notice, status = refusal.sentence, 409
    if not is_fragment(request):
        return redirect("requests")
    context = {**_context(person_of(request)), "notice": notice}
    return render(request, "requests/_answered.html", context, status=status)


def _context(person: Employee) -> dict[str, object]:
    mine = TransferRequest.objects.filter(
        executive__in=Employee.objects.filter(pk=person.pk)
        | Employee.objects.filter(pk__in=person.executives.values("pk"))
    ).select_related("executive", "call", "decided_by__employee", "requested_by__employee")
    return {
        "person": person,
        "pending": mine.filter(status=RequestStatus.PENDING),
        "decided": mine.exclude(status=RequestStatus.PENDING).order_by("-decided_at")[:10],
        "answers": Answer,
    }
