"""The manager's page: who calls, and one tap to answer."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from calls import access, deciders, docket, expiry, promises, screening, settling, talks
from calls.refusals import Refused
from calls.screening_forms import ReplyForm
from calls.statuses import Answer, Mode, RequestStatus
from calls.views.answers import status_of
from directory import finding
from directory.access import employees_only, is_fragment, log_in_of, person_of
from directory.models import Employee
from frontdesk.pages import searched

PAGE = 50
_NEAR = 8  # people offered before anything is searched
# Each is one tap; the other two answers need a time or a person.
AT_ONCE = (Answer.CONNECT, Answer.BUSY, Answer.MESSAGE)


@require_GET
@employees_only
def requests(request: HttpRequest) -> HttpResponse:
    template = "requests/_list.html" if is_fragment(request) else "requests/page.html"
    return render(request, template, page_context(person_of(request)))


@require_GET
@employees_only
def request_opened(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a link from an e-mail leads: the page, this request first. It decides nothing."""
    asked = access.request_to_decide(request, pk)
    context = page_context(person_of(request), first=asked.pk)
    asked.refresh_from_db()
    if asked.status != RequestStatus.PENDING:
        context["notice"] = settling.since(asked)
    return render(request, "requests/page.html", context)


@require_GET
@employees_only
def count(request: HttpRequest) -> HttpResponse:
    """How many wait for this person's answer, beside the word in the navigation."""
    person = person_of(request)
    deciders.note_seen(person, docket.ringing(person))
    return render(request, "requests/_count.html")


@require_GET
@employees_only
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom the caller may be given: the answers to what is searched, else the nearest."""
    asked = access.request_to_decide(request, pk)
    query = searched(request) or ""
    found = (
        [one.employee for one in finding.find(query)] if query.strip() else near(asked.executive)
    )
    context = {
        "asked": asked,
        "people": [one for one in found if one != asked.executive],
        "person": person_of(request),
    }
    return render(request, "requests/_people.html", context)


@require_POST
@employees_only
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a request; whoever was slower is told what has happened."""
    asked = access.request_to_decide(request, pk)
    form = ReplyForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(form.complaint())
        screening.decide(asked, form.reply(), log_in_of(request))
    except Refused as refusal:
        return answered(request, refusal)
    return answered(request)


@require_GET
@employees_only
def decided(request: HttpRequest) -> HttpResponse:
    """Everything decided in one's name, by whom and on what ground."""
    person = person_of(request)
    page = Paginator(docket.decided(person), PAGE).get_page(request.GET.get("page"))
    context = {"person": person, "page": page, "user": log_in_of(request)}
    return render(request, "requests/decided.html", context)


def answered(
    request: HttpRequest,
    refusal: Refused | None = None,
    *,
    changed: tuple[Mode, Mode] | None = None,
) -> HttpResponse:
    """The page as it stands now, with a refusal where there is one; `changed` is the mode before
    and the one from now on, which is told with a way back."""
    if not is_fragment(request):
        return redirect("requests")
    context = page_context(person_of(request))
    context["notice"] = refusal.sentence if refusal else ""
    if changed is not None:
        context["mode_before"], context["mode_now"] = changed
    return render(request, "requests/_place.html", context, status=status_of(refusal))


def near(executive: Employee) -> list[Employee]:
    """Those whom an executive gives callers to most likely."""
    wish = deciders.wish_of(executive)
    nearest = [*finding.assistants_of(executive), *([wish.deputy_now] if wish.deputy_now else [])]
    return list(dict.fromkeys([*nearest, *finding.heads(_NEAR)]))[:_NEAR]


def page_context(person: Employee, first: int | None = None) -> dict[str, object]:
    """What the page shows; `first` is the request that a link has led to."""
    expiry.catch_up()
    questions = docket.questions(person, just_settled=True)
    questions.sort(key=lambda one: one.request.pk != first)
    waiting = [one for one in questions if one.leaves_at is None]
    for one in waiting[:1]:
        one.has_keys = True
    deciders.note_seen(person, [one.request for one in waiting if one.rings])
    talk = talks.going_on(person)
    others = Employee.objects.working().filter(is_protected=True).exclude(pk=person.pk)
    return {
        "person": person,
        "questions": questions,
        "decided": docket.decided(person)[:5],
        "answers": AT_ONCE,
        "times": promises.offered_times(),
        "wish": deciders.wish_of(person) if person.is_protected else None,
        "modes": Mode,
        "talk_with": talks.partner(talk, person) if talk else None,
        "to_talk_with": others if person.is_protected and not talk else (),
    }
