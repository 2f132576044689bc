"""Three learners that differ, so that together they err less than the best of them.

Each sees a lesson as places and weights (`features`) with a label, and scores every label of a
text. Columns are labels; they grow as labels appear.
"""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from calls.learner.features import Places, Weights

Scores = NDArray[np.float32]


def softmax(scores: Scores) -> Scores:
    """Scores as probabilities."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


@dataclass(slots=True)
class Example:
    """A lesson as the experts see it. `pull` is how far it has moved each label's plane."""

    places: Places
    weights: Weights
    label: int
    pull: Scores = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


class Expert(Protocol):
    """What `Learner` asks of each."""

    def grow(self, labels: int, used: Places) -> None:
        """There are so many labels now, one more than before; `used` are the places in use."""

    def take(self, example: Example) -> None:
        """Count what the example holds, as far as an expert adds examples up."""

    def drop(self, example: Example) -> None:
        """Undo what the example has added, exactly; what cannot be undone fades by itself."""

    def step(self, example: Example, lessons: int, *, again: bool) -> float:
        """Learn from the example, for the first time or again, the less the more lessons.

        Answers how wrong it was: 0 where there was nothing to learn.
        """

    def probabilities(self, places: Places, weights: Weights) -> Scores:
        """How likely each label is; they sum to 1."""


class _Table:
    """A row for each place and a column for each label, with columns to spare."""

    def __init__(self, places: int) -> None:
        self.labels = 0
        self.cells: Scores = np.zeros((places, 16), dtype=np.float32)

    def grow(self, labels: int, used: Places) -> None:
        self.labels = labels
        places, room = self.cells.shape
        if labels > room:  # rows not in use are never touched, and so take no memory
            grown = np.zeros((places, 2 * room), dtype=np.float32)
            grown[used, :room] = self.cells[used]
            self.cells = grown

    def rows(self, places: Places) -> Scores:
        """A copy of these places' rows, a column for each label."""
        return self.cells[places][:, : self.labels]


class PassiveAggressive:
    """Keeps still where it is right by a margin, else moves just enough to be right.

    What each lesson has moved is known, so that it can be taken back.
    """

    _BOLDNESS = 0.4
    _HALVED_AFTER = 1500
    _TEMPERATURE = 0.15

    def __init__(self, places: int) -> None:
        self._planes = _Table(places)

    def grow(self, labels: int, used: Places) -> None:
        self._planes.grow(labels, used)

    def take(self, example: Example) -> None:
        if len(example.pull):
            self._add(example, example.pull)

    def drop(self, example: Example) -> None:
        if len(example.pull):
            self._add(example, -example.pull)

    def _add(self, example: Example, pull: Scores) -> None:
        moved = np.flatnonzero(pull)
        self._planes.cells[np.ix_(example.places, moved)] += np.outer(example.weights, pull[moved])

    def step(self, example: Example, lessons: int, *, again: bool) -> float:
        scores = example.weights @ self._planes.rows(example.places)
        own = scores[example.label]
        scores[example.label] = -np.inf
        rival = int(scores.argmax())
        loss = 1.0 - own + scores[rival]
        length = float(example.weights @ example.weights)
        if not loss > 0.0 or not length or rival == example.label:
            return 0.0
        if missing := self._planes.labels - len(example.pull):
            example.pull = np.concatenate([example.pull, np.zeros(missing, dtype=np.float32)])
        boldness = self._BOLDNESS / (1.0 + lessons / self._HALVED_AFTER)
        move = np.float32(min(boldness, loss / (2.0 * length)))
        example.pull[example.label] += move
        example.pull[rival] -= move
        change = move * example.weights
        self._planes.cells[example.places, example.label] += change
        self._planes.cells[example.places, rival] -= change
        return float(loss)

    def probabilities(self, places: Places, weights: Weights) -> Scores:
        scores: Scores = weights @ self._planes.rows(places)
        return softmax(scores / np.float32(self._TEMPERATURE))


class Occurrences:
    """Counts which words are said of which label: knows much from very few lessons."""

    _SMOOTHING = 0.05
    _VAST = 13_000.0  # words never heard yet: what is rare says little of a label's length
    _TEMPERATURE = 0.7

    def __init__(self, places: int) -> None:
        self._heard = _Table(places)
        self._totals: Scores = np.zeros(0, dtype=np.float32)

    def grow(self, labels: int, used: Places) -> None:
        self._heard.grow(labels, used)
        self._totals = np.append(
            self._totals, np.zeros(labels - len(self._totals), dtype=np.float32)
        )

    def take(self, example: Example) -> None:
        self._heard.cells[example.places, example.label] += example.weights
        self._totals[example.label] += example.weights.sum()

    def drop(self, example: Example) -> None:
        left = self._heard.cells[example.places, example.label] - example.weights
        self._heard.cells[example.places, example.label] = np.maximum(left, 0)
        self._totals[example.label] -= example.weights.sum()

    def step(self, example: Example, lessons: int, *, again: bool) -> float:
        return 0.0  # counting again would count double

    def probabilities(self, places: Places, weights: Weights) -> Scores:
        heard = np.log1p(self._heard.rows(places) / np.float32(self._SMOOTHING))
        scores = weights @ heard - weights.sum() * np.log(self._totals + np.float32(self._VAST))
        return softmax(scores / np.float32(self._TEMPERATURE))
