"""Runs the benches: `python -m bench [name …]`, all of them where none is named.

A bench is a module of this package with `NAME` and `run()`, which returns rows of one shape. They
are printed as a table and written to `var/bench/<name>.json`.
"""

import contextlib
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

import bench
from frontdesk import database

RESULTS = Path(__file__).resolve().parent.parent / "var" / "bench"


def benches() -> dict[str, Any]:
    modules = (
        importlib.import_module(f"bench.{found.name}")
        for found in pkgutil.iter_modules(bench.__path__)
        if not found.name.startswith("_")
    )
    return {module.NAME: module for module in modules if hasattr(module, "NAME")}


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as text in columns as wide as they need."""
    if not rows:
        return "no rows"
    heads = list(rows[0])
    lines = [heads] + [
        ["" if row[head] is None else str(row[head]) for head in heads] for row in rows
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


@contextlib.contextmanager
def scratch_database() -> Iterator[None]:
    """A database of its own, as the tests have: no bench sees or changes real data."""
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)
        database.disconnect()


def main(wanted: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdesk.settings")
    django.setup()
    known = benches()
    if unknown := sorted(set(wanted) - set(known)):
        print(f"No such bench: {', '.join(unknown)}. There are: {', '.join(sorted(known))}")
        return 2
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name in wanted or sorted(known):
        with database.running(settings.DATABASE_URL, settings.STATE_DIR), scratch_database():
            rows = known[name].run()
        path = RESULTS / f"{name}.json"
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"\n{name}\n{table(rows)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
