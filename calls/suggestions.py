"""The mind of this process: what a caller's words suggest, by all that was learned so far.

It is made at the start, or when it is first asked; until then a card does without, and is told
when it is there. Before each answer it reads the lessons that it
has not seen, so that what one call teaches is known in every process at once. Where that takes
longer than a caller waits, it is done beside the work, and answers are by what is known already:
reading thousands of lessons after a start, and making another mind, which takes its place, when
the staff list or the cue words have changed.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from calls.known_company import company_in_database
from calls.learner.company import Company, who_does
from calls.learner.cues import functions
from calls.learner.mind import Lesson as Taught
from calls.learner.mind import Mind, Suggestions
from calls.learner.online import REMEMBERED
from calls.log import call_topic
from calls.models import Call, Lesson
from calls.purposes import Known
from calls.statuses import LIVE
from directory.models import Change
from frontdesk.bus import tick

logger = logging.getLogger(__name__)

_AT_ONCE = 100  # lessons that a caller waits for: about a tenth of a second
_SELLING = ("sales", "corporate_sales")  # what calls.learner calls those who sell
_SLICE = 20  # lessons read between two answers


@dataclass(frozen=True, slots=True)
class _Made:
    """A mind with what it was made from, and the departments that sell, as far as their names and
    duties say so."""

    mind: Mind
    company: Company
    cues: dict[str, str]
    selling: frozenset[str]


class Here:
    """The mind of this process, and how far it has read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: _Made | None = None
        self._change: int | None = -1
        self._read = 0
        self._beside: threading.Thread | None = None
        self._making = threading.Lock()
        self._finding_sellers = threading.Lock()
        self._sellers: tuple[Company, frozenset[str]] | None = None

    def is_ready(self, cues: Mapping[str, str]) -> bool:
        """Is there a mind to ask? Where there is none yet, one is begun beside the work, and the
        calls on the desk have news when it is there."""
        with self._lock:
            if self._made is None:
                self._do_beside(self._begin, dict(cues))
            return self._made is not None

    def get_ready(self, cues: Mapping[str, str]) -> None:
        """Make the first mind, where there is none. Whoever else wants it waits here and not at the
        lock, which every answer takes."""
        with self._making:
            if self._made is not None:
                return
            change = _newest_change()
            made = _make(company_in_database(), dict(cues))
            with self._lock:
                self._made, self._change, self._read = made, change, _before_the_newest()

    def selling(self, cues: Mapping[str, str]) -> frozenset[str]:
        """The departments that sell. It takes no mind to know them, and a buyer waits for none."""
        with self._lock:
            if self._made is not None:
                return self._now(self._made, dict(cues)).selling
        company = company_in_database()
        with self._finding_sellers:
            if self._sellers is None or self._sellers[0] != company:
                self._sellers = company, _selling(company)
            return self._sellers[1]

    def suggest(self, text: str, cues: Mapping[str, str]) -> Suggestions:
        """What the words suggest; `cues` are the admin's, by purpose. Waits for the first mind."""
        self.get_ready(cues)
        with self._lock:
            assert self._made is not None
            mind = self._now(self._made, dict(cues)).mind
            fresh = list(_lessons_after(self._read)[: _AT_ONCE + 1])
            if len(fresh) <= _AT_ONCE:
                self._read = _learn(mind, fresh, self._read)
            else:
                self._do_beside(self._read_on, mind)
            return mind.suggest(text)

    def settle(self) -> None:
        """Wait until what goes on beside the work is done."""
        if beside := self._beside:
            beside.join()

    def _begin(self, cues: dict[str, str]) -> None:
        """The first mind, and the news of it to the cards that had to do without."""
        self.get_ready(cues)
        on_desk = Call.objects.filter(status__in=LIVE).values_list("pk", flat=True)
        tick(*map(call_topic, on_desk))

    def _now(self, made: _Made, cues: dict[str, str]) -> _Made:
        """What is known; where it is of a company or of cues that have changed since, what will
        take its place is made beside the work."""
        change = _newest_change()
        if self._beside is None and (change != self._change or cues != made.cues):
            company = company_in_database()
            if (company, cues) == (made.company, made.cues):
                self._change = change
            else:
                self._do_beside(self._make_anew, company, cues, change)
        return made

    def _do_beside(self, work: Callable[..., None], *given: object) -> None:
        """One thing at a time: what is left to do then, the next question finds."""
        if self._beside is None:
            self._beside = threading.Thread(target=self._done, args=[work, *given], daemon=True)
            self._beside.start()

    def _done(self, work: Callable[..., None], *given: object) -> None:
        try:
            work(*given)
        except DatabaseError:  # gone meanwhile: the next question begins it again
            logger.warning("The suggestions could not read the database.")
        finally:
            self._beside = None
            connection.close()

    def _make_anew(self, company: Company, cues: dict[str, str], change: int | None) -> None:
        """Another mind, which takes the place of this one once it has read as much."""
        made = _make(company, cues)
        read = _before_the_newest()
        for lesson in _lessons_after(read).iterator():
            read = _learn(made.mind, [lesson], read)
        with self._lock:
            self._made, self._read, self._change = made, read, change

    def _read_on(self, mind: Mind) -> None:
        """Read what is left, a little at a time."""
        while True:
            with self._lock:
                fresh = list(_lessons_after(self._read)[:_SLICE])
                self._read = _learn(mind, fresh, self._read)
            if not fresh:
                return


