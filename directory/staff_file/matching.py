"""Who on the file is who in the database.

The e-mail comes first, but only with the surname or the given name: when a mailbox such as
director@ passes to a successor, he must not inherit the log-in and the calls of the one before.
Then the full name within the post; then with the department or the position alone, for whoever was
moved or promoted; then the name alone. Whatever two people share identifies neither, and a name
alone does not outweigh two different e-mails.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from directory.models import Employee
from directory.staff_file import cells
from directory.staff_file.rows import Person

Key = Callable[[Person], Hashable]
# A person of the file, and the same person as the database has him.
Agrees = Callable[[Person, Person], bool]


def matched(
    people: Iterable[Person],
    working: dict[Employee, Person],
    left: dict[Employee, Person],
    *,
    with_patronymic: bool,
) -> dict[int, Employee]:
    """The employee of each line that has one already; whoever returns gets his old place.

    `working` and `left` are the employees, each as a Person; `with_patronymic` says whether the
    file has patronymics at all.
    """
    full = _full_name if with_patronymic else _short_name
    ways: list[tuple[Key, Agrees]] = [
        (lambda p: p.email, _one_name_agrees),
        (lambda p: (full(p), _department(p), _position(p)), _always),
        (lambda p: (full(p), _department(p)), _always),
        (lambda p: (full(p), _position(p)), _emails_agree),
        (lambda p: (_short_name(p), _department(p), _position(p)), _always),
    ]
    name_alone: tuple[Key, Agrees] = (full, _emails_agree)
    found: dict[int, Employee] = {}
    rest = list(people)
    rest = _match(rest, working, [*ways, name_alone], found)
    # One who left long ago and only has the same name is more likely somebody else.
    _match(rest, left, ways, found)
    return found


def _match(
    people: list[Person],
    employees: dict[Employee, Person],
    ways: list[tuple[Key, Agrees]],
    found: dict[int, Employee],
) -> list[Person]:
    """Adds to `found` and returns those who are not found."""
    free = dict(employees)
    for key, agrees in ways:
        wanted, offered = defaultdict(list), defaultdict(list)
        for person in people:
            wanted[key(person)].append(person)
        for employee, person in free.items():
            offered[key(person)].append(employee)
        for value, lines in wanted.items():
            candidates = offered.get(value, [])
            if not value or len(lines) != 1 or len(candidates) != 1:
                continue
            if agrees(lines[0], free[candidates[0]]):
                found[lines[0].line] = candidates[0]
                del free[candidates[0]]
        people = [person for person in people if person.line not in found]
    return people


def _full_name(person: Person) -> str:
    return cells.folded(person.full_name)


def _short_name(person: Person) -> str:
    return cells.folded(f"{person.surname} {person.given_name}")


def _department(person: Person) -> str:
    return cells.folded(person.department)


def _position(person: Person) -> str:
    return cells.folded(person.position)


def _always(_one: Person, _other: Person) -> bool:
    return True


def _emails_agree(one: Person, other: Person) -> bool:
    return not (one.email and other.email) or one.email == other.email


def _one_name_agrees(one: Person, other: Person) -> bool:
    return any(
        cells.folded(getattr(one, part)) == cells.folded(getattr(other, part))
        for part in ("surname", "given_name")
    )
