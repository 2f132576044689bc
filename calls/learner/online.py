"""The bare learner: lessons in, one at a time; a ranking of labels out. It knows no language.

What it knows is a function of its lessons in their order, so that every process that reads the
same rows ranks alike. Each lesson is followed by a few earlier ones gone over again, which is
worth several passes over everything.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Example, Expert, Occurrences, PassiveAggressive, Scores
from calls.learner.features import BITS, Counts, Places, Weights, features
from calls.learner.network import Network
from calls.learner.worth import Worth

_FLOOR = 1e-4  # no expert's "impossible" may silence the others
_REMEMBERED = 20_000
_DRAWN = 3  # for each one gone over
_UNTRIED = 2.0  # more wrong than a lesson gone over ever is
_WORTH = (0.5, 0.5, 0.5)  # of the experts at first
_PACE = 0.04
_TESTED = 4  # one lesson in so many is a test of the experts first
_SHARES = (1.0, 1.0, 0.5)  # of words, their pieces and pairs further apart


@dataclass(frozen=True, slots=True)
class _Text:
    """All places of a text's features in one array; of each kind, how often each occurs."""

    places: Places
    kinds: tuple[Weights, ...]


@dataclass(slots=True)
class _Lesson:
    """A lesson as it is kept for going over: its vector is made anew as rarity shifts."""

    text: _Text
    example: Example
    made_at: int
    wrong_by: float = _UNTRIED


