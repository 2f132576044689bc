"""What is known before any call: a ranking of labels from phrases that speak for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calls.learner.cues import Cue, CueBook
from calls.learner.experts import Scores
from calls.learner.features import Counts, Places, Weights, desk_features
from calls.learner.margin import separator
from calls.learner.shelf import kept

BITS = 16
_MASK = np.int32((1 << BITS) - 1)
_SMOOTHING = 0.1
# How much each kind of feature says in so short a text: words and their pieces.
_KINDS = (1.0, 0.85)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak for a label, with what they count beside others."""

    text: str
    label: str
    counts_for: float = 1.0


class Prior:
    """Ranks `labels` by phrases: by how often their words occur, by a margin, and by cues.

    `cues` are looked for as phrases too, in any grammatical form, and are what a person can be
    told as a reason. `shelf` is where the study of the phrases is kept, under `name`.
    """

    def __init__(
        self,
        labels: Sequence[str],
        phrases: Iterable[Phrase],
        cues: Iterable[Cue] = (),
        *,
        name: str = "prior",
        shelf: Path | None = None,
    ) -> None:
        self.labels = list(labels)
        self._cues = CueBook(cues)
        self._at = {label: at for at, label in enumerate(self.labels)}
        known = [phrase for phrase in phrases if phrase.label in self._at]
        self.anew = False  # whether the phrases had to be studied
        self._rarity: Weights
        self._against: Scores
        self._margin: Scores
        self._rarity, self._against, self._margin = kept(
            shelf, name, (self.labels, known), lambda: self._studied(known)
        )

    def _studied(self, phrases: list[Phrase]) -> tuple[Weights, Scores, Scores]:
        """How rare each place is, what its absence elsewhere says, and the margin's weights."""
        self.anew = True
        counted = [desk_features(phrase.text) for phrase in phrases]
        seen_in = np.zeros(1 << BITS, dtype=np.float32)
        for counts in counted:
            for places, _ in counts.blocks:
                seen_in[places & _MASK] += 1
        self._rarity = np.log((1 + len(phrases)) / (1 + seen_in)) + 1
        vectors = [self._vector(counts) for counts in counted]
        at = [self._at[phrase.label] for phrase in phrases]
        totals = np.zeros((1 << BITS, len(self.labels)), dtype=np.float32)
        for (places, weights), label, phrase in zip(vectors, at, phrases, strict=True):
            totals[places, label] += weights * np.float32(phrase.counts_for)
        # Complement naive Bayes: how seldom a word is heard with the other labels.
        others = totals.sum(axis=1, keepdims=True) - totals + np.float32(_SMOOTHING)
        margin = separator(
            vectors,
            np.array(at, dtype=np.int64),
            np.array([phrase.counts_for for phrase in phrases], dtype=np.float32),
            totals.shape,
        )
        return self._rarity, -np.log(others / others.sum(axis=0)), margin

    def _vector(self, counts: Counts) -> tuple[Places, Weights]:
        heavy = []
        for kind, (places, how_often) in enumerate(counts.blocks):
            block = how_often * self._rarity[places & _MASK]
            heavy.append(block * np.float32(_KINDS[kind]) / np.sqrt(block @ block))
        places = np.concatenate([places & _MASK for places, _ in counts.blocks])
        return places, np.concatenate(heavy).astype(np.float32)

    def found(self, text: str) -> tuple[Cue, ...]:
        """The cues in a text: why a label is likely."""
        return self._cues.found(text)

    def parts(self, text: str) -> NDArray[np.float32]:
        """Three opinions of a text, a row each: occurrence, margin, cues; each centred."""
        places, weights = self._vector(desk_features(text))
        cues = np.zeros(len(self.labels), dtype=np.float32)
        for cue in self._cues.found(text):
            cues[self._at[cue.label]] += cue.strength * (0.5 + 0.5 * len(cue.phrase.split()))
        rows = np.stack(
            [
                weights @ self._against[places],
                weights @ self._margin[places],
                np.log1p(cues),
            ]
        )
        return rows - rows.mean(axis=1, keepdims=True)
