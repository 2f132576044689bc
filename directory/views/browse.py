"""The directory as everybody may read it: the tree, a department, a person, the phone list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from directory import access, gaps, vcard
from directory.finding import assistants_of, find
from directory.models import Company, Department, Employee
from directory.staff_file import export
from directory.tree import colleagues, company_tree, flattened, path_to
from frontdesk.pages import searched

FOUND_AT_MOST = 20


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """The company as a tree; with a query, whom it finds."""
    words = searched(request)
    query = " ".join((words or "").split())
    found = find(query, FOUND_AT_MOST) if query else []
    context: dict[str, object] = {"query": query, "found": found}
    if access.is_fragment(request) and words is not None:
        return render(request, "directory/_found.html", context)
    branches = company_tree()
    lists = [f"#people-{one.department.pk}" for one in flattened(branches) if one.people]
    context |= {
        "branches": branches,
        "lists": ",".join(lists),
        "company": Company.ours(),
        "count": sum(one.count for one in flattened(branches)),
    }
    return render(request, "directory/page.html", context)


@require_POST
def gap(request: HttpRequest) -> HttpResponse:
    """Whoever searched has given up: what he searched for is the admin's to mend."""
    gaps.note_given_up(searched(request) or "")
    return HttpResponse(status=204)


@require_GET
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """One department: what it answers for, its people, the departments in it."""
    unit = get_object_or_404(Department, pk=pk)
    path = path_to(unit)
    context = {
        "department": unit,
        "path": path[:-1],
        "people": list(colleagues().filter(department=unit)),
        "parts": unit.children.all(),
    }
    return render(request, "directory/department.html", context)


@require_GET
def department_people(request: HttpRequest, pk: int) -> HttpResponse:
    """The people of one department, as a part of the tree or of its page."""
    unit = get_object_or_404(Department, pk=pk)
    people = list(colleagues().filter(department=unit))
    return render(request, "directory/_people.html", {"department": unit, "people": people})


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    employee = access.person_seen(request, pk)
    user = access.log_in_of(request)
    context = {
        "person": employee,
        "path": path_to(employee.department),
        "assistants": assistants_of(employee),
        "executives": employee.executives.working().select_related("presence_row"),
        "may_say": employee.left_on is None and (user.is_receptionist or user.person == employee),
    }
    template = "directory/_person.html" if access.is_fragment(request) else "directory/person.html"
    return render(request, template, context)


@require_GET
def phone_list(request: HttpRequest) -> HttpResponse:
    """Everybody's number on paper."""
    branches = [one for one in flattened(company_tree(whole=True)) if one.people]
    context = {"branches": branches, "company": Company.ours()}
    return render(request, "directory/phone_list.html", context)


@require_GET
def person_card(request: HttpRequest, pk: int) -> HttpResponse:
    employee = access.person_seen(request, pk)
    card = vcard.card(employee, Company.ours().name)
    return _file(card, vcard.CONTENT_TYPE, f"{employee.full_name}.vcf")


@require_GET
def all_cards(request: HttpRequest) -> HttpResponse:
    people = Employee.objects.working().select_related("department")
    cards = vcard.cards(people, Company.ours().name)
    return _file(cards, vcard.CONTENT_TYPE, f"{_('Directory')}.vcf")


@require_GET
def staff_csv(request: HttpRequest) -> HttpResponse:
    return _file(export.csv_file(), "text/csv; charset=utf-8", f"{_today()}.csv")


@require_GET
def staff_xlsx(request: HttpRequest) -> HttpResponse:
    return _file(export.xlsx_file(), export.XLSX, f"{_today()}.xlsx")


def _today() -> str:
    return f"staff-{timezone.localdate():%Y-%m-%d}"


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": disposition, "Cache-Control": "private, no-store"},
    )
