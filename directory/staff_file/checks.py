"""What only shows when the lines are looked at together: doubles, heads, what a department is."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from directory.staff_file import cells, columns, people_named, progress, reading, rows, tree
from directory.staff_file.columns import Column
from directory.staff_file.problems import Complaints, Problem
from directory.staff_file.rows import Mention, Person
from directory.staff_file.tree import Unit


@dataclass(frozen=True)
class StaffList:
    """A file without a mistake in itself.

    `columns` are those it has, `titles` their names there; `executives` are, by the line of a
    person, the lines of those whom he decides for; `doubts` is what may be meant as it stands.
    """

    columns: frozenset[Column]
    titles: dict[Column, str]
    ignored: list[str]
    units: list[Unit]
    people: list[Person]
    executives: dict[int, set[int]]
    doubts: list[Problem]


def staff_list(
    data: bytes, known: Mapping[str, str], tell: progress.Tell = progress.nobody
) -> StaffList:
    """Read a whole file. `known` are the departments there are, each with its parent's name.

    Raises StaffFileError with everything that is wrong in the file.
    """
    return checked(columns.sheet(reading.table(data, tell)), known, tell)


def checked(
    sheet: columns.Sheet, known: Mapping[str, str], tell: progress.Tell = progress.nobody
) -> StaffList:
    """Raises StaffFileError with every mistake between the lines of a sheet."""
    # Somebody's name is complained of in the column where it stands, or begins.
    name_title = sheet.titles.get(Column.FULL_NAME, "")
    complaints = Complaints({Column.SURNAME: name_title} | sheet.titles)
    people, mentions = rows.people_and_mentions(sheet, complaints, tell)
    # A line with a wrong cell is not held against another one: that would complain of it twice.
    wrong = {problem.line for problem in complaints.problems}
    sound = [person for person in people if person.line not in wrong]
    _check_doubles(sound, complaints)
    _check_heads(sound, complaints)
    units = _units([mention for mention in mentions if mention.department], complaints)
    tree.check(units, known, complaints)
    executives = {} if wrong else people_named.executives(people, complaints)
    complaints.raise_any()
    present = set(sheet.titles)
    if Column.FULL_NAME in present:
        present |= {Column.SURNAME, Column.GIVEN_NAME, Column.PATRONYMIC}
    doubts = _doubts(people, Complaints(sheet.titles))
    return StaffList(
        frozenset(present), sheet.titles, sheet.ignored, units, people, executives, doubts
    )


def _doubts(people: list[Person], doubts: Complaints) -> list[Problem]:
    """Two people at one extension: a room with one telephone, or a slip of the pen."""
    by_extension: dict[str, Person] = {}
    for person in filter(lambda person: person.extension, people):
        first = by_extension.setdefault(person.extension, person)
        if first is not person:
            doubts.add(
                "shared_extension", person.line, Column.EXTENSION, person.extension,
                person=first.full_name, line=first.line,
            )  # fmt: skip
    return doubts.problems


def _check_doubles(people: list[Person], complaints: Complaints) -> None:
    """One line a person, one person an e-mail."""
    by_email: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        namesakes = by_name[cells.folded(person.full_name)]
        twin = next((other for other in namesakes if _same_human(other, person)), None)
        owner = by_email.get(person.email)
        if twin == person:
            complaints.add(
                "duplicate_row", person.line, Column.SURNAME, person.full_name, line=twin.line
            )
        elif twin and twin.is_head and person.is_head and not _same_place(twin, person):
            complaints.add(
                "head_twice", person.line, Column.IS_HEAD, person.department,
                person=person.full_name, department=twin.department, line=twin.line,
            )  # fmt: skip
        elif twin:
            complaints.add(
                "same_person", person.line, Column.SURNAME, person.full_name, line=twin.line
            )
        elif owner:
            complaints.add(
                "duplicate_email", person.line, Column.EMAIL, person.email,
                person=owner.full_name, line=owner.line,
            )  # fmt: skip
        namesakes.append(person)
        if person.email:
            by_email.setdefault(person.email, person)


def _same_human(one: Person, namesake: Person) -> bool:
    """E-mails tell; without them, one name in one post or at the head of two departments is one."""
    if one.email and namesake.email:
        return one.email == namesake.email
    if one.is_head and namesake.is_head:
        return True
    same_post = cells.folded(one.position) == cells.folded(namesake.position)
    return same_post and _same_place(one, namesake)


def _same_place(one: Person, other: Person) -> bool:
    return cells.folded(one.department) == cells.folded(other.department)


def _check_heads(people: list[Person], complaints: Complaints) -> None:
    heads: dict[str, Person] = {}
    for person in filter(lambda person: person.is_head, people):
        first = heads.setdefault(cells.folded(person.department), person)
        if first is not person and first != person:
            complaints.add(
                "two_heads", person.line, Column.IS_HEAD, person.full_name,
                department=first.department, person=first.full_name, line=first.line,
            )  # fmt: skip


def _units(mentions: list[Mention], complaints: Complaints) -> list[Unit]:
    """Each department once, with what its lines say of it; an empty cell says nothing."""
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_name[cells.folded(mention.department)].append(mention)
    parents = {cells.folded(mention.parent) for mention in mentions}
    units = []
    for key, said in by_name.items():
        first = said[0]
        parent = _agreed([m for m in said if m.parent], Column.PARENT, complaints)
        answers_for = _agreed(
            [m for m in said if m.responsibilities], Column.RESPONSIBILITIES, complaints
        )
        says_nothing = not (parent or answers_for or key in parents)
        if says_nothing and all(mention.alone for mention in said):
            complaints.add("lonely_department", first.line, Column.DEPARTMENT, first.department)
        units.append(Unit(first.line, first.department, parent, answers_for))
    return units


def _agreed(said: list[Mention], column: Column, complaints: Complaints) -> str:
    """What the lines that say something say; the first that says otherwise is complained of."""
    if not said:
        return ""
    first, value = said[0], getattr(said[0], column)
    for mention in said[1:]:
        other = getattr(mention, column)
        if cells.folded(other) != cells.folded(value):
            complaints.add(
                f"{column}_differs", mention.line, column, other,
                department=first.department, other=value, line=first.line,
            )  # fmt: skip
            break
    return value
