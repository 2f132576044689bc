"""What several witnesses are worth beside one another: whoever was right gains."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Scores, softmax

_LEAST, _MOST = 0.02, 8.0
_INERTIA = 4.0


class Worth:
    """Weighs rows of scores into probabilities; each tested answer shifts the weights a little."""

    def __init__(self, at_first: Sequence[float], pace: float) -> None:
        self.weights: Scores = np.array(at_first, dtype=np.float32)
        self._pace = np.float32(pace)
        self._pushed: Scores = np.full(len(self.weights), _INERTIA, dtype=np.float32)

    def probabilities(self, rows: NDArray[np.float32]) -> Scores:
        """The probability of each column, by what each row says of it."""
        return softmax(self.weights @ rows)

    def test(self, rows: NDArray[np.float32], truth: int) -> None:
        """The right column turned out to be `truth`."""
        error = self.probabilities(rows)
        error[truth] -= 1
        push = rows @ error
        self._pushed += push * push
        self.weights -= self._pace * push / np.sqrt(self._pushed)
        np.clip(self.weights, _LEAST, _MOST, out=self.weights)
