"""The company as the learner sees it: departments, what they answer for, and their people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from calls.learner.cues import Function
from calls.learner.words import lemmas, words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a caller may ask for."""

    surname: str
    given_name: str
    patronymic: str = ""
    position: str = ""


@dataclass(slots=True)
class Department:
    """A department by its name, what it answers for (free text) and who works there."""

    name: str
    responsibilities: str = ""
    people: list[Person] = field(default_factory=list)

    def topics(self) -> list[str]:
        """What it answers for, one matter at a time."""
        return [topic for topic in re.split(r"[,;.\n]", self.responsibilities) if topic.strip()]

    def positions(self) -> list[str]:
        """The different positions of its people."""
        return list(dict.fromkeys(person.position for person in self.people if person.position))


@dataclass(slots=True)
class Company:
    """The departments, in the order of the staff list."""

    departments: list[Department] = field(default_factory=list)


COLUMNS = {
    "department": ("Підрозділ", "department"),
    "responsibilities": ("За що відповідає", "responsibilities"),
    "position": ("Посада", "position"),
    "surname": ("Прізвище", "surname"),
    "given_name": ("Ім'я", "given_name"),
    "patronymic": ("По батькові", "patronymic"),
    "full_name": ("Прізвище, ім'я, по батькові", "full_name"),
}


def company_from_rows(rows: Iterable[Mapping[str, str]]) -> Company:
    """The company that the rows of a staff file tell of; columns other than ours don't matter.

    A row without a department is left out; responsibilities may stand in any row of theirs.
    """
    departments: dict[str, Department] = {}
    for row in rows:
        told = {
            key: next((row[name].strip() for name in names if row.get(name)), "")
            for key, names in COLUMNS.items()
        }
        if not told["department"]:
            continue
        department = departments.setdefault(told["department"], Department(told["department"]))
        department.responsibilities = department.responsibilities or told["responsibilities"]
        whole = told["full_name"].split(maxsplit=2)
        names = [told["surname"], told["given_name"], told["patronymic"]]
        if not names[0]:
            names = [*whole, "", "", ""][:3]
        if names[0]:
            department.people.append(Person(names[0], names[1], names[2], told["position"]))
    return Company(list(departments.values()))


# Words that stand in every company's names and say nothing of what a department does.
_EMPTY = frozenset(
    """
    відділ департамент служба управління сектор група бюро центр підрозділ з із зі у в та й і до
    на по за для робота керівник начальник завідувач головний провідний старший молодший
    заступник менеджер фахівець спеціаліст the of and for department team head manager
    senior chief specialist
    """.split()  # noqa: SIM905 - a list this long is read as prose
)
_LEAST_LIKENESS = 0.08


def _telling(text: str) -> frozenset[str]:
    """The dictionary forms in a text that say something."""
    return frozenset(lemmas(word)[0] for word in words(text)) - _EMPTY


def _parts(department: Department) -> list[tuple[frozenset[str], float]]:
    """The words of a department with what they count: its name says most."""
    return [
        (_telling(department.name), 3.0),
        (_telling(department.responsibilities), 1.0),
        (_telling(" ".join(department.positions())), 0.7),
    ]


def who_does(functions: Iterable[Function], company: Company) -> dict[str, dict[str, float]]:
    """For each function the departments that do it, with shares that sum to 1.

    A function is looked for in a department's name, responsibilities and positions; one that
    no department of this company does is left out.
    """
    parts = {department.name: _parts(department) for department in company.departments}
    # A word that many departments share says little about each.
    spread: dict[str, int] = {}
    for of_one in parts.values():
        for lemma in frozenset().union(*(lemma_set for lemma_set, _ in of_one)):
            spread[lemma] = spread.get(lemma, 0) + 1
    shares: dict[str, dict[str, float]] = {}
    for function in functions:
        wanted: dict[str, float] = {}
        for phrase in function.names:
            telling = _telling(phrase)
            for lemma in telling:
                wanted[lemma] = max(wanted.get(lemma, 0.0), 1 / len(telling))
        for lemma in _telling(", ".join(function.cues)):
            wanted.setdefault(lemma, 0.1)
        likeness = {
            name: sum(
                weight * wanted[lemma] / spread[lemma]
                for lemma_set, weight in of_one
                for lemma in lemma_set & wanted.keys()
            )
            for name, of_one in parts.items()
        }
        best = max(likeness.values(), default=0.0)
        if best < _LEAST_LIKENESS:
            continue
        near = {name: (like / best) ** 4 for name, like in likeness.items() if like > best / 2}
        shares[function.key] = {name: like / sum(near.values()) for name, like in near.items()}
    return shares
