"""What the directory remembers beside the people: every change of it, and where it had gaps."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """What one act changed of one thing: who, when, and each field's value before and after.

    Triggers of the database write it (migration 0006), so that nothing is missed: neither a staff
    file's thousand rows nor a line typed into a shell. Nothing rewrites it afterwards.
    `directory.staffing.made_by` says who it is; without that it was the program itself.
    """

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("employee")
        DEPARTMENT = "department", _("department")
        LOG_IN = "user", _("log-in")
        COMPANY = "company", _("company")

    class Verb(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")

    act = models.UUIDField(help_text="One for all that a transaction changed.")
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kind = models.CharField(_("of what"), max_length=10, choices=Kind)
    object_id = models.BigIntegerField()
    verb = models.CharField(_("what"), max_length=10, choices=Verb)
    # Column names to [before, after]; «assistant:7» is the turn of employee 7 as an assistant.
    fields = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("history of changes")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id", "-at"], name="change_of_one_thing"),
            models.Index(fields=["-at", "-id"], name="change_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "kind", "object_id"], name="one_change_an_act_and_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.verb}"


class Gap(models.Model):
    """Something the directory could not tell: a query that found nobody, or the wrong department.

    Only the words of the query are kept, never who called or who searched.
    """

    query = models.CharField(_("what was searched"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    suggested = models.ForeignKey(
        "directory.Department",
        verbose_name=_("suggested"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    taken = models.ForeignKey(
        "directory.Department",
        verbose_name=_("taken"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    times = models.PositiveIntegerField(_("times"), default=1)
    last_at = models.DateTimeField(_("last time"), default=timezone.now)
    mended_at = models.DateTimeField(_("mended"), null=True)

    class Meta:
        verbose_name = _("gap in the directory")
        verbose_name_plural = _("gaps in the directory")
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "suggested", "taken"],
                nulls_distinct=False,
                name="one_gap_a_query_and_departments",
            )
        ]

    def __str__(self) -> str:
        return self.query


class StaffChange(models.Model):
    """That something on the staff list has changed; written by triggers, read by every process.

    In the order of their keys, because who writes one keeps the others waiting until his commit.
    With neither an employee nor a department it says that everything has. A day old it is thrown
    away, the newest excepted: who has read that far knows by it that he has missed nothing.
    """

    employee_id = models.BigIntegerField(null=True)
    department_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"#{self.pk}"
