"""The Ukrainian dictionary: what a word can be. One copy a process, loaded when first asked."""

import re
from functools import lru_cache

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse

# It knows no other letters, and of some of them does not even know the name.
_UKRAINIAN = re.compile(r"[А-ЯҐЄІЇа-яґєії'’ʼ-]+")


def parses(word: str) -> list[Parse]:
    """What a word can be, the likeliest first; guesses where the dictionary does not know it.

    A word in other letters is none of its words.
    """
    if not _UKRAINIAN.fullmatch(word):
        return []
    return list(_dictionary().parse(word))


def is_given_name(word: str) -> bool:
    """«Андрій», not «Мельник»."""
    return any("Name" in one.tag for one in parses(word.lower()))


def is_surname_only(word: str) -> bool:
    """«Мельник»: known as a surname, and nobody's given name."""
    known = [one for one in parses(word.lower()) if one.is_known]
    return any("Surn" in one.tag for one in known) and not is_given_name(word)


@lru_cache(maxsize=1)
def _dictionary() -> MorphAnalyzer:
    return MorphAnalyzer(lang="uk")
