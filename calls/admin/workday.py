"""Opening hours and the rules of the desk in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from calls.models import DeskRules, OpeningHours, SpecialDay
from directory.admin.rules import AdminsOnly


@admin.register(OpeningHours)
class OpeningHoursAdmin(AdminsOnly, ModelAdmin):
    """One row a day; a day that is missing is closed, and with none the desk never closes."""

    list_display = ["day", "opens", "closes"]
    list_editable = ["opens", "closes"]
    sortable_by = ()
    fields = ["weekday", ("opens", "closes")]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    @display(description=_("day"))
    def day(self, row: OpeningHours) -> str:
        return str(row.get_weekday_display()).capitalize()


@admin.register(SpecialDay)
class SpecialDayAdmin(AdminsOnly, ModelAdmin):
    list_display = ["day", "name", "opens", "closes"]
    fields = ["day", "name", ("opens", "closes")]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(DeskRules)
class DeskRulesAdmin(AdminsOnly, ModelAdmin):
    fields = ["hold_seconds", "unfinished_minutes"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rules, _created = DeskRules.objects.get_or_create(pk=1)
        return redirect("admin:calls_deskrules_change", rules.pk)
