"""How far the reading of a file has come, told to whoever waits for it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

# The stage, how much of it is done, and how much there is.
Tell = Callable[[str, int, int], None]

OPENING, CHECKING, COMPARING = "opening", "checking", "comparing"

_STEP = 200  # lines

T = TypeVar("T")


def nobody(stage: str, done: int, total: int) -> None:
    """For those who do not wait."""


def counted(items: Iterable[T], total: int, stage: str, tell: Tell) -> Iterator[T]:
    """The same items; every few hundred of them are told of."""
    for done, item in enumerate(items):
        if done % _STEP == 0:
            tell(stage, done, total)
        yield item
