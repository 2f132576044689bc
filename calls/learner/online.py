"""The learner: lessons in, one at a time; a ranking of labels out. It knows no language.

What it knows is a function of its lessons in their order, so that every process that reads the
same rows ranks alike. Each lesson is followed by a few earlier ones gone over again, which is
worth several passes over everything.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Example, Expert, Occurrences, Scores
from calls.learner.features import BITS, Counts, Weights, features
from calls.learner.margin import Margin
from calls.learner.network import Network
from calls.learner.remembered import Lesson, Remembered, Text
from calls.learner.worth import Worth

REMEMBERED = 20_000  # lessons: of older ones nothing is known any more
_WORTH = (2.0, 0.6, 0.7)  # of margin, occurrences and network at first
_NAME = 2.0  # what the name of a label counts for beside a lesson
_ALL_TESTED = 300  # so many first lessons test the witnesses, and one in four later ones
_TESTED = 4
_SHARES = (1.0, 1.0, 0.5)  # of words, their pieces and pairs further apart
_PASSES = 5  # over the groundwork
_SETTLED = 0.1  # a phrase that was less wrong than this is not gone over again

Witness = Callable[[str], Scores]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak for a label before any lesson, with what they count beside others."""

    text: str
    label: str
    counts_for: float = 1.0


