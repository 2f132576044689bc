"""The day at the desk: shifts, opening hours, what the desk puts up with, what sounds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from calls.hours import Hours, Timetable
from directory.models import User


class Shift(models.Model):
    """A receptionist's time at the desk, and what she leaves to the next one."""

    receptionist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="shifts")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    notes = models.TextField(_("Notes for the next shift"), max_length=4000, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["receptionist"],
                condition=Q(closed_at=None),
                name="one_open_shift_a_receptionist",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="shift_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & Q(closed_at__isnull=False),
                name="shift_confirmed_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class DeskRules(models.Model):
    """What the desk puts up with: one row; without it, as the fields begin."""

    hold_seconds = models.PositiveSmallIntegerField(
        _("Seconds on hold until a caller asks for attention, and again"),
        default=30,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    unfinished_minutes = models.PositiveSmallIntegerField(
        _("Minutes until a call that nobody touches counts as unfinished"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )

    keep_months = models.PositiveSmallIntegerField(
        _("Months that calls are kept"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_(
            "Empty: for ever. After that names, numbers and what was said are erased for good, and"
            " the messages with them; only that somebody called, when, and how it ended, stays. A"
            " call waits for this until its call-back is done and its message is read."
        ),
    )

    class Meta:
        verbose_name = _("rules of the desk")
        verbose_name_plural = _("rules of the desk")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_set_of_rules")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def ours(cls) -> "DeskRules":
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def unfinished_before(self, now: datetime) -> datetime:
        """A call that has stood as it stands since before that moment is unfinished."""
        return now - timedelta(minutes=self.unfinished_minutes)


class OpeningHours(models.Model):
    """When the company answers on one day of the week; a day without a row is closed.

    With no row at all the company never closes.
    """

    weekday = models.PositiveSmallIntegerField(
        _("day"), choices=list(WEEKDAYS.items()), primary_key=True
    )
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_known"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="hours_close_after_they_open",
                violation_error_message=_("It has to close later than it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]}, {self.opens:%H:%M}–{self.closes:%H:%M}"


class SpecialDay(models.Model):
    """A day with hours of its own: a holiday, a short day. Without hours it is closed."""

    day = models.DateField(_("date"), unique=True)
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    name = models.CharField(_("what day it is"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens=None, closes=None)
                # Each is said to be there: to a check, a comparison with NULL is not false.
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="special_day_has_both_hours",
                violation_error_message=_("Both hours, the later one second; or none: closed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


def timetable(today: date) -> Timetable:
    """The opening hours as the admin has set them, from yesterday on."""
    ahead = SpecialDay.objects.filter(day__gte=today - timedelta(days=1))
    return Timetable(
        week={row.weekday: Hours(row.opens, row.closes) for row in OpeningHours.objects.all()},
        special={
            row.day: Hours(row.opens, row.closes) if row.opens and row.closes else None
            for row in ahead
        },
    )


@dataclass(frozen=True)
class Opening:
    """Is the company open; where it isn't, when it opens next, if that is known."""

    is_open: bool
    next: datetime | None = None


def opening(moment: datetime) -> Opening:
    """How it stands at a moment, in the company's own time."""
    local = timezone.localtime(moment)
    table = timetable(local.date())
    if table.is_open(local):
        return Opening(is_open=True)
    return Opening(is_open=False, next=table.next_opening(local))


class Sounds(models.Model):
    """What a log-in wants to hear; without a row, everything."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="sounds"
    )
    new_line = models.BooleanField(_("A new line rings"), default=True)
    held = models.BooleanField(_("A caller on hold waits too long"), default=True)
    request = models.BooleanField(_("A request to decide"), default=True)

    class Meta:
        verbose_name = _("sounds")
        verbose_name_plural = _("sounds")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @classmethod
    def of(cls, user: User) -> "Sounds":
        return cls.objects.filter(pk=user.pk).first() or cls(user=user)
