"""An edit is found by the next keystroke, and whoever has left is not."""

import pytest

from directory.lookup import Hit, Index, Person, Unit
from tests.lookup import company


@pytest.fixture
def staff() -> Index:
    return Index(company.people(), company.units())


def pks(hits: list[Hit]) -> list[int]:
    return [hit.pk for hit in hits]


def test_a_new_person_is_found(staff: Index) -> None:
    staff.replace([Person(500, "Ґерега", "Устим", "Зенонович", "Водій", 1, extension="777")])
    for query in ("Герега", "до Ґереги", "Ustym", "777", "водій"):
        assert pks(staff.search(query))[0] == 500
    assert staff.edits == 1


def test_a_changed_person_is_found_by_the_new_and_not_by_the_old(staff: Index) -> None:
    bride = next(each for each in company.people() if each.surname == "Бондаренко")
    staff.replace([bride._replace(surname="Ящук", extension="999", mobile="")])
    assert pks(staff.search("Ящук")) == [bride.pk]
    assert bride.pk not in pks(staff.search("Бондаренко"))
    assert bride.pk not in pks(staff.search(bride.extension))
    staff.replace([bride])
    assert bride.pk in pks(staff.search("Бондаренко"))
    assert bride.pk not in pks(staff.search("Ящук"))


def test_whoever_has_left_is_found_by_nothing(staff: Index) -> None:
    gone = next(each for each in company.people() if each.surname == "Кравченко")
    staff.remove([gone.pk, 12345])
    for query in ("Кравченко", "Кравчинко", "rhfdxtyrj", "Льоша", gone.extension, gone.email):
        assert gone.pk not in pks(staff.search(query))
    assert gone.pk not in pks(staff.search("Кравченко Олексій Вікторович"))


def test_whoever_came_and_left_is_not_found(staff: Index) -> None:
    staff.replace([Person(500, "Ґерега", "Устим")])
    staff.remove([500])
    assert staff.search("Герега") == []
    assert staff.edits == 0


def test_a_department_answers_for_something_else(staff: Index) -> None:
    units = [
        unit._replace(responsibilities="дирижаблі") if unit.name == "Відділ логістики" else unit
        for unit in company.units()
    ]
    staff.replace_units([*units, Unit(90, "Обсерваторія", "комети")])
    head = next(each for each in company.people() if each.surname == "Яценко")
    assert pks(staff.search("хто займається дирижаблями"))[0] == head.pk
    assert [hit.pk for hit in staff.search_units("обсерваторію")] == [90]
    staff.replace([Person(501, "Галілей", "Галілео", department=90, is_head=True)])
    assert pks(staff.search("комет"))[0] == 501


def test_nobody_is_lost_when_many_are_removed() -> None:
    everybody = [Person(pk, "Шевченко", f"Ім'я{pk}") for pk in range(1, 40)]
    index = Index(everybody)
    index.remove(range(1, 36))
    assert sorted(pks(index.search("Шевченко", 10))) == [36, 37, 38, 39]


def test_an_empty_company_finds_nobody() -> None:
    assert Index([]).search("Кравченко") == []
    assert Index([]).search_units("бухгалтерія") == []
