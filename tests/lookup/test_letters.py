"""Ways of writing one word come out alike."""

import pytest

from directory.lookup.endings import word_stem
from directory.lookup.layout import to_latin, to_ukrainian
from directory.lookup.letters import romanised, sound, written


@pytest.mark.parametrize(
    "ways",
    [
        "Шевчук Shevchuk Shewchuk Shevtchuk Szewczuk ШЕВЧУК",
        "Юлія Yuliia Julia Iuliia Yulia Юлия",
        "Лук'яненко Лукʼяненко Лук’яненко Лукяненко Lukianenko Lukyanenko Lukjanenko",
        "Левицький Левицкий Levytskyi Levitsky Lewitzky",
        "Щербак Shcherbak Scherbak Sherbak",
        "Харченко Kharchenko Harchenko",
        "Ґалаґан Галаган Halahan Galagan",
        "Згурський Zghurskyi",
        "Їжак Ижак Yizhak Izhak",
        "Євген Евген Yevhen Evgen",
    ],
)
def test_one_sound_for_every_spelling(ways: str) -> None:
    assert len({sound(written(way)) for way in ways.split()}) == 1


@pytest.mark.parametrize("pair", ["Шевчук Шевченко", "Коваль Ковальчук", "Сава Слава"])
def test_different_names_sound_different(pair: str) -> None:
    assert len({sound(written(name)) for name in pair.split()}) == 2


@pytest.mark.parametrize(
    ("name", "latin"),
    # The examples of Resolution 55 of the Cabinet of Ministers.
    [
        ("Алушта", "alushta"), ("Згорани", "zghorany"), ("Ґалаґан", "halahan"),
        ("Єнакієве", "yenakiieve"), ("Їжакевич", "yizhakevych"), ("Йосипівка", "yosypivka"),
        ("Щербухи", "shcherbukhy"), ("Юрій", "yurii"), ("Яготин", "yahotyn"),
        ("Знам'янка", "znamianka"), ("Хмельницький", "khmelnytskyi"),
    ],
)  # fmt: skip
def test_official_latin(name: str, latin: str) -> None:
    assert romanised(written(name)) == latin


def test_letters_that_look_alike_are_read_as_the_rest_of_the_word() -> None:
    assert written("Cидopeнкo") == "сидоренко"
    assert written("Smіth") == "smith"


def test_both_layouts() -> None:
    assert to_ukrainian("rhfdxtyrj") == "кравченко"
    assert to_ukrainian("}TKJXRJ") == "ЇЕЛОЧКО"
    assert to_latin('щюлкфмсрутлщ"') == "o.kravchenko@"
    assert to_latin("іьшер") == to_latin("ыьшер") == "smith"


@pytest.mark.parametrize(
    "forms",
    [
        "тендер тендери тендерами тендерів тендеру",
        "доставка доставкою доставки доставок",
        "рахунок рахунки рахунків рахунком",
        "довіреність довіреності довіреностей",
        "закупівля закупівлі закупівель закупівлями",
    ],
)
def test_one_stem_for_every_case(forms: str) -> None:
    assert len({word_stem(sound(written(form))) for form in forms.split()}) == 1
