"""What the desk remembers: calls, their history, requests to managers, messages."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.history import CallEvent as CallEvent
from calls.memory import Caller as Caller
from calls.memory import Hold as Hold
from calls.memory import Lesson as Lesson
from calls.memory import NotThisCaller as NotThisCaller
from calls.memory import Phrase as Phrase
from calls.memory import PurposeRule as PurposeRule
from calls.private_person import quoted
from calls.requests import Asked as Asked
from calls.requests import TransferRequest as TransferRequest
from calls.statuses import Disposition, Kind, Purpose, RequestStatus, Status
from calls.wishes import ScreeningWish as ScreeningWish
from calls.wishes import StandingRule as StandingRule
from calls.wishes import Talk as Talk
from calls.workday import DeskRules as DeskRules
from calls.workday import OpeningHours as OpeningHours
from calls.workday import Shift as Shift
from calls.workday import Sounds as Sounds
from calls.workday import SpecialDay as SpecialDay
from directory.models import Employee, User


class Call(models.Model):
    """One conversation at the desk. What the caller says is kept as it is typed."""

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.EXTERNAL)
    status = models.CharField(max_length=10, choices=Status, default=Status.RINGING)
    disposition = models.CharField(max_length=15, choices=Disposition, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="uk")
    receptionist = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="calls"
    )

    caller_name = models.CharField(_("Name"), max_length=200, blank=True)
    company = models.CharField(_("Company"), max_length=200, blank=True)
    phone = models.CharField(_("Phone"), max_length=60, blank=True)
    phone_e164 = models.CharField(max_length=16, blank=True, editable=False)
    subject = models.CharField(_("Subject"), max_length=500, blank=True)
    caller = models.ForeignKey(Caller, null=True, on_delete=models.PROTECT, related_name="calls")
    spoke_before = models.BooleanField(null=True)  # as he says himself
    # Said by the receptionist: recognition leaves it as it is.
    caller_chosen = models.BooleanField(default=False, db_default=False)
    # The fields that hold what is known of him, and were not heard on this call.
    filled = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    # The colleague who calls, where it is an internal call and he is known.
    from_employee = models.ForeignKey(
        Employee, null=True, on_delete=models.PROTECT, related_name="calls_made"
    )
    asked_for = models.CharField(_("Asks for"), max_length=200, blank=True)
    asked_employee = models.ForeignKey(
        Employee, null=True, on_delete=models.PROTECT, related_name="asked_in"
    )

    # A message being written: kept as it is typed, like everything else on the card.
    message_for = models.ForeignKey(Employee, null=True, on_delete=models.PROTECT, related_name="+")
    message_text = models.TextField(_("What they want"), max_length=4000, blank=True)

    connected_to = models.ForeignKey(
        Employee, null=True, on_delete=models.PROTECT, related_name="connected_calls"
    )
    # Written by the database itself from the employee's row, whatever anybody stores here.
    connected_protected = models.BooleanField(default=False, editable=False)
    clearance = models.ForeignKey(
        "TransferRequest", null=True, on_delete=models.PROTECT, related_name="cleared_calls"
    )
    # With `clearance`, `id` and `connected_to` this is a foreign key to the request's own
    # columns: a clearance is of this call, for this person, and a yes.
    clearance_status = models.GeneratedField(
        expression=Value(RequestStatus.APPROVED.value),
        output_field=models.CharField(max_length=10),
        db_persist=True,
    )

    created_at = models.DateTimeField(default=timezone.now)
    status_since = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # An abandoned caller was called back, or need not be.
    followed_up_at = models.DateTimeField(null=True)
    followed_up_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # Who called and what was said is gone: see calls.retention.
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="call_newest"),
            models.Index(
                fields=["created_at"], condition=~Q(status=Status.ENDED), name="call_on_the_desk"
            ),
            models.Index(fields=["phone_e164"], name="call_by_number"),
            models.Index(
                fields=["ended_at"],
                condition=Q(disposition=Disposition.ABANDONED, followed_up_at=None),
                name="call_to_follow_up",
            ),
            models.Index(
                fields=["-ended_at", "-id"],
                condition=Q(status=Status.ENDED, followed_up_at=None) & ~Q(message_text=""),
                name="call_with_unsent_message",
            ),
            models.Index(
                fields=["ended_at"],
                condition=Q(erased_at=None, ended_at__isnull=False),
                name="call_to_erase",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="call_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.ENDED, ended_at__isnull=False)
                & Q(disposition__in=Disposition.values)
                | ~Q(status=Status.ENDED) & Q(ended_at=None, disposition=""),
                name="call_ended_has_disposition",
            ),
            models.CheckConstraint(
                condition=Q(disposition=Disposition.CONNECTED, connected_to__isnull=False)
                | ~Q(disposition=Disposition.CONNECTED) & Q(connected_to=None),
                name="call_connected_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.RINGING, Status.ENDED])
                | Q(receptionist__isnull=False),
                name="call_has_receptionist",
            ),
            models.UniqueConstraint(
                fields=["receptionist"],
                condition=Q(status=Status.TALKING),
                name="one_talk_a_receptionist",
            ),
            models.CheckConstraint(
                condition=Q(from_employee=None) | Q(kind=Kind.INTERNAL),
                name="call_from_colleague_is_internal",
            ),
            models.CheckConstraint(
                condition=Q(followed_up_at=None, followed_up_by=None)
                | Q(followed_up_at__isnull=False, followed_up_by__isnull=False),
                name="call_followed_up_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(erased_at__gte=F("ended_at") + timedelta(days=28)),
                name="call_erased_after_a_month",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(caller_name="", company="", phone="", phone_e164="", subject="")
                & Q(asked_for="", message_text="", caller=None, ended_at__isnull=False),
                name="call_erased_says_nothing",
            ),
            # Law 1 of the desk; migration 0002 holds the other half of it.
            models.CheckConstraint(
                condition=Q(connected_protected=False) | Q(clearance__isnull=False),
                name="law_1_protected_needs_clearance",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"

    @classmethod
    def label(cls, field: str) -> str:
        """What a field of the card is called, in the language of the page."""
        return str(getattr(cls._meta.get_field(field), "verbose_name", field))

    @classmethod
    def longest(cls, field: str) -> int:
        """How many characters a field of the card holds."""
        return int(getattr(cls._meta.get_field(field), "max_length", 0))

    @property
    def is_live(self) -> bool:
        return self.status != Status.ENDED

    @property
    def called(self) -> str:
        """How one speaks to the caller: a colleague by given name and patronymic."""
        return self.from_employee.polite_name if self.from_employee else self.caller_name

    @property
    def reached_at(self) -> str:
        """Where one calls back: the number that was said; for a colleague else his extension."""
        said = self.phone.strip()
        return said or (self.from_employee.extension if self.from_employee else "")

    @property
    def title(self) -> str:
        """Whom the line shows: the name and company, or the number, or that nobody is known."""
        known = ", ".join(filter(None, [self.caller_name, quoted(self.company)]))
        unknown = _("Erased: kept long enough") if self.erased_at else _("Unknown caller")
        return known or self.phone or str(unknown)


class Message(models.Model):
    """What a caller left, for one employee."""

    employee = models.ForeignKey(
        Employee, verbose_name=_("For"), on_delete=models.PROTECT, related_name="messages"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="messages")
    caller_name = models.CharField(_("Name"), max_length=200, blank=True)
    company = models.CharField(_("Company"), max_length=200, blank=True)
    phone = models.CharField(_("Phone"), max_length=60)
    text = models.TextField(_("What they want"), max_length=4000)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["employee"], condition=Q(read_at=None, done_at=None), name="message_unread"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(read_at__isnull=False, done_at__gte=F("read_at")),
                name="message_done_was_read",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Promise(models.Model):
    """«We shall call you back»: who owes the call and by when; open until it is kept."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="promises")
    owner = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="promises")
    due_at = models.DateTimeField()
    text = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["owner", "due_at"], condition=Q(kept_at=None), name="promise_open")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_overdue(self) -> bool:
        """Should it have been kept by now?"""
        return self.kept_at is None and self.due_at <= timezone.now()
