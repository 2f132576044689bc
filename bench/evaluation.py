"""How well suggestions hit: figures, cold, learned and across folds, for us and for baselines."""

import csv
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from calls.learner.company import Company
from calls.learner.mind import Lesson, Mind

NO_DEPARTMENT = "-"
MindMaker = Callable[[], Mind]
Ranking = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A row of a file of calls: what was said, why and for which department ("" is none)."""

    key: str
    text: str
    purpose: str
    department: str

    @property
    def lesson(self) -> Lesson:
        return Lesson(self.key, self.text, self.purpose, self.department)


@dataclass(frozen=True, slots=True)
class Answer:
    """A test row, its rankings and how long they took, in milliseconds."""

    row: Heard
    purposes: Ranking
    departments: Ranking
    milliseconds: float = 0.0


@dataclass(slots=True)
class Figures:
    """Shares between 0 and 1, times in milliseconds; a share of no rows is 0."""

    purpose_top1: float
    purpose_top3: float
    department_top1: float
    department_top3: float
    coverage90_top1: float
    p50_ms: float
    p99_ms: float
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)


def read_calls(path: Path) -> list[Heard]:
    """The rows of a tab-separated file with the columns id, text, purpose and department.

    Raises KeyError where a column is missing.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Heard(
                row["id"],
                row["text"],
                row["purpose"],
                "" if row["department"] == NO_DEPARTMENT else row["department"],
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def answers(mind: Mind, rows: Sequence[Heard]) -> list[Answer]:
    """What the mind suggests for each row."""
    given = []
    for row in rows:
        started = time.perf_counter()
        suggested = mind.suggest(row.text)
        taken = (time.perf_counter() - started) * 1000
        given.append(
            Answer(
                row,
                [(one.label, one.probability) for one in suggested.purposes],
                [(one.label, one.probability) for one in suggested.departments],
                taken,
            )
        )
    return given


def taught(mind: Mind, rows: Sequence[Heard]) -> Mind:
    """The mind after these lessons."""
    for row in rows:
        mind.learn(row.lesson)
    return mind


def folds(rows: Sequence[Heard], number: int, seed: int = 0) -> Iterator[tuple[list, list]]:
    """Parts to learn from and to be tested on; each row is tested once."""
    order = list(rows)
    random.Random(seed).shuffle(order)
    for fold in range(number):
        yield (
            [row for at, row in enumerate(order) if at % number != fold],
            order[fold::number],
        )


def cross_validated(make: MindMaker, rows: Sequence[Heard], number: int) -> list[Answer]:
    """Answers to every row by a mind that has learned from the other folds only."""
    return [
        answer
        for learn, test in folds(rows, number)
        for answer in answers(taught(make(), learn), test)
    ]


def figures(given: Sequence[Answer]) -> Figures:
    """The figures of some answers; departments are judged over the rows that have one."""
    purposes = [(answer.row.purpose, answer.purposes) for answer in given]
    departments = [
        (answer.row.department, answer.departments) for answer in given if answer.row.department
    ]
    surest = sorted(purposes, key=lambda pair: pair[1][0][1] if pair[1] else 0.0, reverse=True)
    times = sorted(answer.milliseconds for answer in given) or [0.0]
    return Figures(
        _top(purposes, 1),
        _top(purposes, 3),
        _top(departments, 1),
        _top(departments, 3),
        _top(surest[: round(0.9 * len(surest))], 1),
        times[len(times) // 2],
        times[min(len(times) - 1, int(len(times) * 0.99))],
        Counter((truth, ranking[0][0]) for truth, ranking in purposes if ranking),
    )


def _top(pairs: Sequence[tuple[str, Ranking]], size: int) -> float:
    hits = sum(truth in [label for label, _ in ranking[:size]] for truth, ranking in pairs)
    return hits / len(pairs) if pairs else 0.0


def mind_maker(company: Company, shelf: Path | None) -> MindMaker:
    """Makes fresh minds for a company."""
    return lambda: Mind(company, shelf=shelf)
