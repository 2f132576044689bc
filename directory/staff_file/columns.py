"""Which column is which: the header line is found and its names are understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from directory.staff_file.problems import Problem, StaffFileError


class Column(StrEnum):
    DEPARTMENT = "department"
    PARENT = "parent"
    RESPONSIBILITIES = "responsibilities"
    POSITION = "position"
    FULL_NAME = "full_name"
    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    EXTENSION = "extension"
    MOBILE = "mobile"
    EMAIL = "email"
    IS_HEAD = "is_head"
    IS_PROTECTED = "is_protected"
    ASSISTANT_FOR = "assistant_for"


# What the export writes above a column, and what we call it where the file has none.
TITLES = {
    Column.DEPARTMENT: _("Department"),
    Column.PARENT: _("Part of"),
    Column.RESPONSIBILITIES: _("Answers for"),
    Column.POSITION: _("Position"),
    Column.FULL_NAME: _("Full name"),
    Column.SURNAME: _("Surname"),
    Column.GIVEN_NAME: _("Given name"),
    Column.PATRONYMIC: _("Patronymic"),
    Column.EXTENSION: _("Extension"),
    Column.MOBILE: _("Mobile"),
    Column.EMAIL: _("E-mail"),
    Column.IS_HEAD: _("Head of department"),
    Column.IS_PROTECTED: _("Protected"),
    Column.ASSISTANT_FOR: _("Assistant for"),
}

# The first name of each language is the one that TITLES writes.
SYNONYMS = {
    Column.DEPARTMENT: (
        "Підрозділ", "Відділ", "Департамент", "Структурний підрозділ", "Назва підрозділу",
        "Назва відділу", "Department", "Department name", "Unit", "Division",
    ),
    Column.PARENT: (
        "Входить до", "Входить у", "Входить до підрозділу", "Вищий підрозділ", "Головний підрозділ",
        "Батьківський підрозділ", "Підпорядкований", "Підпорядковується", "Part of",
        "Parent department", "Parent", "Belongs to",
    ),
    Column.RESPONSIBILITIES: (
        "За що відповідає", "Відповідає за", "Функції", "Функції підрозділу", "Напрями роботи",
        "Answers for", "Responsibilities", "Responsible for", "Duties",
    ),
    Column.POSITION: ("Посада", "Назва посади", "Position", "Job title", "Job", "Title"),
    Column.FULL_NAME: (
        "Прізвище, ім'я, по батькові", "ПІБ", "ПІП", "Прізвище та ім'я", "Прізвище ім'я",
        "Повне ім'я", "Full name", "Surname and given name",
    ),
    Column.SURNAME: ("Прізвище", "Surname", "Last name", "Family name"),
    Column.GIVEN_NAME: ("Ім'я", "Given name", "First name", "Forename"),
    Column.PATRONYMIC: ("По батькові", "Patronymic", "Middle name"),
    Column.EXTENSION: (
        "Внутрішній номер", "Внутрішній телефон", "Внутрішній", "Внутр. номер", "Внутр. тел.",
        "Внутр.", "Вн. номер", "Вн. тел.", "Вн.", "Extension", "Ext.", "Internal number",
        "Internal phone",
    ),
    Column.MOBILE: (
        "Мобільний", "Мобільний телефон", "Мобільний номер", "Моб. телефон", "Моб. номер",
        "Моб. тел.", "Моб.", "Mobile", "Mobile phone", "Mobile number", "Cell phone", "Cell",
    ),
    Column.EMAIL: (
        "E-mail", "Електронна пошта", "Електронна адреса", "Ел. пошта", "Ел. адреса", "Е-пошта",
        "Пошта", "Імейл", "E-mail address", "Mail",
    ),
    Column.IS_HEAD: (
        "Керівник підрозділу", "Керівник", "Начальник", "Очолює підрозділ", "Очолює",
        "Head of department", "Department head", "Head", "Heads the department",
    ),
    Column.IS_PROTECTED: (
        "Перша особа", "Захищена особа", "Захищений", "Захищена", "VIP", "Protected", "Screened",
    ),
    Column.ASSISTANT_FOR: (
        "Помічник для", "Помічниця для", "Референт для", "Асистент для", "Кому допомагає",
        "Assistant for", "Assistant to", "Assistant of", "Assists",
    ),
}  # fmt: skip

NAME_PARTS = (Column.SURNAME, Column.GIVEN_NAME)
TITLE_LINES = 30

# One line of a table: its number in the file, as the person sees it, and its cells.
Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A staff table whose columns are understood.

    `titles` are the column names as they stand in the file; `ignored` are the names of columns that
    mean nothing to us; each line has a text for every column that the file has.
    """

    titles: dict[Column, str]
    ignored: list[str]
    lines: list[tuple[int, dict[Column, str]]]


def _name_key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


_BY_NAME = {_name_key(name): column for column, names in SYNONYMS.items() for name in names}


def recognised(cells: Sequence[str]) -> int:
    """How many of these cells are names of columns."""
    return len({_BY_NAME.get(_name_key(cell)) for cell in cells} - {None})


def sheet(table: list[Line]) -> Sheet:
    """Understand a table: the header may be below title lines, in any order, in either language.

    Raises StaffFileError where there is no header, or a column is missing or there twice.
    """
    at = max(
        range(min(len(table), TITLE_LINES)),
        key=lambda index: recognised(table[index][1]),
        default=0,
    )
    # One known word can stand in a title above the table; two in a line are a header.
    if not table or recognised(table[at][1]) < 2:
        needed = (Column.DEPARTMENT, Column.POSITION, *NAME_PARTS)
        names = ", ".join(f"«{TITLES[column]}»" for column in needed)
        raise StaffFileError([Problem("no_header", details={"columns": names})])
    number, header = table[at]
    places, ignored = _places(number, header)
    # A long table repeats its header on every printed page, or numbers its columns below it.
    skipped = (_filled(header), [str(place + 1) for place in range(len(_filled(header)))])
    lines = [
        (line, {column: cells[place] for column, place in places.items()})
        for line, cells in table[at + 1 :]
        if _filled(cells) and _filled(cells) not in skipped
    ]
    titles = {column: header[place].strip() for column, place in places.items()}
    return Sheet(titles, ignored, lines)


def _filled(cells: list[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _places(line: int, header: list[str]) -> tuple[dict[Column, int], list[str]]:
    places: dict[Column, int] = {}
    ignored = []
    problems = []
    for place, name in enumerate(header):
        column = _BY_NAME.get(_name_key(name))
        if column is None:
            ignored += [name.strip()] if name.strip() else []
        elif column in places:
            details = {"other": header[places[column]].strip()}
            problems.append(Problem("column_twice", line, name.strip(), details=details))
        else:
            places[column] = place
    if places.keys() >= {Column.FULL_NAME, *NAME_PARTS}:
        ignored.append(header[places.pop(Column.FULL_NAME)].strip())
    needed = [Column.DEPARTMENT, Column.POSITION]
    if Column.FULL_NAME not in places:
        needed += NAME_PARTS
    problems += [
        Problem(
            "missing_column",
            line,
            str(TITLES[column]),
            details={"names": ", ".join(f"«{name}»" for name in SYNONYMS[column][:3])},
        )
        for column in needed
        if column not in places
    ]
    if problems:
        raise StaffFileError(problems)
    return places, ignored
