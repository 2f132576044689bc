"""What a learner is made of: experts that differ, so that together they err less than the best.

Each sees a lesson as places and weights (`features`) with a label, and scores every label of a
text. Columns are labels; they grow as labels appear.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from calls.learner.features import Places, Weights

Scores = NDArray[np.float32]
_FLOOR = np.float32(1e-4)  # no expert's "impossible" may silence the others


def softmax(scores: Scores) -> Scores:
    """Scores as probabilities."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def log_chances(scores: Scores) -> Scores:
    """The logarithms of the scores' probabilities, none of them bottomless."""
    return np.log(softmax(scores) + _FLOOR)


@dataclass(slots=True)
class Example:
    """A lesson as the experts see it, and what it counts beside the others.

    `pull` is how far it has moved each label's plane, up or down.
    """

    places: Places
    weights: Weights
    label: int
    counts_for: float = 1.0
    pull: Scores = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


class Expert(Protocol):
    """What `Learner` asks of each."""

    def grow(self, labels: int) -> None:
        """There are so many labels now."""

    def take(self, example: Example) -> None:
        """Count what the example holds, as far as an expert adds examples up."""

    def drop(self, example: Example) -> None:
        """Undo what the example has added, exactly; what cannot be undone fades by itself."""

    def reweigh(self, example: Example, by: Weights) -> None:
        """What it has added, as if its words had weighed so much more or less."""

    def step(self, example: Example, lessons: int, *, again: bool) -> float:
        """Learn from the example, for the first time or again, the less the more lessons.

        Answers how wrong it was: 0 where there was nothing to learn.
        """

    def scores(self, places: Places, weights: Weights) -> Scores:
        """How likely each label is, beside the others: more is likelier."""

    def knowledge(self) -> list[NDArray[Any]]:
        """What it has learned, to be kept."""

    def recall(self, knowledge: Sequence[NDArray[Any]]) -> None:
        """Know what was kept, of as many labels as there are now."""


class Table:
    """A row for each place in use and a column for each label, with room to spare.

    A place not in use has no row of its own and reads as zeros: there are many more places than
    words, so that two words seldom share one.
    """

    def __init__(self, places: int) -> None:
        self.labels = 0
        self._row = np.zeros(places, dtype=np.int32)  # row 0 is that of all places not in use
        self._used = 1
        self._cells: Scores = np.zeros((1, 0), dtype=np.float32)

    def grow(self, labels: int) -> None:
        self.labels = labels
        rows, room = self._cells.shape
        if labels > room:
            self._enlarge(rows, max(labels, room * 5 // 4))

    def rows(self, places: Places) -> Scores:
        """A copy of these places' rows, a column for each label."""
        return self._cells.take(self._row.take(places), axis=0)[:, : self.labels]

    def add(self, places: Places, columns: NDArray[np.int64], cells: Scores) -> None:
        """Add to these columns of distinct places."""
        rows = self._row[places]
        if not rows.all():
            new = places[rows == 0]
            self._row[new] = np.arange(self._used, self._used + len(new), dtype=np.int32)
            self._used += len(new)
            if self._used > len(self._cells):
                self._enlarge(max(self._used, len(self._cells) * 3 // 2), self._cells.shape[1])
            rows = self._row[places]
        # One flat index is twice as fast as a pair of them.
        flat = (rows.astype(np.int64)[:, None] * self._cells.shape[1] + columns).ravel()
        self._cells.reshape(-1)[flat] += cells.ravel()

    def knowledge(self) -> list[NDArray[Any]]:
        """The places in use, and their rows."""
        return [self._row, self._cells[: self._used, : self.labels]]

    def recall(self, knowledge: Sequence[NDArray[Any]]) -> None:
        self._row, self._cells = knowledge
        self._used = len(self._cells)

    def _enlarge(self, rows: int, room: int) -> None:
        grown = np.zeros((rows, room), dtype=np.float32)
        before_rows, before_room = self._cells.shape
        grown[:before_rows, :before_room] = self._cells
        self._cells = grown


class Occurrences:
    """Counts which words are said of which label: knows much from very few lessons."""

    _SMOOTHING = 0.1
    _VAST = 13_000.0  # words never heard yet: what is rare says little of a label's length
    _TEMPERATURE = 0.7

    def __init__(self, places: int) -> None:
        self._heard = Table(places)
        self._totals: Scores = np.zeros(0, dtype=np.float32)

    def grow(self, labels: int) -> None:
        self._heard.grow(labels)
        self._totals = np.append(
            self._totals, np.zeros(labels - len(self._totals), dtype=np.float32)
        )

    def take(self, example: Example) -> None:
        self._count(example, example.weights, example.counts_for)

    def drop(self, example: Example) -> None:
        self._count(example, example.weights, -example.counts_for)

    def reweigh(self, example: Example, by: Weights) -> None:
        self._count(example, by, example.counts_for)

    def _count(self, example: Example, weights: Weights, times: float) -> None:
        heard = weights * np.float32(times)
        self._heard.add(example.places, np.array([example.label]), heard[:, None])
        self._totals[example.label] += heard.sum()

    def step(self, example: Example, lessons: int, *, again: bool) -> float:
        return 0.0  # counting again would count double

    def scores(self, places: Places, weights: Weights) -> Scores:
        # What was dropped again may leave a trifle below nothing.
        counts = np.maximum(self._heard.rows(places), 0)
        heard = np.log1p(counts / np.float32(self._SMOOTHING))
        scores = weights @ heard - weights.sum() * np.log(self._totals + np.float32(self._VAST))
        return log_chances(scores / np.float32(self._TEMPERATURE))

    def knowledge(self) -> list[NDArray[Any]]:
        return [*self._heard.knowledge(), self._totals]

    def recall(self, knowledge: Sequence[NDArray[Any]]) -> None:
        *heard, self._totals = knowledge
        self._heard.recall(heard)
