"""People are listed in the order of the Ukrainian alphabet."""

import random

from hypothesis import given
from hypothesis import strategies as st

from directory.names import sort_key


def in_order(*surnames: str) -> None:
    shuffled = random.Random(7).sample(surnames, len(surnames))
    assert sorted(shuffled, key=sort_key) == list(surnames)


def sort_people(people: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    shuffled = random.Random(7).sample(people, len(people))
    return sorted(shuffled, key=lambda person: sort_key(*person))


def test_every_letter_stands_in_its_place() -> None:
    in_order(*"АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ")


def test_surnames_stand_as_in_a_phone_book() -> None:
    in_order("Гаврилюк", "Ґалаґан", "Дяк", "Еней", "Євтушенко", "Іваненко", "Їжак", "Йосипенко")


def test_a_short_surname_comes_before_the_longer_and_the_double_one() -> None:
    people = [("Нечуй", "Яків"), ("Нечуй-Левицький", "Андрій"), ("Нечуйко", "Адам")]
    assert sort_people(people) == people


def test_the_given_name_then_the_patronymic_decide() -> None:
    people = [
        ("Шевчук", "Ганна", "Яківна"),
        ("Шевчук", "Іван", "Антонович"),
        ("Шевчук", "Іван", "Ігорович"),
        ("Шевчук", "Юрій", ""),
    ]
    assert sort_people(people) == people


def test_case_and_the_kind_of_apostrophe_do_not_count() -> None:
    assert len({sort_key(name) for name in ("Лук'яненко", "ЛУКʼЯНЕНКО", "Лук’яненко")}) == 1


def test_a_letter_typed_as_two_marks_counts_as_one() -> None:
    assert sort_key("Йовенко") == sort_key("И\u0306овенко")


def test_latin_names_come_first_and_their_accents_do_not_matter() -> None:
    in_order("Adams", "Müller", "Muster", "Аврамчук")


@given(st.text(), st.text(), st.text())
def test_any_text_has_a_plain_key(surname: str, given_name: str, patronymic: str) -> None:
    assert set(sort_key(surname, given_name, patronymic)) <= set("0123456789abcdef")
