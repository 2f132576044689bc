"""Distinct words, and which of them a heard or half-typed one may be.

Every match has a cost, a small whole number that also tells how the word was matched; a query is
answered with an array of one cost for each word, `NONE` where it is another word altogether.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from directory.lookup.endings import name_stems, word_stem
from directory.lookup.letters import is_latin, other_sound, romanised, sound, written

Costs = npt.NDArray[np.uint8]
Ids = npt.NDArray[np.intp]

# A word that sounds so may as well be the beginning of another: «ковал» is Коваль or Коваленко.
EXACT, SOUND, PREFIX, CASE, ALIAS, SOUND_PREFIX, CHANGED = 0, 2, 2, 3, 4, 5, 6
FUZZY = 20  # and upward: one letter wrong is 34, two are 48
TENDER = 36
NONE = 255

_LONGEST = 40


class Token:
    """One word of a query in all the forms it is compared by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.written = written(text)[:_LONGEST]
        self.latin = is_latin(self.written)
        self.sound = sound(self.written)
        self.sounds = tuple(dict.fromkeys((self.sound, other_sound(self.written))))

        # What was found for it once need not be looked for again while the query is answered.
        self.found: dict[object, Costs] = {}

    @cached_property
    def name_stems(self) -> list[str]:
        """The stems of the names it may be, in whatever case it stands."""
        return name_stems(self.sound) if self.sound else []

    @cached_property
    def word_stem(self) -> str:
        """Its stem as a common word."""
        return word_stem(self.sound)


def _mistakes(form: str) -> int:
    """How many letters of a word may be wrong."""
    return 0 if len(form) < 3 else 1 if len(form) < 6 else 2


class Spelling:
    """The words of a vocabulary in one form, found by their beginning or by likeness."""

    def __init__(self, forms: list[str]) -> None:
        self.forms = forms
        self.order = np.array(sorted(range(len(forms)), key=forms.__getitem__), dtype=np.intp)
        self.sorted = [forms[each] for each in self.order]
        self.signatures = np.fromiter(map(_signature, forms), np.uint64, len(forms))
        self.lengths = np.fromiter(map(len, forms), np.int16, len(forms))

    def beginning(self, prefix: str) -> Ids:
        """Return the words that begin with the prefix."""
        low = bisect_left(self.sorted, prefix)
        return self.order[low : bisect_left(self.sorted, prefix + "\U0010ffff", low)]

    def exactly(self, form: str) -> Ids:
        low = bisect_left(self.sorted, form)
        return self.order[low : bisect_left(self.sorted, form + "\0", low)]

    def like(self, form: str, most: int) -> tuple[Ids, Costs]:
        """Return the words at most `most` mistakes away and how many those are.

        One mistake is a letter wrong, missing or too many, or two neighbours swapped. It changes
        at most two bits of a signature, so only words whose bits differ little are compared.
        """
        differing = np.bitwise_count(self.signatures ^ np.uint64(_signature(form)))
        near = (differing <= 2 * most) & (np.abs(self.lengths - len(form)) <= most)
        ids = np.flatnonzero(near)
        if not len(ids):
            return ids, np.empty(0, np.uint8)
        choices = [self.forms[each] for each in ids.tolist()]
        apart = cdist([form], choices, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
        close = apart <= most
        return ids[close], apart[close]


class Vocabulary:
    """Words known by what is written, by official Latin spelling, by sound and by stem."""

    def __init__(self, words: Sequence[str], stem: Callable[[str], str]) -> None:
        self.size = len(words)
        cleaned = [written(word) for word in words]
        sounds = [sound(word) for word in cleaned]
        stems = [stem(key) for key in sounds]
        self._written = Spelling(cleaned)
        self._romanised = Spelling([romanised(word) for word in cleaned])
        self._sound = Spelling(sounds)
        self._stem = Spelling(stems)

    def _spelling(self, token: Token) -> Spelling:
        return self._romanised if token.latin else self._written

    def nothing(self) -> Costs:
        """One cost for each word and, at the end, one for no word at all."""
        return np.full(self.size + 1, NONE, np.uint8)

    def known(self, token: Token, stems: Sequence[str]) -> Costs:
        """Costs of the words that the token is, in some spelling or case, or begins."""
        if self in token.found:
            return token.found[self].copy()
        costs = self.nothing()
        spelling = self._spelling(token)
        for key in filter(None, token.sounds):
            # A sound cannot be told before its next letter: "Юлі" is "uli" and Юлія is "ula".
            sure = key[:-1] if len(key) > 3 and key[-1] == "i" else key
            if 2 * len(key) >= len(token.written):
                costs[self._sound.beginning(sure)] = SOUND_PREFIX
        for each in stems:
            costs[self._stem.exactly(each)] = CASE
        costs[spelling.beginning(token.written)] = PREFIX
        for key in filter(None, token.sounds):
            if len(key) > 2:
                costs[self._sound.exactly(key)] = SOUND
        costs[spelling.exactly(token.written)] = EXACT
        token.found[self] = costs.copy()
        return costs

    def with_stem(self, key: str) -> Ids:
        return self._stem.exactly(key)

    def stem_beginning(self, prefix: str) -> Ids:
        return self._stem.beginning(prefix)

    def similar(self, token: Token, stem: str) -> Costs:
        """Costs of the words the token may be with a letter or two wrong."""
        most = _mistakes(token.written)
        if not most:
            return self.nothing()
        apart = []
        for spelling, forms in (
            (self._spelling(token), (token.written,)),
            (self._sound, token.sounds),
            (self._stem, (stem,)),
        ):
            distances = np.full(self.size + 1, most + 1, np.uint8)
            for form in forms:
                ids, found = spelling.like(form, min(most, _mistakes(form)))
                distances[ids] = np.minimum(distances[ids], found)
            apart.append(distances)
        in_writing, in_sound, in_stem = apart
        nearest = np.minimum(np.minimum(in_writing, in_sound), in_stem)
        costs = FUZZY + 10 * nearest + 3 * np.minimum(in_writing, in_sound) + in_writing
        return np.where(nearest <= most, costs, NONE).astype(np.uint8)

    def begun(self, token: Token) -> Costs:
        """Costs of the words whose beginning the token may be with a letter wrong."""
        costs = self.nothing()
        spelling, form = self._spelling(token), token.written
        if len(form) < 4:
            return costs
        beginnings: dict[str, list[int]] = defaultdict(list)
        foreign = np.bitwise_count(np.uint64(_signature(form)) & ~spelling.signatures)
        for each in np.flatnonzero((foreign <= 1) & (spelling.lengths > len(form))).tolist():
            for length in range(len(form) - 1, len(form) + 2):
                beginnings[spelling.forms[each][:length]].append(each)
        if beginnings:
            choices = list(beginnings)
            apart = cdist([form], choices, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)[0]
            for nearest in np.flatnonzero(apart <= 1).tolist():
                costs[beginnings[choices[nearest]]] = FUZZY + 20
        return costs


def _signature(form: str) -> int:
    """32 bits for the letters a word has and 32 for those it has at least twice."""
    once = twice = 0
    for letter in form:
        bit = 1 << (ord(letter) & 31)
        twice |= once & bit
        once |= bit
    return once | twice << 32
