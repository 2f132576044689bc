"""Where the directory could not help: kept for the admin, who mends it.

A lookup is over when the receptionist has acted on it, not with each letter of it: note it then.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from directory import staffing
from directory.finding import find
from directory.models import Department, Employee, Gap, User
from frontdesk.bus import tick

LONGEST = 200
_SHORTEST = 2  # letters; fewer say nothing about what was meant
_NUMBER = 7  # digits and more are a caller's phone number, which has no place here


def note_given_up(query: str) -> Gap | None:
    """A lookup was let be: a gap where nobody stands behind its words."""
    return None if any(one.sure for one in find(query)) else note_nothing_found(query)


def note_taken(query: str, taken: Employee) -> Gap | None:
    """A lookup ended with somebody: a gap where the first suggestion was of another department.

    A name is none, since no department answers for a name: of two people with one surname either
    may be meant.
    """
    found = find(query)
    if not found or found[0].by_name or any(one.by_name for one in found if one.employee == taken):
        return None
    return note_other_department(query, found[0].employee.department, taken.department)


def note_nothing_found(query: str) -> Gap | None:
    """A lookup found nobody. None where the query is not worth keeping, or not to be kept."""
    return _note(query, None, None)


def note_other_department(query: str, suggested: Department, taken: Department) -> Gap | None:
    """The first suggestion was of one department, and the caller was put through to another.

    None where it is the same one, or the query is not worth keeping.
    """
    return None if suggested == taken else _note(query, suggested, taken)


def _note(query: str, suggested: Department | None, taken: Department | None) -> Gap | None:
    words = " ".join(query.replace("\x00", "").split())[:LONGEST]
    letters = sum(letter.isalpha() for letter in words)
    digits = sum(letter.isdigit() for letter in words)
    if letters + digits < _SHORTEST or digits >= _NUMBER:
        return None
    key: dict[str, object] = {"folded": words.casefold(), "suggested": suggested, "taken": taken}
    return _once_more(key) or _first_time(words, key) or _once_more(key)


def _once_more(key: dict[str, object]) -> Gap | None:
    """A gap that comes back after it was mended is open again."""
    known = Gap.objects.filter(**key)
    known.update(times=F("times") + 1, last_at=timezone.now(), mended_at=None)
    return known.first()


def _first_time(words: str, key: dict[str, object]) -> Gap | None:
    """None where somebody else has just met the same gap."""
    try:
        with transaction.atomic():
            return Gap.objects.create(query=words, **key)
    except IntegrityError:
        return None


@transaction.atomic
def mend(gap: Gap, actor: User, department: Department | None = None) -> None:
    """The gap is closed; `department` answers for what was searched from now on."""
    if department is not None:
        staffing.lock()
        staffing.made_by(actor)
        department.refresh_from_db()
        said = department.responsibilities.rstrip(" ,;.\n")
        if gap.query.casefold() not in said.casefold():
            department.responsibilities = f"{said}, {gap.query}" if said else gap.query
            department.save(update_fields=["responsibilities"])
            tick("staff")
    Gap.objects.filter(pk=gap.pk).update(mended_at=timezone.now())


def forget(moment: datetime) -> None:
    """Delete what was searched in vain before that moment and not since, mended or not."""
    Gap.objects.filter(last_at__lt=moment).delete()
