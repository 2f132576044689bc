"""Purposes in the admin: what each is called, in what order, its cue words, what is done."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from calls import purposes
from calls.models import PurposeRule
from directory.admin.rules import AdminsOnly


@admin.register(PurposeRule)
class PurposeAdmin(AdminsOnly, ModelAdmin):
    list_display = ["shown_name", "position", "handling", "cues"]
    list_editable = ["position", "handling"]
    list_display_links = ["shown_name"]
    sortable_by = ()
    actions = None
    list_fullwidth = True
    warn_unsaved_form = True
    autocomplete_fields = ["departments"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name_uk", "name_en"),
                    ("position", "handling"),
                    "departments",
                    "cues",
                ]
            },
        )
    ]

    @display(description=_("purpose"))
    def shown_name(self, rule: PurposeRule) -> str:
        own = rule.name_uk if get_language() == "uk" else rule.name_en
        return own or str(rule)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All purposes, also those that nobody has changed yet."""
        known = [one.purpose for one in purposes.all_known()]
        PurposeRule.objects.bulk_create(
            [purposes.built_in(purpose, place) for place, purpose in enumerate(known)],
            ignore_conflicts=True,
        )
        return super().changelist_view(request, extra_context)
