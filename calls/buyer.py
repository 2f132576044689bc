"""Buyers: one whom nobody can take now is owed a call, and is never let go with nothing. Law 3."""

from datetime import datetime

from django.utils.translation import gettext as _

from calls import promises, purposes, routing, suggestions
from calls.models import Call, Promise
from calls.refusals import Refused
from calls.statuses import Disposition, Kind
from directory import presence
from directory.models import Employee, User

# Endings that leave a caller with nothing: no talk, no message, no call-back.
_WITH_NOTHING = frozenset(
    {Disposition.ANSWERED, Disposition.TURNED_AWAY, Disposition.OFFER_BY_MAIL}
)


class Unserved(Refused):
    """A buyer is about to be let go with nothing: the desk asks before it does so."""

    def __init__(self, disposition: Disposition) -> None:
        super().__init__(_("They wanted to buy, and nobody has talked with them."))
        self.disposition = disposition


def guard_ending(call: Call, disposition: Disposition) -> None:
    """Raise Unserved where a call is about to end like this, and it is a buyer's."""
    if disposition in _WITH_NOTHING and _is_unserved(call):
        raise Unserved(disposition)


def owe_call_back(
    call: Call, actor: User, *, owner: Employee | None = None, due_at: datetime | None = None
) -> Promise:
    """Promise the caller a call-back; where nothing is said of it, the desk chooses whose it is
    and when. Raises Refused where there is nobody who could owe it."""
    owner = owner or routing.offer(call).owner
    if owner is None:
        raise Refused(_("Choose who calls back."))
    return promises.promise(call, owner, due_at or promises.soonest(owner), actor)


def _is_unserved(call: Call) -> bool:
    """Is it a buyer whom nobody can take, and to whom nothing was promised?"""
    if call.kind != Kind.EXTERNAL or call.promises.exists() or call.messages.exists():
        return False
    known = purposes.all_known()
    guess = suggestions.of(call, known) if call.subject.strip() else None
    if not routing.buys(call, known, guess):
        return False
    if call.asked_employee is not None:
        return not presence.is_free(call.asked_employee)
    return routing.offer(call).nobody_free
