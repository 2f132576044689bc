"""A call goes from one receptionist to another, with its card and a note."""

from django.db import transaction
from django.utils.translation import gettext as _

from calls import call_control, lifecycle, loose_ends, shifts
from calls.models import Call, CallEvent
from calls.refusals import Refused
from calls.statuses import Status
from directory.models import User

LONGEST_NOTE = 300  # characters


@transaction.atomic
def hand(call: Call, receiver: User, note: str, actor: User) -> Call:
    """Give a call to a colleague at the desk; he waits on hold for her, or for his decision."""
    if receiver == actor:
        raise Refused(_("You have this call already."))
    here = shifts.at_the_desk().filter(pk=receiver.pk)
    if not shifts.stays_open(receiver) or not here.exists():
        raise Refused(_("%(who)s is not at the desk.") % {"who": receiver.shown_name})
    note = " ".join(note.replace("\x00", "").split())
    if len(note) > LONGEST_NOTE:
        raise Refused(_("At most %(number)s characters.") % {"number": LONGEST_NOTE})
    return lifecycle.hand(call, receiver, actor, note=note)


@transaction.atomic
def take_over(call: Call, actor: User) -> Call:
    """Come for a colleague's call: one that waits, that she has left behind, or has handed over.

    Raises Refused while she is talking on it. A caller on hold is talked with at once.
    """
    if call.receptionist == actor:
        return _take_up(call, actor)
    if call.status == Status.TALKING and not is_left(call):
        who = call.receptionist.shown_name if call.receptionist else "—"
        raise Refused(_("%(who)s is talking on this line.") % {"who": who})
    lifecycle.take_turn(actor)
    shifts.open_for(actor)
    lifecycle.hand(call, actor, actor, taken_over=True)
    if call.status == Status.ON_HOLD:
        call_control.resume(call, actor)
    return call


def _take_up(call: Call, actor: User) -> Call:
    """What is hers already, because it was handed to her: the caller waits for her, or a decision
    is awaited."""
    if call.status == Status.ON_HOLD:
        return call_control.resume(call, actor)
    if call.status != Status.AWAITING:
        raise Refused(_("You have this call already."))
    return call


def is_left(call: Call) -> bool:
    """Has nobody ended it, though nobody is there for it: the shift is over, or it stands long?"""
    return loose_ends.is_unfinished(call)


def last_note(events: list[CallEvent]) -> CallEvent | None:
    """The newest handing over of a call, from its history."""
    handed = [event for event in events if event.verb == CallEvent.Verb.HANDED]
    return handed[-1] if handed else None
