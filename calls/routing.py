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
    if asked is not None and not query.strip():
        people = [asked, *finding.assistants_of(asked)]
        return [Suggestion(one, presence.of(one), asked=one == asked) for one in people]
    found = finding.find(query.strip() or call.asked_for or call.subject)
    if not found and not query.strip():
        return [Suggestion(head, presence.of(head)) for head in finding.heads()]
    return [
        Suggestion(one.employee, presence.of(one.employee), one.reason, one.employee == asked)
        for one in found
    ]
