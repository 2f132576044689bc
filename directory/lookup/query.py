"""Takes a query apart: its words, its numbers, and the ways it may have been meant."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from directory.lookup.colloquial import is_stop_word
from directory.lookup.layout import to_latin, to_ukrainian
from directory.lookup.numbers import digits_of
from directory.lookup.phrases import words_of
from directory.lookup.vocabulary import Token

_LONGEST_QUERY = 120
_MOST_WORDS = 6
# Less than that in the Ukrainian layout is hardly meant to be Latin.
_SHORTEST_LATIN = 3
_NUMBER = re.compile(r"(?<![^\W_])\+?[0-9](?:[0-9\s().+/-]*[0-9])?(?![^\W_])")
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]*|[a-z][\w-]*[._][\w.-]*", re.IGNORECASE | re.ASCII)
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[А-Яа-яІіЇїЄєҐґ]")


class Reading(NamedTuple):
    """One way a query may be meant; `swapped` means typed in the other keyboard layout.

    `left_out` are words that nobody was found with.
    """

    words: tuple[Token, ...]
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    swapped: bool = False
    left_out: tuple[str, ...] = ()

    def without(self, words: Collection[Token]) -> "Reading":
        """Return the reading with these words left out."""
        return self._replace(
            words=tuple(word for word in self.words if word not in words),
            left_out=self.left_out + tuple(word.text for word in words),
        )

    @property
    def longest(self) -> int:
        """The letters of its longest word."""
        return max((len(word.written) for word in self.words), default=0)


def readings(query: str) -> Iterator[Reading]:
    """Yield the ways to read a query, the plainest first; none where there is nothing to find."""
    typed = query[:_LONGEST_QUERY].replace("\0", " ")
    yield from _read(typed, swapped=False)
    if _LATIN.search(typed):
        yield from _read(to_ukrainian(typed), swapped=True)
    elif _CYRILLIC.search(typed):
        latin = to_latin(typed)
        # «Юлю» is ".k." there: one letter is no name.
        if len(_LATIN.findall(latin)) >= _SHORTEST_LATIN:
            yield from _read(latin, swapped=True)


def _read(typed: str, swapped: bool) -> Iterator[Reading]:
    addresses = tuple(_ADDRESS.findall(typed))
    if addresses:
        words, numbers = _words_and_numbers(_ADDRESS.sub(" ", typed))
        yield Reading(words, numbers, addresses, swapped)
        # The address may be wrong and the name in it right: "kravchenko@" of another domain.
        typed = _ADDRESS.sub(lambda found: f" {found[0].partition('@')[0]} ", typed)
    words, numbers = _words_and_numbers(typed)
    if words or numbers:
        yield Reading(words, numbers, (), swapped)


def _words_and_numbers(typed: str) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    numbers = tuple(digits_of(number) for number in _NUMBER.findall(typed))
    tokens = [Token(word) for word in words_of(_NUMBER.sub(" ", typed))]
    tokens = [token for token in tokens if token.written]
    wanted = [token for token in tokens if not is_stop_word(token.written)]
    if not wanted and not numbers:
        wanted = tokens
    return tuple(wanted[:_MOST_WORDS]), numbers[:_MOST_WORDS]
