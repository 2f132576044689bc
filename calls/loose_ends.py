"""What nobody has brought to its end: calls left standing, callers who hung up waiting, messages
that were never passed on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import log
from calls.models import Call, Caller, CallEvent, DeskRules, Shift
from calls.refusals import Overtaken
from calls.statuses import Disposition, Status
from directory.models import User
from frontdesk.bus import tick
from frontdesk.snapshot import Shared

SHOWN = 200  # abandoned calls at most on one page, and messages


def unfinished() -> list[Call]:
    """Calls that were never ended: the shift is over, or nobody has touched them for long.

    They stay in this list until somebody ends them.
    """
    rules = DeskRules.ours()
    calls = _standing_calls().select_related("receptionist__employee", "asked_employee")
    in_order = calls.annotate(is_here=_is_here()).order_by("status_since", "pk")
    return [call for call in in_order if _is_left(call.status_since, call.is_here, rules)]


def is_unfinished(call: Call) -> bool:
    """Has nobody ended this one, though nobody is there for it?"""
    rules = DeskRules.ours()
    this = _standing_calls().filter(pk=call.pk).values_list("status_since", _is_here())
    return any(_is_left(since, is_here, rules) for since, is_here in this)


def _standing_calls() -> QuerySet[Call]:
    """Calls that have a receptionist and no end yet: never many."""
    return Call.objects.exclude(status__in=[Status.RINGING, Status.ENDED])


def _is_here() -> Exists:
    """Is the receptionist of a call at the desk?"""
    return Exists(Shift.objects.filter(receptionist=OuterRef("receptionist"), closed_at=None))


def _is_left(since: datetime, is_here: bool, rules: DeskRules) -> bool:
    # Told here and not by the database: what many pages share (`_Standing`) is read without a time.
    return not is_here or since < rules.unfinished_before(timezone.now())


def abandoned() -> QuerySet[Call]:
    """Callers who hung up while they waited and could be called back, the newest first."""
    waiting = to_call_back().select_related(
        "receptionist__employee", "asked_employee", "caller__merged_into"
    )
    return waiting.order_by("-ended_at", "-pk")[:SHOWN]


def is_to_call_back(call: Call) -> bool:
    """Is this caller one of those who hung up and wait for a call?"""
    return to_call_back().filter(pk=call.pk).exists()


def to_call_back() -> QuerySet[Call]:
    """Who hung up waiting and nobody has seen to: whoever has got through since is not among them,
    nor one of whom nothing is known."""
    got_through = Call.objects.filter(
        created_at__gt=OuterRef("created_at"), answered_at__isnull=False
    ).exclude(disposition=Disposition.ABANDONED)
    # Two questions, for each of which there is an index.
    himself = got_through.filter(caller__in=Caller.of_call_outside())
    his_number = got_through.filter(phone_e164=OuterRef("phone_e164")).exclude(phone_e164="")
    known = ~Q(phone="") | ~Q(caller_name="") | ~Q(company="") | Q(caller__isnull=False)
    return Call.objects.filter(
        known,
        ~Exists(himself),
        ~Exists(his_number),
        disposition=Disposition.ABANDONED,
        followed_up_at=None,
    )


def unsent() -> QuerySet[Call]:
    """Ended calls with a message that was begun and is in nobody's inbox, the newest first.

    The form begins with the subject: that alone, the form closed again, is no message. Law 8.
    """
    begun = Q(message_for__isnull=False) | ~Q(message_text=F("subject"))
    left = Call.objects.filter(begun, status=Status.ENDED, followed_up_at=None)
    return left.exclude(message_text="").order_by("-ended_at", "-pk")


@dataclass(frozen=True)
class _Standing:
    """All that may be a loose end at some moment. `calls`: since when each stands as it does, and
    whether its receptionist is at the desk."""

    calls: list[tuple[datetime, bool]]
    abandoned: int
    unsent: int
    rules: DeskRules


def _read() -> _Standing:
    calls = list(_standing_calls().values_list("status_since", _is_here()))
    return _Standing(calls, abandoned().count(), unsent()[:SHOWN].count(), DeskRules.ours())


_standing = Shared(_read)


def count() -> int:
    """How many there are: on every receptionist's page, so read once for all that ask together."""
    standing = _standing()
    left = sum(_is_left(since, is_here, standing.rules) for since, is_here in standing.calls)
    return left + standing.abandoned + standing.unsent


@transaction.atomic
def follow_up(call: Call, actor: User) -> Call:
    """The abandoned caller was called back, or need not be; what was left on a call is passed on,
    or need not be. Raises Overtaken if it is done."""
    left = Q(disposition=Disposition.ABANDONED) | Q(pk__in=unsent().order_by())
    waiting = Call.objects.filter(left, pk=call.pk, followed_up_at=None)
    if not waiting.update(followed_up_at=timezone.now(), followed_up_by=actor):
        raise Overtaken(_("Somebody has seen to this caller already."))
    call.refresh_from_db()
    log.record(call, CallEvent.Verb.FOLLOWED_UP, actor)
    tick(log.LOOSE_ENDS)
    return call
