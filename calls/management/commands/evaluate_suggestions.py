"""Says how often the suggested purpose and department are right, beside simple baselines."""

import csv
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from bench import baselines
from bench.cost import start_cost
from bench.evaluation import (
    Heard,
    answers,
    cross_validated,
    figures,
    folds,
    mind_maker,
    read_calls,
    taught,
)
from bench.report import as_object, as_text
from calls.known_company import company_in_database, demo_company
from calls.learner.company import Company, company_from_rows


class Command(BaseCommand):
    help = "Says how often the suggested purpose and department are right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--learn", type=Path, help="calls to learn from (TSV); none: cold")
        parser.add_argument("--test", type=Path, help="calls to be judged by (TSV)")
        parser.add_argument("--cross-validate", type=Path, help="calls to split into folds (TSV)")
        parser.add_argument("--folds", type=int, default=10)
        parser.add_argument("--staff", type=Path, help="staff list (CSV); else the database's")
        parser.add_argument("--json", action="store_true", help="one object instead of tables")
        parser.add_argument("--no-baselines", action="store_true", help="only our own figures")

    def handle(self, **options: Any) -> None:
        if (options["test"] is None) == (options["cross_validate"] is None):
            raise CommandError("Give either --test FILE.tsv or --cross-validate FILE.tsv.")
        company = _company(options["staff"])
        make = mind_maker(company, Path(settings.STATE_DIR) / "learner")
        learn = _calls(options["learn"])
        if options["cross_validate"]:
            rows = _calls(options["cross_validate"])
            splits = list(folds(rows, options["folds"]))
            ours = figures(cross_validated(make, rows, options["folds"]))
            title = f"Cross-validated over {options['folds']} folds of {len(rows)} calls"
        else:
            test = _calls(options["test"])
            splits = [(learn, test)]
            ours = figures(answers(taught(make(), learn), test))
            title = f"Judged by {len(test)} calls, having learned from {len(learn)}"
        beside = []
        if baselines.available and not options["no_baselines"]:
            beside = [(name, figures(given)) for name, given in baselines.judged(splits, company)]
        if options["json"]:
            self.stdout.write(json.dumps(as_object(ours, beside), ensure_ascii=False))
        else:
            _, later, megabytes = start_cost(company)
            self.stdout.write(as_text(title, ours, beside, (later, megabytes)))


def _calls(path: Path | None) -> list[Heard]:
    if path is None:
        return []
    try:
        return read_calls(path)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    except KeyError as error:
        raise CommandError(f"{path} has no column {error}.") from error


def _company(staff: Path | None) -> Company:
    """The staff list given; else the database's company; else, where that is empty, the demo's."""
    if staff is None:
        try:
            company = company_in_database()
        except DatabaseError:  # there is none yet, or it has no tables
            company = Company()
        return company if company.departments else demo_company()
    try:
        text = staff.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{staff} cannot be read: {error}") from error
    head = text.splitlines()[0] if text.strip() else ""
    delimiter = max(";,\t", key=head.count)
    return company_from_rows(csv.DictReader(text.splitlines(), delimiter=delimiter))
