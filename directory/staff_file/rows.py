"""From the cells of a line to a person or a department."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from directory.models import Department, Employee
from directory.staff_file import cells, progress
from directory.staff_file.columns import Column, Sheet
from directory.staff_file.problems import Complaints, Problem, StaffFileError

Cells = dict[Column, str]


@dataclass(frozen=True)
class Person:
    """One employee as the file has him; a value whose column the file lacks is empty here.

    `department` is its name, `mobile` is in E.164, `executives` is the cell «assistant for» as it
    is written. `line` does not count when two people are compared.
    """

    line: int = field(compare=False)
    department: str
    surname: str
    given_name: str
    position: str
    patronymic: str = ""
    extension: str = ""
    mobile: str = ""
    email: str = ""
    is_head: bool = False
    is_protected: bool = False
    executives: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.surname, self.given_name, self.patronymic]))


@dataclass(frozen=True)
class Mention:
    """What one line says of a department. `alone` where no person is on that line."""

    line: int
    department: str
    parent: str
    responsibilities: str
    alone: bool


_OF_A_PERSON = set(Column) - {
    Column.DEPARTMENT, Column.PARENT, Column.RESPONSIBILITIES, Column.IS_HEAD, Column.IS_PROTECTED
}  # fmt: skip


def _limits() -> dict[Column, int | None]:
    """How long a text the database can keep, by column."""
    fields = {
        column: Employee._meta.get_field(column)
        for column in (
            Column.SURNAME, Column.GIVEN_NAME, Column.PATRONYMIC, Column.POSITION,
            Column.EXTENSION, Column.MOBILE, Column.EMAIL,
        )
    }  # fmt: skip
    name = Department._meta.get_field("name")
    fields |= {Column.DEPARTMENT: name, Column.PARENT: name}
    return {column: getattr(field, "max_length", None) for column, field in fields.items()}


_LIMITS = _limits()


def people_and_mentions(
    sheet: Sheet, complaints: Complaints, tell: progress.Tell
) -> tuple[list[Person], list[Mention]]:
    """Everyone on the sheet and everything it says of departments, line by line.

    Complains of every cell that is wrong. Raises StaffFileError where there is nobody at all.
    """
    people, mentions = [], []
    department = ""
    as_above = names_each_department_once(sheet)
    lines = progress.counted(sheet.lines, len(sheet.lines), progress.CHECKING, tell)
    for number, line in lines:
        reader = _LineReader(number, line, complaints)
        alone = not any(cells.text(line.get(column, "")) for column in _OF_A_PERSON)
        stated = reader.text(Column.DEPARTMENT)
        department = stated or (department if as_above else "")
        if not department:
            reader.complain("no_department", Column.DEPARTMENT)
        mentions.append(reader.mention(department, alone))
        if not alone:
            people.append(reader.person(department))
    if not people and not complaints.problems:
        raise StaffFileError([Problem("no_people")])
    return people, mentions


def names_each_department_once(sheet: Sheet) -> bool:
    """Whether an empty department means «as above».

    It does in a file that never repeats a department on the next line. In a file that does, an
    empty cell was forgotten, and guessing would put a person into the wrong department.
    """
    named = [cells.folded(line[Column.DEPARTMENT]) for _, line in sheet.lines]
    return all(above != below for above, below in pairwise(filter(None, named)))


class _LineReader:
    """Reads the cells of one line and complains of those that are wrong."""

    def __init__(self, number: int, line: Cells, complaints: Complaints) -> None:
        self.number = number
        self.line = line
        self.complaints = complaints

    def complain(self, kind: str, column: Column, **details: object) -> None:
        value = self.line.get(column, "").strip()
        self.complaints.add(kind, self.number, column, value, **details)

    def text(self, column: Column) -> str:
        return self._short_enough(column, cells.text(self.line.get(column, "")))

    def needed(self, column: Column) -> str:
        value = self.text(column)
        if not value:
            self.complain(f"no_{column}", column)
        return value

    def parsed(self, column: Column, parse: Callable[[str], str | None]) -> str:
        """An empty cell is fine; one that says something has to say it properly."""
        written = self.line.get(column, "")
        if not cells.text(written):
            return ""
        value = parse(written)
        if value is None:
            self.complain(f"bad_{column}", column)
            return ""
        return self._short_enough(column, value)

    def yes_no(self, column: Column) -> bool:
        value = cells.yes_no(self.line.get(column, ""))
        if value is None:
            self.complain("bad_yes_no", column)
        return bool(value)

    def _short_enough(self, column: Column, value: str, shown_as: Column | None = None) -> str:
        limit = _LIMITS.get(column)
        if limit is not None and len(value) > limit:
            self.complain("too_long", shown_as or column, limit=limit)
        return value

    def mention(self, department: str, alone: bool) -> Mention:
        parent = self.text(Column.PARENT)
        responsibilities = cells.lines(self.line.get(Column.RESPONSIBILITIES, ""))
        return Mention(self.number, department, parent, responsibilities, alone)

    def name(self) -> tuple[str, str, str]:
        """Surname, given name, patronymic."""
        if Column.FULL_NAME not in self.line:
            surname, given_name = self.needed(Column.SURNAME), self.needed(Column.GIVEN_NAME)
            return surname, given_name, self.text(Column.PATRONYMIC)
        words = self.text(Column.FULL_NAME).split()
        if len(words) < 2:
            self.complain("short_full_name", Column.FULL_NAME)
            return "", "", ""
        return (
            self._short_enough(Column.SURNAME, words[0], Column.FULL_NAME),
            self._short_enough(Column.GIVEN_NAME, words[1], Column.FULL_NAME),
            self._short_enough(Column.PATRONYMIC, " ".join(words[2:]), Column.FULL_NAME),
        )

    def person(self, department: str) -> Person:
        surname, given_name, patronymic = self.name()
        return Person(
            line=self.number,
            department=department,
            surname=surname,
            given_name=given_name,
            patronymic=patronymic,
            position=self.needed(Column.POSITION),
            extension=self.parsed(Column.EXTENSION, cells.extension),
            mobile=self.parsed(Column.MOBILE, cells.mobile),
            email=self.parsed(Column.EMAIL, cells.email),
            is_head=self.yes_no(Column.IS_HEAD),
            is_protected=self.yes_no(Column.IS_PROTECTED),
            executives=cells.lines(self.line.get(Column.ASSISTANT_FOR, "")),
        )
