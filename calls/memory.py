"""What the desk remembers from one call to the next: who calls, why, and what it has learned."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.private_person import quoted
from calls.statuses import Handling, Purpose


class Caller(models.Model):
    """A person who has called before, known by number or by name and company.

    His numbers are those he has called from: they stand in his calls, so that a call wrongly taken
    for his takes its number along when it is taken away. `merged_into` says that two records are of
    one person; each keeps its own calls, so that they can be separated again.
    """

    name = models.CharField(_("Name"), max_length=200, blank=True)
    company = models.CharField(_("Company"), max_length=200, blank=True)
    # What is compared: see calls.recognition.
    name_words = ArrayField(models.CharField(max_length=200), default=list, editable=False)
    company_key = models.CharField(max_length=400, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("caller")
        verbose_name_plural = _("callers")
        ordering = ["pk"]
        indexes = [
            GinIndex(fields=["name_words"], name="caller_by_name"),
            models.Index(
                fields=["company_key"], condition=~Q(company_key=""), name="caller_by_company"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="caller_not_merged_into_himself",
            )
        ]

    def __str__(self) -> str:
        known = ", ".join(filter(None, [self.name, quoted(self.company)]))
        return known or str(_("Unknown caller"))

    @property
    def main(self) -> "Caller":
        """The record that stands for the person."""
        return self.merged_into or self

    @classmethod
    def records_of(cls, person: int | Coalesce) -> "QuerySet[Caller]":
        """All records of one person, by the key of the one that stands for him."""
        return cls.objects.filter(Q(pk=person) | Q(merged_into=person))

    @classmethod
    def of_call_outside(cls) -> "QuerySet[Caller]":
        """The same inside a subquery about the caller of each call of the query around it."""
        main = OuterRef(OuterRef("caller__merged_into"))
        return cls.records_of(Coalesce(main, OuterRef(OuterRef("caller"))))


class NotThisCaller(models.Model):
    """That a call was taken for somebody's whose it is not: never match the two again."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="not_callers")
    caller = models.ForeignKey(Caller, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "caller"], name="not_this_caller_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.call_id} ≠ {self.caller_id}"


class PurposeRule(models.Model):
    """How a company calls a purpose, where it stands among the others, how it is handled.

    Without a row the built-in one holds, and of a row whatever it leaves empty: `calls.purposes`.
    """

    purpose = models.CharField(
        _("purpose"), max_length=10, choices=Purpose, unique=True, editable=False
    )
    name_uk = models.CharField(_("name in Ukrainian"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), null=True, blank=True)
    handling = models.CharField(_("what is done"), max_length=10, choices=Handling, blank=True)
    departments = models.ManyToManyField(
        "directory.Department",
        verbose_name=_("who takes these calls"),
        blank=True,
        related_name="+",
        help_text=_("Leave empty, and it is found from what departments answer for."),
    )
    cues = models.TextField(
        _("cue words"),
        blank=True,
        help_text=_("Words and phrases that callers say, separated by commas: window, quote."),
    )

    class Meta:
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values, handling__in=["", *Handling.values]),
                name="purpose_rule_known",
            )
        ]

    def __str__(self) -> str:
        return str(Purpose(self.purpose).label).capitalize()


class Lesson(models.Model):
    """What one ended call teaches: the words, the purpose they had, and who took them.

    `seq` is the order in which every process learns; a corrected lesson comes at the end again.
    It is given under a lock that lasts until the commit, so that nobody who has read up to a number
    will ever find a smaller one.
    """

    call = models.OneToOneField("calls.Call", on_delete=models.CASCADE, related_name="lesson")
    seq = models.BigIntegerField(unique=True)
    text = models.CharField(max_length=500)
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)
    department = models.ForeignKey(
        "directory.Department", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.purpose}"


class Hold(models.Model):
    """That a person is held for one call, until that time. One row a person: law 3."""

    employee = models.OneToOneField(
        "directory.Employee", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="holds")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.employee_id} → {self.call_id}"


class Phrase(models.Model):
    """A ready sentence for a situation, in the company's own words instead of the built-in ones.

    `situation` is a `calls.situations.Situation`; a row for one that is none any more is never
    read.
    """

    situation = models.CharField(_("situation"), max_length=20)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("sentence"), max_length=1000)
    called = ""  # what the admin calls it, who alone has names for the situations

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering = ["situation", "-language"]
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "language"],
                name="one_phrase_a_situation",
                violation_error_message=_("There is a phrase for this situation already."),
            )
        ]

    def __str__(self) -> str:
        return self.called or f"{self.situation} ({self.language})"
