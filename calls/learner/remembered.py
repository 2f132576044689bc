"""The lessons that a learner remembers, and which of them want going over again."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from calls.learner.experts import Example
from calls.learner.features import Places, Weights

_DRAWN = 3  # for each one gone over
_FADES = 2.0  # as wrong as this is what was gone over at the very beginning
_UNTRIED = 9.0  # more wrong than a lesson gone over ever is


@dataclass(frozen=True, slots=True)
class Text:
    """All places of a text's features in one array; of each kind, how often each occurs."""

    places: Places
    kinds: tuple[Weights, ...]


@dataclass(slots=True)
class Lesson:
    """A lesson as it is kept: its vector is made anew as rarity shifts.

    `made_at`: so many texts had been heard when its vector was made; `gone_over_at`: it was the
    turn of this lesson when it was last gone over; `wrong_by`: how wrong the experts were then.
    """

    text: Text
    example: Example
    made_at: int
    gone_over_at: int = 0
    wrong_by: float = _UNTRIED

    def teach(self, example: Example) -> None:
        """It is another lesson now: that the same words mean another label."""
        self.example, self.wrong_by = example, _UNTRIED


class Remembered:
    """Lessons by their keys, in the order in which they came."""

    def __init__(self) -> None:
        self._chance = np.random.default_rng(7)
        self._lessons: dict[Hashable, Lesson] = {}
        self._order: list[Hashable] = []

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._lessons

    def __getitem__(self, key: Hashable) -> Lesson:
        return self._lessons[key]

    def add(self, key: Hashable, lesson: Lesson) -> None:
        self._lessons[key] = lesson
        self._order.append(key)

    def pop(self, key: Hashable) -> Lesson:
        self._order.remove(key)
        return self._lessons.pop(key)

    @property
    def oldest(self) -> Hashable:
        return self._order[0]

    def to_go_over(self, number: int, turn: int) -> list[Lesson]:
        """Of a few drawn by lot, those that went worst last time or whose last time is long ago.

        What a lesson was like then says little once much has been learned since: without its age
        the first labels fade where lessons come label by label.
        """
        if not self._order:
            return []
        drawn = set(self._chance.integers(0, len(self._order), _DRAWN * number).tolist())
        lessons = [self._lessons[self._order[at]] for at in sorted(drawn)]

        def wants(lesson: Lesson) -> float:
            return lesson.wrong_by + _FADES * (1 - lesson.gone_over_at / max(turn, 1))

        return sorted(lessons, key=wants, reverse=True)[:number]
