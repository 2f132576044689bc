"""The expert that finds what words have in common, which a linear one cannot."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Example, Scores, log_chances, softmax
from calls.learner.features import Places, Weights


class Network:
    """One hidden layer. Going over a lesson again, it leaves out most of the features by lot."""

    _RATE = 0.3
    _UPPER_RATE = 0.15
    _BIAS_RATE = 0.03
    _HALVED_AFTER = 4000
    _ENOUGH = 0.02  # a label this near to certain teaches nothing more
    _SPREAD = 0.05
    _LEFT_OUT = 0.65

    def __init__(self, places: int, units: int) -> None:
        chance = np.random.default_rng(20)
        self._lower: Scores = chance.standard_normal((places, units), dtype=np.float32)
        self._lower *= np.float32(self._SPREAD)
        self._bias: Scores = np.zeros(units, dtype=np.float32)
        self._upper: Scores = np.zeros((units, 0), dtype=np.float32)
        self._upper_bias: Scores = np.zeros(0, dtype=np.float32)
        self._chance = np.random.default_rng(7)

    def grow(self, labels: int) -> None:
        units, had = self._upper.shape
        # Seeded by the width: the same labels in the same order give the same network.
        chance = np.random.default_rng(labels)
        new = chance.standard_normal((units, labels - had), dtype=np.float32)
        self._upper = np.hstack([self._upper, new / np.float32(units**0.5)])
        self._upper_bias = np.append(self._upper_bias, np.zeros(labels - had, dtype=np.float32))

    def take(self, example: Example) -> None:
        """Nothing is added up here."""

    def drop(self, example: Example) -> None:
        """What it has learned fades under the lessons that follow."""

    def reweigh(self, example: Example, by: Weights) -> None:
        """It sees the new weights when it next goes over the lesson."""

    def step(self, example: Example, lessons: int, *, again: bool) -> float:
        places, weights = example.places, example.weights
        if again:
            kept = self._chance.random(len(places), dtype=np.float32) > self._LEFT_OUT
            places = places[kept]
            weights = weights[kept] * np.float32((1 - self._LEFT_OUT) ** -0.5)
        rows = self._lower.take(places, axis=0)
        hidden = np.maximum(weights @ rows + self._bias, np.float32(0))
        error = softmax(hidden @ self._upper + self._upper_bias)
        error[example.label] -= 1
        surprise = -float(error[example.label])
        if surprise < self._ENOUGH:
            return 0.0
        slower = 1.0 / (1.0 + lessons / self._HALVED_AFTER)
        back = (self._upper @ error) * (hidden > 0)
        self._upper -= np.outer(hidden, np.float32(slower * self._UPPER_RATE) * error)
        self._upper_bias -= np.float32(slower * self._UPPER_RATE) * error
        self._lower[places] = rows - np.outer(np.float32(slower * self._RATE) * weights, back)
        self._bias -= np.float32(slower * self._BIAS_RATE) * back
        return surprise

    def scores(self, places: Places, weights: Weights) -> Scores:
        hidden = np.maximum(weights @ self._lower.take(places, axis=0) + self._bias, np.float32(0))
        return log_chances(hidden @ self._upper + self._upper_bias)

    def knowledge(self) -> list[NDArray[Any]]:
        return [self._lower, self._bias, self._upper, self._upper_bias]

    def recall(self, knowledge: Sequence[NDArray[Any]]) -> None:
        self._lower, self._bias, self._upper, self._upper_bias = knowledge
