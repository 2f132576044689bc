"""The expert that separates each label from all others by a margin.

Support vectors with squared hinge loss, by coordinate descent on the dual (Hsieh et al., 2008),
for all labels side by side and one lesson at a time: a step moves the planes just as far as this
lesson asks for, and how far each lesson has moved them is known, so that it can be taken back.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Example, Scores, Table
from calls.learner.features import Places, Weights


class Margin:
    """Keeps still where a lesson is right by a margin. A lesson that counts for more may be
    overridden by the others at a higher cost only.

    `cost`: of being wrong about a lesson, beside simple planes.
    """

    _LEAST = np.float32(0.01)  # what moves a plane less is not worth the time

    def __init__(self, places: int, cost: float) -> None:
        self._planes = Table(places)
        self._cost = cost

    def grow(self, labels: int) -> None:
        self._planes.grow(labels)

    def take(self, example: Example) -> None:
        self._move(example, example.weights, example.pull)

    def drop(self, example: Example) -> None:
        self._move(example, example.weights, -example.pull)

    def reweigh(self, example: Example, by: Weights) -> None:
        self._move(example, by, example.pull)

    def step(self, example: Example, lessons: int, *, again: bool) -> float:
        if missing := self._planes.labels - len(example.pull):
            example.pull = np.append(example.pull, np.zeros(missing, dtype=np.float32))
        side = np.full(len(example.pull), -1, dtype=np.float32)
        side[example.label] = 1
        slack = np.float32(0.5 / (self._cost * example.counts_for))
        pulled = side * example.pull
        own = example.weights @ self._planes.rows(example.places)
        short = 1 - side * own - slack * pulled
        length = example.weights @ example.weights + slack
        change = side * (np.maximum(pulled + short / length, 0) - pulled)
        change[np.abs(change) < self._LEAST] = 0
        self._move(example, example.weights, change)
        example.pull = example.pull + change
        return float(np.abs(change).sum())

    def _move(self, example: Example, weights: Weights, pull: Scores) -> None:
        moved = np.flatnonzero(pull)
        if len(moved):
            self._planes.add(example.places, moved, np.outer(weights, pull[moved]))

    def scores(self, places: Places, weights: Weights) -> Scores:
        return weights @ self._planes.rows(places)

    def knowledge(self) -> list[NDArray[Any]]:
        return self._planes.knowledge()

    def recall(self, knowledge: Sequence[NDArray[Any]]) -> None:
        self._planes.recall(knowledge)
