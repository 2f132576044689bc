"""The opening hours in the admin: the whole week on one page, saved together or not at all."""

from datetime import time
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import INPUT_CLASSES

from calls.models import OpeningHours
from directory.admin.rules import AdminsOnly

WORKING_DAYS = range(5)  # Monday is 0


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": " ".join(INPUT_CLASSES)}, format="%H:%M")


class DayForm(forms.Form):
    """One day of the week: both hours, or none where it is closed."""

    opens = forms.TimeField(label=gettext_lazy("opens"), required=False, widget=HourInput)
    closes = forms.TimeField(label=gettext_lazy("closes"), required=False, widget=HourInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, closes = data.get("opens"), data.get("closes")
        if self.errors:
            return data
        if (opens is None) != (closes is None):
            lacking = "opens" if opens is None else "closes"
            self.add_error(lacking, _("Both hours; or none: closed."))
        elif opens is not None and closes is not None and closes <= opens:
            self.add_error("closes", _("It has to close later than it opens."))
        return data

    @property
    def day(self) -> str:
        return str(WEEKDAYS[int(str(self.prefix).rpartition("-")[2])]).capitalize()

    @property
    def hours(self) -> tuple[time, time] | None:
        """From when to when; None where the day is closed. Only after `is_valid`."""
        opens, closes = self.cleaned_data["opens"], self.cleaned_data["closes"]
        return (opens, closes) if opens and closes else None


class WeekForm(forms.BaseFormSet):
    """Seven days. A week that newly closes on a working day has to be confirmed."""

    def newly_closed(self, before: list[OpeningHours]) -> list[int]:
        """The working days that this week closes and the one before did not."""
        week = [form.hours for form in self.forms]
        if not any(week):
            return []
        was_open = {row.weekday for row in before} or set(WORKING_DAYS)
        return [day for day in WORKING_DAYS if week[day] is None and day in was_open]


Week = forms.formset_factory(
    DayForm, formset=WeekForm, extra=0, min_num=7, max_num=7, absolute_max=7
)


@transaction.atomic
def keep(week: WeekForm) -> None:
    """The hours are as they stand in the week, and no other."""
    OpeningHours.objects.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(weekday=day, opens=form.hours[0], closes=form.hours[1])
        for day, form in enumerate(week.forms)
        if form.hours is not None
    )


@admin.register(OpeningHours)
class OpeningHoursAdmin(AdminsOnly, ModelAdmin):
    """One page instead of a list: a day saved by itself would close all the others."""

    def get_urls(self) -> list[URLPattern]:
        week = self.admin_site.admin_view(self.week_view)
        return [path("", week, name="calls_openinghours_changelist")]

    def week_view(self, request: HttpRequest) -> HttpResponse:
        saved = list(OpeningHours.objects.all())
        hours = {row.weekday: {"opens": row.opens, "closes": row.closes} for row in saved}
        initial = [hours.get(day, {}) for day in range(7)]
        week = cast(WeekForm, Week(request.POST or None, initial=initial))
        closing: list[int] = []
        if request.method == "POST" and week.is_valid():
            closing = week.newly_closed(saved)
            confirmed = request.POST.get("closing") == _joined(closing)
            if not closing or confirmed:
                keep(week)
                messages.success(request, _("The opening hours are saved."))
                return redirect("admin:calls_openinghours_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Opening hours"),
            "week": week,
            "never_closes": not saved,
            "closing": _joined(closing),
            "closing_days": [str(WEEKDAYS[day]) for day in closing],
        }
        status = 422 if closing or (week.is_bound and not week.is_valid()) else 200
        return render(request, "admin/calls/week.html", context, status=status)


def _joined(days: list[int]) -> str:
    return ",".join(map(str, days))
