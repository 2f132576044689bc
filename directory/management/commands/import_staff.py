"""`manage.py import_staff FILE`: the staff list becomes what the file says, or stays as it is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from directory.staff_file import plan
from directory.staff_file.apply import Clashes, MostWouldLeave, apply
from directory.staff_file.checks import staff_list
from directory.staff_file.problems import StaffFileError


class Command(BaseCommand):
    help = "Import the staff list from a CSV or XLSX file. Who is not in the file is ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--only-add",
            action="store_true",
            help="The file is not the whole list: add and change, and end nobody.",
        )
        parser.add_argument(
            "--most-may-leave",
            action="store_true",
            help="Go on even if more than half of the present staff are not in the file.",
        )

    def handle(self, *, file: Path, only_add: bool, most_may_leave: bool, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(
                _("Cannot read %(file)s: %(reason)s.") % {"file": file, "reason": error.strerror}
            ) from error
        try:
            staff = staff_list(data, plan.known_departments())
            done = apply(staff, only_add=only_add, most_may_leave=most_may_leave)
        except (StaffFileError, Clashes) as error:
            wrong = error.plan.clashes if isinstance(error, Clashes) else error.problems
            for problem in wrong:
                self.stderr.write(str(problem))
            raise CommandError(_("Nothing was imported.")) from error
        except MostWouldLeave as refused:
            raise CommandError(
                _(
                    "%(gone)s of the %(working)s people who work here are not in this file, so"
                    " nothing was imported. If they have really left, add --most-may-leave; if the"
                    " file is not the whole list, add --only-add."
                )
                % {"gone": len(refused.plan.gone), "working": refused.plan.working}
            ) from refused
        for doubt in done.staff.doubts:
            self.stderr.write(str(doubt))
        self.stdout.write(summary(done))


def summary(done: plan.Plan) -> str:
    """The numbers of an import: a line for people, and one for departments where any changed."""
    people = _("Staff: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(gone)s gone.")
    counts = {
        "new": len(done.new),
        "changed": len(done.changed),
        "unchanged": done.unchanged,
        "gone": len(done.gone),
    }
    if not done.units:
        return people % counts
    departments = _("Departments new or changed: %(count)s.") % {"count": len(done.units)}
    return f"{people % counts}\n{departments}"
