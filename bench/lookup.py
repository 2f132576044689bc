"""How fast and how surely a half-heard person is found, beside what else could find him.

A query is found if one of the first five is the person meant or somebody whom the words told as
well: of the same surname and, where the given name was typed too, of the same given name. A prefix
is one keystroke on the way to a surname: found if one of the first five has a surname that begins
so. Queries are drawn from the people, so a common name is asked for more often, as in life.

Our memory and build time are those of a fresh process: what its resident set grows by when the
index is built from a stream of people. A peer answers fewer queries, as it takes so much longer,
and its memory is that of its table or its strings alone. Times are those of a clock on the wall: on
a busy machine the slowest hundredth tells of the other work on it.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from bench.mistakes import KINDS, Case, cases
from bench.peers import PEERS
from bench.people import departments, people
from directory.lookup import Index, Person

NAME = "lookup"
SIZES = (10_000, 100_000)
QUERIES = 2_000
PEER_QUERIES = 40
_PAGE = os.sysconf("SC_PAGE_SIZE")


def run() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for size in SIZES:
        everybody = list(people(size))
        index = Index(everybody, departments())
        build = _built_alone(size)
        rows += _measured(
            "frontdesk", lambda query: [hit.pk for hit in index.search(query, 5)],  # noqa: B023
            everybody, QUERIES, build,
        )  # fmt: skip
        with connection.cursor():
            for make in PEERS:
                began = time.perf_counter()
                peer = make(everybody)
                took = {
                    "build_s": round(time.perf_counter() - began, 2),
                    "mb": round(peer.megabytes(), 1),
                }
                rows += _measured(peer.name, peer.search, everybody, PEER_QUERIES, took)
                peer.close()
    return rows


def _measured(
    engine: str,
    search: Callable[[str], list[int]],
    everybody: list[Person],
    count: int,
    build: dict[str, Any],
) -> list[dict[str, Any]]:
    by_pk = {person.pk: person for person in everybody}
    rows = []
    for kind in KINDS:
        took, found = [], 0
        gc.collect()
        gc.disable()
        for case in cases(kind, everybody, count):
            began = time.perf_counter()
            pks = search(case.query)
            took.append(1000 * (time.perf_counter() - began))
            found += _is_found(kind, case, [by_pk[pk] for pk in pks])
        gc.enable()
        percentiles = statistics.quantiles(took, n=100, method="inclusive")
        rows.append(
            {
                "people": len(everybody),
                "engine": engine,
                "kind": kind,
                "p50_ms": round(percentiles[49], 2),
                "p99_ms": round(percentiles[98], 2),
                "recall5": round(found / count, 4),
                "mb": build["mb"],
                "build_s": build["build_s"],
            }
        )
    return rows


def _is_found(kind: str, case: Case, first: list[Person]) -> bool:
    if kind == "prefix":
        return any(each.surname.lower().startswith(case.query) for each in first[:5])
    return case.found(first)


def _built_alone(size: int) -> dict[str, Any]:
    """Memory (megabytes of the resident set) and seconds that building takes in a new process."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.lookup", str(size)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


def _build(size: int) -> dict[str, float]:
    # The names and the modules are there before the index is.
    for _ in people(10):
        departments()
    everybody = list(people(size))
    began = time.perf_counter()
    Index(everybody, departments())
    took = time.perf_counter() - began
    del everybody
    return {"build_s": round(took, 2)}


def _weigh(size: int) -> dict[str, float]:
    for _ in people(10):
        departments()
    Index(people(100), departments()).search("а б", 5)
    gc.collect()
    before = _resident()
    index = Index(people(size), departments())
    gc.collect()
    grown = (_resident() - before) / 1e6
    assert index.search("а", 1)
    return {"mb": round(grown, 1)}


if __name__ == "__main__":
    print(json.dumps(_weigh(int(sys.argv[1])) | _build(int(sys.argv[1]))))
