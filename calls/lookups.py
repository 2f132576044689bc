"""A search at the desk is over: what the directory could not tell is noted for whoever keeps it.

What was searched for may be the caller himself, by mistake: that is no business of the directory.
"""

from calls.models import Call
from directory import gaps
from directory.models import Employee


def given_up(call: Call, words: str) -> None:
    """Nobody was found by these words, and the receptionist has turned to something else."""
    if not _tells_of_caller(call, words):
        gaps.note_given_up(words)


def taken(call: Call, employee: Employee, words: str) -> None:
    """Somebody is chosen for the caller, by these words or in spite of them.

    Said again of the same person it is the same lookup. Whom the caller asks for, as it stands on
    the card, was looked up too.
    """
    if call.asked_employee_id == employee.pk:
        return
    if not _tells_of_caller(call, words):
        gaps.note_taken(words, employee)
    asked = call.asked_for if call.asked_employee_id is None else ""
    if not _tells_of_caller(call, asked) and gaps.note_taken(asked, employee) is None:
        gaps.note_given_up(asked)


def _tells_of_caller(call: Call, words: str) -> bool:
    """Is every word of it, if there is any, of his name or his company's?"""
    return _words(words) <= _words(f"{call.caller_name} {call.company}")


def _words(text: str) -> set[str]:
    return {word.strip('«»"') for word in text.casefold().split()}
