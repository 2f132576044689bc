"""What an ended call leaves behind for the next one, in the transaction that ends it."""

from calls import callers, holds, lessons
from calls.models import Call


def of(call: Call, *, gave_buyer: bool = False) -> Call:
    """Remember the caller of a call that has just ended, and learn from it.

    Whom it held is let go; one who was given a buyer (`gave_buyer`) stays out of reach of the next
    buyer until his presence has told everybody.
    """
    if not gave_buyer:
        holds.release(call)
    callers.remember(call)
    lessons.learn_from(call)
    return call
