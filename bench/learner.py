"""The bare learner on other people's data: a folder of files, of which none is shipped.

`LEARNER_DATA` names the folder. What it holds of these is judged, wherever in it they lie:
BANKING77 as `train.csv` and `test.csv` side by side (columns text and category), CLINC150 as
`data_full.json`. They are published at github.com/PolyAI-LDN/task-specific-datasets and
github.com/clinc/oos-eval.
"""

import csv
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from bench import baselines
from bench.evaluation import Ranking
from calls.learner.online import Learner

NAME = "learner"
_RETRAINED_EVERY = 500
_STREAM = 10_000
_FEW = 10
_ORDERS = 5  # of the lessons: which of them come last moves a figure by a few thousandths
Examples = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DataSet:
    """Texts with their labels, to learn from and to be tested on."""

    name: str
    learn: Examples
    test: Examples


def data_sets(folder: Path) -> Iterator[DataSet]:
    """The data sets found in a folder."""
    for train in sorted(folder.rglob("train.csv")):
        if (test := train.with_name("test.csv")).exists():
            yield DataSet("BANKING77", _from_csv(train), _from_csv(test))
    for path in sorted(folder.rglob("data_full.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        parts = ([(text, label) for text, label in told[part]] for part in ("train", "test"))
        yield DataSet("CLINC150", *parts)


def _from_csv(path: Path) -> Examples:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["category"]) for row in csv.DictReader(lines)]


def run() -> list[dict[str, Any]]:
    """Rows of top-1 and top-3, milliseconds a lesson and a ranking, beside the best baseline."""
    folder = os.environ.get("LEARNER_DATA")
    if not folder:
        print("LEARNER_DATA names no folder of data sets: nothing to judge the learner by.")
        return []
    rows = []
    for data in data_sets(Path(folder)):
        orders = [_by_chance(data.learn, seed) for seed in range(_ORDERS)]
        shuffled = orders[0]
        few = _few_of_each(shuffled, _FEW)
        rows += [
            _by_lot(data, orders),
            _judged(data, "all, as in the file", data.learn),
            _judged(data, f"{_FEW} of each", few),
            _streamed(data, f"first {_STREAM} by lot", shuffled[:_STREAM]),
            _streamed(data, f"first {_STREAM} as in the file", data.learn[:_STREAM]),
        ]
    return rows


def _by_lot(data: DataSet, orders: Sequence[Examples]) -> dict[str, Any]:
    """The mean over several orders, and the least and the most among them. The baselines, which
    see all lessons at once, know no order."""
    rows = [
        _judged(data, f"all, mean of {_ORDERS} orders by lot", learn, beside=at == 0)
        for at, learn in enumerate(orders)
    ]
    mean = ("top1", "top3", "lesson_ms", "rank_p99_ms")
    row = rows[0] | {name: round(fmean(one[name] for one in rows), 4) for name in mean}
    for top in ("top1", "top3"):
        row[f"{top}_range"] = f"{min(one[top] for one in rows)}-{max(one[top] for one in rows)}"
    return row


def _judged(data: DataSet, how: str, learn: Examples, *, beside: bool = True) -> dict[str, Any]:
    """Learn once, one lesson after another, then be tested; `beside`: with the baselines."""
    learner = Learner()
    lessons = [_timed(learner.learn, text, label)[0] for text, label in learn]
    ranked = [_timed(learner.rank, text) for text, _ in data.test]
    row = _row(data, how, learn, [ranking for _, ranking in ranked])
    row["lesson_ms"] = round(sum(lessons) / len(lessons), 3)
    row["rank_p99_ms"] = round(sorted(taken for taken, _ in ranked)[int(0.99 * len(ranked))], 3)
    if beside and baselines.available:
        texts = [text for text, _ in data.test]
        others = [
            _tops(baselines.rankings(model, learn, texts), data.test)
            for _, model in baselines.models()
        ]
        row["best_top1"] = round(max(top1 for top1, _ in others), 4)
        row["best_top3"] = round(max(top3 for _, top3 in others), 4)
    return row


def _streamed(data: DataSet, how: str, stream: Examples) -> dict[str, Any]:
    """Each lesson is a test first; beside it an SVC trained anew every 500 lessons.

    The share of right first guesses on the way is `on_the_way`; top-1 and top-3 are those of the
    test set after the last lesson.
    """
    learner = Learner()
    right = 0
    lessons = []
    for text, label in stream:
        right += [name for name, _ in learner.rank(text)[:1]] == [label]
        lessons.append(_timed(learner.learn, text, label)[0])
    row = _row(data, how, stream, [learner.rank(text) for text, _ in data.test])
    row["lesson_ms"] = round(sum(lessons) / len(lessons), 3)
    row["on_the_way"] = round(right / len(stream), 4)
    if baselines.available:
        svc = dict(baselines.models())["both, LinearSVC"]
        right_too = 0
        for start in range(_RETRAINED_EVERY, len(stream), _RETRAINED_EVERY):
            ahead = stream[start : start + _RETRAINED_EVERY]
            ranked = baselines.rankings(svc, stream[:start], [text for text, _ in ahead])
            right_too += round(_tops(ranked, ahead)[0] * len(ahead))
        last = baselines.rankings(svc, stream, [text for text, _ in data.test])
        row["best_top1"], row["best_top3"] = (round(top, 4) for top in _tops(last, data.test))
        row["svc_on_the_way"] = round(right_too / len(stream), 4)
    return row


def _row(data: DataSet, how: str, learn: Examples, ranked: list[Ranking]) -> dict[str, Any]:
    top1, top3 = _tops(ranked, data.test)
    blank = dict.fromkeys(
        (
            "top1_range",
            "top3_range",
            "best_top1",
            "best_top3",
            "lesson_ms",
            "rank_p99_ms",
            "on_the_way",
            "svc_on_the_way",
        )
    )
    told = {"data": data.name, "learned": how, "lessons": len(learn)}
    return told | {"top1": round(top1, 4), "top3": round(top3, 4)} | blank


def _tops(ranked: Sequence[Ranking], test: Examples) -> tuple[float, float]:
    places = [[label for label, _ in ranking[:3]] for ranking in ranked]
    first = sum(three[:1] == [label] for three, (_, label) in zip(places, test, strict=True))
    among = sum(label in three for three, (_, label) in zip(places, test, strict=True))
    return first / len(test), among / len(test)


def _by_chance(examples: Examples, seed: int) -> Examples:
    return random.Random(seed).sample(examples, len(examples))


def _few_of_each(examples: Examples, number: int) -> Examples:
    kept: dict[str, int] = {}
    few = []
    for text, label in examples:
        kept[label] = kept.get(label, 0) + 1
        if kept[label] <= number:
            few.append((text, label))
    return few


def _timed(act: Any, *given: Any) -> tuple[float, Any]:
    started = time.perf_counter()
    result = act(*given)
    return (time.perf_counter() - started) * 1000, result
