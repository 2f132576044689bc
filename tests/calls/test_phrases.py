"""Ready sentences: in both languages, and never with a hole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.phrases import BUILT_IN, fill, say
from calls.situations import Situation

BLANKS = {
    "caller": "Іване Івановичу",
    "company": "Північ",
    "our_company": "Карпатські вікна",
    "our_email": "offers@example.com",
    "receptionist": "Христина",
    "greeting": "Доброго дня",
    "wish": "Гарного дня",
    "position": "Генеральний директор",
    "them": "йому",
    "phone": "067 555 7701",
    "employee": "Роман Ігорович",
    "time": "о 12:00",
    "opens_at": "завтра о 9:00",
}
# Two marks in a row, empty quotation marks, a bracket, a space too many: a hole in a sentence.
HOLE = re.compile(r"[,.!?:;]\s*[,.!?:;]|«\s*»|[\[\]{}|]|\s\s|\s[,.!?]|^\W|\s$")

SITUATIONS = st.sampled_from(list(Situation))
LANGUAGES = st.sampled_from(sorted(BUILT_IN))


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_situation_has_its_sentence(language: str) -> None:
    assert set(BUILT_IN[language]) == set(Situation)


@given(
    SITUATIONS,
    LANGUAGES,
    st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from([value, value, "", "  "]) for name, value in BLANKS.items()
        },
    ),
)
def test_an_empty_blank_never_shows_as_a_hole(
    situation: Situation, language: str, blanks: dict[str, str]
) -> None:
    sentence = say(situation, language, blanks)
    assert not HOLE.search(sentence), sentence
    assert sentence.endswith((".", "?", "!"))
    assert sentence[0].isupper()


@given(SITUATIONS, LANGUAGES)
def test_what_is_known_is_said(situation: Situation, language: str) -> None:
    sentence = say(situation, language, BLANKS)
    for name in re.findall(r"\{(\w+)\}", BUILT_IN[language][situation]):
        assert BLANKS[name] in sentence


def test_as_it_is_said_at_the_desk() -> None:
    assert say(Situation.GREETING, "uk", BLANKS) == (
        "Доброго дня! Компанія «Карпатські вікна», Христина. Чим можу допомогти?"
    )
    assert say(Situation.IN_MEETING, "uk", BLANKS) == (
        "Генеральний директор зараз на нараді, можу я йому щось передати?"
    )
    assert say(Situation.COMPANY, "uk", BLANKS) == (
        "Яку компанію ви представляєте, Іване Івановичу?"
    )
    assert say(Situation.COMPANY, "uk", {}) == "Яку компанію ви представляєте?"
    assert say(Situation.GREETING, "uk", {}) == "Чим можу допомогти?"


@pytest.mark.parametrize(
    ("known", "said"),
    [({"a": "1", "b": "2"}, "1, 2."), ({"a": "1"}, "1."), ({"b": "2"}, "нічого"), ({}, "нічого")],
)
def test_parts_may_stand_inside_one_another(known: dict[str, str], said: str) -> None:
    assert fill("[{a}[, {b}].|нічого]", known) == said


@given(st.text())
def test_what_a_caller_said_is_no_template(said: str) -> None:
    assert fill("{a}", {"a": said}) == " ".join(said.split())


@pytest.mark.parametrize("language", ["uk", "en"])
def test_law_2_no_sentence_has_room_for_a_managers_reason(language: str) -> None:
    for template in BUILT_IN[language].values():
        assert set(re.findall(r"\{(\w+)\}", template)) <= set(BLANKS)
