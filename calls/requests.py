"""The question put to a manager: its clock, whom it was put to, and the answer in full."""

from hashlib import blake2b

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.statuses import Answer, Ground, RequestStatus, Told
from directory.models import Employee, User


class TransferRequest(models.Model):
    """The question put to a manager or his assistant: will you take this call?"""

    call = models.ForeignKey("Call", on_delete=models.PROTECT, related_name="transfer_requests")
    executive = models.ForeignKey(
        Employee, on_delete=models.PROTECT, related_name="transfer_requests"
    )
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.PENDING)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    announcement = models.TextField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    # The clock. Without a deadline it has not been put to anybody yet: it waits until he is free.
    deadline = models.DateTimeField(null=True)
    turn_until = models.DateTimeField(null=True)  # then the next one is asked
    # Then the yes lapses; empty again once it is used.
    clearance_until = models.DateTimeField(null=True)
    # The executive talks and is not interrupted: the seconds of the yes begin when that is over.
    clearance_waits = models.BooleanField(default=False)
    corrected_at = models.DateTimeField(null=True)

    # The answer in full. The reason is for the receptionist; the caller is told `told`. Law 2.
    reason = models.CharField(_("For the receptionist only"), max_length=200, blank=True)
    told = models.CharField(max_length=10, choices=Told, blank=True)
    call_back_at = models.DateTimeField(null=True)
    given_to = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    rule = models.ForeignKey(
        "StandingRule", null=True, on_delete=models.PROTECT, related_name="decided"
    )

    class Meta:
        verbose_name = _("transfer request")
        verbose_name_plural = _("transfer requests")
        ordering = ["requested_at", "pk"]
        indexes = [
            models.Index(
                fields=["executive"],
                condition=Q(status=RequestStatus.PENDING),
                name="request_pending",
            ),
            models.Index(
                fields=["clearance_until"],
                condition=Q(clearance_until__isnull=False),
                name="request_yes_holds",
            ),
            models.Index(fields=["executive", "-decided_at"], name="request_decided"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(status=RequestStatus.PENDING),
                name="one_pending_request_a_call",
            ),
            models.CheckConstraint(
                condition=Q(status=RequestStatus.PENDING, decided_at=None)
                | ~Q(status=RequestStatus.PENDING) & Q(decided_at__isnull=False),
                name="request_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.APPROVED) | Q(answer=Answer.CONNECT),
                name="request_approved_says_connect",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.APPROVED)
                | Q(deadline=None)
                | Q(decided_at__lte=F("deadline")),
                name="request_approved_in_time",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.CALL_BACK) | Q(call_back_at__isnull=False),
                name="request_call_back_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.GIVE) | Q(given_to__isnull=False),
                name="request_given_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(clearance_waits=False)
                | Q(status=RequestStatus.APPROVED, clearance_until__isnull=False),
                name="request_unused_yes_waits",
            ),
            # What the call's clearance points at.
            models.UniqueConstraint(
                fields=["id", "call", "executive", "status"], name="request_as_clearance"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"

    @property
    def asked_now(self) -> "list[Asked]":
        """To whom it was put last: several, where the executive wishes all of them at once."""
        asked = list(self.asked.all())
        return [one for one in asked if one.asked_at == asked[-1].asked_at]

    @property
    def names_asked_now(self) -> str:
        return ", ".join(one.employee.short_name for one in self.asked_now)

    @property
    def mark(self) -> str:
        """Says which announcement a page shows, and nothing of what stands in it."""
        return blake2b(self.announcement.encode(), digest_size=8).hexdigest()

    @property
    def waits_for_him(self) -> bool:
        """Nobody has been asked yet: the executive must not be interrupted just now."""
        return self.status == RequestStatus.PENDING and self.deadline is None


class Asked(models.Model):
    """That a request was put to somebody: when, and when a page of his has shown it."""

    request = models.ForeignKey(TransferRequest, on_delete=models.CASCADE, related_name="asked")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "employee"], name="asked_once_a_request")
        ]

    def __str__(self) -> str:
        return f"#{self.request_id} → {self.employee_id}"
