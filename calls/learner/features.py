"""Words to numbers: hashed words, neighbouring words and pieces of words, as sparse vectors.

The hash is CRC-32, so every process and every restart gives a word the same place.
"""

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from calls.learner.words import lemmas, words

Places = NDArray[np.int32]
Weights = NDArray[np.float32]

BITS = 18
_PLACES = np.uint32((1 << BITS) - 1)
_REACH = 4  # words this far apart still make a pair
_PIECES = range(3, 6)  # letters
_DESK_PIECES = range(2, 6)  # where one writes «пн» and «зв» too


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in a text: for each kind of feature its places, distinct, and their 1 + log count."""

    blocks: tuple[tuple[Places, Weights], ...]


@lru_cache(maxsize=20_000)
def _pieces(word: str, sizes: range) -> NDArray[np.uint32]:
    """The hashed letter groups of a word and its edges, of these lengths."""
    edged = f" {word} "
    groups = [
        edged[at : at + size] for size in sizes for at in range(max(1, len(edged) - size + 1))
    ]
    return np.array([crc32(group.encode(), 1) for group in groups], dtype=np.uint32) & _PLACES


def _paired(first: NDArray[np.uint32], second: NDArray[np.uint32], kind: int) -> NDArray[np.uint32]:
    """One place for two words in their order; unsigned arithmetic wraps on purpose."""
    mixed = (first * np.uint32(0x9E3779B1) + (second ^ np.uint32(kind))) * np.uint32(0xC2B2AE35)
    return (mixed >> np.uint32(7)) & _PLACES


def _counted(places: NDArray[np.uint32]) -> tuple[Places, Weights]:
    """The distinct places in order, and 1 + log of how often each occurs."""
    ordered = np.sort(places)
    others = ordered[1:] != ordered[:-1]
    if others.all():
        return ordered.astype(np.int32), np.ones(len(ordered), dtype=np.float32)
    starts = np.flatnonzero(np.concatenate([[True], others]))
    counts = np.diff(np.append(starts, len(ordered)))
    return ordered[starts].astype(np.int32), (1 + np.log(counts)).astype(np.float32)


def features(text: str) -> Counts:
    """The features of a text in any language: words and neighbours, pieces of words, pairs.

    Pairs are words up to four apart. A text without any word still has features, those of the
    empty word.
    """
    read = [word.rstrip(".") for word in words(text)] or [""]
    hashed = np.array([crc32(word.encode()) for word in read], dtype=np.uint32)
    pairs = [
        _paired(hashed[:-reach], hashed[reach:], 3)
        for reach in range(1, min(_REACH, len(hashed) - 1) + 1)
    ]
    blocks = [
        [hashed & _PLACES, _paired(hashed[:-1], hashed[1:], 1)],
        [_pieces(word, _PIECES) for word in read],
        pairs,
    ]
    return Counts(tuple(_counted(np.concatenate(block)) for block in blocks if block))


def desk_features(text: str) -> Counts:
    """The features of what is said at a desk: words and dictionary forms with their neighbours,
    and pieces of words, which bear abbreviations and slips of the pen."""
    read = [word.rstrip(".") for word in words(text)] or [""]
    hashed = np.array([crc32(word.encode()) for word in read], dtype=np.uint32)
    forms = np.array([crc32(lemmas(word)[0].encode(), 2) for word in read], dtype=np.uint32)
    heard = [
        hashed & _PLACES,
        forms & _PLACES,
        _paired(hashed[:-1], hashed[1:], 1),
        _paired(forms[:-1], forms[1:], 2),
    ]
    pieces = [_pieces(word, _DESK_PIECES) for word in read]
    return Counts((_counted(np.concatenate(heard)), _counted(np.concatenate(pieces))))
