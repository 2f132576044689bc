"""Finds people on the staff list from what a caller said, half-heard or mistyped."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from directory.lookup.records import Kind, Reason
from directory.models import Employee
from directory.roster import Roster

LONGEST_QUERY = 200
_NAMESAKES = 1000  # people that one name may mean

# What tells of somebody's work, not of himself.
_OF_WORK = {Kind.POSITION, Kind.DEPARTMENT, Kind.RESPONSIBILITY}

roster = Roster()


@dataclass(frozen=True)
class Found:
    """Somebody found; `reason` says why in words, where the words typed do not say it already.

    Not `sure` is a guess at a mistyped word. `by_name`: the words tell of him himself, by a name, a
    number or an address, and not of a position or of what a department does.
    """

    employee: Employee
    reason: str = ""
    sure: bool = True
    by_name: bool = True


def find(query: str, limit: int = 8) -> list[Found]:
    """The working employees that a query may mean, the likeliest first."""
    hits = roster.current().search(query[:LONGEST_QUERY], limit)
    people = Employee.objects.working().select_related("department", "presence_row")
    by_pk = people.in_bulk([hit.pk for hit in hits])
    return [
        Found(
            by_pk[hit.pk],
            _why(hit.reasons, by_pk[hit.pk]),
            hit.sure,
            by_name=_OF_WORK.isdisjoint(reason.kind for reason in hit.reasons),
        )
        for hit in hits
        if hit.pk in by_pk
    ]


def named(words: str) -> Employee | None:
    """The one person who is called so, sits at that extension or has that position alone."""
    said = " ".join(words.split()).casefold()
    if not said:
        return None
    return meant(find(said, 5), said)


def meant(found: Iterable[Found], words: str) -> Employee | None:
    """Of those whom words have found, the one whom they mean beyond doubt."""
    said = " ".join(words.split()).casefold()
    sure = [one.employee for one in found if one.sure]
    exact = [one for one in sure if said in _called(one)]
    likely = exact or sure
    return likely[0] if len(likely) == 1 else None


def calling(name: str, number: str) -> Employee | None:
    """The one colleague who has said this name and calls from this extension, as far as either is
    known. Whoever says another name at somebody's telephone is not he."""
    found = named(name)
    if found is not None:
        return found
    found = named(number)
    said = name.strip()[:LONGEST_QUERY]
    if found is None or not said:
        return found
    meant = {hit.pk for hit in roster.current().search(said, _NAMESAKES) if hit.sure}
    return found if found.pk in meant else None


def _called(employee: Employee) -> set[str]:
    names = (employee.full_name, employee.short_name, employee.polite_name)
    return {one.casefold() for one in (*names, employee.position, employee.extension) if one}


def assistants_of(executive: Employee) -> QuerySet[Employee]:
    """Those who decide for a protected person, in their turn."""
    return (
        executive.assistants.filter(left_on=None)
        .select_related("department", "presence_row")
        .order_by("helps__turn", "helps__pk")
    )


def heads(limit: int) -> QuerySet[Employee]:
    """Whoever heads a department, in the company's own order: the first few of them."""
    people = Employee.objects.working().filter(is_head=True)
    return people.select_related("department", "presence_row").order_by(
        "department__position", "department__pk"
    )[:limit]


def _why(reasons: tuple[Reason, ...], employee: Employee) -> str:
    """The reasons in words; the position and the extension stand beside the name anyway."""
    plain = {Kind.EXTENSION}
    told = [
        _SENTENCES[reason.kind](reason)
        for reason in reasons
        if reason.kind not in plain
        and not (reason.kind is Kind.POSITION and reason.found == employee.position)
    ]
    return ", ".join(dict.fromkeys(told))


_SENTENCES = {
    Kind.NICKNAME: lambda one: _("also called “%(typed)s”") % one._asdict(),
    Kind.SPELLING: lambda one: _("perhaps %(found)s") % one._asdict(),
    Kind.TRANSLITERATED: lambda one: _("“%(typed)s” in Latin letters") % one._asdict(),
    Kind.LAYOUT: lambda one: _("keyboard layout: “%(found)s”") % one._asdict(),
    Kind.POSITION: lambda one: _("position: %(found)s") % one._asdict(),
    Kind.DEPARTMENT: lambda one: _("department: %(found)s") % one._asdict(),
    Kind.RESPONSIBILITY: lambda one: _("answers for: %(found)s") % one._asdict(),
    Kind.PHONE: lambda one: _("by phone number"),
    Kind.EMAIL: lambda one: _("by e-mail"),
    Kind.LEFT_OUT: lambda one: _("without “%(typed)s”") % one._asdict(),
}
