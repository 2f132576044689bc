"""Cue words and sayings: what people say to any company, before a single call has taught us.

They stand beside this module: cue words in TOML files, one for each purpose and one for what
departments do, and whole sayings in `sayings/`, a file for each purpose and language, a line for
each saying behind the function of the department that answers it. What tells nothing stands there
too. The admin's own cue words are added to them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from calls.learner.words import readings

_HERE = Path(__file__).parent
STRENGTHS = {"strong": 3.0, "usual": 1.0, "weak": 0.4}
ADMIN_STRENGTH = 4.0
_GAP = 2  # words that may stand between the words of a phrase


def split(phrases: str) -> list[str]:
    """The phrases of a list whose members are separated by commas or line ends."""
    return [phrase for part in re.split(r"[,;\n]", phrases) if (phrase := part.strip())]


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that speaks for a label, so strongly."""

    phrase: str
    label: str
    strength: float


@cache
def _purposes() -> dict[str, dict[str, Any]]:
    """By purpose its "words", by language and strength."""
    return {path.stem: _told(path) for path in sorted((_HERE / "cues").glob("*.toml"))}


def _told(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def purpose_cues(admin: Mapping[str, str] | None = None) -> list[Cue]:
    """The built-in cues of every purpose and the admin's (purpose to a list of phrases)."""
    cues = [
        Cue(phrase, purpose, STRENGTHS[strength])
        for purpose, told in _purposes().items()
        for lists in told["words"].values()
        for strength, phrases in lists.items()
        for phrase in split(phrases)
    ]
    return cues + [
        Cue(phrase, purpose, ADMIN_STRENGTH)
        for purpose, phrases in (admin or {}).items()
        for phrase in split(phrases)
    ]


def strongest(purpose: str, language: str) -> list[str]:
    """The built-in phrases in one language that nearly decide for a purpose, in their order."""
    told = _purposes().get(purpose, {"words": {}})["words"].get(language, {})
    return split(told.get("strong", ""))


@dataclass(frozen=True, slots=True)
class Function:
    """Something that some department of most companies does."""

    key: str
    names: tuple[str, ...]
    cues: tuple[str, ...]


def functions() -> list[Function]:
    """What departments do in companies everywhere."""
    return [
        Function(key, *(tuple(split(told[part])) for part in ("names", "cues")))
        for key, told in _told(_HERE / "functions.toml").items()
    ]


@dataclass(frozen=True, slots=True)
class Saying:
    """How a caller might put it, why he calls and what kind of department answers ("any")."""

    text: str
    purpose: str
    function: str


def sayings() -> list[Saying]:
    """The built-in sayings, in both languages."""
    return [
        Saying(text, path.name.partition(".")[0], function)
        for path in sorted((_HERE / "sayings").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for function, text in [line.split("\t")]
    ]


def fillers() -> list[str]:
    """What callers say before they have said anything, in both languages."""
    return [
        line
        for path in sorted((_HERE / "sayings").glob("nothing.*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


class CueBook:
    """Finds cues in texts, in any grammatical form and with a word or two between."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], Cue]]] = {}
        for cue in cues:
            phrase = readings(cue.phrase)
            for lemma in phrase[0] if phrase else ():
                self._by_first.setdefault(lemma, []).append((phrase, cue))
        # Asked twice of each text: what it speaks for, and why.
        self.found = lru_cache(maxsize=64)(self._found)

    def _found(self, text: str) -> tuple[Cue, ...]:
        """The cues that a text holds, each once, in the order of the text."""
        read = readings(text)
        hits: dict[Cue, None] = {}
        for at, word in enumerate(read):
            for lemma in word:
                for phrase, cue in self._by_first.get(lemma, ()):
                    if cue not in hits and _follows(phrase, read, at):
                        hits[cue] = None
        return tuple(hits)


def _follows(phrase: tuple[frozenset[str], ...], read: tuple[frozenset[str], ...], at: int) -> bool:
    """Whether the rest of the phrase follows its first word, found at `at`."""
    for part in phrase[1:]:
        for ahead in range(at + 1, min(at + 2 + _GAP, len(read))):
            if part & read[ahead]:
                at = ahead
                break
        else:
            return False
    return True
