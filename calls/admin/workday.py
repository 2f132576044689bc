"""Special days and the rules of the desk in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from calls.models import DeskRules, SpecialDay
from directory.admin.rules import AdminsOnly, OneRow


@admin.register(SpecialDay)
class SpecialDayAdmin(AdminsOnly, ModelAdmin):
    list_display = ["day", "name", "opens", "closes"]
    fields = ["day", "name", ("opens", "closes")]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(DeskRules)
class DeskRulesAdmin(OneRow, AdminsOnly, ModelAdmin):
    fields = ["hold_seconds", "unfinished_minutes", "keep_months"]
    compressed_fields = False
    warn_unsaved_form = True
