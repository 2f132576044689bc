"""What the learner reads in words, cues, names and the staff list."""

import pytest

from calls.learner.company import Company, Department, Person, company_from_rows, who_does
from calls.learner.cues import Cue, CueBook, functions, sayings
from calls.learner.mind import PURPOSES
from calls.learner.people import Mentions
from calls.learner.words import lemmas, words


@pytest.mark.parametrize("text", ["двох знижок", "знижкою", "про знижки питає"])
def test_a_cue_is_found_in_any_form(text):
    book = CueBook([Cue("знижка", "buy", 1.0)])
    assert [cue.label for cue in book.found(text)] == ["buy"]


def test_a_phrase_may_have_a_word_between_but_not_another_order():
    book = CueBook([Cue("прийом на роботу", "job", 1.0)])
    assert book.found("прийомом нових людей на роботу")
    assert not book.found("на роботу прийом")


def test_abbreviations_keep_their_dot_and_ends_of_sentences_do_not():
    assert words("гол. бухг. питає про док-ти.") == ("гол.", "бухг.", "питає", "про", "док-ти")


def test_english_endings_meet():
    assert lemmas("prices") == lemmas("price") == lemmas("pricing")


def test_a_name_is_heard_in_either_alphabet():
    company = Company([Department("А", people=[Person("Згурський", "Мар'ян")])])
    for said in ("Згурського покличте", "Mr Zghurskyi, please"):
        assert "А" in Mentions(company).in_text(said)
    assert "А" in Mentions(company).in_text("is Marian in?")


def test_a_name_of_two_departments_is_shared():
    company = Company(
        [
            Department("А", people=[Person("Бойко", "Ян")]),
            Department("Б", people=[Person("Бойко", "Лев")]),
        ]
    )
    assert Mentions(company).in_text("Бойка можна?") == {"А": 2.0, "Б": 2.0}


def test_functions_go_to_whoever_does_them_under_any_name():
    company = Company(
        [Department("Фінанси", "Платежі, облік"), Department("Люди", "Найм і співбесіди, кадри")]
    )
    does = who_does(functions(), company)
    assert set(does["accounting"]) == {"Фінанси"}
    assert set(does["hr"]) == {"Люди"}


def test_rows_of_a_staff_file_make_a_company():
    company = company_from_rows(
        [
            {"Підрозділ": "Кадри", "За що відповідає": "Відпустки", "Прізвище": "Гай"},
            {"Підрозділ": "Кадри", "full_name": "Рак Ян Львович", "Посада": "Юрист"},
            {"Підрозділ": "", "Прізвище": "Ніхто"},
        ]
    )
    assert company == Company(
        [
            Department(
                "Кадри",
                "Відпустки",
                [Person("Гай", ""), Person("Рак", "Ян", "Львович", "Юрист")],
            )
        ]
    )


def test_every_saying_has_one_purpose_and_a_department_that_companies_have():
    known = {function.key for function in functions()} | {"any"}
    said = sayings()
    assert {one.purpose for one in said} == set(PURPOSES)
    assert {one.function for one in said} == known
    purposes_of: dict[str, set[str]] = {}
    for one in said:
        purposes_of.setdefault(one.text.lower(), set()).add(one.purpose)
    assert not [text for text, purposes in purposes_of.items() if len(purposes) > 1]
