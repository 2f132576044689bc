"""What a file would change, in the words of whoever looks at it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from directory.staff_file.columns import TITLES, Column
from directory.staff_file.problems import Problem

GROUPS = {
    "problems": pgettext_lazy("staff file", "Mistakes"),
    "new": pgettext_lazy("staff file", "New"),
    "changed": pgettext_lazy("staff file", "Changed"),
    "gone": pgettext_lazy("staff file", "Gone"),
    "departments": pgettext_lazy("staff file", "Departments"),
    "doubts": pgettext_lazy("staff file", "Look once more"),
    "clashes": pgettext_lazy("staff file", "Against only adding"),
}


def shown(group: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of an upload's outcome, made ready for the page."""
    if group in {"problems", "doubts", "clashes"}:
        problem = Problem(**row)
        return {
            "line": problem.line,
            "column": problem.column,
            "value": problem.shown_value,
            "advice": problem.advice,
        }
    fields = [
        (TITLES[Column(column)], _value(old), _value(new))
        for column, old, new in row.get("fields", [])
    ]
    return row | {"fields": fields}


def _value(value: str | bool) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value
