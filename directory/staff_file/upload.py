"""A staff file on its way in: uploaded, read, looked at, then applied or discarded."""

import json
from dataclasses import asdict
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone

from directory.models import StaffUpload, User
from directory.staff_file import columns, reading
from directory.staff_file import plan as planning
from directory.staff_file.apply import Clashes, PlanChanged, apply
from directory.staff_file.checks import checked
from directory.staff_file.plan import FieldChange, Plan
from directory.staff_file.problems import StaffFileError

State = StaffUpload.State

FORGOTTEN = timedelta(days=30)
_TELL_EVERY = 0.2  # seconds


class Closed(Exception):
    """The file was applied or discarded meanwhile, here or in another window."""


def receive(file_name: str, data: bytes, by: User) -> StaffUpload:
    """Keep a file to be read; what the same admin left unfinished before is discarded."""
    with transaction.atomic():
        for unfinished in StaffUpload.objects.filter(uploaded_by=by, state__in=StaffUpload.OPEN):
            _close(unfinished, State.DISCARDED, by)
        return StaffUpload.objects.create(file_name=file_name[-255:], data=data, uploaded_by=by)


def read(pk: int) -> None:
    """Read a waiting file and keep what it would change, or what is wrong in it.

    Its progress is written as it goes. A file that was read or closed meanwhile is left alone.
    """
    upload = StaffUpload.objects.filter(pk=pk, state=State.READING).first()
    if upload is None:
        return
    tell = _Progress(pk)
    try:
        table = reading.table(bytes(upload.data), tell)
        staff = checked(columns.sheet(table), planning.known_departments(), tell)
        found = _ready(planning.compare(staff, tell))
        # What is confirmed is this table: a spreadsheet takes seconds to open a second time.
        found["data"] = json.dumps(table).encode()
    except StaffFileError as error:
        found = _wrong(error)
    StaffUpload.objects.filter(pk=pk, state=State.READING).update(**found)


def confirm(
    pk: int, *, fingerprint: str, most_may_leave: bool, by: User, only_add: bool = False
) -> Plan:
    """Apply a file exactly as it was looked at; `fingerprint` is of the plan that was shown, as of
    the whole list. With `only_add` nobody is ended.

    Raises Closed; StaffFileError, Clashes and PlanChanged, and keeps the new outcome to look at; or
    another NotApplied. Then nothing is written to the staff list.
    """
    try:
        with transaction.atomic():
            upload = StaffUpload.objects.select_for_update().get(pk=pk)
            if upload.state != State.READY:
                raise Closed
            table = json.loads(bytes(upload.data))
            staff = checked(columns.sheet(table), planning.known_departments())
            plan = apply(
                staff,
                only_add=only_add,
                expected=fingerprint,
                most_may_leave=most_may_leave,
                by=by,
            )
            upload.outcome["counts"]["gone"] = len(plan.gone)
            _close(upload, State.APPLIED, by)
    except (PlanChanged, Clashes) as changed:
        _keep(pk, _ready(changed.plan))
        raise
    except StaffFileError as error:
        _keep(pk, _wrong(error))
        raise
    return plan


def discard(pk: int, by: User) -> None:
    """Raises Closed."""
    with transaction.atomic():
        upload = StaffUpload.objects.select_for_update().get(pk=pk)
        if upload.state not in StaffUpload.OPEN:
            raise Closed
        _close(upload, State.DISCARDED, by)


@transaction.atomic
def discard_forgotten() -> None:
    """What nobody has applied or discarded for a month is discarded."""
    uploads = StaffUpload.objects.select_for_update().filter(state__in=StaffUpload.OPEN)
    for upload in uploads.filter(uploaded_at__lt=timezone.now() - FORGOTTEN):
        _close(upload, State.DISCARDED, upload.uploaded_by)


def _close(upload: StaffUpload, state: State, by: User) -> None:
    """The file and what it says of people are not needed any more; the numbers are."""
    upload.state = state
    upload.data = b""
    upload.outcome = {"counts": upload.outcome.get("counts", {})}
    upload.closed_by = by
    upload.closed_at = timezone.now()
    upload.save()


def _keep(pk: int, found: dict[str, Any]) -> None:
    StaffUpload.objects.filter(pk=pk, state=State.READY).update(**found)


def _wrong(error: StaffFileError) -> dict[str, Any]:
    problems = [asdict(problem) for problem in error.problems]
    outcome = {"counts": {"problems": len(problems)}, "problems": problems}
    return {"state": State.WRONG, "outcome": outcome, "fingerprint": "", "data": b""}


def _ready(plan: Plan) -> dict[str, Any]:
    outcome = {
        "counts": {
            "new": len(plan.new),
            "changed": len(plan.changed),
            "unchanged": plan.unchanged,
            "gone": len(plan.gone),
            "departments": len(plan.units),
            "doubts": len(plan.staff.doubts),
            "clashes": len(plan.clashes),
        },
        "working": plan.working,
        "many_would_leave": plan.many_would_leave,
        "most_would_leave": plan.most_would_leave,
        "ignored": plan.staff.ignored,
        "new": [
            {"line": p.line, "name": p.full_name, "position": p.position, "place": p.department}
            for p in plan.new
        ],
        "changed": [
            {
                "line": change.person.line,
                "name": change.person.full_name,
                "returns": change.returns,
                "fields": [_field(field) for field in change.fields],
            }
            for change in plan.changed
        ],
        "gone": [
            {"name": e.full_name, "position": e.position, "place": e.department.name}
            for e in plan.gone
        ],
        "departments": [
            {
                "line": change.unit.line,
                "name": change.unit.name,
                "new": change.department is None,
                "fields": [_field(field) for field in change.fields],
            }
            for change in plan.units
        ],
        "doubts": [asdict(doubt) for doubt in plan.staff.doubts],
        "clashes": [asdict(clash) for clash in plan.clashes],
    }
    return {"state": State.READY, "outcome": outcome, "fingerprint": plan.fingerprint}


def _field(field: FieldChange) -> list[str | bool]:
    return [str(field.column), field.old, field.new]


class _Progress:
    """Writes how far the reading has come, a few times a second."""

    def __init__(self, pk: int) -> None:
        self._pk = pk
        self._stage = ""
        self._told = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage == self._stage and monotonic() - self._told < _TELL_EVERY:
            return
        self._stage, self._told = stage, monotonic()
        StaffUpload.objects.filter(pk=self._pk).update(
            stage=stage, done=done, total=total, progressed_at=timezone.now()
        )
