"""Who was let down is known by his words, in both languages; who only asks is not."""

import pytest

from calls.complaints import is_complaint


@pytest.mark.parametrize(
    "words",
    [
        "ви мене обдурили, я вже третій раз телефоную, неподобство, хочу скаргу директору",
        "Хочу поскаржитися на монтажників",
        "скарга на якість",
        "СКІЛЬКИ МОЖНА ЧЕКАТИ НА ВІКНА",
        "поверніть мені мої гроші",
        "ваш майстер нахамив моїй дружині",
        "я дуже незадоволена роботою бригади",
        "I want to complain about your fitters",
        "You cheated me",
        "this is the third time I am calling",
        "I am very disappointed",
    ],
)
def test_a_complaint(words: str) -> None:
    assert is_complaint(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "рахунок",
        "коли привезуть вікна за договором 214",
        "скільки можна замовити вікон",
        "третя позиція в рахунку",
        "відповідь на претензію",
        "без претензій до якості",
        "жодних скарг, дякую",
        "no complaints at all",
        "the price of a window",
    ],
)
def test_no_complaint(words: str) -> None:
    assert not is_complaint(words)
