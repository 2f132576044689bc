"""A staff file on its way in."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.people import User


class StaffUpload(models.Model):
    """A staff file somebody wants to import: read, looked at, then applied or discarded.

    `data` is the file, and once it is read its table. When it is closed both and what it said of
    people are deleted; who did it, when, and the numbers stay.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        WRONG = "wrong", _("has mistakes")
        READY = "ready", _("ready to apply")
        APPLIED = "applied", _("applied")
        DISCARDED = "discarded", _("discarded")

    class Stage(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        OPENING = "opening", _("Opening the file")
        CHECKING = "checking", _("Checking the lines")
        COMPARING = "comparing", _("Comparing with the staff list")

    OPEN = (State.READING, State.WRONG, State.READY)

    file_name = models.CharField(max_length=255)
    data = models.BinaryField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    progressed_at = models.DateTimeField(default=timezone.now)
    outcome = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("staff file")
        verbose_name_plural = _("staff files")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("reading", "wrong", "ready"), closed_at=None)
                | Q(state__in=("applied", "discarded"), closed_at__isnull=False),
                name="staff_upload_closed_when_over",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
