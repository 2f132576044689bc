"""Whom to connect a caller with, and why."""

from dataclasses import dataclass

from calls.models import Call
from directory import finding, presence
from directory.models import Employee, Presence


@dataclass(frozen=True)
class Suggestion:
    """One person to connect, with the reason in words."""

    employee: Employee
    presence: Presence
    reason: str = ""
    asked: bool = False


def whom_to_connect(call: Call, query: str) -> list[Suggestion]:
    """The answers to a search; without one, whom the caller asked for or what fits his words."""
    asked = call.asked_employee
    if query.strip():
        people = list(finding.find(query))
    elif asked is not None:
        people = [asked, *finding.assistants_of(asked)]
    else:
        people = list(finding.find(call.asked_for or call.subject)) or list(finding.heads())
    return [Suggestion(person, presence.of(person), asked=asked == person) for person in people]
