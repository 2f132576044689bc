"""Whom «assistant for» means: an e-mail, a full name, a surname with initials."""

import re
from collections import defaultdict

from directory.names import initials
from directory.staff_file import cells
from directory.staff_file.columns import Column
from directory.staff_file.problems import Complaints
from directory.staff_file.rows import Person

_SEPARATOR = re.compile(r"([,;\n])")

Index = dict[str, list[Person]]


def executives(people: list[Person], complaints: Complaints) -> dict[int, set[int]]:
    """By the line of a person, the lines of those whom he decides for."""
    index = index_of(people)
    result: dict[int, set[int]] = {}
    for person in people:
        lines = set()
        for name in _names(person.executives, index):
            meant = index.get(_key(name), [])
            if not meant:
                complaints.add("unknown_executive", person.line, Column.ASSISTANT_FOR, name)
            elif len(meant) > 1:
                complaints.add("several_executives", person.line, Column.ASSISTANT_FOR, name)
            elif meant[0] is person:
                complaints.add("assists_himself", person.line, Column.ASSISTANT_FOR, name)
            else:
                lines.add(meant[0].line)
        result[person.line] = lines
    return result


def unambiguous(person: Person, index: Index) -> str:
    """The shortest name that means this person and nobody else on the list."""
    names = [person.email, person.full_name, *_with_post(person)]
    return next((name for name in names if name and index[_key(name)] == [person]), names[-1])


def index_of(people: list[Person]) -> Index:
    index: Index = defaultdict(list)
    for person in people:
        names = (
            person.email,
            person.full_name,
            f"{person.surname} {person.given_name}",
            f"{person.surname} {initials(person.given_name, person.patronymic)}",
            *_with_post(person),
        )
        for key in set(map(_key, names)) - {""}:
            index[key].append(person)
    return index


def _with_post(person: Person) -> tuple[str, str]:
    return (
        f"{person.full_name} ({person.department})",
        f"{person.full_name} ({person.department}, {person.position})",
    )


def _key(name: str) -> str:
    return " ".join(cells.folded(name.replace(".", " ")).split())


def _names(written: str, index: Index) -> list[str]:
    """The names in a cell. A comma or semicolon parts them, unless it is inside of a name."""
    parts = _SEPARATOR.split(written)
    names = []
    while parts:
        # The longest beginning that means somebody, else what stands before the next comma.
        length = next((n for n in range(len(parts), 0, -2) if _key("".join(parts[:n])) in index), 1)
        names.append(cells.text("".join(parts[:length])))
        parts = parts[length + 1 :]
    return [name for name in names if name]
