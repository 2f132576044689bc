"""The executive himself says in which turn his assistants are asked."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import screening
from calls.models import Call
from directory.models import Assistance, Change, Employee
from tests.calls.conftest import asked, page_of, told
from tests.conftest import Cast


@pytest.fixture
def third(cast: Cast, director: Employee, secretary: Employee) -> Employee:
    """After the assistant and the secretary; the admin has given all three one turn."""
    person = cast.person(cast.colleague)
    Assistance.objects.create(executive=director, assistant=person)
    Assistance.objects.filter(executive=director).update(turn=0)
    return person


def in_turn(director: Employee) -> list[str]:
    rows = Assistance.objects.filter(executive=director).select_related("assistant")
    return [one.assistant.surname for one in rows]


def move(page: Client, director: Employee, **where: int) -> str:
    return page.post(reverse("assistants", args=[director.pk]), where).text


def test_one_tap_moves_one_of_them_a_place(
    cast: Cast, director: Employee, secretary: Employee, third: Employee
) -> None:
    page = page_of(cast.director)
    assert in_turn(director) == ["Савчук", "Бондаренко", "Гаврилюк"]
    html = move(page, director, earlier=third.pk)
    assert in_turn(director) == ["Савчук", "Гаврилюк", "Бондаренко"]
    assert html.index("Гаврилюк") < html.index("Бондаренко")
    move(page, director, later=cast.person(cast.assistant).pk)
    assert in_turn(director) == ["Гаврилюк", "Савчук", "Бондаренко"]


def test_the_first_can_not_be_asked_earlier_nor_the_last_later(
    cast: Cast, director: Employee, secretary: Employee, third: Employee
) -> None:
    page = page_of(cast.director)
    move(page, director, earlier=cast.person(cast.assistant).pk)
    move(page, director, later=third.pk)
    assert in_turn(director) == ["Савчук", "Бондаренко", "Гаврилюк"]


def test_the_next_caller_is_put_to_whoever_is_first_now(
    call: Call, cast: Cast, director: Employee, secretary: Employee
) -> None:
    move(page_of(cast.director), director, earlier=secretary.pk)
    request = screening.ask(told(call), director, cast.receptionist)
    assert asked(request) == [secretary.surname]


@pytest.mark.django_db(transaction=True)
def test_who_has_changed_it_stands_in_the_history(
    cast: Cast, director: Employee, secretary: Employee
) -> None:
    move(page_of(cast.director), director, earlier=secretary.pk)
    change = Change.objects.latest("pk")
    assert (change.actor, change.object_id) == (cast.director, director.pk)


def test_a_page_without_scripts_comes_back_to_the_list(
    cast: Cast, director: Employee, secretary: Employee
) -> None:
    page = page_of(cast.director, whole=True)
    url = reverse("assistants", args=[director.pk])
    answer = page.post(url, {"earlier": secretary.pk})
    assert answer.headers["Location"].endswith("#assistants")
    html = page.get(answer.headers["Location"]).text
    assert html.index(secretary.surname) < html.index("Савчук")


def test_one_who_helps_him_no_longer_moves_nothing(
    cast: Cast, director: Employee, secretary: Employee, salesman: Employee
) -> None:
    Assistance.objects.filter(assistant=secretary).delete()
    move(page_of(cast.director), director, earlier=secretary.pk)
    assert in_turn(director) == ["Савчук"]
