"""The surnames, given names and patronymics of a company, each once, and what may mean them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from directory.lookup.endings import changed_stems, name_stem
from directory.lookup.given_names import Form, kin_by_stem, kin_of, tender_stems
from directory.lookup.letters import sound, written
from directory.lookup.patronymics import full_stems
from directory.lookup.phrases import best_word, word_table
from directory.lookup.vocabulary import (
    ALIAS,
    CHANGED,
    NONE,
    PREFIX,
    TENDER,
    Costs,
    Ids,
    Token,
    Vocabulary,
)


class NameCosts(NamedTuple):
    """One cost for each distinct surname, given name and patronymic."""

    surnames: Costs
    given_names: Costs
    patronymics: Costs


class Names:
    """Distinct names; a double-barrelled one is found by either half."""

    def __init__(
        self, surnames: Sequence[str], given_names: Sequence[str], patronymics: Sequence[str]
    ) -> None:
        ids: dict[str, int] = {}
        self._surnames = word_table(surnames, ids)
        self._given_names = word_table(given_names, ids)
        self._patronymics = word_table(patronymics, ids)
        words = list(ids)
        self._words = Vocabulary(words, name_stem)
        self._kin: dict[str, list[int]] = defaultdict(list)
        for each in np.unique(self._given_names[self._given_names >= 0]).tolist():
            for kin in kin_of(sound(written(words[each])), latin=True):
                if kin.form is not Form.NICKNAME:
                    self._kin[kin.name].append(each)

    def has(self, token: Token) -> bool:
        """Whether some name is spelt or sounds so, or begins so."""
        known = self._words.known(token, token.name_stems)
        return bool(known.min(initial=NONE) <= PREFIX)

    def known(self, token: Token) -> NameCosts:
        """Find names spelt so, in whatever case and alphabet, begun so, or called so."""
        return self._by_field(self._words.known(token, token.name_stems), token)

    def similar(self, token: Token) -> NameCosts:
        """Find, besides those, names that differ in a letter or two."""
        return self._by_field(self._with_mistakes(token), token)

    def begun(self, token: Token) -> NameCosts:
        """Find, besides those, names whose beginning differs in a letter."""
        costs = np.minimum(self._with_mistakes(token), self._words.begun(token))
        return self._by_field(costs, token)

    def _with_mistakes(self, token: Token) -> Costs:
        known = self._words.known(token, token.name_stems)
        shortest = min(token.name_stems, key=len, default="")
        return np.minimum(known, self._words.similar(token, shortest))

    def _by_field(self, costs: Costs, token: Token) -> NameCosts:
        for stem in changed_stems(token.sound):
            _lower(costs, self._words.with_stem(stem), CHANGED)
        given_names, patronymics = costs.copy(), costs.copy()
        for kin in kin_of(token.sound, token.latin):
            _lower(given_names, self._kin.get(kin.name, []), ALIAS)
        for stem in token.name_stems:
            for kin in kin_by_stem(stem, token.latin):
                _lower(given_names, self._kin.get(kin.name, []), CHANGED)
            for full in full_stems(stem):
                _lower(patronymics, self._words.with_stem(full), ALIAS)
        for stem in tender_stems(token.sound):
            _lower(given_names, self._words.with_stem(name_stem(stem)), TENDER)
        return NameCosts(
            best_word(costs, self._surnames),
            best_word(given_names, self._given_names),
            best_word(patronymics, self._patronymics),
        )


def is_nickname(token: Token) -> bool:
    """Whether the word is known as a short or tender form rather than another spelling."""
    kin = kin_of(token.sound, token.latin) or [
        each for stem in token.name_stems for each in kin_by_stem(stem, token.latin)
    ]
    return all(each.form is Form.NICKNAME for each in kin)


def _lower(costs: Costs, ids: Ids | list[int], cost: int) -> None:
    if len(ids):
        costs[ids] = np.minimum(costs[ids], cost)
