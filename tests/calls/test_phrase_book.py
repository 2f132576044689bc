"""The company's own phrases: written by the admin, checked, and shown as they will be said."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import intake
from calls.models import Call, Phrase
from calls.phrases import BLANKS, BUILT_IN, flaw
from calls.script import Situation
from directory.latin import latin
from tests.calls.conftest import page_of, told
from tests.conftest import Cast


@pytest.mark.parametrize("language", BUILT_IN)
@pytest.mark.parametrize("situation", Situation)
def test_every_built_in_phrase_keeps_the_rules_for_phrases(
    language: str, situation: Situation
) -> None:
    assert flaw(BUILT_IN[language][situation], BLANKS[language]) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Добрий день, {caller}!", "hole"),
        ("Добрий день[, {caller}!", "brackets"),
        ("Добрий день], {caller}[!", "brackets"),
        ("Добрий день[, {caller]}!", "brackets"),
        ("Добрий день[, {name}]!", "unknown"),
        ("[{caller}!]", "bare"),
        ("[{caller}|{company}], слухаю", "hole"),
    ],
)
def test_a_phrase_that_would_show_a_hole_is_refused(text: str, kind: str) -> None:
    found = flaw(text, BLANKS["uk"])
    assert found is not None
    assert found.kind == kind


def test_the_admins_phrase_is_said_instead_of_the_built_in_one(
    cast: Cast, desk: Client, call: Call
) -> None:
    admin = page_of(cast.admin)
    form = {"situation": "matter", "language": "uk", "text": "Слухаю вас[, {caller}]. Що сталося?"}
    page = reverse("admin:calls_phrase_add")
    assert admin.post(page, form).status_code == 302
    told(call, caller_name="Іван Іванович")
    html = desk.get(reverse("card", args=[call.pk])).text
    assert "Слухаю вас, Іване Івановичу. Що сталося?" in html
    Phrase.objects.all().delete()
    assert "Слухаю вас" not in desk.get(reverse("card", args=[call.pk])).text


def test_what_is_wrong_is_told_at_the_field(cast: Cast) -> None:
    admin = page_of(cast.admin)
    form = {"situation": "matter", "language": "uk", "text": "Вітаю, {caller}!"}
    answer = admin.post(reverse("admin:calls_phrase_add"), form)
    assert answer.status_code == 200
    assert "in square brackets" in answer.text
    assert not Phrase.objects.exists()


def test_the_preview_shows_it_with_everything_known_and_with_nothing(cast: Cast) -> None:
    admin = page_of(cast.admin)
    page = reverse("admin:calls_phrase_preview")
    query = {"situation": "matter", "language": "uk", "text": "Вітаю[, {caller}]! <b>"}
    html = admin.get(page, query).text
    assert "Вітаю, Іване Івановичу! &lt;b&gt;" in html
    assert "Вітаю! &lt;b&gt;" in html
    assert "in square brackets" in admin.get(page, {**query, "text": "Вітаю, {caller}"}).text
    for odd in ({}, {"language": "xx", "situation": "nothing", "text": "[" * 2000}):
        assert admin.get(page, odd).status_code == 200
    assert page_of(cast.receptionist).get(page, query).status_code == 302


def test_a_call_in_english_is_spoken_with_latin_names(cast: Cast, desk: Client, call: Call) -> None:
    told(call, caller_name="Юрій Згурський")
    intake.choose_language(call, "en", cast.receptionist)
    html = desk.get(reverse("card", args=[call.pk])).text
    assert "May I ask what it is about, Yurii Zghurskyi?" in html


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("Ґалаґан Юрій", "Galagan Yurii"),
        ("Наталія Мар'яненко", "Nataliia Marianenko"),
        ("Згорани", "Zghorany"),
        ("ТОВ «Північ»", "TOV «Pivnich»"),
        ("Anna-Marie O'Neil", "Anna-Marie O'Neil"),
        ("", ""),
    ],
)
def test_names_in_latin_letters_are_spelt_as_in_passports(written: str, spelt: str) -> None:
    assert latin(written) == spelt
