"""The rules of the staff list: a tree, a decider for everybody protected, an end to a log-in."""

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from directory import staffing
from directory.access import user_topic
from directory.models import Assistance, Department, Employee, User
from directory.staff_file import apply, export, plan
from directory.staff_file.checks import staff_list
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def english(settings) -> None:
    settings.LANGUAGE_CODE = "en"
    translation.activate("en")


def unit(name: str) -> Department:
    return Department.objects.get(name=name)


def stop(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_a_cycle_of_departments(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="part of itself"), transaction.atomic():
        Department.objects.filter(name="Дирекція").update(parent=unit("Бухгалтерія"))
    assert unit("Дирекція").parent is None


@pytest.mark.django_db(transaction=True)
def test_departments_may_change_places_in_one_act(cast: Cast) -> None:
    inner, outer = unit("Відділ корпоративних продажів"), unit("Комерційний відділ")
    with transaction.atomic():
        Department.objects.filter(pk=outer.pk).update(parent=inner)
        Department.objects.filter(pk=inner.pk).update(parent=unit("Дирекція"))
    assert unit("Комерційний відділ").parent == inner


def test_the_database_itself_keeps_one_head_a_department(cast: Cast) -> None:
    second = cast.person(cast.assistant)
    with pytest.raises(IntegrityError, match="one_head_a_department"), transaction.atomic():
        Employee.objects.filter(pk=second.pk).update(is_head=True)


def test_who_leaves_is_ended_today_and_his_log_in_stops_at_once(cast: Cast) -> None:
    salesman = cast.person(cast.salesman)
    own, other = Client(), Client()
    own.force_login(cast.salesman)
    other.force_login(cast.receptionist)
    staffing.leave(salesman, cast.admin)
    salesman.refresh_from_db()
    assert salesman.left_on == timezone.localdate()
    assert not User.objects.get(pk=cast.salesman.pk).is_active
    assert own.get(reverse("directory")).status_code == 302
    assert other.get(reverse("directory")).status_code == 200
    assert Session.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_leaves_hears_no_more_on_a_page_left_open(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("LISTEN frontdesk")
        staffing.leave(cast.person(cast.salesman), cast.admin)
        notes = connection.connection.notifies(timeout=2, stop_after=2)
        heard = " ".join(note.payload for note in notes).split()
        cursor.execute("UNLISTEN frontdesk")
    assert {user_topic(cast.salesman.pk), "staff", "presence"} == set(heard)


def test_who_leaves_decides_for_nobody(cast: Cast) -> None:
    staffing.leave(cast.person(cast.assistant), cast.admin)
    assert not cast.person(cast.director).assistants.exists()


def test_the_last_who_can_decide_may_not_leave(cast: Cast) -> None:
    stop(cast.director)
    assistant = cast.person(cast.assistant)
    with (
        pytest.raises(staffing.Refused, match="decide about the calls to Мельник Андрій"),
        transaction.atomic(),
    ):
        staffing.leave(assistant, cast.admin)
    assistant.refresh_from_db()
    assert assistant.left_on is None
    Assistance.objects.create(
        executive=cast.person(cast.director), assistant=cast.person(cast.receptionist)
    )
    staffing.leave(assistant, cast.admin)


def test_what_was_wrong_before_does_not_stop_other_work(cast: Cast) -> None:
    stop(cast.accountant)
    assert [one.surname for one in staffing.without_decider()] == ["Ткаченко"]
    staffing.leave(cast.person(cast.salesman), cast.admin)


def test_who_can_decide_is_one_with_a_working_log_in(cast: Cast) -> None:
    assert not staffing.without_decider().exists()
    stop(cast.director)
    assert not staffing.without_decider().exists(), "his assistant decides"
    stop(cast.assistant)
    assert [one.surname for one in staffing.without_decider()] == ["Мельник"]
    Employee.objects.filter(user=cast.director).update(is_protected=False)
    assert not staffing.without_decider().exists()


def test_one_who_left_may_come_back_unless_his_place_is_taken(cast: Cast) -> None:
    accountant = cast.person(cast.accountant)
    staffing.leave(accountant, cast.admin)
    accountant.refresh_from_db()
    successor = Employee.objects.get(surname="Лисенко")
    Employee.objects.filter(pk=successor.pk).update(is_head=True)
    with pytest.raises(staffing.Refused, match="has a head already"), transaction.atomic():
        staffing.come_back(accountant, cast.admin)
    Employee.objects.filter(pk=successor.pk).update(is_head=False)
    # Protected, with a log-in that stays stopped: nobody could decide.
    with pytest.raises(staffing.Refused, match="Ткаченко"), transaction.atomic():
        staffing.come_back(accountant, cast.admin)
    Employee.objects.filter(pk=accountant.pk).update(is_protected=False)
    staffing.come_back(accountant, cast.admin)
    assert Employee.objects.working().filter(pk=accountant.pk).exists()


def test_a_staff_file_lets_one_leave_as_anybody_who_edits_does(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: set[str] = set()
    monkeypatch.setattr(staffing, "tick", lambda *topics: heard.update(topics))
    assistant = cast.person(cast.assistant)
    lines = export.csv_file().decode("utf-8-sig").splitlines()
    rest = "\n".join(line for line in lines if assistant.surname not in line)
    apply.apply(staff_list(rest.encode(), plan.known_departments()), by=cast.admin)
    assistant.refresh_from_db()
    assert assistant.left_on == timezone.localdate()
    assert not Assistance.objects.filter(assistant=assistant).exists()
    assert {"staff", "presence", user_topic(cast.assistant.pk)} <= heard
