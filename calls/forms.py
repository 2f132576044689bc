"""What is asked of the log, and put right in it, checked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from calls.purposes import Known
from calls.statuses import Disposition, Purpose
from directory.models import Department

# Beyond these a day has no midnight that can be counted with.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class LogFilter(forms.Form):
    """One day, one disposition, or all."""

    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )
    disposition = forms.ChoiceField(
        label=_("Disposition"),
        required=False,
        choices=[("", _("all")), ("live", _("not ended")), *Disposition.choices],
    )


class LessonForm(forms.Form):
    """Why they called, and which department the matter was for."""

    purpose = forms.ChoiceField(
        label=_("Purpose of the call"), choices=Purpose.choices, required=False
    )
    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("Whose matter it was"),
        required=False,
        empty_label=_("nobody's"),
    )

    def __init__(self, *args: Any, known: Iterable[Known] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.purpose.value, one.label) for one in known]
        if named:
            self.fields["purpose"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
