"""One question about a call, answered from what was known before and what was learned since."""

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from calls.learner.experts import Scores
from calls.learner.features import desk_features
from calls.learner.online import Learner
from calls.learner.prior import Prior
from calls.learner.worth import Worth

# What each witness is worth before any lesson: occurrence, margin and cues of the prior, the
# learner, then any others. From then on each lesson shifts the worth to whoever was right.
_WORTH = (1.1, 3.0, 0.5, 0.35)
_PACE = 0.2
_FLOOR = 1e-3
_ALL_TESTED = 300
_TESTED = 4

Witness = Callable[[str], Scores]


class Opinion:
    """Ranks the prior's labels for a text; lessons teach it and weigh its witnesses anew.

    Each of `witnesses` gives a row of scores in the order of `labels`; `worth` says how much it
    counts at first.
    """

    def __init__(
        self, prior: Prior, witnesses: Sequence[Witness] = (), worth: Sequence[float] = ()
    ) -> None:
        self.prior = prior
        self._at = {label: at for at, label in enumerate(prior.labels)}
        self._learner = Learner(read=desk_features, bits=15, units=32, again=5)
        self._witnesses = tuple(witnesses)
        self._worth = Worth((*_WORTH, *worth), _PACE)

    @property
    def labels(self) -> list[str]:
        """The possible answers."""
        return self.prior.labels

    @property
    def lessons(self) -> int:
        """How many lessons it has had."""
        return self._learner.count

    def probabilities(self, text: str) -> Scores:
        """The probability of each label, in the order of `labels`."""
        if not self.labels:
            return np.zeros(0, dtype=np.float32)
        return self._worth.probabilities(self._rows(text))

    def learn(self, text: str, label: str, key: Hashable = None) -> None:
        """One lesson; with a `key` already known, its correction. Unknown labels teach nothing:
        corrected to one, or to "", a lesson is forgotten.

        Before it is learned, the lesson is a test: witnesses that knew gain worth. After the
        first few hundred, one lesson in four is.
        """
        if label not in self._at:
            self._learner.forget(key)
            return
        testing = self.lessons < _ALL_TESTED or self.lessons % _TESTED == 0
        if testing and not self._learner.knows(key):
            self._worth.test(self._rows(text), self._at[label])
        self._learner.learn(text, label, key)

    def _rows(self, text: str) -> NDArray[np.float32]:
        """What each witness says, a row each, centred."""
        learned, heard = self._learner.opinion(text)
        # The learner is believed as far as it has heard such words: at first it knows one label,
        # and would call everything by it.
        own = np.full(len(self.labels), (1 - heard) / len(self.labels), dtype=np.float32)
        own[[self._at[label] for label in self._learner.labels]] += learned * np.float32(heard)
        rows = [np.log(own + _FLOOR), *(witness(text) for witness in self._witnesses)]
        others = np.stack(rows)
        others -= others.mean(axis=1, keepdims=True)
        return np.concatenate([self.prior.parts(text), others])
