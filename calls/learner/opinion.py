"""One question about a call, answered from what was known before and what was learned since.

Groundwork and lessons teach one and the same learner: a lesson corrects what the built-in sayings
have taught, and a saying still speaks where no lesson does.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from pathlib import Path

import numpy as np

from calls.learner.cues import Cue, CueBook
from calls.learner.experts import Scores
from calls.learner.features import Counts, desk_features
from calls.learner.online import Learner, Phrase, Witness
from calls.learner.shelf import Arrays, kept

# What margin, occurrences and cues are worth before any lesson; then come further witnesses.
_WORTH = (1.75, 0.35, 0.1)
_PACE = 0.2
_COST = 0.3
_LESSON = 6.0  # what a call of the company's own counts for beside a saying or a cue


class Opinion:
    """Ranks `labels` for a text, by phrases that speak for them and by lessons.

    `cues` are looked for in any grammatical form, and are what a person can be told as a reason.
    `worth` is what each further witness is worth at first; `read` may remember what it has read.
    The study of the phrases is kept on the `shelf` under `name`.
    """

    def __init__(
        self,
        labels: Sequence[str],
        phrases: Iterable[Phrase],
        cues: Iterable[Cue],
        *,
        name: str,
        read: Callable[[str], Counts] = desk_features,
        shelf: Path | None = None,
        witnesses: Sequence[Witness] = (),
        worth: Sequence[float] = (),
    ) -> None:
        self.labels = list(labels)
        self.cues = CueBook(cues)
        self.anew = False  # whether the phrases had to be studied
        self._at = {label: at for at, label in enumerate(self.labels)}
        self._learner = Learner(
            read=read,
            bits=18,
            units=0,
            again=5,
            cost=_COST,
            counts_for=_LESSON,
            witnesses=(self._by_cues, *witnesses),
            worth=(*_WORTH, *worth),
            pace=_PACE,
        )
        known = [phrase for phrase in phrases if phrase.label in self._at]

        def study() -> Arrays:
            self.anew = True
            self._learner.study(self.labels, known)
            return self._learner.knowledge()

        self._learner.recall(self.labels, kept(shelf, name, (self.labels, known), study))

    def probabilities(self, text: str) -> Scores:
        """The probability of each label, in the order of `labels`."""
        return self._learner.probabilities(text)

    def learn(self, text: str, label: str, key: Hashable = None) -> None:
        """One lesson; with a `key` already known, its correction. Unknown labels teach nothing:
        corrected to one, or to "", a lesson is forgotten."""
        if label in self._at:
            self._learner.learn(text, label, key)
        else:
            self._learner.forget(key)

    def _by_cues(self, text: str) -> Scores:
        sums = np.zeros(len(self.labels), dtype=np.float32)
        for cue in self.cues.found(text):
            sums[self._at[cue.label]] += cue.strength * (0.5 + 0.5 * len(cue.phrase.split()))
        return np.log1p(sums)
