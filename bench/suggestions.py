"""The suggestions' figures: what they cost, and how often they hit where there are calls.

`SUGGESTION_CALLS` names a file of calls as `evaluate_suggestions` reads it; none is shipped. It
is judged cold and by cross-validation, for the demo company.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import baselines
from bench.cost import start_cost
from bench.evaluation import (
    Figures,
    answers,
    cross_validated,
    figures,
    folds,
    mind_maker,
    read_calls,
)
from bench.report import SHARES, best
from calls.known_company import demo_company
from calls.learner.cues import sayings
from calls.learner.mind import Lesson, Mind

NAME = "suggestions"
_LESSONS = 2000


def run() -> list[dict[str, Any]]:
    """Rows of a name, a figure and, where there is one, the best baseline's."""
    company = demo_company()
    first, later, megabytes = start_cost(company)
    rows = [
        _row("very first start, s", round(first, 2)),
        _row("start, s", round(later, 2)),
        _row("memory, MB", round(megabytes)),
    ]
    with tempfile.TemporaryDirectory() as shelf:
        make = mind_maker(company, Path(shelf))
        rows += _paces(make())
        if calls := os.environ.get("SUGGESTION_CALLS"):
            heard = read_calls(Path(calls))
            cold = figures(answers(make(), heard))
            rows += _shares("cold", cold, [([], heard)], company)
            learned = figures(cross_validated(make, heard, 10))
            rows += _shares("cross-validated", learned, list(folds(heard, 10)), company)
    return rows


def _paces(mind: Mind) -> list[dict[str, Any]]:
    """Milliseconds of lessons and suggestions, over the built-in sayings again and again."""
    said = [(one.text, one.purpose) for one in sayings()]
    began = time.perf_counter()
    for at in range(_LESSONS):
        text, purpose = said[at % len(said)]
        mind.learn(Lesson(at, text, purpose))
    lesson = (time.perf_counter() - began) / _LESSONS * 1000
    taken = []
    for text, _ in said:
        began = time.perf_counter()
        mind.suggest(f"{text}, {text}")
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return [
        _row("lesson, ms", round(lesson, 2)),
        _row("suggestion p50, ms", round(taken[len(taken) // 2], 2)),
        _row("suggestion p99, ms", round(taken[int(len(taken) * 0.99)], 2)),
    ]


def _shares(how: str, ours: Figures, splits: Any, company: Any) -> list[dict[str, Any]]:
    beside = {}
    if baselines.available:
        judged = baselines.judged(splits, company)
        beside = best([(name, figures(given)) for name, given in judged]) or {}
    return [
        _row(f"{how}: {share}", round(getattr(ours, share), 3), beside.get(share))
        for share in SHARES
    ]


def _row(name: str, figure: float, baseline: float | None = None) -> dict[str, Any]:
    return {"figure": name, "ours": figure, "best baseline": baseline}
