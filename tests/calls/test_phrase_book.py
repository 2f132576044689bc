"""The company's own phrases: written by the admin, checked, and shown as they will be said."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from calls import intake
from calls.models import Call, Phrase
from calls.phrases import BLANKS, BUILT_IN, fill, flaw
from calls.situations import Situation
from calls.wording import of_person
from directory.latin import latin
from directory.models import Employee
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
    assert write(cast, "Слухаю вас[, {caller}]. Що сталося?").status_code == 302
    told(call, caller_name="Іван Іванович")
    html = desk.get(reverse("card", args=[call.pk])).text
    assert "Слухаю вас, Іване Івановичу. Що сталося?" in html
    assert write(cast, " ").status_code == 302  # the built-in one again
    assert "Слухаю вас" not in desk.get(reverse("card", args=[call.pk])).text


def test_what_is_wrong_is_told_at_the_field(cast: Cast) -> None:
    answer = write(cast, "Вітаю, {caller}!")
    assert answer.status_code == 200
    assert "in square brackets" in answer.text
    assert not Phrase.objects.exclude(text="").exists()


def test_the_admin_finds_every_sentence_that_is_said(cast: Cast) -> None:
    html = page_of(cast.admin).get(reverse("admin:calls_phrase_changelist")).text
    assert Phrase.objects.count() == len(BUILT_IN) * len(Situation)
    for language, phrases in BUILT_IN.items():
        for situation, built_in in phrases.items():
            assert escape(fill(built_in, {})) in html, (language, situation)
    assert "The executive is busy: try later" in html


def write(cast: Cast, text: str) -> HttpResponse:
    """Write the sentence that asks for the matter, as the admin does."""
    admin = page_of(cast.admin)
    admin.get(reverse("admin:calls_phrase_changelist"))
    phrase = Phrase.objects.get(situation="matter", language="uk")
    return admin.post(reverse("admin:calls_phrase_change", args=[phrase.pk]), {"text": text})


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
    ("position", "said"),
    [("Генеральний директор", "We shall ask."), ("CEO", "The CEO will be asked.")],
)
def test_an_english_phrase_does_without_a_position_in_ukrainian(position: str, said: str) -> None:
    director = Employee(given_name="Андрій", surname="Мельник", position=position)
    phrase = "[The {position} will be asked.|We shall ask.]"
    assert fill(phrase, of_person(director, "en")) == said
    assert of_person(director, "uk")["position"] == position


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


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("Вітаю, {caller}!", "[, {caller}]"),
        ("Зачекайте[, {caller}], з'єдную з {employee}.", "[ з {employee}]"),
        ("I shall call you back on {phone}.", "[ on {phone}]"),
        ("{greeting}! Слухаю вас.", "[{greeting}! ]"),
        ("Слухаю вас: {company}", "[ {company}]"),
    ],
)
def test_what_goes_with_a_blank_is_shown_as_it_would_be_left_out(text: str, example: str) -> None:
    found = flaw(text, BLANKS["uk"])
    assert found is not None
    assert (found.kind, found.example) == ("hole", example)


@pytest.mark.parametrize("blank", ["ім'я", "caler", "my name", ""])
def test_a_blank_that_there_is_not_is_no_matter_of_brackets(blank: str) -> None:
    found = flaw(f"Хвилинку[, {{{blank}}}], з'єдную вас.", BLANKS["uk"])
    assert found is not None
    assert (found.kind, found.part) == ("unknown", blank)


def test_a_word_is_changed_without_typing_the_sentence_anew(cast: Cast) -> None:
    admin = page_of(cast.admin)
    admin.get(reverse("admin:calls_phrase_changelist"))
    phrase = Phrase.objects.get(situation="connecting", language="uk")
    page = reverse("admin:calls_phrase_change", args=[phrase.pk])
    html = admin.get(page).text
    built_in = BUILT_IN["uk"][Situation.CONNECTING]
    assert escape(built_in) in html.partition("<textarea")[2].partition("</textarea>")[0]
    admin.post(page, {"text": built_in})
    phrase.refresh_from_db()
    assert phrase.text == "", "what is built in stays so, whatever it will be"


def test_its_page_is_called_as_in_the_list(cast: Cast) -> None:
    admin = page_of(cast.admin)
    admin.get(reverse("admin:calls_phrase_changelist"))
    phrase = Phrase.objects.get(situation="connecting", language="uk")
    html = admin.get(
        reverse("admin:calls_phrase_change", args=[phrase.pk]), headers={"Accept-Language": "uk"}
    ).text
    title = html.partition("<h1")[2].partition("</h1>")[0]
    assert "З&#x27;єднання (українська)" in title