class Learner:
    """Learns labels of texts. A lesson and a ranking take about a millisecond at the most.

    `again` is how many earlier lessons are gone over with each; `units` is the width of the
    network's hidden layer (0: no network); `bits` bounds memory: 2**bits rows of floats; `cost` is
    the margin's; `counts_for` is what a lesson counts for beside a phrase of the groundwork.
    `witnesses` each give a row of scores of a text, in the order of `labels`; `worth` is what
    experts and witnesses are worth at first, and `pace` how fast that shifts to whoever is right.
    """

    def __init__(
        self,
        *,
        read: Callable[[str], Counts] = features,
        bits: int = BITS,
        units: int = 64,
        again: int = 4,
        cost: float = 0.6,
        counts_for: float = 1.0,
        witnesses: Sequence[Witness] = (),
        worth: Sequence[float] = (),
        pace: float = 0.04,
    ) -> None:
        self._read = read
        self._mask = np.int32((1 << bits) - 1)
        self._again = again
        self._counts_for = counts_for
        self._labels: dict[str, int] = {}
        self._seen_in: Weights = np.zeros(1 << bits, dtype=np.float32)
        self._experts: list[Expert] = [Margin(1 << bits, cost), Occurrences(1 << bits)]
        if units:
            self._experts.append(Network(1 << bits, units))
        self._witnesses = tuple(witnesses)
        self._worth = Worth(worth or _WORTH[: len(self._experts)], pace)
        self._lessons = Remembered()
        self._of_label: Counter[int] = Counter()
        self._texts = 0  # that rarity is counted over
        self.count = 0

    @property
    def labels(self) -> list[str]:
        """The labels met so far, in the order in which they were met."""
        return list(self._labels)

    def study(self, labels: Sequence[str], said: Sequence[Phrase]) -> None:
        """The groundwork, before the first lesson: gone over a few times, never taken back."""
        self.expect(labels)
        texts = [self._seen(phrase.text) for phrase in said]
        for text in texts:
            self._note(text, +1)
        examples = [
            Example(text.places, self._weighed(text), self._labels[phrase.label], phrase.counts_for)
            for text, phrase in zip(texts, said, strict=True)
        ]
        for example in examples:
            for expert in self._experts:
                expert.take(example)
        order = np.random.default_rng(3)
        wrong_by = np.ones(len(examples), dtype=np.float32)
        for turn in range(_PASSES):
            for at in order.permutation(np.flatnonzero(wrong_by > _SETTLED)):
                wrong_by[at] = sum(
                    one.step(examples[at], self._texts, again=turn > 0) for one in self._experts
                )

    def expect(self, labels: Sequence[str]) -> None:
        """These labels there are, whether or not anything is known of them."""
        self._labels = {label: at for at, label in enumerate(labels)}
        for expert in self._experts:
            expert.grow(len(self._labels))

    def knowledge(self) -> tuple[NDArray[Any], ...]:
        """What the groundwork has taught, to be kept for `recall`."""
        texts = np.array([self._texts], dtype=np.float32)
        return (self._seen_in, texts, *(a for one in self._experts for a in one.knowledge()))

    def recall(self, labels: Sequence[str], knowledge: Sequence[NDArray[Any]]) -> None:
        """Know the groundwork without studying it; the labels must be the same."""
        self.expect(labels)
        self._seen_in, texts, *rest = knowledge
        self._texts = int(texts[0])
        for expert in self._experts:
            size = len(expert.knowledge())
            expert.recall(rest[:size])
            rest = rest[size:]

    def learn(self, text: str, label: str, key: Hashable = None) -> None:
        """One lesson. A `key` already known corrects that lesson instead of adding one; said in
        other words, it is another lesson in its place.

        A label never met before begins with its own name, the first that is said of it.
        """
        seen = self._seen(text)
        if self.knows(key):
            if np.array_equal(seen.places, self._lessons[key].text.places):
                self.correct(key, label)
                return
            self.forget(key)
        if label not in self._labels:
            self._meet(label)
        elif self.count < _ALL_TESTED or self.count % _TESTED == 0:
            self._worth.test(self._rows(text, seen), self._labels[label])
        self.count += 1
        self._add(
            ("lesson", self.count) if key is None else key,
            seen,
            self._labels[label],
            self._counts_for,
        )

    def correct(self, key: Hashable, label: str) -> None:
        """Put a lesson right: what it taught is taken back and the right label learned.

        The network alone cannot take a lesson back; there it fades with the lessons that follow,
        and is gone when the rows are next read from the start. Raises KeyError if the lesson is
        not remembered.
        """
        lesson = self._lessons[key]
        for expert in self._experts:
            expert.drop(lesson.example)
        if label not in self._labels:
            self._meet(label)
        self._of_label[lesson.example.label] -= 1
        self._of_label[self._labels[label]] += 1
        before = lesson.example
        example = Example(before.places, before.weights, self._labels[label], self._counts_for)
        lesson.teach(example)
        for expert in self._experts:
            expert.take(example)
            for _ in range(20):
                if int(expert.scores(example.places, example.weights).argmax()) == example.label:
                    break
                expert.step(example, self._ripeness(example), again=False)

    def knows(self, key: Hashable) -> bool:
        """Whether this lesson is remembered."""
        return key is not None and key in self._lessons

    def forget(self, key: Hashable) -> None:
        """Take a lesson back, if it is remembered."""
        if self.knows(key):
            self._take_back(key)
            self._go_over()  # what the others had to give way to, they take back

    def _take_back(self, key: Hashable) -> None:
        lesson = self._lessons.pop(key)
        self._note(lesson.text, -1)
        self._of_label[lesson.example.label] -= 1
        for expert in self._experts:
            expert.drop(lesson.example)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its probability, likeliest first; nothing before the first lesson."""
        chances = self.probabilities(text)
        names = self.labels
        return [(names[at], float(chances[at])) for at in np.argsort(-chances, kind="stable")]

    def probabilities(self, text: str) -> Scores:
        """The probability of each label, in the order of `labels`."""
        if not self._labels:
            return np.zeros(0, dtype=np.float32)
        return self._worth.probabilities(self._rows(text, self._seen(text)))

    def _rows(self, text: str, seen: Text) -> NDArray[np.float32]:
        """What each expert and each witness says of each label, centred."""
        weights = self._weighed(seen)
        said = [expert.scores(seen.places, weights) for expert in self._experts]
        rows = np.stack(said + [witness(text) for witness in self._witnesses])
        return rows - rows.mean(axis=1, keepdims=True)

    def _seen(self, text: str) -> Text:
        blocks = self._read(text).blocks
        places = np.concatenate([places for places, _ in blocks]) & self._mask
        return Text(places, tuple(how_often for _, how_often in blocks))

    def _note(self, text: Text, times: int) -> None:
        """So many more texts hold these words."""
        self._seen_in[text.places] += times
        self._texts += times

    def _meet(self, label: str) -> None:
        self._labels[label] = at = len(self._labels)
        for expert in self._experts:
            expert.grow(len(self._labels))
        name = self._seen(re.sub(r"[\W_]+", " ", label))
        self._add(("label", label), name, at, _NAME * self._counts_for)

    def _add(self, key: Hashable, text: Text, label: int, counts_for: float) -> None:
        weights = self._weighed(text)
        self._note(text, +1)
        example = Example(text.places, weights, label, counts_for)
        self._lessons.add(key, Lesson(text, example, self._texts))
        if len(self._lessons) > REMEMBERED:
            self._take_back(self._lessons.oldest)
        self._of_label[label] += 1
        for expert in self._experts:
            expert.take(example)
            expert.step(example, self._ripeness(example), again=False)
        self._go_over()

    def _ripeness(self, example: Example) -> int:
        """How many lessons there would be if all labels had as many: a new label learns fast."""
        return min(self.count, self._of_label[example.label] * len(self._labels))

    def _weighed(self, seen: Text) -> Weights:
        """The weights of a text's features, the rarer the heavier; every kind has its share."""
        rarity = np.log((1 + self._texts) / (1 + self._seen_in[seen.places])) + 1
        heavy, start = [], 0
        for share, how_often in zip(_SHARES, seen.kinds, strict=False):
            block = how_often * rarity[start : start + len(how_often)]
            heavy.append(block * np.float32(share) / np.sqrt(block @ block))
            start += len(how_often)
        return np.concatenate(heavy).astype(np.float32)

    def _go_over(self) -> None:
        """Some earlier lessons again."""
        for lesson in self._lessons.to_go_over(self._again, self.count):
            if self._texts > 1.5 * lesson.made_at:
                self._renew(lesson)
            lesson.gone_over_at = self.count
            ripe = self._ripeness(lesson.example)
            lesson.wrong_by = sum(
                expert.step(lesson.example, ripe, again=True) for expert in self._experts
            )

    def _renew(self, lesson: Lesson) -> None:
        """Weigh a lesson's words by how rare they are by now."""
        weights = self._weighed(lesson.text)
        for expert in self._experts:
            expert.reweigh(lesson.example, weights - lesson.example.weights)
        lesson.example.weights = weights
        lesson.made_at = self._texts
