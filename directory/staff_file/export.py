"""The staff list written as a file that imports back unchanged."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from tablib import Dataset

from directory import phones
from directory.models import Assistance, Department, Employee
from directory.staff_file import cells, people_named
from directory.staff_file.columns import TITLES, Column
from directory.staff_file.plan import as_person
from directory.staff_file.rows import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS = [column for column in Column if column is not Column.FULL_NAME]

_COLUMN_WIDTH = 22  # characters


def csv_file() -> bytes:
    """Semicolons and a byte order mark: so a spreadsheet opens it with a double click."""
    return str(_dataset().export("csv", delimiter=";")).encode("utf-8-sig")


def xlsx_file() -> bytes:
    content = _dataset().export("xlsx", column_width=_COLUMN_WIDTH)
    assert isinstance(content, bytes)
    return content


def _dataset() -> Dataset:
    titles = [str(TITLES[column]) for column in COLUMNS]
    return Dataset(*_rows(), headers=titles, title=pgettext("people", "Staff"))


def _rows() -> Iterator[list[str]]:
    """Department by department as in the tree, the head first; what it answers for is said once."""
    departments = list(Department.objects.select_related("parent"))
    people = defaultdict(list)
    for employee in Employee.objects.working().select_related("department"):
        people[employee.department_id].append(as_person(employee))
    decides_for = _executives([person for group in people.values() for person in group])
    parents = {department.parent_id for department in departments}
    for department in _in_tree_order(departments):
        parent = cells.text(department.parent.name) if department.parent else ""
        answers_for = cells.lines(department.responsibilities)
        about = {
            Column.DEPARTMENT: cells.text(department.name),
            Column.PARENT: parent,
            Column.RESPONSIBILITIES: answers_for,
        }
        staff = sorted(people[department.pk], key=lambda person: not person.is_head)
        for person in staff:
            yield _row(about | _of_person(person, decides_for[person.line]))
            about[Column.RESPONSIBILITIES] = ""
        # A department without people is on a line of its own, unless nobody would miss it.
        if not staff and (parent or answers_for or department.pk in parents):
            yield _row(about)


def _executives(people: list[Person]) -> dict[int, list[str]]:
    """By an assistant's key, how each of those he decides for is named."""
    by_key = {person.line: person for person in people}
    index = people_named.index_of(people)
    names: dict[int, list[str]] = defaultdict(list)
    for helped in Assistance.objects.order_by("executive__sort_key", "executive_id"):
        executive = by_key.get(helped.executive_id)
        if executive and helped.assistant_id in by_key:
            names[helped.assistant_id].append(people_named.unambiguous(executive, index))
    return names


def _in_tree_order(departments: list[Department]) -> Iterator[Department]:
    children = defaultdict(list)
    for department in departments:
        children[department.parent_id].append(department)
    waiting = children[None][::-1]
    while waiting:
        department = waiting.pop()
        yield department
        waiting += children[department.pk][::-1]


def _of_person(person: Person, executives: list[str]) -> dict[Column, str]:
    return {
        Column.POSITION: person.position,
        Column.SURNAME: person.surname,
        Column.GIVEN_NAME: person.given_name,
        Column.PATRONYMIC: person.patronymic,
        Column.EXTENSION: person.extension,
        Column.MOBILE: phones.international(person.mobile),
        Column.EMAIL: person.email,
        Column.IS_HEAD: _("yes") if person.is_head else _("no"),
        Column.IS_PROTECTED: _("yes") if person.is_protected else _("no"),
        Column.ASSISTANT_FOR: ", ".join(executives),
    }


def _row(values: dict[Column, str]) -> list[str]:
    return [_safe(column, values.get(column, "")) for column in COLUMNS]


def _safe(column: Column, value: str) -> str:
    """A phone number begins with a plus and is no formula; anything else that does is told so."""
    if column is Column.MOBILE and phones.e164(value):
        return value
    return cells.guarded(value)
