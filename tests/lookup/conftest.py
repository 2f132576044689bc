"""The demo company and an invented one of 5 000 people, each indexed once."""

from collections.abc import Callable

import pytest

from bench.people import departments
from bench.people import people as invented
from directory.lookup import Index, Person
from tests.lookup import company

Find = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def index() -> Index:
    return Index(company.people(), company.units())


@pytest.fixture(scope="session")
def staff() -> dict[int, Person]:
    return {person.pk: person for person in company.people()}


@pytest.fixture(scope="session")
def find(index: Index, staff: dict[int, Person]) -> Find:
    """Surnames found for a query, the likeliest first."""
    return lambda query: [staff[hit.pk].surname for hit in index.search(query, 5)]


@pytest.fixture(scope="session")
def crowd() -> dict[int, Person]:
    return {person.pk: person for person in invented(5_000)}


@pytest.fixture(scope="session")
def crowd_index(crowd: dict[int, Person]) -> Index:
    return Index(crowd.values(), departments())
