"""What a manager answers and how he wants to be asked, checked."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from calls.models import ScreeningWish, StandingRule
from calls.screening import Reply
from calls.statuses import Answer, Told
from directory.models import Employee

FARTHEST = timedelta(days=366)  # that anybody promises anything ahead


class MomentField(forms.CharField):
    """A moment with its time zone, as a button of ours carries it."""

    def clean(self, value: Any) -> datetime | None:
        written = super().clean(value)
        if not written:
            return None
        try:
            moment = parse_datetime(written)
        except ValueError:
            moment = None
        if moment is None or timezone.is_naive(moment) or moment > timezone.now() + FARTHEST:
            raise forms.ValidationError(_("Choose when to call back."))
        return moment


class CallBackForm(forms.Form):
    """When somebody calls back."""

    call_back_at = MomentField()


class ReplyForm(forms.Form):
    """One tap of five, with what goes along: a line for the receptionist, what the caller hears.

    A tap on a time or on a person names the answer by itself.
    """

    answer = forms.ChoiceField(choices=Answer.choices, required=False)
    reason = forms.CharField(max_length=200, required=False)
    told = forms.ChoiceField(choices=Told.choices, required=False)
    call_back_at = MomentField(required=False)
    at = forms.TimeField(required=False)
    # Also who has left since the page was drawn: the desk says so.
    given_to = forms.ModelChoiceField(Employee.objects.all(), required=False)
    mark = forms.CharField(max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("call_back_at"):
            data["answer"] = Answer.CALL_BACK
        elif data.get("given_to"):
            data["answer"] = Answer.GIVE
        if not data.get("answer"):
            raise forms.ValidationError(_("Choose an answer."))
        return data

    def complaint(self) -> str:
        """What is wrong, in a sentence; only where it is not valid."""
        return str(next(iter(self.errors.values()))[0])

    def reply(self) -> Reply:
        """The answer in full; only after `is_valid`."""
        data = self.cleaned_data
        answer = Answer(data["answer"])
        at = data["call_back_at"] or (next_at(data["at"]) if data["at"] else None)
        return Reply(
            answer,
            reason=data["reason"],
            told=Told(data["told"]) if data["told"] else None,
            call_back_at=at if answer is Answer.CALL_BACK else None,
            given_to=data["given_to"] if answer is Answer.GIVE else None,
            mark=data["mark"],
        )


def next_at(hour: time) -> datetime:
    """That hour of the local day: today's if it is still to come, else tomorrow's."""
    now = timezone.localtime()
    moment = datetime.combine(now.date(), hour, tzinfo=now.tzinfo)
    return moment if moment > now else moment + timedelta(days=1)


class WishForm(forms.ModelForm):
    """The seconds, whether assistants are asked in turn or at once, and the deputy."""

    class Meta:
        model = ScreeningWish
        fields = (
            "deputy",
            "deputy_until",
            "comes_first",
            "together",
            "turn_seconds",
            "deadline_seconds",
            "clearance_seconds",
            "mail_seconds",
        )
        widgets = {
            "deputy_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comes_first"] = forms.BooleanField(
            label=self.fields["comes_first"].label, required=False
        )
        self.initial["comes_first"] = self.instance.is_put_first
        people = Employee.objects.working().exclude(user=None)
        self.fields["deputy"] = forms.ModelChoiceField(
            people.exclude(pk=self.instance.executive_id),
            label=_("Deputy"),
            required=False,
            empty_label=_("nobody"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        deputy, until = data.get("deputy"), data.get("deputy_until")
        if deputy and not until and "deputy_until" not in self.errors:
            self.add_error("deputy_until", _("Until when does the deputy decide?"))
        if until and not deputy and "deputy" not in self.errors:
            self.add_error("deputy", _("Who is the deputy?"))
        if until and deputy and until < timezone.localdate():
            self.add_error("deputy_until", _("Choose a day that has not passed."))
        return data


class RuleForm(forms.Form):
    """A standing rule: about whom, and which."""

    always = forms.TypedChoiceField(
        label=_("What happens"),
        choices=[("yes", _("Always put through")), ("no", _("Never put through"))],
        coerce=lambda value: value == "yes",
    )
    subject = forms.ChoiceField(label=_("Recognised by"), choices=StandingRule.Subject.choices)
    value = forms.CharField(label=_("Number, name or company"), max_length=200)
    for_all = forms.BooleanField(label=_("For everybody in the company"), required=False)
