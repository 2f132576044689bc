"""Who works here: departments, employees, log-ins, and where everybody is just now."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.names import initials, sort_key
from directory.records import Change as Change
from directory.records import Gap as Gap


class User(AbstractUser):
    """A log-in. What it may do follows from its roles; one person can have several.

    Receptionist: `is_receptionist`. Admin: `is_staff`. Manager or assistant: an employee is
    linked to it.
    """

    is_receptionist = models.BooleanField(
        _("receptionist"), default=False, help_text=_("Works at the desk and sees every call.")
    )
    is_demo = models.BooleanField(
        _("demo log-in"), default=False, editable=False, help_text=_("One of the demo cast.")
    )
    employee: "Employee"

    class Meta:
        verbose_name = _("log-in")
        verbose_name_plural = _("log-ins")

    @property
    def person(self) -> "Employee | None":
        """The employee who uses this log-in, while he works here."""
        employee = getattr(self, "employee", None)
        return employee if employee and employee.left_on is None else None

    @property
    def shown_name(self) -> str:
        return self.person.short_name if self.person else self.get_full_name() or self.username


class Department(models.Model):
    """A unit of the company. Its head is the employee in it with `is_head`."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    responsibilities = models.TextField(
        _("answers for"),
        blank=True,
        help_text=_("What callers ask of it, separated by commas: deliveries, contracts, tenders."),
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="department_not_in_itself"
            )
        ]

    def __str__(self) -> str:
        return self.name


class EmployeeQuerySet(models.QuerySet["Employee"]):
    def working(self) -> "EmployeeQuerySet":
        """Those who have not left."""
        return self.filter(left_on=None)


class Employee(models.Model):
    """A person on the staff list. Whoever leaves is ended, never deleted: calls keep him."""

    user = models.OneToOneField(
        User,
        verbose_name=_("log-in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="employee",
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, related_name="people"
    )
    surname = models.CharField(_("surname"), max_length=100)
    given_name = models.CharField(_("given name"), max_length=100)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    position = models.CharField(pgettext_lazy("job", "position"), max_length=200)
    extension = models.CharField(_("extension"), max_length=20, blank=True)
    mobile = models.CharField(_("mobile"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_head = models.BooleanField(_("heads the department"), default=False)
    is_protected = models.BooleanField(
        _("protected"),
        default=False,
        help_text=_("Calls to this person are screened: nobody is connected without a yes."),
    )
    assistants = models.ManyToManyField(
        "self",
        verbose_name=_("assistants"),
        through="Assistance",
        through_fields=("executive", "assistant"),
        symmetrical=False,
        related_name="executives",
        blank=True,
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    sort_key = models.CharField(max_length=620, editable=False)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(is_head=True, left_on=None),
                name="one_head_a_department",
                violation_error_message=_("This department has a head already."),
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(email="") & Q(left_on=None),
                name="one_employee_an_email",
                violation_error_message=_("Another employee has this e-mail."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.surname, self.given_name, self.patronymic)
        super().save(**kwargs)

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.surname, self.given_name, self.patronymic]))

    @property
    def short_name(self) -> str:
        return f"{self.surname} {initials(self.given_name, self.patronymic)}".strip()

    @property
    def polite_name(self) -> str:
        """Given name and patronymic, as one speaks of a colleague."""
        return f"{self.given_name} {self.patronymic}".strip()


class Assistance(models.Model):
    """That one employee decides for another, and in which turn he is asked."""

    executive = models.ForeignKey(
        Employee, verbose_name=_("executive"), on_delete=models.CASCADE, related_name="helped_by"
    )
    assistant = models.ForeignKey(
        Employee, verbose_name=_("assistant"), on_delete=models.CASCADE, related_name="helps"
    )
    turn = models.PositiveSmallIntegerField(_("turn"), default=0)

    class Meta:
        verbose_name = _("assistant")
        verbose_name_plural = _("assistants")
        ordering = ["turn", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["executive", "assistant"], name="assistant_listed_once"
            ),
            models.CheckConstraint(
                condition=~Q(executive=F("assistant")), name="nobody_assists_himself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assistant.short_name} → {self.executive.short_name}"


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


class Company(models.Model):
    """The company itself: one row, what phrases say of it."""

    name = models.CharField(_("name"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    offers_email = models.EmailField(
        _("e-mail for offers"), blank=True, help_text=_("Where sellers are asked to write.")
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("company")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_company"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def ours(cls) -> "Company":
        """The company, nameless until the admin names it."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


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


class StaffChange(models.Model):
    """That something on the staff list has changed; written by triggers, read by every process.

    In the order of their keys, because who writes one keeps the others waiting until his commit.
    With neither an employee nor a department it says that everything has.
    """

    employee_id = models.BigIntegerField(null=True)
    department_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk}"
