"""What waits for people who have left: for the desk and the admin, to be given to somebody here."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from calls import access, departures
from calls.models import Message, Promise
from calls.refusals import Refused
from calls.views.answers import status_of
from directory import finding
from directory.access import is_fragment, log_in_of
from directory.models import Employee
from directory.tree import colleagues
from frontdesk.pages import searched

OFFERED = 8


def desk_or_admin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For receptionists and admins; anybody else gets 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: int, **kwargs: int) -> HttpResponse:
        user = log_in_of(request)
        if not (user.is_receptionist or user.is_staff):
            raise PermissionDenied(_("This page is for receptionists and admins."))
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@desk_or_admin
def left_behind(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_GET
@desk_or_admin
def successors(request: HttpRequest, pk: int) -> HttpResponse:
    """To whom what waits for a person who has left may be given: whom the words find, else those
    of the same department."""
    person = get_object_or_404(Employee, pk=pk)
    query = searched(request) or ""
    found = [one.employee for one in finding.find(query, OFFERED)] if query.strip() else []
    people = found if query.strip() else _near(person)
    return render(request, "left_behind/_people.html", {"people": people})


@require_POST
@desk_or_admin
def promise_owner(request: HttpRequest, pk: int) -> HttpResponse:
    owed = get_object_or_404(Promise.objects.select_related("owner", "call"), pk=pk)
    employee = access.employee_chosen(request.POST.get("employee"))
    return _given(request, lambda: departures.give_promise(owed, employee, log_in_of(request)))


@require_POST
@desk_or_admin
def message_addressee(request: HttpRequest, pk: int) -> HttpResponse:
    left = get_object_or_404(Message.objects.select_related("employee", "call"), pk=pk)
    employee = access.employee_chosen(request.POST.get("employee"))
    return _given(request, lambda: departures.give_message(left, employee, log_in_of(request)))


def _given(request: HttpRequest, give: Callable[[], None]) -> HttpResponse:
    try:
        give()
    except Refused as refusal:
        return _page(request, refusal)
    return _page(request) if is_fragment(request) else redirect("left-behind")


def _page(request: HttpRequest, refusal: Refused | None = None) -> HttpResponse:
    context = {
        "promises": departures.promises(),
        "messages_left": departures.messages(),
        "notice": refusal.sentence if refusal else "",
    }
    template = "left_behind/_list.html" if is_fragment(request) else "left_behind/page.html"
    return render(request, template, context, status=status_of(refusal))


def _near(person: Employee) -> QuerySet[Employee]:
    return colleagues().filter(department=person.department_id)[:OFFERED]
