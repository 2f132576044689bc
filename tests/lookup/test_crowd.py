"""Among 5 000 invented people each kind of mistake still finds the person meant."""

import pytest

from bench.mistakes import KINDS, cases
from directory.lookup import Index, Person


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("exact", 1.0),
        ("typo", 0.97),
        ("typo_given", 0.99),
        ("translit", 0.99),
        ("translit_typo", 0.99),
        ("layout", 1.0),
    ],
)
def test_finds_the_person_meant(
    crowd_index: Index, crowd: dict[int, Person], kind: str, least: float
) -> None:
    wanted = cases(kind, list(crowd.values()), 400)
    missed = [
        case.query
        for case in wanted
        if not case.found([crowd[hit.pk] for hit in crowd_index.search(case.query, 5)])
    ]
    assert len(missed) <= (1 - least) * len(wanted), missed


def test_a_beginning_shows_several_surnames_that_begin_so(
    crowd_index: Index, crowd: dict[int, Person]
) -> None:
    for case in cases("prefix", list(crowd.values()), 200):
        found = [crowd[hit.pk].surname for hit in crowd_index.search(case.query, 5)]
        assert any(surname.lower().startswith(case.query) for surname in found), case.query
    assert len({crowd[hit.pk].surname for hit in crowd_index.search("ко", 5)}) == 5


def test_every_kind_of_mistake_is_measured() -> None:
    assert set(KINDS) == {
        "prefix", "exact", "typo", "typo_given", "translit", "translit_typo", "layout",
    }  # fmt: skip


def test_a_common_name_is_not_lost_behind_a_rare_one(
    crowd_index: Index, crowd: dict[int, Person]
) -> None:
    found = [crowd[hit.pk].surname for hit in crowd_index.search("Шевчинко", 5)]
    assert found[0] == "Шевченко"
