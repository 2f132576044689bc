"""What an ended call leaves behind for the next one, in the transaction that ends it."""

from calls import callers, lessons
from calls.models import Call


def of(call: Call) -> Call:
    """Remember the caller of a call that has just ended, and learn from it."""
    callers.remember(call)
    lessons.learn_from(call)
    return call
