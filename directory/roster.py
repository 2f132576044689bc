"""The staff list in this process's memory, as lookup wants it, and never behind the database."""

import threading
from datetime import timedelta

from django.utils import timezone

from directory.lookup import Index, Person, Unit
from directory.models import Department, Employee, StaffChange

# More edited people than this are cheaper to take anew with everybody else.
MOST_EDITS = 1000
KEPT = timedelta(days=1)  # a note; whoever has read none for so long reads everything anew

_COLUMNS = (
    "pk",
    "surname",
    "given_name",
    "patronymic",
    "position",
    "department_id",
    "is_head",
    "extension",
    "mobile",
    "email",
)


class Roster:
    """One process's index, brought up to date before each search by what has changed since."""

    def __init__(self) -> None:
        self._index = Index([])
        self._seen = -1
        self._one_reader = threading.Lock()

    def current(self) -> Index:
        """The index as the database stands now: one small query where nothing has changed."""
        with self._one_reader:
            notes = list(
                StaffChange.objects.filter(pk__gte=self._seen)
                .order_by("pk")
                .values_list("pk", "employee_id", "department_id")[: MOST_EDITS + 2]
            )
            mark = notes[0][0] if notes else 0
            # Where the note read last is gone, later ones may have been thrown away with it.
            changes = notes[1:]
            if mark != self._seen or len(changes) > MOST_EDITS or self._index.edits > MOST_EDITS:
                self._read_all()
            elif changes:
                self._apply(changes)
            return self._index

    def _read_all(self) -> None:
        # What is committed between the two reads comes once more with the next change: no harm.
        newest = StaffChange.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._index = Index(_people(), _units())
        self._seen = newest or 0

    def _apply(self, changes: list[tuple[int, int | None, int | None]]) -> None:
        people = {employee for _pk, employee, _department in changes if employee is not None}
        departments = any(department is not None for _pk, _employee, department in changes)
        if not people and not departments:
            self._read_all()
            return
        if departments:
            self._index.replace_units(_units())
        if people:
            working = _people(people)
            self._index.remove(people - {person.pk for person in working})
            self._index.replace(working)
        self._seen = changes[-1][0]


def forget_old_notes() -> None:
    """Throw away what every process has read long ago, or reads no more; the newest note stays."""
    newest = StaffChange.objects.order_by("-pk").values("pk")[:1]
    StaffChange.objects.filter(at__lt=timezone.now() - KEPT).exclude(pk__in=newest).delete()


def _people(pks: set[int] | None = None) -> list[Person]:
    working = Employee.objects.working().order_by()
    if pks is not None:
        working = working.filter(pk__in=pks)
    return [Person(*row) for row in working.values_list(*_COLUMNS).iterator(2000)]


def _units() -> list[Unit]:
    return [Unit(*row) for row in Department.objects.values_list("pk", "name", "responsibilities")]
