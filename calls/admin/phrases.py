"""Phrases in the admin: the company's own sentences, checked, and shown as they will be said."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, QuerySet, When
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from calls.admin.situations import NAMES
from calls.models import Phrase
from calls.phrases import BLANKS, BUILT_IN, fill, flaw
from calls.situations import Situation
from directory.admin.rules import AdminsOnly


def wrong_with(text: str, language: str) -> str:
    """What is to be put right in a phrase, in words; empty where it may be said."""
    found = flaw(text, BLANKS[language])
    if found is None:
        return ""
    sentences = {
        "brackets": _("Every bracket needs its pair: [a part that may be left out], {caller}."),
        "unknown": _("There is no blank {%(part)s}. There are: %(known)s."),
        "hole": _(
            "Where {%(part)s} is not known, the sentence has to do without it: put it in square"
            " brackets with all that belongs to it, for example %(example)s."
        ),
        "bare": _("Something must be left to say where no blank is known."),
    }
    known = ", ".join(f"{{{name}}}" for name in BLANKS[language])
    details = {"part": found.part, "known": known, "example": found.example}
    return sentences[found.kind] % details


class PhraseForm(forms.ModelForm):
    """It begins with the built-in sentence: to change a word of it nobody types it anew."""

    class Meta:
        model = Phrase
        fields = ["text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.required = False
        text.help_text = _("Empty, or as it is here at first: the built-in sentence is said.")
        self.initial["text"] = self.instance.text or self._built_in
        text.widget.attrs["rows"] = 3

    @property
    def _built_in(self) -> str:
        return BUILT_IN[self.instance.language][Situation(self.instance.situation)]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if text == self._built_in:
            return ""
        wrong = wrong_with(text, self.instance.language) if text else ""
        if wrong:
            raise forms.ValidationError(wrong)
        return text


@admin.register(Phrase)
class PhraseAdmin(AdminsOnly, ModelAdmin):
    """Every situation in every language has its row; an empty one says the built-in sentence."""

    form = PhraseForm
    list_display = ["name", "language", "sentence", "whose"]
    list_display_links = ["name"]
    list_filter = ["language"]
    list_per_page = 200
    sortable_by = ()
    actions = None
    list_fullwidth = True
    warn_unsaved_form = True
    readonly_fields = ["name", "language", "preview"]
    fieldsets = [(None, {"fields": [("name", "language"), "text", "preview"]})]

    class Media:
        js = ["js/phrase-preview.js"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Phrase | None:
        """With the name that its page, its history and what is said of it call it by."""
        phrase: Phrase | None = super().get_object(request, object_id, from_field)
        if phrase is not None:
            phrase.called = f"{self.name(phrase)} ({phrase.get_language_display()})"
        return phrase

    def get_queryset(self, request: HttpRequest) -> QuerySet[Phrase]:
        """A situation that there is no more is left out."""
        return super().get_queryset(request).filter(situation__in=[one.value for one in NAMES])

    def get_ordering(self, request: HttpRequest) -> list[str | Combinable]:
        """In the order in which they are said."""
        places = [When(situation=one.value, then=place) for place, one in enumerate(NAMES)]
        return ["-language", Case(*places)]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A new row is empty, so to look at the list changes nothing that is said."""
        Phrase.objects.bulk_create(
            [
                Phrase(situation=one.value, language=language)
                for language in BUILT_IN
                for one in Situation
            ],
            ignore_conflicts=True,
        )
        return super().changelist_view(request, extra_context)

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "preview/", self.admin_site.admin_view(self.preview_view), name="calls_phrase_preview"
        )
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """How a phrase will be said: with everything known, and with nothing."""
        language = request.GET.get("language") if request.GET.get("language") in BLANKS else "uk"
        situation, text = (
            request.GET.get("situation", ""),
            request.GET.get("text", "")[:1000].strip(),
        )
        built_in = {one.value: said for one, said in BUILT_IN[str(language)].items()}
        context = {
            "wrong": wrong_with(text, str(language)) if text else "",
            "full": fill(text or built_in.get(situation, ""), BLANKS[str(language)]),
            "bare": fill(text or built_in.get(situation, ""), {}),
            "built_in": built_in.get(situation, ""),
            "blanks": BLANKS[str(language)].items(),
            "language": language,
        }
        return render(request, "admin/calls/phrase_preview.html", context)

    @display(description=gettext_lazy("as it is said"))
    def preview(self, phrase: Phrase) -> str:
        return format_html(
            '<div id="phrase-preview" data-url="{}" data-situation="{}" data-language="{}"'
            ' aria-live="polite"></div>',
            reverse("admin:calls_phrase_preview"),
            phrase.situation,
            phrase.language,
        )

    @display(description=gettext_lazy("situation"))
    def name(self, phrase: Phrase) -> str:
        return str(NAMES[Situation(phrase.situation)])

    @display(description=gettext_lazy("sentence"))
    def sentence(self, phrase: Phrase) -> str:
        return fill(phrase.text or BUILT_IN[phrase.language][Situation(phrase.situation)], {})

    @display(description=gettext_lazy("whose"))
    def whose(self, phrase: Phrase) -> str:
        return _("own") if phrase.text else _("built in")
