"""How protected persons want their calls screened: modes, deputies, standing rules, talks."""

from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.statuses import Mode
from directory.models import Employee, User


def _seconds(least: int, most: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(least), MaxValueValidator(most)]


class ScreeningWish(models.Model):
    """How one protected person wants to be asked; without a row, as the fields begin."""

    executive = models.OneToOneField(
        Employee, on_delete=models.CASCADE, primary_key=True, related_name="screening_wish"
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ALL)
    together = models.BooleanField(_("Ask all assistants at once"), default=False)
    turn_seconds = models.PositiveSmallIntegerField(
        _("Seconds until the next one is asked"), default=15, validators=_seconds(5, 120)
    )
    deadline_seconds = models.PositiveSmallIntegerField(
        _("Seconds for the whole decision"), default=45, validators=_seconds(10, 300)
    )
    clearance_seconds = models.PositiveSmallIntegerField(
        _("Seconds that a yes holds"), default=90, validators=_seconds(15, 600)
    )
    mail_seconds = models.PositiveSmallIntegerField(
        _("Seconds until an e-mail, where no page is open"),
        default=10,
        validators=_seconds(3, 120),
    )
    # None: as whoever heads the whole company.
    comes_first = models.BooleanField(
        _("These calls come before all, and a talk with this person is not interrupted"), null=True
    )
    deputy = models.ForeignKey(
        Employee,
        verbose_name=_("Deputy"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deputises",
    )
    deputy_until = models.DateField(_("Until, that day included"), null=True, blank=True)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screening")
        constraints = [
            models.CheckConstraint(
                condition=Q(deputy=None, deputy_until=None)
                | Q(deputy__isnull=False, deputy_until__isnull=False),
                name="deputy_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("executive")),
                name="nobody_deputises_for_himself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.executive_id}: {self.mode}"

    @classmethod
    def of(cls, executive: Employee) -> "ScreeningWish":
        """His own row, as it was fetched with him, or one as the fields begin."""
        known: ScreeningWish | None = getattr(executive, "screening_wish", None)
        return known or cls(executive=executive)

    @property
    def is_put_first(self) -> bool:
        """Do his calls to the desk come before all others?"""
        if self.comes_first is not None:
            return self.executive.is_protected and self.comes_first
        heads_the_company = self.executive.is_head and self.executive.department.parent_id is None
        return self.executive.is_protected and heads_the_company

    def deputy_on(self, day: date) -> Employee | None:
        """Who decides in the executive's place on that day."""
        if self.deputy is None or self.deputy_until is None or self.deputy_until < day:
            return None
        return self.deputy if self.deputy.left_on is None else None

    @property
    def deputy_now(self) -> Employee | None:
        return self.deputy_on(timezone.localdate())


class StandingRule(models.Model):
    """«Always put through» or «never»: a caller about whom nobody is asked any more."""

    class Subject(models.TextChoices):
        NUMBER = "number", _("number")
        PERSON = "person", _("person")
        COMPANY = "company", _("company")

    executive = models.ForeignKey(
        Employee, null=True, blank=True, on_delete=models.CASCADE, related_name="standing_rules"
    )
    always = models.BooleanField()
    subject = models.CharField(max_length=10, choices=Subject)
    value = models.CharField(max_length=200)  # as it was written
    key = models.CharField(max_length=200)  # what rules about one caller have in common
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["executive", "subject", "key"],
                condition=Q(undone_at=None),
                nulls_distinct=False,
                name="one_standing_rule_a_caller",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {'always' if self.always else 'never'}"


class Talk(models.Model):
    """Two protected persons talking with each other: neither is interrupted. Law 6."""

    LONGEST = timedelta(minutes=30)  # then it is taken to be over, whatever nobody has said

    one = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    over_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-began_at", "-pk"]
        indexes = [
            models.Index(fields=["one", "other"], condition=Q(over_at=None), name="talk_going_on")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="talk_has_two_sides")
        ]

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"
