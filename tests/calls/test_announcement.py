"""The sentence a manager hears is good Ukrainian, whatever the caller has said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calls.announcement import Colleague, announce, announce_colleague
from directory.morphology import parses

WHO = "Вам телефонує Іван Іванович, компанія «Північ»"


def about(subject: str) -> str:
    told = announce("Іван Іванович", "Північ", subject, "uk")
    assert told.startswith(WHO)
    return told.removeprefix(WHO)


@pytest.mark.parametrize(
    ("subject", "genitive"),
    [
        ("зустріч на форумі", "зустрічі на форумі"),
        ("Зустріч на форумі.", "зустрічі на форумі"),
        ("зустрічі на форумі", "зустрічі на форумі"),
        ("питання зустрічі", "зустрічі"),
        ("неоплачений рахунок", "неоплаченого рахунку"),
        ("неоплачені рахунки", "неоплачених рахунків"),
        ("рахунок № 15 від 3 травня", "рахунку № 15 від 3 травня"),
        ("нова партія склопакетів", "нової партії склопакетів"),
        ("податкова перевірка", "податкової перевірки"),
        ("постачання вікон", "постачання вікон"),
        ("договір", "договору"),
        ("договір ПДВ", "договору ПДВ"),
        ("ПДВ", "ПДВ"),
        ("стан замовлення", "стану замовлення"),
        ("тендер", "тендеру"),
        ("кредит", "кредиту"),
        ("лист від міністерства", "листа від міністерства"),
        ("скарга на якість", "скарги на якість"),
        ("участь у форумі", "участі у форумі"),
        ("двері", "дверей"),
        ("гроші", "грошів"),
        ("інтерв'ю", "інтерв'ю"),
        ("особисте питання", "особистого питання"),
        ("Стан замовлення", "стану замовлення"),
        ("Нова партія склопакетів", "нової партії склопакетів"),
        ("поставка в Одесу", "поставки в Одесу"),
        ("ремонт для «Київстару»", "ремонту для «Київстару»"),
        ("рахунок за три вікна", "рахунку за три вікна"),
        ("прохання передзвонити", "прохання передзвонити"),
        ("борг", "боргу"),
        ("шум", "шуму"),
        ("люди", "людей"),
        ("гості", "гостей"),
        ("ціни", "цін"),
        ("Ціни на вікна", "цін на вікна"),
        ("вікна", "вікон"),
        ("запчастини", "запчастин"),
        ("умови договору", "умов договору"),
        ("нові ціни", "нових цін"),
        ("нової ціни", "нової ціни"),
        ("пластикові вікна", "пластикових вікон"),
        ("нові замовлення", "нових замовлень"),
        ("податкові перевірки", "податкових перевірок"),
        ("оплати рахунку", "оплати рахунку"),
        ("заміни скла", "заміни скла"),
        ("якості", "якості"),
        ("питання ціни", "ціни"),
    ],
)
def test_the_subject_follows_in_the_genitive(subject: str, genitive: str) -> None:
    assert about(subject) == f", з питання {genitive}"


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("щодо рахунку", ", щодо рахунку"),
        ("Про ремонт", ", про ремонт"),
        ("з приводу рахунку", ", з приводу рахунку"),
        ("З питань співпраці", ", з питань співпраці"),
        ("питання щодо вікон", ", щодо вікон"),
    ],
)
def test_a_subject_that_says_about_stays(subject: str, told: str) -> None:
    assert about(subject) == told


@pytest.mark.parametrize(
    "subject", ["хоче зустрітися", "10 вікон", "терміново", "чому не працює", "E-mail", "!!!"]
)
def test_a_subject_that_is_no_noun_is_quoted(subject: str) -> None:
    assert about(subject) == f". Питання: {subject}"


@pytest.mark.parametrize(
    "subject",
    [
        "Водій чекає на воротах",
        "водій чекає на воротах",
        "Замовлення, яке не прийшло",
        "рахунків немає",
        "Бригада стала, чекаємо",
        "треба рахунок",
        "Можна рахунок",
    ],
)
def test_a_sentence_of_its_own_is_quoted(subject: str) -> None:
    assert about(subject) == f". Питання: {subject}"


@pytest.mark.parametrize(
    "subject", ["по рахунку", "за договором", "від Петренка", "питання по рахунку"]
)
def test_no_preposition_follows_the_question(subject: str) -> None:
    assert about(subject) == f". Питання: {subject}"


MANY = ["ціни", "вікна", "запчастини", "умови", "послуги", "борги", "люди", "гості", "двері"]


@given(st.sampled_from(MANY), st.sampled_from(["", "нові ", "дешеві ", "важливі "]))
def test_of_many_it_is_the_genitive_of_many(noun: str, adjective: str) -> None:
    """Nothing that is a plural nominative is left as it was, nor made a singular."""
    *adjectives, bent = about(f"{adjective}{noun}").removeprefix(", з питання ").split()
    assert any({"plur", "gent"} in one.tag for one in parses(bent))
    assert all(one.endswith("их") for one in adjectives)
    assert bent != noun


@pytest.mark.parametrize(
    "subject",
    [
        "Одеса, поставка",
        "Київстар",
        "КиївСтар, рахунок",
        "Іван Петренко хоче зустрітися",
        "Іван Петренко, оплата",
        "Петренко, оплата",
        "іван петренко, оплата",
        "Мельник, оплата",
        "Зеленський, оплата",
        "Нова Пошта, доставка",
    ],
)
def test_a_name_at_the_beginning_keeps_its_capital_and_its_case(subject: str) -> None:
    assert about(subject) == f". Питання: {subject}"


@pytest.mark.parametrize(
    "said", ["приватна особа", "Приватна  особа", "фізособа", "private person"]
)
def test_a_private_person_is_no_company(said: str) -> None:
    assert announce("Марія Іваненко", said, "договір", "uk") == (
        "Вам телефонує Марія Іваненко, приватна особа, з питання договору"
    )
    assert announce("Maria Ivanenko", said, "a contract", "en") == (
        "Maria Ivanenko, private person, is calling for you, about: a contract"
    )


@pytest.mark.parametrize(
    ("company", "told"),
    [
        ("Північ", ", компанія «Північ»"),
        ("«Північ»", ", компанія «Північ»"),
        ('"Північ"', ", компанія «Північ»"),
        ("'Північ'", ", компанія «Північ»"),
        ("ТОВ Північ", ", компанія «ТОВ Північ»"),
        ("ТОВ «Північ»", ", компанія ТОВ «Північ»"),
        ('ТОВ "Північ"', ", компанія ТОВ «Північ»"),
        ("Д'Артаньян і О'Браєн", ", компанія «Д'Артаньян і О'Браєн»"),
        ("", ""),
        ("«»", ""),
    ],
)
def test_a_company_is_in_quotation_marks_once(company: str, told: str) -> None:
    assert announce("Іван", company, "", "uk") == f"Вам телефонує Іван{told}"


def test_in_english() -> None:
    told = announce("John Smith", "«North»", "a meeting", "en")
    assert told == "John Smith, North, is calling for you, about: a meeting"


@pytest.mark.parametrize(
    ("colleague", "who"),
    [
        (Colleague("Олег Коваль", "Відділ збуту", "103"), "Олег Коваль, відділ збуту, вн. 103"),
        (Colleague("Олег Коваль", "Відділ збуту"), "Олег Коваль, відділ збуту"),
        (Colleague("Ірина Лис", "Головний бухгалтер"), "Ірина Лис, головний бухгалтер"),
        (Colleague("Ірина Лис", "ІТ-відділ", "41"), "Ірина Лис, ІТ-відділ, вн. 41"),
        (Colleague("Ірина Лис", "Київ"), "Ірина Лис, Київ"),
        (Colleague("Олег"), "колега Олег"),
    ],
)
def test_a_colleague_is_announced_by_his_place_in_the_house(colleague: Colleague, who: str) -> None:
    told = announce_colleague(colleague, "звіт за квартал", "uk")
    assert told == f"Вам телефонує {who}, з питання звіту за квартал"


@pytest.mark.parametrize(
    ("place", "who"),
    [
        ("Відділ збуту", "Oleh Koval, a colleague, ext. 103"),
        ("Marketing", "Oleh Koval, Marketing, ext. 103"),
    ],
)
def test_a_colleague_in_english(place: str, who: str) -> None:
    told = announce_colleague(Colleague("Олег Коваль", place, "103"), "the report", "en")
    assert told == f"{who}, is calling for you, about: the report"


@given(st.text(), st.text(), st.text(), st.sampled_from(["uk", "en"]))
@example("Іван", "Північ", " .\t.", "uk")
def test_any_text_is_announced_on_one_line(
    name: str, company: str, subject: str, language: str
) -> None:
    told = announce(name, company, subject, language)
    assert " ".join(told.split()) == told.strip()
