"""Who works here: departments, employees and their log-ins."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.names import initials, sort_key


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
