"""A linear separator of labels, learned from everything at once: the prior's steady witness.

Support vectors with squared hinge loss, each label against the others, by coordinate descent on
the dual (Hsieh et al., 2008), for all labels side by side.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Scores
from calls.learner.features import Places, Weights

_COST = 0.3
_PASSES = 4


def separator(
    vectors: Sequence[tuple[Places, Weights]],
    labels: NDArray[np.int64],
    counts_for: Weights,
    shape: tuple[int, int],
) -> Scores:
    """Weights of `shape` (places, labels) that separate each label from the others.

    A vector that counts for more may be overridden at a higher cost only.
    """
    weights = np.zeros(shape, dtype=np.float32)
    sides = np.full((len(vectors), shape[1]), -1, dtype=np.float32)
    sides[np.arange(len(vectors)), labels] = 1
    slack = (0.5 / (_COST * counts_for)).astype(np.float32)
    lengths = np.array([heavy @ heavy for _, heavy in vectors], dtype=np.float32) + slack
    pull = np.zeros_like(sides)
    order = np.random.default_rng(3)
    for _ in range(_PASSES):
        for one in order.permutation(len(vectors)):
            places, heavy = vectors[one]
            rows = weights[places]
            short = 1 - sides[one] * (heavy @ rows) - slack[one] * pull[one]
            pulled = np.maximum(pull[one] + short / lengths[one], 0)
            change = (pulled - pull[one]) * sides[one]
            if change.any():
                pull[one] = pulled
                weights[places] = rows + np.outer(heavy, change)
    return weights
