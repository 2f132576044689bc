"""Whom to connect a caller with, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from calls import callers, days
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
    past = callers.past(call)
    last = past.last_person if past and not query.strip() else None
    reasons: dict[Employee, str] = {}
    if asked is not None and not query.strip():
        people = [asked, *finding.assistants_of(asked)]
    else:
        found = finding.find(query.strip() or call.asked_for or call.subject)
        reasons = {one.employee: one.reason for one in found}
        people = [one.employee for one in found]
        if not people and not query.strip():
            people = list(finding.heads())
    if last is not None:
        people = list(dict.fromkeys([*([asked] if asked else []), last, *people]))
        reasons[last] = _spoke(past)
    return [Suggestion(one, presence.of(one), reasons.get(one, ""), asked == one) for one in people]


def _spoke(past: callers.Past | None) -> str:
    talk = past.last_talk if past else None
    return _("spoke %(day)s") % {"day": days.when(talk.created_at)} if talk else ""
