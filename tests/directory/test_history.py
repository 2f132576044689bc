"""Every change of the staff list is in the history: who, when, before and after."""

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from directory import history, staffing
from directory.models import Assistance, Change, Company, Department, Employee, User
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company(cast: Cast) -> Cast:
    """The cast, with a history that begins now: each act is a transaction of its own."""
    with translation.override("en"):
        yield cast


def by(actor: User | None, act: Any) -> Change | None:
    last = Change.objects.order_by("pk").last()
    with transaction.atomic():
        staffing.made_by(actor)
        act()
    return Change.objects.filter(pk__gt=last.pk if last else 0).order_by("pk").last()


def lines(change: Change) -> list[tuple[str, str, str]]:
    [told] = history.told([change])
    return [(line.field, line.old, line.new) for line in told.lines]


def test_a_change_is_kept_field_by_field_with_who_made_it(company: Cast) -> None:
    person = company.person(company.salesman)
    department = Department.objects.get(name="Бухгалтерія")

    def act() -> None:
        person.extension, person.department = "399", department
        person.save()

    change = by(company.admin, act)
    assert (change.actor, change.kind, change.object_id) == (company.admin, "employee", person.pk)
    assert lines(change) == [
        ("department", "Комерційний відділ", "Бухгалтерія"),
        ("extension", "302", "399"),
    ]


def test_no_way_of_writing_is_missed(company: Cast) -> None:
    """A staff file writes in bulk, past every `save`."""
    people = Employee.objects.filter(department__name="Бухгалтерія")
    with transaction.atomic():
        people.update(position="Бухгалтер")
    assert Change.objects.filter(fields__has_key="position", verb="changed").count() == 4
    with transaction.atomic():
        Employee.objects.bulk_create(
            [Employee(department=people[0].department, surname="Новак", given_name="Олег")]
        )
    added = Change.objects.order_by("pk").last()
    assert (added.verb, added.actor) == ("added", None)
    assert ("surname", "—", "Новак") in lines(added)


def test_one_act_is_one_entry_and_what_ends_as_it_was_is_none(company: Cast) -> None:
    person = company.person(company.director)

    def there_and_back() -> None:
        Employee.objects.filter(pk=person.pk).update(is_head=False, email="")
        Employee.objects.filter(pk=person.pk).update(is_head=True, email="new@vikna.example")

    change = by(company.admin, there_and_back)
    assert lines(change) == [("e-mail", "a.melnyk@karpatski-vikna.example", "new@vikna.example")]

    def nothing() -> None:
        Employee.objects.filter(pk=person.pk).update(is_head=False)
        Employee.objects.filter(pk=person.pk).update(is_head=True)

    assert by(company.admin, nothing) is None


def test_who_decides_for_whom_is_in_the_history_of_the_executive(company: Cast) -> None:
    director = company.person(company.director)
    helper = company.person(company.receptionist)
    change = by(
        company.admin,
        lambda: Assistance.objects.create(executive=director, assistant=helper, turn=1),
    )
    assert (change.kind, change.object_id) == ("employee", director.pk)
    assert lines(change) == [("assistant", "—", f"{helper.full_name}, turn 2")]
    change = by(company.admin, lambda: Assistance.objects.filter(assistant=helper).delete())
    assert lines(change) == [("assistant", f"{helper.full_name}, turn 2", "—")]


def test_log_ins_departments_and_the_company_are_in_it_too(company: Cast) -> None:
    def rights() -> None:
        User.objects.filter(pk=company.salesman.pk).update(is_receptionist=True)

    assert lines(by(company.admin, rights)) == [("receptionist", "no", "yes")]
    change = by(company.admin, lambda: Department.objects.create(name="Каса"))
    assert lines(change) == [("name", "—", "Каса")]
    change = by(company.admin, lambda: Department.objects.get(name="Каса").delete())
    [told] = history.told([change])
    assert (told.name, change.verb) == ("Каса", "removed")
    change = by(company.admin, lambda: Company.objects.update(offers_email="new@vikna.example"))
    assert change.kind == "company"


def test_a_password_is_never_told_only_that_it_was_set(company: Cast) -> None:
    company.salesman.set_password("a secret of hers")
    change = by(company.salesman, company.salesman.save)
    assert change.fields == {"password": [None, True]}
    assert lines(change) == [("password", "", "set anew")]


def test_logging_in_is_no_change(company: Cast, client) -> None:
    before = Change.objects.count()
    client.force_login(company.salesman)
    assert Change.objects.count() == before


def test_nothing_rewrites_the_history(company: Cast) -> None:
    for act in (
        lambda: Change.objects.update(verb="removed"),
        lambda: Change.objects.all()[:1][0].delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


def test_the_history_of_a_person_has_that_of_his_log_in(
    company: Cast, django_assert_num_queries
) -> None:
    person = company.person(company.salesman)
    by(company.admin, lambda: User.objects.filter(employee=person).update(is_active=False))
    changes = list(history.of(person))
    assert {change.kind for change in changes} == {"employee", "user"}
    assert changes[0].actor == company.admin
    for number in "12345":
        by(company.admin, partial(Employee.objects.filter(pk=person.pk).update, extension=number))
    with django_assert_num_queries(4):
        history.told(history.of(person))
