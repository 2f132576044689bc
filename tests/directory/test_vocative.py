"""A caller is addressed as Ukrainian has it, or by the name just as he gave it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.vocative import address


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Іван Іванович", "Іване Івановичу"),
        ("Олена Петрівна", "Олено Петрівно"),
        ("Ілля Ілліч", "Ілле Іллічу"),
        ("Ігор Сергійович", "Ігорю Сергійовичу"),
        ("Соломія Андріївна", "Соломіє Андріївно"),
        ("Зінаїда Кузьмівна", "Зінаїдо Кузьмівно"),
        ("Лук'ян Дем'янович", "Лук'яне Дем'яновичу"),
        ("Андрій", "Андрію"),
        ("Юрій", "Юрію"),
        ("Василь", "Василю"),
        ("Микола", "Миколо"),
        ("Микита", "Микито"),
        ("Дмитро", "Дмитре"),
        ("Наталія", "Наталіє"),
        ("Ольга", "Ольго"),
        ("Любов", "Любове"),
        ("Анна-Марія", "Анно-Маріє"),
        ("  Іван   Іванович ", "Іване Івановичу"),
    ],
)
def test_by_given_name_and_patronymic(name: str, spoken: str) -> None:
    assert address(name) == spoken


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Мельник Андрій Степанович", "Андрію Степановичу"),
        ("Андрій Степанович Мельник", "Андрію Степановичу"),
        ("Андрій Мельник", "Андрію"),
        ("Ковальчук Іван", "Іване"),
        ("Шевченко Олена", "Олено"),
    ],
)
def test_the_surname_is_left_out_in_whatever_order(name: str, spoken: str) -> None:
    assert address(name) == spoken


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("пан Андрій", "пане Андрію"),
        ("пані Олена", "пані Олено"),
        ("Пан Іван Іванович", "пане Іване Івановичу"),
        ("пан Ковальчук", "пане Ковальчуку"),
        ("пані Ковальчук", "пані Ковальчук"),
        ("пан Зеленський", "пане Зеленський"),
        ("пан директор", "пане директоре"),
        ("пан", "пане"),
        ("пані", "пані"),
    ],
)
def test_with_a_title(name: str, spoken: str) -> None:
    assert address(name) == spoken


@pytest.mark.parametrize(
    "name",
    ["", "Мельник", "Петренко О. П.", "О. П. Петренко", "John Smith", "Іван, Північ", "123", "?"],
)
def test_where_unsure_the_name_stays_as_it_was_given(name: str) -> None:
    assert address(name) == name


@given(st.text() | st.text("АБВіїєґйова'’- ", max_size=30))
def test_any_text_can_be_addressed(name: str) -> None:
    assert bool(address(name)) == bool(name.strip())


@given(st.sampled_from(["пан ", "Пані "]), st.text())
@example("пан ", "\U00017000")  # a letter without a name
def test_any_text_can_be_addressed_with_a_title(title: str, name: str) -> None:
    assert address(title + name).startswith(("пане", "пані"))
