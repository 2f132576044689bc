"""What a receptionist types instead of a name: half of it, a mistake, other letters."""

import random
from collections.abc import Callable
from typing import NamedTuple

from directory.lookup import Person

_CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_KEYS = dict(
    zip("йцукенгшщзхїфівапролджєячсмитьбю'ґ", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`\\", strict=True)
)

# Official letters first (resolution 55), then what people really type for them.
_LETTERS = {
    "а": "a", "б": "b", "в": "v w", "г": "h g", "ґ": "g", "д": "d", "е": "e", "є": "ie ye je e",
    "ж": "zh j", "з": "z", "и": "y i", "і": "i", "ї": "i yi ji", "й": "i y j", "к": "k c", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh h", "ц": "ts c tz", "ч": "ch tch", "ш": "sh", "щ": "shch sch", "ь": "", "'": "",
    "ю": "iu yu ju", "я": "ia ya ja",
}  # fmt: skip
_AT_THE_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_OWN_WAY = 0.2


class Case(NamedTuple):
    """A query and whom it was meant for; `whole` if the given name was told too."""

    query: str
    person: Person
    whole: bool

    def found(self, people: list[Person]) -> bool:
        """Whether the person is among the first five, or one whom these words tell as well."""
        return any(
            each.surname == self.person.surname
            and (not self.whole or each.given_name == self.person.given_name)
            for each in people[:5]
        )


def mistaken(word: str, chance: random.Random) -> str:
    """One letter wrong, missing or too many, or two neighbours swapped, anywhere in the word."""
    letters = _LATIN if word[0].lower() in _LATIN else _CYRILLIC
    while True:
        place = chance.randrange(len(word))
        letter = chance.choice(letters)
        rest = word[place + 1 :]
        changed = chance.choice(
            (
                word[:place] + letter + rest,
                word[:place] + rest,
                word[:place] + letter + word[place:],
                word[:place] + rest[:1] + word[place] + rest[1:],
            )
        )
        if changed.lower() != word.lower():
            return changed


def latin(word: str, chance: random.Random) -> str:
    """Officially or, one letter in five, in one of the ways people type it."""
    typed = ""
    for place, letter in enumerate(word.lower()):
        ways = _LETTERS[letter].split(" ")
        official = _AT_THE_START.get(letter, ways[0]) if place == 0 else ways[0]
        typed += chance.choice(ways) if chance.random() < _OWN_WAY else official
    return typed.capitalize()


def other_layout(typed: str) -> str:
    """What the keys of a text in lower case give with the keyboard left in English."""
    return "".join(_KEYS.get(letter, letter) for letter in typed)


def _both(person: Person, surname: str, given_name: str, chance: random.Random) -> Case:
    words = [surname, given_name]
    chance.shuffle(words)
    return Case(" ".join(words), person, whole=True)


def _prefix(person: Person, chance: random.Random) -> Case:
    return Case(person.surname[: chance.randint(1, len(person.surname))].lower(), person, False)


def _exact(person: Person, chance: random.Random) -> Case:
    return _both(person, person.surname, person.given_name, chance)


def _typo(person: Person, chance: random.Random) -> Case:
    return Case(mistaken(person.surname, chance), person, whole=False)


def _typo_given(person: Person, chance: random.Random) -> Case:
    return _both(person, mistaken(person.surname, chance), person.given_name, chance)


def _translit(person: Person, chance: random.Random) -> Case:
    surname, given_name = latin(person.surname, chance), latin(person.given_name, chance)
    return _both(person, surname, given_name, chance)


def _translit_typo(person: Person, chance: random.Random) -> Case:
    surname = mistaken(latin(person.surname, chance), chance)
    return _both(person, surname, latin(person.given_name, chance), chance)


def _layout(person: Person, chance: random.Random) -> Case:
    typed = other_layout(f"{person.surname} {person.given_name}".lower())
    return Case(typed, person, whole=True)


KINDS: dict[str, Callable[[Person, random.Random], Case]] = {
    "prefix": _prefix,
    "exact": _exact,
    "typo": _typo,
    "typo_given": _typo_given,
    "translit": _translit,
    "translit_typo": _translit_typo,
    "layout": _layout,
}


def cases(kind: str, people: list[Person], count: int, seed: int = 5) -> list[Case]:
    """Return so many queries of one kind, each meant for a person picked at random."""
    chance = random.Random(f"{seed} {kind}")
    return [KINDS[kind](chance.choice(people), chance) for _ in range(count)]