def _make(company: Company, cues: dict[str, str]) -> _Made:
    mind = Mind(company, admin_cues=cues, shelf=Path(settings.STATE_DIR) / "learner")
    return _Made(mind, company, cues, _selling(company))


def _selling(company: Company) -> frozenset[str]:
    does = who_does(functions(), company)
    return frozenset(
        name for one in _SELLING for name, share in does.get(one, {}).items() if share > 0.2
    )


def _learn(mind: Mind, lessons: Iterable[Lesson], read: int) -> int:
    """Learn them in their order; answers the last one's place in that order."""
    for lesson in lessons:
        # One whose words are being written anew teaches nothing meanwhile.
        department = lesson.department.name if lesson.department and lesson.text else ""
        purpose = lesson.purpose if lesson.text else ""
        mind.learn(Taught(lesson.call_id, lesson.text, purpose, department))
        read = lesson.seq
    return read


def _newest_change() -> int | None:
    return Change.objects.values_list("pk", flat=True).first()


def _lessons_after(seq: int) -> QuerySet[Lesson]:
    return Lesson.objects.filter(seq__gt=seq).order_by("seq").select_related("department")


def _before_the_newest() -> int:
    """The place before the lessons that a mind remembers: what is older need not be read."""
    seqs = Lesson.objects.order_by("-seq").values_list("seq", flat=True)
    return seqs[REMEMBERED : REMEMBERED + 1].first() or 0


here = Here()


def of(call: Call, known: Iterable[Known]) -> Suggestions:
    """What the subject of a call suggests, with the admin's own cue words. In the seconds after the
    very first start it waits for the mind: for what a law depends on."""
    return here.suggest(call.subject, _cues(known))


def so_far(call: Call, known: Iterable[Known]) -> Suggestions | None:
    """The same for a card, which does not wait: None while there is no mind."""
    cues = _cues(known)
    return here.suggest(call.subject, cues) if here.is_ready(cues) else None


def selling(known: Iterable[Known]) -> frozenset[str]:
    """The names of the departments that sell."""
    return here.selling(_cues(known))


def get_ready(known: Iterable[Known]) -> None:
    """Study now what is studied once, so that no caller waits for it."""
    here.get_ready(_cues(known))


def _cues(known: Iterable[Known]) -> dict[str, str]:
    return {one.purpose.value: one.cues for one in known if one.cues}
