"""A search at the desk that the directory failed is a gap for the admin to mend; no other is."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import intake
from calls.models import Call
from directory.models import Department, Employee, Gap
from tests.calls.conftest import told
from tests.conftest import Cast


def gaps() -> list[tuple[str, str | None, str | None]]:
    return list(Gap.objects.values_list("query", "suggested__name", "taken__name"))


def send(desk: Client, name: str, call: Call, **said: object) -> int:
    return desk.post(reverse(name, args=[call.pk]), said).status_code


@pytest.fixture
def lawyer(cast: Cast) -> Employee:
    return Employee.objects.filter(department__name="Юридичний відділ").latest("pk")


def test_an_open_search_says_nothing_and_one_given_up_does(desk: Client, call: Call) -> None:
    shown = desk.get(reverse("people", args=[call.pk]), {"q": "космодром"}).text
    given_up = reverse("search-given-up", args=[call.pk])
    assert f'hx-post="{given_up}"' in shown and not gaps()
    assert send(desk, "search-given-up", call, q="космодром") == 204
    assert gaps() == [("космодром", None, None)]
    plain = desk.get(reverse("people", args=[call.pk])).text
    found = desk.get(reverse("people", args=[call.pk]), {"q": "тендери"}).text
    assert given_up not in plain + found


def test_whoever_is_found_is_no_gap(desk: Client, call: Call) -> None:
    for words in ("ткаченко", "головбух", "рахунки на оплату", " "):
        send(desk, "search-given-up", call, q=words)
    assert not gaps()


@pytest.mark.parametrize("said", ["Орест Зоряний", "зоряний", "«Космодром»", "0675550199"])
def test_neither_the_caller_nor_his_number_becomes_a_gap(
    desk: Client, call: Call, lawyer: Employee, said: str
) -> None:
    told(call, caller_name="Орест Зоряний", company="Космодром")
    send(desk, "search-given-up", call, q=said)
    send(desk, "asked-employee", call, q=said, asked_for=said, employee=lawyer.pk)
    assert not gaps()


@pytest.mark.parametrize("act", ["asked-employee", "connection", "message-form"])
def test_another_department_than_the_first_suggestion_is_a_gap(
    desk: Client, call: Call, lawyer: Employee, act: str
) -> None:
    send(desk, act, call, q="зарплата", employee=lawyer.pk)
    assert gaps() == [("зарплата", "Бухгалтерія", "Юридичний відділ")]


def test_whoever_is_asked_instead_of_the_first_suggestion_is_a_gap_once(
    desk: Client, call: Call, cast: Cast
) -> None:
    director = cast.person(cast.director)
    for _ in range(2):  # the first time the facts are missing
        send(desk, "transfer-request", call, q="зарплата", employee=director.pk)
    assert gaps() == [("зарплата", "Бухгалтерія", "Дирекція")]
    assert Gap.objects.get().times == 1


def test_the_department_suggested_is_no_gap(desk: Client, call: Call) -> None:
    accountant = Employee.objects.filter(department__name="Бухгалтерія").latest("pk")
    send(desk, "connection", call, q="зарплата", employee=accountant.pk)
    assert not gaps()


def test_of_two_namesakes_either_may_be_meant(desk: Client, call: Call, lawyer: Employee) -> None:
    sales = Department.objects.get(name="Комерційний відділ")
    namesake = Employee.objects.create(
        surname=lawyer.surname, given_name="Зеновій", position="Менеджер", department=sales
    )
    send(desk, "asked-employee", call, q=lawyer.surname, employee=namesake.pk)
    send(desk, "asked-employee", call, q=lawyer.surname, employee=lawyer.pk)
    send(desk, "connection", call, q="ткаченко", employee=namesake.pk)
    assert not gaps()


def test_whom_the_caller_asks_for_was_looked_up_too(
    desk: Client, call: Call, lawyer: Employee
) -> None:
    intake.keep(call, "asked_for", "пусковий майданчик")
    send(desk, "asked-employee", call, employee=lawyer.pk)
    assert gaps() == [("пусковий майданчик", None, None)]
    # Chosen, his own name stands there, and taking him is the end of the same lookup.
    send(desk, "connection", call, employee=lawyer.pk)
    assert Gap.objects.get().times == 1


def test_the_admin_finds_it_with_the_page_that_mends_it(
    desk: Client, call: Call, lawyer: Employee, cast: Cast, client: Client
) -> None:
    send(desk, "asked-employee", call, q="зарплата", employee=lawyer.pk)
    client.force_login(cast.admin)
    listed = client.get(reverse("admin:directory_gap_changelist")).text
    assert "зарплата" in listed and "Юридичний відділ" in listed
    page = reverse("admin:directory_department_change", args=[lawyer.department_id])
    assert page in listed
