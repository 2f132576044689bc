"""What people say of where they are: one of the ready choices, or until a time or a day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Presence

State = Presence.State


@dataclass(frozen=True)
class Said:
    """What `directory.presence.say` takes."""

    state: Presence.State
    until: datetime | None = None
    reason: str = ""


LENGTHS = (30, 60, 120)  # minutes
# One tap each: the state and for how many minutes; without them until something else is said.
QUICK: dict[str, tuple[Presence.State, int | None]] = {
    "free": (State.FREE, None),
    **{
        f"{state}-{minutes}" if minutes else str(state): (state, minutes)
        for state in (State.BUSY, State.MEETING, State.AWAY)
        for minutes in (*LENGTHS, None)
    },
}


class QuickForm(forms.Form):
    """One of the ready choices."""

    said = forms.ChoiceField(choices=[(name, name) for name in QUICK])

    @property
    def result(self) -> Said:
        state, minutes = QUICK[self.cleaned_data["said"]]
        return Said(state, timezone.now() + timedelta(minutes=minutes) if minutes else None)


class TimeForm(forms.Form):
    """Not free until a time of today."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[(state.value, state.label) for state in (State.MEETING, State.BUSY, State.AWAY)],
    )
    until = forms.TimeField(
        label=gettext_lazy("until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def clean_until(self) -> datetime:
        chosen = timezone.localtime().replace(second=0, microsecond=0)
        chosen = chosen.replace(
            hour=self.cleaned_data["until"].hour, minute=self.cleaned_data["until"].minute
        )
        if chosen <= timezone.now():
            raise ValidationError(_("This time has passed today. Choose a later one, or a day."))
        return chosen

    @property
    def result(self) -> Said:
        return Said(State(self.cleaned_data["state"]), self.cleaned_data["until"])


class DayForm(forms.Form):
    """Away until the day on which he is back."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Away"),
        required=False,
        initial=Presence.Reason.VACATION,
        choices=[*Presence.Reason.choices, ("", gettext_lazy("no reason given"))],
    )
    back_on = forms.DateField(
        label=gettext_lazy("back on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_back_on(self) -> datetime:
        day = self.cleaned_data["back_on"]
        if day <= timezone.localdate():
            raise ValidationError(_("Choose the first day back: tomorrow or later."))
        return timezone.make_aware(datetime.combine(day, time.min))

    @property
    def result(self) -> Said:
        return Said(State.AWAY, self.cleaned_data["back_on"], self.cleaned_data["reason"])


Form = QuickForm | TimeForm | DayForm
_FORMS: dict[str, type[Form]] = {"quick": QuickForm, "time": TimeForm, "day": DayForm}


def choices(place: str, data: Any = None) -> dict[str, Form]:
    """All three by name; the one that was sent, told by `how` in `data`, is filled with it."""
    sent = data.get("how") if data else None
    return {
        name: form(data if name == sent else None, auto_id=f"{place}-%s", label_suffix="")
        for name, form in _FORMS.items()
    }
