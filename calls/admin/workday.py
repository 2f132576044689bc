"""Special days and the rules of the desk in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.admin import ModelAdmin

from calls.models import DeskRules, SpecialDay
from directory.admin.rules import AdminsOnly


@admin.register(SpecialDay)
class SpecialDayAdmin(AdminsOnly, ModelAdmin):
    list_display = ["day", "name", "opens", "closes"]
    fields = ["day", "name", ("opens", "closes")]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(DeskRules)
class DeskRulesAdmin(AdminsOnly, ModelAdmin):
    fields = ["hold_seconds", "unfinished_minutes", "keep_months"]
    compressed_fields = False
    warn_unsaved_form = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rules, _created = DeskRules.objects.get_or_create(pk=1)
        return redirect("admin:calls_deskrules_change", rules.pk)
