"""A result says why it was found where that is not plain."""

import pytest

from directory.lookup import Index, Kind, Person


@pytest.mark.parametrize(
    ("query", "kind", "typed", "found"),
    [
        ("Льоша", Kind.NICKNAME, "Льоша", "Олексій"),
        ("Сашу Ткаченко", Kind.LEFT_OUT, "Сашу", ""),
        ("Алексей", Kind.SPELLING, "Алексей", "Олексій"),
        ("Кравчинко", Kind.SPELLING, "Кравчинко", "Кравченко"),
        ("Алексеевна", Kind.SPELLING, "Алексеевна", "Олексіївна"),
        ("Shewchuk", Kind.TRANSLITERATED, "Shewchuk", "Шевчук"),
        ("rhfdxtyrj", Kind.LAYOUT, "rhfdxtyrj", "кравченко"),
        ("головбух", Kind.POSITION, "головбух", "Головний бухгалтер"),
        ("кадри", Kind.DEPARTMENT, "кадри", "Відділ персоналу"),
        ("тендерами", Kind.RESPONSIBILITY, "тендерами", "тендери"),
        ("303", Kind.EXTENSION, "303", ""),
        ("0675550303", Kind.PHONE, "0675550303", ""),
        ("o.kravchenko@", Kind.EMAIL, "o.kravchenko@", ""),
    ],
)
def test_says_why(index: Index, query: str, kind: Kind, typed: str, found: str) -> None:
    reasons = index.search(query)[0].reasons
    assert (kind, typed, found) in [tuple(reason) for reason in reasons]


@pytest.mark.parametrize("query", ["Кравченко", "до Кравченка", "кравч", "Олексій Кравченко"])
def test_says_nothing_where_it_is_plain(index: Index, query: str) -> None:
    assert index.search(query)[0].reasons == ()


def test_a_guess_is_told_from_what_stands_there(index: Index) -> None:
    assert index.search("Кравченко")[0].sure
    assert not index.search("Кравчинко")[0].sure


def test_names_in_latin_letters_are_not_called_transliterated() -> None:
    index = Index([Person(1, "Smith", "Robert")])
    assert index.search("Smith")[0].reasons == ()
    assert [hit.pk for hit in index.search("Сміт")] == [1]
    assert index.search("Bob")[0].reasons[0].kind is Kind.NICKNAME


def test_departments_are_found_by_name_and_duty(index: Index) -> None:
    by_duty = index.search_units("хто займається тендерами")[0]
    assert [tuple(reason) for reason in by_duty.reasons] == [
        (Kind.RESPONSIBILITY, "тендерами", "тендери")
    ]
    assert index.search_units("логістика")[0].reasons[0].kind is Kind.DEPARTMENT
    assert index.search_units("kjuscnbrf")[0].reasons[0].found == "Відділ логістики"
    assert index.search_units("щщщщщщ") == []