class Learner:
    """Learns labels of texts. A lesson and a ranking take well under a millisecond.

    `again` is how many earlier lessons are gone over with each; `units` is the width of the
    hidden layer; `bits` bounds memory: 2**bits rows of floats.
    """

    def __init__(
        self,
        *,
        read: Callable[[str], Counts] = features,
        bits: int = BITS,
        units: int = 128,
        again: int = 4,
    ) -> None:
        self._read = read
        self._mask = np.int32((1 << bits) - 1)
        self._again = again
        self._chance = np.random.default_rng(7)
        self._labels: dict[str, int] = {}
        self._seen_in: Weights = np.zeros(1 << bits, dtype=np.float32)
        self._experts: tuple[Expert, ...] = (
            PassiveAggressive(1 << bits),
            Occurrences(1 << bits),
            Network(1 << bits, units),
        )
        self._worth = Worth(_WORTH, _PACE)
        self._lessons: dict[Hashable, _Lesson] = {}
        self._order: list[Hashable] = []
        self._of_label: Counter[int] = Counter()
        self.count = 0

    @property
    def labels(self) -> list[str]:
        """The labels met so far, in the order in which they were met."""
        return list(self._labels)

    def learn(self, text: str, label: str, key: Hashable = None) -> None:
        """One lesson. A `key` already known corrects that lesson instead of adding one; said in
        other words, it is another lesson in its place."""
        seen = self._seen(text)
        if self.knows(key):
            if np.array_equal(seen.places, self._lessons[key].text.places):
                self.correct(key, label)
                return
            self.forget(key)
        weights = self._weighed(seen)
        if label in self._labels and self.count % _TESTED == 0:
            self._worth.test(self._rows(seen.places, weights), self._labels[label])
        self.count += 1
        self._seen_in[seen.places] += 1
        lesson = _Lesson(seen, Example(seen.places, weights, self._index(label)), self.count)
        self._keep(("lesson", self.count) if key is None else key, lesson)
        self._of_label[lesson.example.label] += 1
        for expert in self._experts:
            expert.take(lesson.example)
            expert.step(lesson.example, self._ripeness(lesson.example), again=False)
        self._go_over()

    def correct(self, key: Hashable, label: str) -> None:
        """Put a lesson right: what it taught is taken back and the right label learned.

        The network alone cannot take a lesson back; there it fades with the lessons that follow,
        and is gone when the rows are next read from the start. Raises KeyError if the lesson is
        not remembered.
        """
        lesson = self._lessons[key]
        for expert in self._experts:
            expert.drop(lesson.example)
        self._of_label[lesson.example.label] -= 1
        self._of_label[self._index(label)] += 1
        example = Example(lesson.example.places, lesson.example.weights, self._index(label))
        lesson.example, lesson.wrong_by = example, _UNTRIED
        for expert in self._experts:
            expert.take(example)
            for _ in range(20):
                if int(expert.probabilities(example.places, example.weights).argmax()) == (
                    example.label
                ):
                    break
                expert.step(example, self._ripeness(example), again=False)

    def knows(self, key: Hashable) -> bool:
        """Whether this lesson is remembered."""
        return key is not None and key in self._lessons

    def forget(self, key: Hashable) -> None:
        """Take a lesson back, if it is remembered."""
        if self.knows(key):
            lesson = self._lessons.pop(key)
            self._seen_in[lesson.text.places] -= 1
            example = lesson.example
            self._of_label[example.label] -= 1
            for expert in self._experts:
                expert.drop(example)
            self._order.remove(key)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its probability, likeliest first; nothing before the first lesson."""
        chances, _heard = self.opinion(text)
        names = self.labels
        return [(names[at], float(chances[at])) for at in np.argsort(-chances, kind="stable")]

    def opinion(self, text: str) -> tuple[Scores, float]:
        """The probability of each label, in the order of `labels`, and how much of the text stood
        in lessons already: from 0, nothing, to 1."""
        if not self._labels:
            return np.zeros(0, dtype=np.float32), 0.0
        seen = self._seen(text)
        weights = self._weighed(seen)
        known = weights[self._seen_in[seen.places] > 0]
        heard = float(known @ known / (weights @ weights))
        return self._worth.probabilities(self._rows(seen.places, weights)), heard

    def _rows(self, places: Places, weights: Weights) -> NDArray[np.float32]:
        """What each expert says of each label: the logarithm of its probability."""
        said = np.stack([expert.probabilities(places, weights) for expert in self._experts])
        return np.log(said + np.float32(_FLOOR))

    def _seen(self, text: str) -> _Text:
        blocks = self._read(text).blocks
        places = np.concatenate([places for places, _ in blocks]) & self._mask
        return _Text(places, tuple(how_often for _, how_often in blocks))

    def _index(self, label: str) -> int:
        if label not in self._labels:
            self._labels[label] = len(self._labels)
            used = np.flatnonzero(self._seen_in).astype(np.int32)
            for expert in self._experts:
                expert.grow(len(self._labels), used)
        return self._labels[label]

    def _ripeness(self, example: Example) -> int:
        """How many lessons there would be if all labels had as many: a new label learns fast."""
        return min(self.count, self._of_label[example.label] * len(self._labels))

    def _keep(self, key: Hashable, lesson: _Lesson) -> None:
        self._lessons[key] = lesson
        self._order.append(key)
        if len(self._order) > _REMEMBERED:
            del self._lessons[self._order.pop(0)]

    def _weighed(self, seen: _Text) -> Weights:
        """The weights of a text's features, the rarer the heavier; every kind has its share."""
        rarity = np.log((1 + self.count) / (1 + self._seen_in[seen.places])) + 1
        heavy, start = [], 0
        for share, how_often in zip(_SHARES, seen.kinds, strict=False):
            block = how_often * rarity[start : start + len(how_often)]
            heavy.append(block * np.float32(share) / np.sqrt(block @ block))
            start += len(how_often)
        return np.concatenate(heavy).astype(np.float32)

    def _go_over(self) -> None:
        """Some earlier lessons again: of a few drawn by lot, those that went worst last time."""
        if not self._order:
            return
        drawn = set(self._chance.integers(0, len(self._order), _DRAWN * self._again).tolist())
        lessons = [self._lessons[self._order[at]] for at in sorted(drawn)]
        lessons.sort(key=lambda lesson: lesson.wrong_by, reverse=True)
        for lesson in lessons[: self._again]:
            if self.count > 1.5 * lesson.made_at:
                self._renew(lesson)
            ripe = self._ripeness(lesson.example)
            lesson.wrong_by = sum(
                expert.step(lesson.example, ripe, again=True) for expert in self._experts
            )

    def _renew(self, lesson: _Lesson) -> None:
        """Weigh a lesson's words by how rare they are by now."""
        for expert in self._experts:
            expert.drop(lesson.example)
        lesson.example.weights = self._weighed(lesson.text)
        lesson.made_at = self.count
        for expert in self._experts:
            expert.take(lesson.example)
