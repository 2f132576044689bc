"""Lookup on the staff list as the database has it, in every process at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory import finding, tasks
from directory.models import Department, Employee, StaffChange
from directory.roster import Roster
from tests.conftest import Cast


def names(query: str) -> list[str]:
    return [one.employee.surname for one in finding.find(query)]


@pytest.mark.parametrize(
    ("query", "surname"),
    [
        ("кравченко", "Кравченко"),
        ("до кравченка", "Кравченко"),
        ("rhfdxtyrj", "Кравченко"),
        ("Kravchenko", "Кравченко"),
        ("кравчнко", "Кравченко"),
        ("головбух", "Ткаченко"),
        ("хто займається тендерами", "Олійник"),
        ("льоша", "Кравченко"),
        ("101", "Мельник"),
        ("067 555 03 03", "Шевчук"),
        ("m.shevchuk@", "Шевчук"),
    ],
)
def test_half_heard(cast: Cast, query: str, surname: str) -> None:
    assert names(query)[0] == surname


@pytest.mark.usefixtures("in_ukrainian")
def test_says_why_in_words(cast: Cast) -> None:
    [first, *_rest] = finding.find("хто займається тендерами")
    assert first.reason.startswith("відповідає за: ")
    assert finding.find("Мельник")[0].reason == ""


def test_a_short_name_in_another_case_is_nobody_elses_letter(cast: Cast) -> None:
    assert {one.employee.given_name for one in finding.find("Юлю")} == {"Юлія"}


def test_whoever_has_left_is_not_found(cast: Cast) -> None:
    person = cast.person(cast.salesman)
    assert names(person.surname) == [person.surname]
    Employee.objects.filter(pk=person.pk).update(left_on="2026-01-01")
    assert person.surname not in names(person.surname)


def test_every_process_finds_an_edit_at_the_next_keystroke(cast: Cast) -> None:
    elsewhere = Roster()
    elsewhere.current()
    person = cast.person(cast.salesman)
    Employee.objects.filter(pk=person.pk).update(surname="Жвавий")
    Department.objects.filter(pk=person.department_id).update(responsibilities="папуги")
    assert elsewhere.current().search("жвавий")[0].pk == person.pk
    assert person.department_id in {unit.pk for unit in elsewhere.current().search_units("папуги")}
    assert elsewhere.current().search("бондаренко") == []


def test_somebody_deleted_is_forgotten(cast: Cast) -> None:
    person = Employee.objects.create(
        department=Department.objects.all()[0], surname="Ґудзь", given_name="Ян", position="Гість"
    )
    assert names("ґудзь") == ["Ґудзь"]
    person.delete()
    assert "Ґудзь" not in names("ґудзь")


def test_costs_two_queries_however_many_are_found(cast: Cast) -> None:
    names("а")
    for query in ("мельник", "о"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            finding.find(query)
        assert len(queries) == 2


@pytest.mark.django_db(transaction=True)
def test_a_slower_commit_is_not_missed(cast: Cast) -> None:
    """An edit that began first and is committed last is found after both."""
    roster = Roster()
    first, second = Employee.objects.order_by("pk")[:2]
    begun, may_commit = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            Employee.objects.filter(pk=first.pk).update(surname="Повільний")
            begun.set()
            may_commit.wait(10)
        connection.close()

    def quickly() -> None:
        Employee.objects.filter(pk=second.pk).update(surname="Швидкий")
        connection.close()

    slow, quick = threading.Thread(target=slowly), threading.Thread(target=quickly)
    slow.start()
    assert begun.wait(10)
    quick.start()
    roster.current()
    may_commit.set()
    slow.join(10)
    quick.join(10)
    assert roster.current().search("повільний")[0].pk == first.pk
    assert roster.current().search("швидкий")[0].pk == second.pk


def a_day_later() -> None:
    StaffChange.objects.update(at=timezone.now() - timedelta(days=2))
    tasks.forget_old_notes(timestamp=0)


def test_notes_of_changes_are_thrown_away_and_nobody_is_behind_by_that(cast: Cast) -> None:
    asleep, awake = Roster(), Roster()
    asleep.current()
    person = cast.person(cast.salesman)
    Employee.objects.filter(pk=person.pk).update(surname="Жвавий")
    Employee.objects.filter(pk=cast.person(cast.director).pk).update(surname="Ремез")
    awake.current()
    a_day_later()
    assert StaffChange.objects.count() == 1
    with CaptureQueriesContext(connection) as captured:
        awake.current()
    assert len(captured) == 1, "who has read the newest note reads nothing anew"
    assert asleep.current().search("жвавий")[0].pk == person.pk
    assert asleep.current().search("бондаренко") == []
    Employee.objects.filter(pk=person.pk).update(surname="Тихий")
    for one in (asleep, awake):
        assert one.current().search("тихий")[0].pk == person.pk


def test_a_note_of_today_stays(cast: Cast) -> None:
    notes = StaffChange.objects.count()
    tasks.forget_old_notes(timestamp=0)
    assert StaffChange.objects.count() == notes > 1


def test_no_more_heads_are_read_than_are_offered(cast: Cast) -> None:
    assert len(finding.heads(3)) == 3
