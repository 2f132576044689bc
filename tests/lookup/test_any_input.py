"""Whatever is typed, lookup answers: no error, no more than asked for, the same every time."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.mistakes import other_layout
from directory.lookup import Index, Person, Unit
from directory.lookup.letters import romanised, written
from tests.lookup import company

PEOPLE = company.people()
INDEX = Index(PEOPLE, company.units())
KNOWN = {person.pk for person in PEOPLE}

letters = (
    string.ascii_letters
    + "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБЖЙьъыэё'ʼ’`-.,;[]()+ 0123456789@\"_\0"
)
anything = (
    st.text(alphabet=st.characters(), max_size=200)
    | st.text(alphabet=letters, max_size=40)
    | st.lists(st.text(alphabet=letters, min_size=1, max_size=9), max_size=9).map(" ".join)
)


@given(anything, st.integers(-1, 12))
@settings(max_examples=400, deadline=None)
def test_any_query_is_answered(query: str, limit: int) -> None:
    hits = INDEX.search(query, limit)
    assert len(hits) <= max(limit, 0)
    assert {hit.pk for hit in hits} <= KNOWN
    assert len({hit.pk for hit in hits}) == len(hits)
    assert hits == INDEX.search(query, limit)
    assert len(INDEX.search_units(query, limit)) <= max(limit, 0)


@given(
    st.lists(
        st.builds(
            Person,
            pk=st.integers(1, 30),
            surname=anything, given_name=anything, patronymic=anything, position=anything,
            department=st.none() | st.integers(1, 3), is_head=st.booleans(),
            extension=anything, mobile=anything, email=anything,
        ),
        max_size=5, unique_by=lambda person: person.pk,
    ),
    st.lists(
        st.builds(Unit, pk=st.integers(1, 3), name=anything, responsibilities=anything),
        max_size=3, unique_by=lambda unit: unit.pk,
    ),
    anything,
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_any_staff_list_is_searched(people: list[Person], units: list[Unit], query: str) -> None:
    index = Index(people, units)
    everybody = {person.pk for person in people}
    assert {hit.pk for hit in index.search(query)} <= everybody
    for person in people:
        index.search(person.surname)
        index.search_units(person.position)
    index.replace(people)
    index.remove(everybody)
    assert index.search(query) == []


@given(st.sampled_from(PEOPLE), st.permutations([0, 1, 2]))
def test_everybody_is_first_by_his_own_name_in_every_spelling(
    person: Person, order: list[int]
) -> None:
    names = (person.surname, person.given_name, person.patronymic)
    name = " ".join(names[place] for place in order)
    latin = " ".join(romanised(written(word)) for word in name.split())
    for typed in (name, name.upper(), latin, other_layout(name.lower()), name[: len(name) // 2]):
        assert person.pk in [hit.pk for hit in INDEX.search(typed, 5)], typed
    assert INDEX.search(name, 5)[0].pk == person.pk


@given(st.sampled_from(PEOPLE))
def test_everybody_is_first_by_his_numbers_and_address(person: Person) -> None:
    for typed in (person.extension, person.mobile, person.email):
        if typed:
            assert INDEX.search(typed)[0].pk == person.pk
