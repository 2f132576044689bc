"""Purposes in the admin: what each is called, in what order, its cue words, what is done."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from calls import purposes
from calls.learner import cues
from calls.models import PurposeRule
from calls.statuses import Handling, Purpose
from directory.admin.rules import AdminsOnly

SHOWN = 12  # built-in phrases, so that it is seen what kind they are of
FEW = 3  # of them, in the list


def built_in_words(rule: PurposeRule, most: int) -> str:
    """Some of the phrases that this purpose is known by before the admin adds any."""
    phrases = cues.strongest(rule.purpose, "en" if get_language() == "en" else "uk")
    return gettext("built in: %(what)s") % {"what": ", ".join(phrases[:most]) + "…"}


class PurposeForm(forms.ModelForm):
    """What is left empty is as it is built in, and the form says how that is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purpose = Purpose(self.instance.purpose)
        built_in = gettext("built in: %(what)s") % {"what": purposes.built_in(purpose).label}
        self.fields["handling"].choices = [("", built_in), *Handling.choices]  # type: ignore[attr-defined]
        self.fields["position"].widget.attrs["placeholder"] = purposes.PLACES[purpose]
        for name, language in (("name_uk", "uk"), ("name_en", "en")):
            if name in self.fields:
                with override(language):
                    label = str(purpose.label).capitalize()
                self.fields[name].widget.attrs["placeholder"] = label
        if "cues" in self.fields:
            known = built_in_words(self.instance, SHOWN)
            self.fields["cues"].help_text = f"{self.fields['cues'].help_text} {known.capitalize()}"


@admin.register(PurposeRule)
class PurposeAdmin(AdminsOnly, ModelAdmin):
    form = PurposeForm
    list_display = ["shown_name", "position", "handling", "words"]
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

    @display(description=_("cue words"))
    def words(self, rule: PurposeRule) -> str:
        """The admin's own, and a few of those that hold anyway."""
        own = Truncator(", ".join(cues.split(rule.cues))).chars(80)
        return "; ".join(filter(None, [own, built_in_words(rule, FEW)]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_ordering(self, request: HttpRequest) -> list[str | Combinable]:
        """As they stand on the card."""
        built_in = Case(*(When(purpose=one, then=at) for one, at in purposes.PLACES.items()))
        return [Coalesce("position", built_in), built_in]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": PurposeForm, **kwargs})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All purposes, also those that nobody has changed yet: their rows are empty, so to look
        at them changes nothing that is built in."""
        PurposeRule.objects.bulk_create(
            [PurposeRule(purpose=purpose) for purpose in Purpose], ignore_conflicts=True
        )
        return super().changelist_view(request, extra_context)
