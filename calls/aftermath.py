"""What an ended call leaves behind for the next one, in the transaction that ends it."""

from calls import callers, holds, lessons
from calls.models import Call
from calls.statuses import Disposition, Purpose


def of(call: Call) -> Call:
    """Remember the caller of a call that has just ended, and learn from it.

    Whom it held is let go; one who was given a buyer stays out of reach of the next buyer until
    his presence has told everybody.
    """
    if call.disposition != Disposition.CONNECTED or call.purpose != Purpose.BUY:
        holds.release(call)
    callers.remember(call)
    lessons.learn_from(call)
    return call
