"""Finds people on the staff list from what a caller said."""

from django.db.models import Q, QuerySet

from directory.models import Employee

_FIELDS = (
    "surname",
    "given_name",
    "patronymic",
    "position",
    "department__name",
    "department__responsibilities",
    "extension",
    "mobile",
    "email",
)


def find(query: str, limit: int = 8) -> QuerySet[Employee]:
    """The working employees in whom every word of the query is found, heads first."""
    people = Employee.objects.working().select_related("department", "presence_row")
    for word in query.replace("\x00", "").split()[:8]:
        anywhere = Q()
        for field in _FIELDS:
            anywhere |= Q(**{f"{field}__icontains": word})
        people = people.filter(anywhere)
    return people.order_by("-is_head", "sort_key", "pk")[:limit]


def assistants_of(executive: Employee) -> QuerySet[Employee]:
    """Those who decide for a protected person, in their turn."""
    return (
        executive.assistants.filter(left_on=None)
        .select_related("department", "presence_row")
        .order_by("helps__turn", "helps__pk")
    )


def heads() -> QuerySet[Employee]:
    """Whoever heads a department, in the company's own order."""
    people = Employee.objects.working().filter(is_head=True)
    return people.select_related("department", "presence_row").order_by(
        "department__position", "department__pk"
    )
