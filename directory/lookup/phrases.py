"""Texts of several words, each found by any of its words: positions, departments, duties."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from directory.lookup.colloquial import MEANINGS
from directory.lookup.endings import word_stem
from directory.lookup.vocabulary import ALIAS, CASE, EXACT, NONE, Costs, Token, Vocabulary

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`‘′][^\W_]+)*")
_AKIN = 5


def words_of(text: str) -> list[str]:
    """Return the words of a text; an apostrophe inside a word does not part it."""
    return _WORD.findall(text)


def word_table(texts: Sequence[str], ids: dict[str, int]) -> npt.NDArray[np.intp]:
    """Return a column for each text: the ids of its words, filled up with -1; `ids` grows."""
    rows = [[ids.setdefault(word.lower(), len(ids)) for word in words_of(text)] for text in texts]
    table = np.full((max(map(len, rows), default=1) or 1, len(rows)), -1, np.intp)
    for place, words in enumerate(rows):
        table[: len(words), place] = words
    return table


def best_word(costs: Costs, table: npt.NDArray[np.intp]) -> Costs:
    """Return for each text the cost of its best word; the last cost is for no word."""
    best: Costs = costs[table[0]]
    for words in table[1:]:
        np.minimum(best, costs[words], out=best)
    return best


def plus(costs: Costs, more: int | Costs) -> Costs:
    """Return the costs raised, keeping what did not match unmatched."""
    return np.where(costs == NONE, NONE, costs + np.asarray(more, np.uint8)).astype(np.uint8)


class Phrases:
    """A list of texts; answers a token with one cost for each of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = list(texts)
        ids: dict[str, int] = {}
        self._table = word_table(self.texts, ids)
        self._words = Vocabulary(list(ids), word_stem)

    def known(self, token: Token) -> Costs:
        """Costs of the texts with the word in any case, one begun so, or its everyday name."""
        if self not in token.found:
            token.found[self] = self._known(token)
        return token.found[self]

    def _known(self, token: Token) -> Costs:
        if len(token.written) < 2:
            return np.full(len(self.texts), NONE, np.uint8)
        stem = token.word_stem
        costs = self._words.known(token, [stem] if stem else [])
        if len(stem) >= _AKIN and costs.min(initial=NONE) > CASE:
            # Закупками and закупівля: one root, other endings than the case ones.
            akin = self._words.stem_beginning(stem[: max(_AKIN, len(stem) - 2)])
            costs[akin] = np.minimum(costs[akin], ALIAS)
        found = best_word(costs, self._table)
        for phrase in MEANINGS.get(stem, ()):
            together = np.ones(len(self.texts), bool)
            for word in phrase:
                meant = self._words.nothing()
                meant[self._words.with_stem(word)] = EXACT
                together &= best_word(meant, self._table) == EXACT
            found[together] = EXACT
        return found

    def similar(self, token: Token) -> Costs:
        """Costs of the texts with a word like it; short words are too alike to be guessed."""
        if len(token.written) < 5:
            return np.full(len(self.texts), NONE, np.uint8)
        return best_word(self._words.similar(token, token.word_stem), self._table)
