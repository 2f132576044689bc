"""From a caller's words: what he wants and who should take it, before any call and after."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calls.learner.company import Company, Department, Person
from calls.learner.mind import PURPOSES, Lesson, Mind
from calls.statuses import Purpose

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


def test_the_admins_words_count(knowing, shelf, tmp_path):
    own = shutil.copytree(shelf, tmp_path / "own")
    taught = Mind(BAKERY, admin_cues={"sell": "закваска\nдріжджі сухі"}, shelf=own)
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


@pytest.mark.parametrize("text", ["алло", "Алло, алло?", "перепрошую", "питання", "добрий день"])
def test_what_everybody_says_is_asked_about_not_guessed_at(knowing, text):
    suggested = knowing.suggest(text)
    assert not suggested.sure_of_purpose
    assert not suggested.sure_of_department


@pytest.mark.parametrize("text", ["я не туди дзвоню", "алло, ой, вибачте"])
def test_a_cue_made_of_such_words_still_tells(knowing, text):
    assert knowing.suggest(text).sure_of_purpose


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


def chance(mind: Mind, text: str, label: str) -> float:
    return {one.label: one.probability for one in mind.suggest(text).purposes}[label]


def test_a_purpose_taken_away_by_correcting_the_call_is_forgotten(mind):
    text = "щодо дерев'яних ящиків"
    before = chance(mind, text, "wrong")
    mind.learn(Lesson("call", text, "wrong", "Кадри"))
    taught = chance(mind, text, "wrong")
    mind.learn(Lesson("call", text, "", "Кадри"))
    assert before < taught
    # What was learned of other calls' worth stays; of this call nothing does.
    assert chance(mind, text, "wrong") < (before + taught) / 2
    assert department(mind, text) == "Кадри"


def test_words_put_right_after_the_call_are_the_lesson(mind):
    crates, buckets = "щодо ящиків", "щодо відерець"
    mind.learn(Lesson("call", crates, "wrong"))
    before = [chance(mind, text, "wrong") for text in (crates, buckets)]
    mind.learn(Lesson("call", buckets, "wrong"))
    after = [chance(mind, text, "wrong") for text in (crates, buckets)]
    assert after[0] < before[0]
    assert after[1] > before[1]


def test_one_lesson_does_not_colour_what_has_nothing_to_do_with_it(mind):
    before = chance(mind, "чи є у вас вакансії", "wrong")
    mind.learn(Lesson("call", "бумбарашки", "wrong"))
    assert chance(mind, "чи є у вас вакансії", "wrong") < before + 0.02


def test_a_department_that_is_gone_teaches_nothing(mind):
    mind.learn(Lesson(1, "щодо ящиків", "existing", "Млин"))
    assert "Млин" not in [one.label for one in mind.suggest("щодо ящиків").departments]


def test_a_company_without_departments_still_gets_purposes():
    suggested = Mind(Company()).suggest("чи є вакансії")
    assert suggested.departments == []
    assert suggested.purposes[0].label == "job"


def test_it_knows_the_purposes_that_calls_have():
    assert set(PURPOSES) == set(Purpose)


@given(st.text(max_size=400))
def test_no_text_is_too_odd(knowing, text):
    suggested = knowing.suggest(text)
    assert sorted(one.label for one in suggested.purposes) == sorted(PURPOSES)
    assert abs(sum(one.probability for one in suggested.purposes) - 1) < 1e-3


def test_what_is_on_the_shelf_gives_the_same_answers(shelf, knowing):
    """The one that knows has studied; this one only reads what that has put there."""
    text = "коли приїде машина з хлібом"
    before = {path: path.stat().st_mtime_ns for path in shelf.iterdir()}
    assert Mind(BAKERY, shelf=shelf).suggest(text) == knowing.suggest(text)
    assert {path: path.stat().st_mtime_ns for path in shelf.iterdir()} == before
    assert {path.name for path in before} == {
        "purposes.npz",
        "departments.npz",
        "words.json",
    }


@pytest.mark.parametrize("half", [False, True])
def test_a_spoiled_shelf_is_no_harm(tmp_path, shelf, knowing, half):
    for name in ("purposes.npz", "departments.npz", "words.json"):
        whole = (shelf / name).read_bytes()
        (tmp_path / name).write_bytes(whole[: len(whole) // 2] if half else b"spoiled")
    text = "шукаю роботу"
    assert Mind(BAKERY, shelf=tmp_path).suggest(text) == knowing.suggest(text)
