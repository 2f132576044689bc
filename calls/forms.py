"""What is asked of the log, checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.statuses import Disposition


class LogFilter(forms.Form):
    """One day, one disposition, or all."""

    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    disposition = forms.ChoiceField(
        label=_("Disposition"),
        required=False,
        choices=[("", _("all")), ("live", _("not ended")), *Disposition.choices],
    )
