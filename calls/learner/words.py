"""Text to words and their dictionary forms, Ukrainian and English, as said or abbreviated."""

import re
import unicodedata
from functools import lru_cache

from directory.morphology import parses

_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘′", "'"))
# A word may hold an apostrophe, a hyphen or a slash («с/п», «док-тів»); a dot that follows it
# marks an abbreviation («замовл.»).
_WORD = re.compile(r"([^\W_]+(?:['/-][^\W_]+)*)(\.?)")
_CYRILLIC = re.compile(r"[а-яіїєґ]")
_MAX_WORDS = 400
_MAX_LETTERS = 40


def normal(text: str) -> str:
    """The text in one case, one Unicode form and with one kind of apostrophe."""
    return unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)


@lru_cache(maxsize=64)  # one text is read for every question about a call
def words(text: str) -> tuple[str, ...]:
    """The words of a text in their order; an abbreviated word keeps its dot («гол.»).

    At most 400 words of at most 40 letters: nobody dictates more into a call's subject, and
    the time a suggestion takes stays bounded.
    """
    found = []
    for match in _WORD.finditer(normal(text)):
        word, dot = match.groups()
        # A full stop ends a sentence, it abbreviates only where the sentence goes on.
        rest = match.string[match.end() : match.end() + 2].lstrip()
        short = dot and rest[:1].isalnum()
        found.append(word[:_MAX_LETTERS] + ("." if short else ""))
        if len(found) == _MAX_WORDS:
            break
    return tuple(found)


_KNOWN: dict[str, tuple[str, ...]] = {}


def recall(forms: dict[str, list[str]]) -> None:
    """Take these words' dictionary forms as known, without asking the dictionary."""
    _KNOWN.update((word.rstrip("."), tuple(given)) for word, given in forms.items())


def open_dictionary() -> None:
    """Read the dictionary now (0.1 s), so that the first caller does not wait for it."""
    parses("слово")


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> tuple[str, ...]:
    """The dictionary forms a word may have, likeliest first; never empty.

    An English word keeps its form but for the plural and the usual endings, so that "prices"
    meets "price".
    """
    word = word.rstrip(".")
    if word in _KNOWN:
        return _KNOWN[word]
    if not _CYRILLIC.search(word):
        return (_english(word),)
    forms = dict.fromkeys(parse.normal_form for parse in parses(word)[:4])
    return tuple(forms)[:3] or (word,)


@lru_cache(maxsize=64)
def readings(text: str) -> tuple[frozenset[str], ...]:
    """Of each word of a text the dictionary forms it may have."""
    return tuple(frozenset(lemmas(word)) for word in words(text))


def _english(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    # "price", "priced" and "pricing" meet without their last e.
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
