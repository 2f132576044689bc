"""Phrases in the admin: the company's own sentences, checked, and shown as they will be said."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from calls.models import Phrase
from calls.phrases import BLANKS, BUILT_IN, fill, flaw
from calls.script import Situation
from directory.admin.rules import AdminsOnly


def wrong_with(text: str, language: str) -> str:
    """What is to be put right in a phrase, in words; empty where it may be said."""
    found = flaw(text, BLANKS[language])
    if found is None:
        return ""
    sentences = {
        "brackets": _("Every bracket needs its pair: [a part that may be left out], {blank}."),
        "unknown": _("There is no blank {%(part)s}. There are: %(known)s."),
        "hole": _("Put what belongs to {%(part)s} in square brackets: [, {%(part)s}]."),
        "bare": _("Something must be left to say where no blank is known."),
    }
    known = ", ".join(f"{{{name}}}" for name in BLANKS[language])
    return sentences[found.kind] % {"part": found.part, "known": known}


def shown(situation: str) -> str:
    """A situation by its built-in sentence, in the language of the page."""
    language = "uk" if get_language() == "uk" else "en"
    built_in = {one.value: text for one, text in BUILT_IN[language].items()}.get(situation)
    return fill(built_in, {}) if built_in else situation


class PhraseForm(forms.ModelForm):
    situation = forms.ChoiceField(label=gettext_lazy("situation"), widget=UnfoldAdminSelectWidget)

    class Meta:
        model = Phrase
        fields = ["situation", "language", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["situation"]
        field.choices = [(one.value, f"{shown(one.value)} ({one.value})") for one in Situation]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        text, language = data.get("text"), data.get("language")
        if text and language in BLANKS:
            wrong = wrong_with(text, language)
            if wrong:
                self.add_error("text", wrong)
        return data


@admin.register(Phrase)
class PhraseAdmin(AdminsOnly, ModelAdmin):
    form = PhraseForm
    list_display = ["shown_situation", "language", "text"]
    list_filter = ["language"]
    sortable_by = ()
    list_fullwidth = True
    warn_unsaved_form = True
    readonly_fields = ["preview"]
    fieldsets = [(None, {"fields": [("situation", "language"), "text", "preview"]})]

    class Media:
        js = ["js/phrase-preview.js"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Without its own phrase a situation has the built-in one."""
        return True

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "preview/", self.admin_site.admin_view(self.preview_view), name="calls_phrase_preview"
        )
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """How a phrase will be said: with everything known, and with nothing."""
        language = request.GET.get("language") if request.GET.get("language") in BLANKS else "uk"
        situation, text = request.GET.get("situation", ""), request.GET.get("text", "")[:1000]
        built_in = {one.value: said for one, said in BUILT_IN[str(language)].items()}
        context = {
            "wrong": wrong_with(text, str(language)) if text.strip() else "",
            "full": fill(text, BLANKS[str(language)]),
            "bare": fill(text, {}),
            "built_in": built_in.get(situation, ""),
            "blanks": BLANKS[str(language)].items(),
            "language": language,
        }
        return render(request, "admin/calls/phrase_preview.html", context)

    @display(description=gettext_lazy("as it is said"))
    def preview(self, _phrase: Phrase) -> str:
        return format_html(
            '<div id="phrase-preview" data-url="{}" aria-live="polite"></div>',
            reverse("admin:calls_phrase_preview"),
        )

    @display(description=gettext_lazy("situation"))
    def shown_situation(self, phrase: Phrase) -> str:
        return shown(phrase.situation)
