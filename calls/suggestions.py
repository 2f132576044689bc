"""The mind of this process: what a caller's words suggest, by all that was learned so far.

It is made when it is first asked, and made anew when the staff list or the cue words change. Before
each answer it reads the lessons that it has not seen, so that what one call teaches is known in
every process at once. After a start or a change it may have thousands to read: it does so beside
the work, and answers meanwhile by what it knows already.
"""

import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from calls.known_company import company_in_database
from calls.learner.company import Company, who_does
from calls.learner.cues import functions
from calls.learner.mind import Lesson as Taught
from calls.learner.mind import Mind, Suggestions
from calls.models import Call, Lesson
from calls.purposes import Known
from directory.models import Change

_AT_ONCE = 100  # lessons that a caller waits for: about a tenth of a second
_SELLING = ("sales", "corporate_sales")  # what calls.learner calls those who sell
_SLICE = 20  # lessons read between two answers


class Here:
    """One mind, with what it was made from and how far it has read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mind: Mind | None = None
        self._company = Company()
        self._selling: frozenset[str] = frozenset()
        self._cues: dict[str, str] = {}
        self._change: int | None = -1
        self._read = 0
        self._reader: threading.Thread | None = None

    def selling(self, cues: Mapping[str, str]) -> frozenset[str]:
        """The departments that sell, as far as their names and duties say so."""
        with self._lock:
            self._made(dict(cues))
            return self._selling

    def suggest(self, text: str, cues: Mapping[str, str]) -> Suggestions:
        """What the words suggest; `cues` are the admin's, by purpose."""
        with self._lock:
            mind = self._made(dict(cues))
            fresh = list(_lessons_after(self._read)[: _AT_ONCE + 1])
            if len(fresh) <= _AT_ONCE:
                self._learn(mind, fresh)
            elif self._reader is None:
                self._reader = threading.Thread(target=self._read_on, args=[mind], daemon=True)
                self._reader.start()
            return mind.suggest(text)

    def _made(self, cues: dict[str, str]) -> Mind:
        change = Change.objects.values_list("pk", flat=True).first()
        if self._mind is not None and change == self._change and cues == self._cues:
            return self._mind
        company = company_in_database()
        if self._mind is None or company != self._company or cues != self._cues:
            shelf = Path(settings.STATE_DIR) / "learner"
            self._mind = Mind(company, admin_cues=cues, shelf=shelf)
            self._read = 0
            does = who_does(functions(), company)
            self._selling = frozenset(
                name for one in _SELLING for name, share in does.get(one, {}).items() if share > 0.2
            )
        self._company, self._cues, self._change = company, cues, change
        return self._mind

    def _learn(self, mind: Mind, lessons: Iterable[Lesson]) -> None:
        for lesson in lessons:
            department = lesson.department.name if lesson.department else ""
            mind.learn(Taught(lesson.call_id, lesson.text, lesson.purpose, department))
            self._read = lesson.seq

    def _read_on(self, mind: Mind) -> None:
        """Read what is left, a little at a time, unless another mind has taken its place."""
        try:
            while True:
                with self._lock:
                    fresh = list(_lessons_after(self._read)[:_SLICE])
                    if self._mind is not mind or not fresh:
                        return
                    self._learn(mind, fresh)
        finally:
            self._reader = None
            connection.close()


def _lessons_after(seq: int) -> QuerySet[Lesson]:
    return Lesson.objects.filter(seq__gt=seq).order_by("seq").select_related("department")


here = Here()


def of(call: Call, known: Iterable[Known]) -> Suggestions:
    """What the subject of a call suggests, with the admin's own cue words."""
    return here.suggest(call.subject, _cues(known))


def selling(known: Iterable[Known]) -> frozenset[str]:
    """The names of the departments that sell."""
    return here.selling(_cues(known))


def _cues(known: Iterable[Known]) -> dict[str, str]:
    return {one.purpose.value: one.cues for one in known if one.cues}
