"""From a caller's words: why he calls and which department should take it.

Pure: no database and no settings. Each process has one `Mind`, reads the rows of lessons that it
has not seen yet and asks it; the same rows in the same order give the same answers everywhere.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from calls.learner.company import Company, who_does
from calls.learner.cues import Cue, Function, Saying, fillers, functions, purpose_cues, sayings
from calls.learner.experts import Scores
from calls.learner.features import Counts, desk_features
from calls.learner.online import Phrase
from calls.learner.opinion import Opinion
from calls.learner.people import Mentions
from calls.learner.shelf import keep_words, recall_words
from calls.learner.words import lemmas, open_dictionary, words

PURPOSES = ("buy", "sell", "existing", "service", "business", "job", "personal", "info", "wrong")
# Below these probabilities the desk asks instead of guessing.
SURE_OF_PURPOSE = 0.6
SURE_OF_DEPARTMENT = 0.5
_SAYING = 2.0
_CUE = 0.5
_FILLER = 1.0
_UNSEEN = 0.3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A likely answer; `because` holds the caller's words that speak for it, often none."""

    label: str
    probability: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a text suggests, likeliest first. Not `sure_of_…`: ask before taking the first."""

    purposes: list[Suggestion]
    departments: list[Suggestion]
    sure_of_purpose: bool
    sure_of_department: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an ended call teaches. `key` names the call, so that it can be corrected; an empty
    purpose or department teaches none."""

    key: Hashable
    text: str
    purpose: str
    department: str = ""


class Reading:
    """Features of texts, each read once for both questions: of a few texts, or of all while the
    phrases are studied. What callers said is not kept longer than it is talked of."""

    def __init__(self) -> None:
        self._features = lru_cache(maxsize=None)(desk_features)

    def __call__(self, text: str) -> Counts:
        return self._features(text)

    def forget(self) -> None:
        self._features = lru_cache(maxsize=16)(desk_features)


class Mind:
    """Suggests purposes and departments, learning from each lesson.

    `admin_cues` maps a purpose to its further cue words, separated by commas or line ends.
    `shelf` is a folder for what need be studied only once; without one every start takes some
    seconds longer.
    """

    def __init__(
        self,
        company: Company,
        *,
        purposes: Sequence[str] = PURPOSES,
        admin_cues: Mapping[str, str] | None = None,
        shelf: Path | None = None,
    ) -> None:
        recall_words(shelf)
        open_dictionary()
        cues = [cue for cue in purpose_cues(admin_cues) if cue.label in purposes]
        said = sayings()
        phrases = [Phrase(cue.phrase, cue.label, _CUE * cue.strength) for cue in cues]
        phrases += [Phrase(one.text, one.purpose, _SAYING) for one in said]
        phrases += _of_all(purposes)
        read = Reading()
        self._purpose = Opinion(purposes, phrases, cues, name="purposes", read=read, shelf=shelf)
        known = functions()
        does = who_does(known, company)
        self._mentions = Mentions(company)
        self._taken = _taken(said, does, purposes, [one.name for one in company.departments])
        self._fillers = frozenset(word for text in fillers() for word in words(text))
        self._taught: dict[Hashable, tuple[int, int]] = {}
        self._last: tuple[str, Scores] | None = None
        duties = _department_phrases(company, said, known, does)
        duties += _of_all([department.name for department in company.departments])
        self._department = Opinion(
            [department.name for department in company.departments],
            duties,
            _department_cues(known, does),
            name="departments",
            read=read,
            shelf=shelf,
            witnesses=(self._by_name, self._by_purpose),
            worth=(1.0, 0.3),
        )
        read.forget()
        if self._purpose.anew or self._department.anew:
            spoken = (*phrases, *duties)
            keep_words(shelf, {w: lemmas(w) for one in spoken for w in words(one.text)})

    def learn(self, lesson: Lesson) -> None:
        """One lesson; a key already known corrects it, and what it says no more is forgotten."""
        if before := self._taught.pop(lesson.key, None):
            self._taken[before] -= 1
        labels = self._purpose.labels, self._department.labels
        if lesson.purpose in labels[0] and lesson.department in labels[1]:
            place = labels[0].index(lesson.purpose), labels[1].index(lesson.department)
            self._taken[place] += 1
            self._taught[lesson.key] = place
        self._department.learn(lesson.text, lesson.department, lesson.key)
        self._purpose.learn(lesson.text, lesson.purpose, lesson.key)
        self._last = None

    def suggest(self, text: str) -> Suggestions:
        """Purposes and departments for a text, likeliest first; of any text, however odd."""
        purposes = _ranked(self._purpose, text, self._purposes_of(text))
        departments = _ranked(self._department, text, self._department.probabilities(text))
        # What everybody says tells nothing, unless a cue is made of it («я не туди дзвоню»).
        tells = not self._fillers.issuperset(words(text)) or bool(self._purpose.cues.found(text))
        return Suggestions(
            purposes,
            departments,
            tells and bool(purposes) and purposes[0].probability >= SURE_OF_PURPOSE,
            tells and bool(departments) and departments[0].probability >= SURE_OF_DEPARTMENT,
        )

    def _by_name(self, text: str) -> Scores:
        sure = self._mentions.in_text(text)
        return np.array(
            [sure.get(label, 0.0) for label in self._department.labels], dtype=np.float32
        )

    def _by_purpose(self, text: str) -> Scores:
        """How often each department takes calls of the purposes that the text suggests."""
        taken = self._taken + np.float32(_UNSEEN)
        shares: Scores = self._purposes_of(text) @ (taken / taken.sum(axis=1, keepdims=True))
        return np.log(shares + np.float32(1e-3))

    def _purposes_of(self, text: str) -> Scores:
        """The probabilities of the purposes, asked for the departments' sake too."""
        if self._last is None or self._last[0] != text:
            self._last = text, self._purpose.probabilities(text)
        return self._last[1]


