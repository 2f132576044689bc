"""The bare learner: lessons in, one at a time; a ranking of labels out. It knows no language.

What it knows is a function of its lessons in their order, so that every process that reads the
same rows ranks alike. Each lesson is followed by a few earlier ones gone over again with a part
of their words left out, which is worth several passes over everything.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Expert, Network, PassiveAggressive, softmax
from calls.learner.features import BITS, Counts, Places, Weights, features

_FLOOR = 1e-3  # no expert's "impossible" may silence the other
_LEFT_OUT = 0.5
_REMEMBERED = 20_000
_DRAWN = 3  # for each one gone over


@dataclass(slots=True)
class _Lesson:
    """A lesson as it is kept for going over: its vector is made anew as rarity shifts."""

    counts: Counts
    label: int
    places: Places
    weights: Weights
    made_at: int
    wrong_by: float = 2.0


class Learner:
    """Learns labels of texts. A lesson and a ranking take well under a millisecond.

    `again` is how many earlier lessons are gone over with each; `units` is the width of the
    hidden layer; `bits` bounds memory: 2**bits rows of (labels + units) floats.
    """

    def __init__(
        self,
        *,
        read: Callable[[str], Counts] = features,
        bits: int = BITS,
        units: int = 128,
        again: int = 5,
    ) -> None:
        self._read = read
        self._mask = np.int32((1 << bits) - 1)
        self._again = again
        self._chance = np.random.default_rng(7)
        self._labels: dict[str, int] = {}
        self._seen_in: Weights = np.zeros(1 << bits, dtype=np.float32)
        self._experts: tuple[Expert, ...] = (
            PassiveAggressive(1 << bits),
            Network(1 << bits, units),
        )
        self._lessons: dict[Hashable, _Lesson] = {}
        self._order: list[Hashable] = []
        self.count = 0

    @property
    def labels(self) -> list[str]:
        """The labels met so far, in the order in which they were met."""
        return list(self._labels)

    def learn(self, text: str, label: str, key: Hashable = None) -> None:
        """One lesson. A `key` already known corrects that lesson instead of adding one."""
        if self.knows(key):
            self.correct(key, label)
            return
        counts = self._folded(self._read(text))
        self.count += 1
        for places, _ in counts.blocks:
            self._seen_in[places] += 1
        lesson = _Lesson(counts, self._index(label), *self._vector(counts), self.count)
        key = ("lesson", self.count) if key is None else key
        self._lessons[key] = lesson
        self._order.append(key)
        if len(self._order) > _REMEMBERED:
            self._lessons.pop(self._order.pop(0), None)
        self._step(lesson.places, lesson.weights, lesson.label)
        self._go_over()

    def correct(self, key: Hashable, label: str) -> None:
        """Put a lesson right: what it taught is unlearned at once and never gone over again.

        Traces fade with the lessons that follow and are gone when the rows are next read from
        the start. Raises KeyError if the lesson is not remembered.
        """
        lesson = self._lessons[key]
        lesson.label, lesson.wrong_by = self._index(label), 2.0
        for _ in range(20):
            if int(self._probabilities(lesson.places, lesson.weights).argmax()) == lesson.label:
                break
            self._step(lesson.places, lesson.weights, lesson.label)

    def knows(self, key: Hashable) -> bool:
        """Whether this lesson is remembered."""
        return key is not None and key in self._lessons

    def forget(self, key: Hashable) -> None:
        """Drop a lesson, if it is remembered: it is never gone over again."""
        if self.knows(key):
            del self._lessons[key]
            self._order.remove(key)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its probability, likeliest first; nothing before the first lesson."""
        if not self._labels:
            return []
        chances = self.probabilities(text)
        order = np.argsort(-chances, kind="stable")
        names = self.labels
        return [(names[at], float(chances[at])) for at in order]

    def probabilities(self, text: str) -> NDArray[np.float32]:
        """The probability of each label, in the order of `labels`."""
        return self._probabilities(*self._vector(self._folded(self._read(text))))

    def _probabilities(self, places: Places, weights: Weights) -> NDArray[np.float32]:
        # The geometric mean: a label must convince both experts.
        logs = [np.log(expert.probabilities(places, weights) + _FLOOR) for expert in self._experts]
        return softmax(np.mean(logs, axis=0))

    def _folded(self, counts: Counts) -> Counts:
        return Counts(tuple((places & self._mask, how) for places, how in counts.blocks))

    def _index(self, label: str) -> int:
        if label not in self._labels:
            self._labels[label] = len(self._labels)
            for expert in self._experts:
                expert.grow(len(self._labels))
        return self._labels[label]

    def _vector(self, counts: Counts) -> tuple[Places, Weights]:
        """A text's features, the rarer the heavier; every kind of them weighs the same."""
        heavy = []
        for places, how_often in counts.blocks:
            rarity = np.log((1 + self.count) / (1 + self._seen_in[places])) + 1
            block = how_often * rarity
            heavy.append(block / np.sqrt(block @ block))
        return (
            np.concatenate([places for places, _ in counts.blocks]),
            np.concatenate(heavy).astype(np.float32),
        )

    def _step(self, places: Places, weights: Weights, label: int) -> float:
        return sum(expert.step(places, weights, label, self.count) for expert in self._experts)

    def _go_over(self) -> None:
        """Some earlier lessons again: of a few drawn by lot, those that went worst last time."""
        if not self._order:
            return
        drawn = self._chance.integers(0, len(self._order), _DRAWN * self._again)
        lessons = [self._lessons[self._order[at]] for at in drawn]
        lessons.sort(key=lambda lesson: lesson.wrong_by, reverse=True)
        for lesson in lessons[: self._again]:
            if self.count > 1.5 * lesson.made_at:
                lesson.places, lesson.weights = self._vector(lesson.counts)
                lesson.made_at = self.count
            kept = self._chance.random(len(lesson.places), dtype=np.float32) > _LEFT_OUT
            weights = lesson.weights[kept] * np.float32((1 - _LEFT_OUT) ** -0.5)
            lesson.wrong_by = self._step(lesson.places[kept], weights, lesson.label)
