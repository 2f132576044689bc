"""What is wrong or doubtful in a staff file, where, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ADVICE: dict[str, Promise] = {
    # The file as a whole.
    "empty": gettext_lazy("The file is empty. Choose the file with the staff list."),
    "not_a_table": gettext_lazy(
        "This is neither CSV nor XLSX. Save the staff list as one of these and try again."
    ),
    "old_excel": gettext_lazy(
        "This is an old Excel file (.xls) or one with a password. Save it as .xlsx without one."
    ),
    "damaged": gettext_lazy(
        "The file cannot be opened: it is damaged or has a password. Save it anew without one."
    ),
    "too_large": gettext_lazy("The file is larger than %(limit)s MB. Save only the staff list."),
    "too_many_rows": gettext_lazy(
        "The sheet is longer than %(limit)s rows. Delete the empty rows below the people."
    ),
    "open_quote": gettext_lazy(
        "A quotation mark at the start of a cell is not closed properly. Remove or close it."
    ),
    "no_header": gettext_lazy(
        "No line with column names was found. Above the people there must be a line with at least:"
        " %(columns)s."
    ),
    "missing_column": gettext_lazy(
        "This column is missing. Add it; any of these names will do: %(names)s."
    ),
    "column_twice": gettext_lazy("Another column, «%(other)s», means the same. Leave one of them."),
    "no_people": gettext_lazy("There is no person below the column names. Add the staff."),
    # One cell.
    "no_department": gettext_lazy("Write the department this person works in."),
    "no_surname": gettext_lazy("Write the surname."),
    "no_given_name": gettext_lazy("Write the given name."),
    "no_position": gettext_lazy("Write the position."),
    "short_full_name": gettext_lazy("Write the surname, then the given name."),
    "too_long": gettext_lazy("Shorten this to %(limit)s characters."),
    "bad_yes_no": gettext_lazy("Write «yes» or «no»."),
    "bad_email": gettext_lazy("Write one e-mail address, such as name@company.example."),
    "bad_extension": gettext_lazy("Write one internal number, in digits."),
    "bad_mobile": gettext_lazy("Write one phone number in full, such as +380 67 123 45 67."),
    # Several lines together.
    "lonely_department": gettext_lazy(
        "There is no person on this line and nothing is said of the department. Fill the line in or"
        " delete it."
    ),
    "duplicate_row": gettext_lazy("This line repeats line %(line)s. Delete one of them."),
    "same_person": gettext_lazy(
        "This person is already on line %(line)s. Leave one of the lines, or, if these are two"
        " people, write the e-mail of each."
    ),
    "duplicate_email": gettext_lazy(
        "Line %(line)s has this e-mail too (%(person)s). Give each person their own."
    ),
    "head_twice": gettext_lazy(
        "%(person)s already heads «%(department)s» on line %(line)s. Leave «yes» on one line, or,"
        " if these are two people, write the e-mail of each."
    ),
    "two_heads": gettext_lazy(
        "«%(department)s» already has a head, %(person)s on line %(line)s. Leave «yes» on one line."
    ),
    "parent_differs": gettext_lazy(
        "Line %(line)s says that «%(department)s» is part of «%(other)s». Write the same on both."
    ),
    "responsibilities_differs": gettext_lazy(
        "Line %(line)s says something else of «%(department)s». Leave one of the two texts."
    ),
    "unknown_parent": gettext_lazy(
        "There is no such department. Correct the name, or add a line for that department."
    ),
    "department_cycle": gettext_lazy(
        "These departments are part of each other: %(cycle)s. Correct one of them."
    ),
    "unknown_executive": gettext_lazy(
        "There is no such person on this list. Write the e-mail or the full name from the list."
    ),
    "several_executives": gettext_lazy(
        "Several people on this list are called so. Write the e-mail of the one you mean."
    ),
    "assists_himself": gettext_lazy(
        "Nobody can be their own assistant. Write whom this person helps, or leave the cell empty."
    ),
    # Only where the file is not the whole list.
    "head_stays": gettext_lazy(
        "%(person)s, who is not in the file, heads «%(department)s». Write «no» here, or add a"
        " line for %(person)s."
    ),
    "email_stays": gettext_lazy(
        "%(person)s, who is not in the file, has this e-mail. Give each person his own."
    ),
    # No mistake in itself, but worth a look.
    "shared_extension": gettext_lazy(
        "Line %(line)s has this number too (%(person)s). If they share a telephone, that is all"
        " right; otherwise correct one of them."
    ),
}

SHOWN_LENGTH = 80


@dataclass(frozen=True)
class Problem:
    """One mistake. `line` is the line or row number as the person sees it in the file, `column` the
    name of the column there, `value` what is written; `kind` is a key of `ADVICE`.
    """

    kind: str
    line: int | None = None
    column: str = ""
    value: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def advice(self) -> str:
        """What to do, in the language of whoever reads it now."""
        return str(ADVICE[self.kind]) % self.details

    @property
    def shown_value(self) -> str:
        one_line = " ".join(self.value.split())
        return one_line if len(one_line) <= SHOWN_LENGTH else one_line[: SHOWN_LENGTH - 1] + "…"

    def __str__(self) -> str:
        parts = [
            _("line %(line)s") % {"line": self.line} if self.line else "",
            self.column,
            f"«{self.shown_value}»" if self.value else "",
        ]
        place = ", ".join(filter(None, parts))
        return f"{place}: {self.advice}" if place else self.advice


class StaffFileError(Exception):
    """A staff file that cannot be used as it is; `problems` says everything that is wrong in it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)


class Complaints:
    """Collects problems, naming each column as the file does. `titles` maps columns to names."""

    def __init__(self, titles: Mapping[Any, str]) -> None:
        self._titles = titles
        self.problems: list[Problem] = []

    def add(self, kind: str, line: int, column: str, value: str, /, **details: Any) -> None:
        self.problems.append(Problem(kind, line, self._titles.get(column, ""), value, details))

    def raise_any(self) -> None:
        """Raises StaffFileError if anything was complained of."""
        if self.problems:
            raise StaffFileError(self.problems)
