"""From a caller's words: what he wants and who should take it, before any call and after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.learner.company import Company, Department, Person, company_from_rows, who_does
from calls.learner.cues import Cue, CueBook, functions
from calls.learner.mind import PURPOSES, Lesson, Mind
from calls.learner.people import Mentions, latin
from calls.learner.words import lemmas, words

BAKERY = Company(
    [
        Department(
            "Контора",
            "Рахунки, податки, зарплата, акти звірки",
            [Person("Гай", "Ніна", "Львівна", "Головний бухгалтер")],
        ),
        Department(
            "Пекарі",
            "Випікання хліба, печі, терміни готовності, виробництво",
            [Person("Кушнір", "Тарас", "Іванович", "Старший пекар")],
        ),
        Department(
            "Розвізники",
            "Доставка хліба до крамниць, машини, маршрути, склад",
            [Person("Яворська", "Ольга", "Петрівна", "Диспетчер")],
        ),
        Department(
            "Кадри",
            "Вакансії, співбесіди, відпустки",
            [Person("Дзюба", "Ірина", "Юріївна", "Інспектор з кадрів")],
        ),
        Department(
            "Збут",
            "Продаж хліба крамницям і кав'ярням, ціни, замовлення",
            [Person("Бойко", "Марко", "", "Менеджер зі збуту")],
        ),
    ]
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Where the study of the bakery is kept, so that it is studied once for these tests."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture(scope="module")
def knowing(shelf) -> Mind:
    """A mind that no test teaches."""
    return Mind(BAKERY, shelf=shelf)


@pytest.fixture
def mind(shelf) -> Mind:
    return Mind(BAKERY, shelf=shelf)


def purpose(mind: Mind, text: str) -> str:
    return mind.suggest(text).purposes[0].label


def department(mind: Mind, text: str) -> str:
    return mind.suggest(text).departments[0].label


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Скільки коштуватиме двадцять буханців на весілля?", "buy"),
        ("How much would fifty loaves cost?", "buy"),
        ("Пропонуємо вам борошно від виробника, з ким поговорити?", "sell"),
        ("Хліб був черствий, хочу поскаржитися", "service"),
        ("Чи є у вас вакансії?", "job"),
        ("Are you hiring?", "job"),
        ("До котрої ви працюєте в суботу?", "info"),
        ("Ой, вибачте, я помилилася номером", "wrong"),
        ("Це податкова інспекція, щодо перевірки", "business"),
        ("Це його дружина, нехай передзвонить додому", "personal"),
        ("Коли привезуть моє замовлення?", "existing"),
    ],
)
def test_knows_usual_purposes_before_any_call(knowing, text, wanted):
    assert purpose(knowing, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("не отримали акт звірки", "Контора"),
        ("машина з хлібом не приїхала", "Розвізники"),
        ("шукаю роботу", "Кадри"),
        ("looking for a job", "Кадри"),
        ("скільки коштує, хочемо замовити для кав'ярні", "Збут"),
    ],
)
def test_finds_the_department_by_what_it_answers_for(knowing, text, wanted):
    assert department(knowing, text) == wanted


@pytest.mark.parametrize("text", ["пані Яворську, будь ласка", "May I speak to Yavorska?"])
def test_a_name_leads_to_its_department_in_any_case_and_alphabet(knowing, text):
    assert department(knowing, text) == "Розвізники"


def test_the_admins_words_count(knowing):
    taught = Mind(BAKERY, admin_cues={"sell": "закваска\nдріжджі сухі"})
    chances = [
        {one.label: one.probability for one in some.suggest("закваска").purposes}["sell"]
        for some in (knowing, taught)
    ]
    assert chances[1] > chances[0]
    assert purpose(taught, "щодо сухих дріжджів") == "sell"


def test_says_which_words_speak_for_a_purpose(knowing):
    first = knowing.suggest("шукаю роботу").purposes[0]
    assert "шукаю роботу" in first.because


def test_gibberish_is_asked_about_not_guessed_at(knowing):
    suggested = knowing.suggest("фхищ жбрмп цкщ")
    assert not suggested.sure_of_purpose
    assert not suggested.sure_of_department


def test_clear_words_are_not_asked_about(knowing):
    assert knowing.suggest("Добрий день, чи є у вас вакансії? Шукаю роботу").sure_of_purpose


def test_a_lesson_moves_the_ranking(mind):
    text = "щодо дерев'яних ящиків"
    before = mind.suggest(text).purposes
    for call in range(4):
        mind.learn(Lesson(call, text, "personal", "Пекарі"))
    assert department(mind, text) == "Пекарі"
    after = mind.suggest(text).purposes
    rank = [[one.label for one in ranking].index("personal") for ranking in (before, after)]
    assert rank[1] < rank[0]


def test_a_corrected_call_teaches_what_it_was_corrected_to(mind):
    text = "щодо дерев'яних ящиків"
    mind.learn(Lesson("call", text, "wrong", "Кадри"))
    wrong = {one.label: one.probability for one in mind.suggest(text).departments}
    mind.learn(Lesson("call", text, "existing", "Розвізники"))
    right = {one.label: one.probability for one in mind.suggest(text).departments}
    assert right["Кадри"] < wrong["Кадри"]
    assert right["Розвізники"] > wrong["Розвізники"]


def test_a_department_that_is_gone_teaches_nothing(mind):
    mind.learn(Lesson(1, "щодо ящиків", "existing", "Млин"))
    assert "Млин" not in [one.label for one in mind.suggest("щодо ящиків").departments]


def test_a_company_without_departments_still_gets_purposes():
    suggested = Mind(Company()).suggest("чи є вакансії")
    assert suggested.departments == []
    assert suggested.purposes[0].label == "job"


@given(st.text(max_size=400))
def test_no_text_is_too_odd(knowing, text):
    suggested = knowing.suggest(text)
    assert sorted(one.label for one in suggested.purposes) == sorted(PURPOSES)
    assert abs(sum(one.probability for one in suggested.purposes) - 1) < 1e-3


def test_what_is_on_the_shelf_gives_the_same_answers(tmp_path, knowing):
    text = "коли приїде машина з хлібом"
    for _ in range(2):
        assert Mind(BAKERY, shelf=tmp_path).suggest(text) == knowing.suggest(text)
    assert {path.name for path in tmp_path.iterdir()} == {
        "purposes.npz",
        "departments.npz",
        "words.json",
    }


def test_a_spoiled_shelf_is_no_harm(tmp_path, knowing):
    for name in ("purposes.npz", "departments.npz", "words.json"):
        (tmp_path / name).write_bytes(b"spoiled")
    text = "шукаю роботу"
    assert Mind(BAKERY, shelf=tmp_path).suggest(text) == knowing.suggest(text)


@pytest.mark.parametrize("text", ["двох знижок", "знижкою", "про знижки питає"])
def test_a_cue_is_found_in_any_form(text):
    book = CueBook([Cue("знижка", "buy", 1.0)])
    assert [cue.label for cue in book.found(text)] == ["buy"]


def test_a_phrase_may_have_a_word_between_but_not_another_order():
    book = CueBook([Cue("прийом на роботу", "job", 1.0)])
    assert book.found("прийомом нових людей на роботу")
    assert not book.found("на роботу прийом")


def test_abbreviations_keep_their_dot_and_ends_of_sentences_do_not():
    assert words("гол. бухг. питає про док-ти.") == ["гол.", "бухг.", "питає", "про", "док-ти"]


def test_english_endings_meet():
    assert lemmas("prices") == lemmas("price") == lemmas("pricing")


def test_latin_follows_the_states_table():
    assert [latin(name) for name in ("Згурський", "Яценко", "Олійник", "Їжак")] == [
        "zghurskyi",
        "yatsenko",
        "oliinyk",
        "yizhak",
    ]


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
