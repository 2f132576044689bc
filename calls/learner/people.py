"""Whom a caller names: a surname, a given name and patronymic, a position, in either alphabet."""

from collections.abc import Iterable

from calls.learner.company import Company, Person
from calls.learner.words import lemmas, words
from directory.lookup.endings import name_stem, name_stems
from directory.lookup.letters import sound, written

_SHORTEST = 4  # letters: what is shorter is seldom meant for a name
# How sure a mention makes us, by what of a person was named.
SURNAME, PATRONYMIC, POSITION, GIVEN_NAME = 4.0, 3.0, 2.0, 1.0


class Mentions:
    """Finds which departments' people a text names, and how surely."""

    def __init__(self, company: Company) -> None:
        self._named: dict[str, dict[str, float]] = {}
        self._positions: list[tuple[frozenset[str], str]] = []
        for department in company.departments:
            for person in department.people:
                self._enter(person, department.name)
            for position in department.positions():
                telling = frozenset(lemmas(word)[0] for word in words(position))
                self._positions.append((telling, department.name))

    def _enter(self, person: Person, department: str) -> None:
        for name, surety in (
            (person.surname, SURNAME),
            (person.patronymic, PATRONYMIC),
            (person.given_name, GIVEN_NAME),
        ):
            if name:
                shares = self._named.setdefault(name_stem(sound(written(name))), {})
                shares[department] = max(shares.get(department, 0.0), surety)

    def in_text(self, text: str) -> dict[str, float]:
        """The departments whose people are named, each with how sure that is (more is surer).

        A name that people of several departments bear is shared among them.
        """
        read = [word.rstrip(".") for word in words(text)]
        sure: dict[str, float] = {}
        for word in read:
            for department, surety in (shares := self._borne(word)).items():
                sure[department] = sure.get(department, 0.0) + surety / len(shares)
        told = frozenset(lemma for word in read for lemma in lemmas(word))
        for department in self._held(told):
            sure[department] = max(sure.get(department, 0.0), POSITION)
        return sure

    def _borne(self, word: str) -> dict[str, float]:
        """The departments where somebody bears a name that this word may be, in any case."""
        if len(word) < _SHORTEST:
            return {}
        stems = name_stems(sound(written(word)))
        return next((self._named[stem] for stem in stems if stem in self._named), {})

    def _held(self, told: frozenset[str]) -> Iterable[str]:
        """The departments one of whose positions the text names in full."""
        return (where for position, where in self._positions if position and position <= told)