def _ranked(opinion: Opinion, text: str, chances: Scores) -> list[Suggestion]:
    because: dict[str, list[str]] = {}
    for cue in opinion.cues.found(text):
        because.setdefault(cue.label, []).append(cue.phrase)
    return [
        Suggestion(label, float(chances[at]), tuple(because.get(label, ())))
        for at in np.argsort(-chances, kind="stable")
        for label in [opinion.labels[at]]
    ]


def _taken(
    said: Iterable[Saying],
    does: Mapping[str, Mapping[str, float]],
    purposes: Sequence[str],
    departments: Sequence[str],
) -> Scores:
    """How many of the built-in sayings of each purpose (a row) go to each department."""
    taken = np.zeros((len(purposes), len(departments)), dtype=np.float32)
    row = {purpose: at for at, purpose in enumerate(purposes)}
    column = {department: at for at, department in enumerate(departments)}
    for one in said:
        for department, share in does.get(one.function, {}).items():
            if one.purpose in row:
                taken[row[one.purpose], column[department]] += share
    return taken


def _of_all(labels: Iterable[str]) -> list[Phrase]:
    """What speaks for every label alike, so that it is taken for no sign of any."""
    return [Phrase(text, label, _FILLER) for text in fillers() for label in labels]


def _department_phrases(
    company: Company,
    said: Iterable[Saying],
    known: Iterable[Function],
    does: Mapping[str, Mapping[str, float]],
) -> list[Phrase]:
    """What speaks for each department: sayings, cues, its own words and its people."""
    phrases = [
        Phrase(one.text, department, _SAYING * share)
        for one in said
        for department, share in does.get(one.function, {}).items()
    ]
    phrases += [
        Phrase(cue, department, share)
        for function in known
        for department, share in does.get(function.key, {}).items()
        for cue in function.cues
    ]
    for department in company.departments:
        own = [(topic, 2.0) for topic in department.topics()] + [(department.name, 2.0)]
        own += [(position, 1.5) for position in department.positions()]
        phrases += [Phrase(text, department.name, counts) for text, counts in own]
    return phrases


def _department_cues(
    known: Iterable[Function], does: Mapping[str, Mapping[str, float]]
) -> list[Cue]:
    return [
        Cue(cue, department, 1.0)
        for function in known
        for department in does.get(function.key, {})
        for cue in function.cues
    ]
