"""A call's history: one line for each thing that was done."""

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from directory.models import Employee, User


class CallEvent(models.Model):
    """One line of a call's history. The database refuses to change or delete it."""

    class Verb(models.TextChoices):
        RANG = "rang", pgettext_lazy("event", "the line rings")
        TAKEN = "taken", pgettext_lazy("event", "call taken")
        ASKED_FOR = "asked_for", pgettext_lazy("event", "asks for")
        PURPOSE = "purpose", pgettext_lazy("event", "purpose")
        LANGUAGE = "language", pgettext_lazy("event", "language changed")
        HELD = "held", pgettext_lazy("event", "put on hold")
        RESUMED = "resumed", pgettext_lazy("event", "resumed")
        REQUESTED = "requested", pgettext_lazy("event", "decision requested")
        APPROVED = "approved", pgettext_lazy("event", "approved")
        DECLINED = "declined", pgettext_lazy("event", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("event", "request withdrawn")
        CONNECTED = "connected", pgettext_lazy("event", "connected")
        MESSAGE = "message", pgettext_lazy("event", "message taken")
        QUEUED = "queued", pgettext_lazy("event", "request waits until he is free")
        PUT = "put", pgettext_lazy("event", "asked")
        CORRECTED = "corrected", pgettext_lazy("event", "announcement corrected")
        EXPIRED = "expired", pgettext_lazy("event", "nobody has answered in time")
        LAPSED = "lapsed", pgettext_lazy("event", "the yes has lapsed")
        RETURNED = "returned", pgettext_lazy("event", "not picked up, the caller is back")
        PROMISED = "promised", pgettext_lazy("event", "call-back promised")
        KEPT = "kept", pgettext_lazy("event", "called back")
        HANDED = "handed", pgettext_lazy("event", "handed over")
        ENDED = "ended", pgettext_lazy("event", "call ended")
        FOLLOWED_UP = "followed_up", pgettext_lazy("event", "what was left is seen to")

    call = models.ForeignKey("Call", on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=12, choices=Verb)
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    employee = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="+")
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.verb}"
