"""What is asked of the log, checked."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from calls.statuses import Disposition

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
