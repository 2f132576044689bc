"""Why somebody is offered for a call, in a few words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from calls import days, earlier
from calls.learner.mind import Suggestions
from calls.models import Call
from calls.ranking import Person, Why
from directory.models import Employee


@dataclass(frozen=True)
class Reasons:
    """`persons`: all who come into question, by their numbers."""

    call: Call
    past: earlier.Past | None
    guess: Suggestions | None
    persons: dict[int, Person]

    def told(self, employee: Employee, why: Why) -> str:
        """Why this person is offered, in a few words."""
        if why is Why.ASKED:
            return asked_for()
        if why is Why.LAST:
            talk = self.past.last_talk if self.past else None
            return _("spoke %(day)s") % {"day": days.when(talk.created_at)} if talk else ""
        if why is Why.DECIDES and self.call.asked_employee:
            name = self.call.asked_employee.short_name
            return _("decides for %(name)s") % {"name": name}
        if why is Why.DEALT:
            dealt = self.persons[employee.pk].dealt_at
            words = {"company": self.call.company.strip(), "day": days.when(dealt) if dealt else ""}
            return _("spoke %(day)s with «%(company)s»") % words
        if why is Why.WAITED:
            now = timezone.localtime()
            took = self.persons[employee.pk].last_caller_at
            if not took or took < now.replace(hour=0, minute=0, second=0, microsecond=0):
                return _("sells; free, no callers today")
            minutes = int((now - took).total_seconds() // 60)
            return _("sells; free, %(minutes)s min without a caller") % {"minutes": minutes}
        if why is Why.SALES:
            return _("sells; not free just now")
        return self._answers(employee) if why in {Why.HEAD, Why.ANSWERS} else ""

    def _answers(self, employee: Employee) -> str:
        name = employee.department.name
        found = self.guess.departments if self.guess else []
        because = next((one.because for one in found if one.label == name), ())
        if because:
            return _("answers for «%(words)s»") % {"words": max(because, key=len)}
        return _("answers for such matters: %(department)s") % {"department": name}


def asked_for() -> str:
    """The reason for whoever the caller has named himself."""
    return _("asked for by the caller")


def heads(head: Employee) -> str:
    """The reason for a head, where nothing says whom the caller needs."""
    return _("heads: %(department)s") % {"department": head.department.name}
