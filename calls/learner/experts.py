"""Two learners that differ, so that their average errs less than either.

Each sees a text as places and weights (`features`), takes one step a lesson and scores every
label. Columns are labels; they grow as labels appear.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from calls.learner.features import Places, Weights

Scores = NDArray[np.float32]


class Expert(Protocol):
    """What `Learner` asks of each."""

    def grow(self, labels: int) -> None:
        """There are so many labels now, at least one more than before."""

    def step(self, places: Places, weights: Weights, label: int, lessons: int) -> float:
        """Move towards the label, the less the more lessons there have been.

        Answers how wrong it was: 0 where there was nothing to learn.
        """

    def probabilities(self, places: Places, weights: Weights) -> Scores:
        """How likely each label is; they sum to 1."""


def softmax(scores: Scores) -> Scores:
    """Scores as probabilities."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def _room(had: int, wanted: int) -> int:
    """Columns to have for so many labels: some to spare, for growing copies everything."""
    return had if wanted <= had else max(8, wanted + wanted // 2)


class PassiveAggressive:
    """Keeps still where it is right by a margin, else moves just enough to be right."""

    _BOLDNESS = 0.4
    _HALVED_AFTER = 1500
    _TEMPERATURE = 0.15

    def __init__(self, places: int) -> None:
        self.labels = 0
        self.weights: Scores = np.zeros((places, 0), dtype=np.float32)

    def grow(self, labels: int) -> None:
        self.labels = labels
        places, had = self.weights.shape
        if (room := _room(had, labels)) > had:
            grown = np.zeros((places, room), dtype=np.float32)
            grown[:, :had] = self.weights
            self.weights = grown

    def _scores(self, places: Places, weights: Weights) -> Scores:
        scores: Scores = weights @ self.weights[places]
        return scores[: self.labels]

    def step(self, places: Places, weights: Weights, label: int, lessons: int) -> float:
        scores = self._scores(places, weights)
        own = scores[label]
        scores[label] = -np.inf
        rival = int(scores.argmax())
        loss = 1.0 - own + scores[rival]
        length = float(weights @ weights)
        if not loss > 0.0 or not length or rival == label:
            return 0.0
        boldness = self._BOLDNESS / (1.0 + lessons / self._HALVED_AFTER)
        move = np.float32(min(boldness, loss / (2.0 * length))) * weights
        self.weights[places, label] += move
        self.weights[places, rival] -= move
        return float(loss)

    def probabilities(self, places: Places, weights: Weights) -> Scores:
        return softmax(self._scores(places, weights) / np.float32(self._TEMPERATURE))


class Network:
    """One hidden layer: it finds what words have in common, which a linear learner cannot."""

    _RATE = 0.3
    _UPPER_RATE = 0.15
    _BIAS_RATE = 0.03
    _HALVED_AFTER = 4000
    _ENOUGH = 0.02  # a label this near to certain teaches nothing more
    _SPREAD = 0.05

    def __init__(self, places: int, units: int) -> None:
        chance = np.random.default_rng(20)
        self.lower: Scores = chance.standard_normal((places, units), dtype=np.float32)
        self.lower *= np.float32(self._SPREAD)
        self.bias: Scores = np.zeros(units, dtype=np.float32)
        self.upper: Scores = np.zeros((units, 0), dtype=np.float32)
        self.upper_bias: Scores = np.zeros(0, dtype=np.float32)

    def grow(self, labels: int) -> None:
        units, had = self.upper.shape
        # Seeded by the width: the same labels in the same order give the same network.
        chance = np.random.default_rng(labels)
        new = chance.standard_normal((units, labels - had), dtype=np.float32)
        self.upper = np.hstack([self.upper, new / np.float32(units**0.5)])
        self.upper_bias = np.append(self.upper_bias, np.zeros(labels - had, dtype=np.float32))

    def step(self, places: Places, weights: Weights, label: int, lessons: int) -> float:
        rows = self.lower[places]
        hidden = np.maximum(weights @ rows + self.bias, np.float32(0))
        error = softmax(hidden @ self.upper + self.upper_bias)
        error[label] -= 1
        if error[label] > -self._ENOUGH:
            return 0.0
        surprise = -float(error[label])
        slower = 1.0 / (1.0 + lessons / self._HALVED_AFTER)
        back = (self.upper @ error) * (hidden > 0)
        self.upper -= np.outer(hidden, np.float32(slower * self._UPPER_RATE) * error)
        self.upper_bias -= np.float32(slower * self._UPPER_RATE) * error
        self.lower[places] = rows - np.outer(np.float32(slower * self._RATE) * weights, back)
        self.bias -= np.float32(slower * self._BIAS_RATE) * back
        return surprise

    def probabilities(self, places: Places, weights: Weights) -> Scores:
        hidden = np.maximum(weights @ self.lower[places] + self.bias, np.float32(0))
        return softmax(hidden @ self.upper + self.upper_bias)
