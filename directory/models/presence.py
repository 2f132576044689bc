"""Where everybody is just now."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.people import Employee, User


class Presence(models.Model):
    """Where an employee is: what was said last, until when it holds, and who said it.

    `until` is when he is free again. Whoever looks goes by `directory.presence.of`.
    """

    class State(models.TextChoices):
        FREE = "free", _("free")
        BUSY = "busy", _("busy")
        MEETING = "meeting", _("in a meeting")
        AWAY = "away", _("away")

    class Reason(models.TextChoices):
        """Why somebody is away; no reason needs to be given."""

        VACATION = "vacation", _("vacation")
        SICK = "sick", _("sick leave")
        TRIP = "trip", _("business trip")

    employee = models.OneToOneField(
        Employee, on_delete=models.CASCADE, primary_key=True, related_name="presence_row"
    )
    state = models.CharField(max_length=10, choices=State, default=State.FREE)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now, null=True)
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason="") | Q(state="away"), name="presence_reason_only_when_away"
            ),
            models.CheckConstraint(
                condition=~Q(state="free") | Q(until=None), name="presence_free_has_no_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.state}"

    def state_at(self, moment: datetime) -> "Presence.State":
        """The state as it holds then: when its time has passed a person is free again."""
        if self.until is not None and self.until <= moment:
            return self.State.FREE
        return self.State(self.state)

    @property
    def label(self) -> str:
        """The state in a word or two; of one who is away, rather why."""
        return self.get_reason_display() or self.get_state_display()
