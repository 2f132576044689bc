"""Who changed whom by a staff file, in the admin's own history of each person."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import translation

from directory.models import Department, Employee, User
from directory.staff_file import cells
from directory.staff_file.columns import TITLES
from directory.staff_file.plan import FieldChange, Plan

BATCH = 1000


def record(
    plan: Plan, departments: dict[str, Department], employees: dict[int, Employee], by: User
) -> None:
    """Write what the plan has done; `departments` by folded name, `employees` by line."""
    entries = [
        *_of_departments(plan, departments, by),
        *(_entry(by, employees[person.line], ADDITION, [{"added": {}}]) for person in plan.new),
        *(_changed(by, c.employee, c.fields, "left on" if c.returns else "") for c in plan.changed),
        *(_changed(by, employee, [], "left on") for employee in plan.gone),
    ]
    LogEntry.objects.bulk_create(entries, batch_size=BATCH)


def _of_departments(plan: Plan, departments: dict[str, Department], by: User) -> Iterator[LogEntry]:
    for change in plan.units:
        department = departments[cells.folded(change.unit.name)]
        if change.department is None:
            yield _entry(by, department, ADDITION, [{"added": {}}])
        else:
            yield _changed(by, department, change.fields, "")


def _changed(by: User, subject: Model, fields: list[FieldChange], besides: str) -> LogEntry:
    # The admin translates these names when the history is read, as it does for its own forms.
    with translation.override(None):
        names = [str(TITLES[field.column]) for field in fields] + ([besides] if besides else [])
    return _entry(by, subject, CHANGE, [{"changed": {"fields": names}}])


def _entry(by: User, subject: Model, flag: int, message: list[dict[str, Any]]) -> LogEntry:
    return LogEntry(
        user=by,
        content_type=ContentType.objects.get_for_model(subject),
        object_id=str(subject.pk),
        object_repr=str(subject)[:200],
        action_flag=flag,
        change_message=json.dumps(message),
    )
