"""Buyers: one person has one of them at a time; one whom nobody can take now is owed a call, and
is never let go with nothing. Law 3."""

from datetime import datetime

from django.utils.translation import gettext as _

from calls import holds, promises, purposes, routing, suggestions
from calls.models import Call, CallEvent, Hold, Promise
from calls.refusals import Refused
from calls.statuses import Disposition, Kind
from directory.models import Employee, User

# Endings that leave a caller with nothing: no talk, no message, no call-back.
_WITH_NOTHING = frozenset(
    {Disposition.ANSWERED, Disposition.TURNED_AWAY, Disposition.OFFER_BY_MAIL}
)

# How an attempt to connect a caller fails; any other of these begins one or leads to the end of it.
_FAILURES = frozenset(
    {
        CallEvent.Verb.RETURNED,
        CallEvent.Verb.DECLINED,
        CallEvent.Verb.EXPIRED,
        CallEvent.Verb.LAPSED,
    }
)
_ATTEMPTS = _FAILURES | {
    CallEvent.Verb.ASKED_FOR,
    CallEvent.Verb.REQUESTED,
    CallEvent.Verb.QUEUED,
    CallEvent.Verb.APPROVED,
}


class Unserved(Refused):
    """A buyer is about to be let go with nothing: the desk asks before it does so."""

    def __init__(self, disposition: Disposition) -> None:
        super().__init__(_("They wanted to buy, and nobody has talked with them."))
        self.disposition = disposition


def is_buyer(call: Call, *, at_once: bool = False) -> bool:
    """Is it a caller from outside for the sales side, as was noted or as his words leave no doubt?

    The card goes by the same rule, so nothing depends on a key that confirms what is plain.
    `at_once`: do not wait for the first mind, in the seconds after the very first start.
    """
    if call.kind != Kind.EXTERNAL:
        return False
    known = purposes.all_known()
    suggest = suggestions.so_far if at_once else suggestions.of
    guess = suggest(call, known) if call.subject.strip() and not call.purpose else None
    return routing.buys(call, known, guess)


def hold(call: Call, employee: Employee, actor: User) -> Hold:
    """Hold a person for this call; one whom a buyer was given is held for no other buyer yet."""
    return holds.take(call, employee, actor, for_buyer=is_buyer(call, at_once=True))


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
    """Is it a buyer whom nobody can take or has taken, and to whom nothing was promised?"""
    if not is_buyer(call) or call.promises.exists() or call.messages.exists():
        return False
    offer = routing.offer(call)
    if call.asked_employee is None:
        return offer.nobody_free
    return offer.asked_taken or _has_failed(call)


def _has_failed(call: Call) -> bool:
    """Has the last attempt to connect the call come to nothing?"""
    last = call.events.filter(verb__in=_ATTEMPTS).order_by("pk").last()
    return last is not None and last.verb in _FAILURES
