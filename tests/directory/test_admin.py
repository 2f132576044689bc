"""The admin edits people by the rules, is told what stands against him, and is written."""

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import Assistance, Change, Employee, User
from tests.conftest import Cast
from tests.directory.admin_pages import page, save, told

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.admin)
    return client


def test_only_admins_come_in_and_by_the_common_door(cast: Cast, client: Client) -> None:
    url = reverse("admin:directory_employee_changelist")
    assert client.get(url, follow=True).redirect_chain[-1][0].startswith("/login/?next=")
    for user in (cast.receptionist, cast.director, cast.stranger):
        client.force_login(user)
        assert client.get(url, follow=True).status_code == 403
    client.force_login(cast.admin)
    assert client.get(reverse("admin:index"), follow=True).status_code == 200


def test_only_the_admin_may_evaluate_scripts(admin: Client) -> None:
    within = admin.get(reverse("admin:directory_employee_changelist"))
    assert "'unsafe-eval'" in within["Content-Security-Policy"]
    for url in (reverse("directory"), reverse("my-presence"), reverse("login")):
        assert "unsafe" not in admin.get(url)["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_an_edit_is_saved_and_written_under_his_name(cast: Cast, admin: Client) -> None:
    person = cast.person(cast.salesman)
    answer = save(admin, page(person), extension="399", mobile="067 555 99 99")
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.extension, person.mobile) == ("399", "+380675559999")
    change = Change.objects.filter(kind="employee", object_id=person.pk).latest("pk")
    assert change.actor == cast.admin
    history = admin.get(page(person, "history")).content.decode()
    assert "302 → 399" in history and "admin" in history
    assert "302 → 399" in admin.get(reverse("admin:directory_change_changelist")).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_head": "on"}, "Кравченко Олексій Вікторович heads this department"),
        ({"mobile": "call me"}, "Write one phone number in full"),
        (
            {"email": "a.melnyk@karpatski-vikna.example"},
            "Мельник Андрій Степанович has this e-mail",
        ),
        ({"surname": ""}, "This field is required"),
    ],
)
def test_wrong_input_is_told_and_kept(
    cast: Cast, admin: Client, changes: dict[str, str], sentence: str
) -> None:
    person = cast.person(cast.salesman)
    answer = save(admin, page(person), position="Старший менеджер", **changes)
    assert sentence in told(answer)
    assert 'value="Старший менеджер"' in answer.content.decode()
    person.refresh_from_db()
    assert person.position == "Менеджер з продажу"


def test_an_assistant_is_somebody_else_who_works_here(cast: Cast, admin: Client) -> None:
    director, salesman = cast.person(cast.director), cast.person(cast.salesman)
    one_more = {"helped_by-TOTAL_FORMS": "2", "helped_by-1-turn": "1",
                "helped_by-1-executive": director.pk}  # fmt: skip
    himself = save(admin, page(director), **one_more, **{"helped_by-1-assistant": director.pk})
    assert "Nobody can be their own assistant" in told(himself)
    Employee.objects.filter(pk=salesman.pk).update(left_on="2026-01-01")
    gone = save(admin, page(director), **one_more, **{"helped_by-1-assistant": salesman.pk})
    assert "This person has left" in told(gone)
    Employee.objects.filter(pk=salesman.pk).update(left_on=None)
    answer = save(admin, page(director), **one_more, **{"helped_by-1-assistant": salesman.pk})
    assert answer.status_code == 302
    assert [one.surname for one in director.assistants.order_by("helps__turn")] == [
        "Савчук",
        "Бондаренко",
    ]


def test_nobody_becomes_protected_without_anyone_to_decide(cast: Cast, admin: Client) -> None:
    person = Employee.objects.get(surname="Лисенко")
    answer = save(admin, page(person), is_protected="on")
    assert "nobody could decide about the calls to Лисенко Ірина Олегівна" in told(answer)
    person.refresh_from_db()
    assert not person.is_protected
    helper = {"helped_by-TOTAL_FORMS": "1", "helped_by-0-turn": "0",
              "helped_by-0-executive": person.pk,
              "helped_by-0-assistant": cast.person(cast.assistant).pk}  # fmt: skip
    assert save(admin, page(person), is_protected="on", **helper).status_code == 302


def test_the_last_decider_can_neither_leave_nor_lose_his_log_in(cast: Cast, admin: Client) -> None:
    sentence = "nobody could decide about the calls to Ткаченко"
    accountant = cast.person(cast.accountant)
    assert sentence in told(save(admin, page(cast.accountant), is_active=None))
    assert sentence in told(save(admin, page(accountant), user=""))
    assert sentence in told(save(admin, page(cast.accountant), person="", is_receptionist="on"))
    User.objects.filter(pk=cast.director.pk).update(is_active=False)
    helper = cast.person(cast.assistant)
    button = "directory_employee_has_left"
    refused = save(admin, page(helper), **{button: "1"})
    assert "nobody could decide about the calls to Мельник" in told(refused)
    without = save(admin, page(cast.person(cast.director)), **{"helped_by-0-DELETE": "on"})
    assert "nobody could decide about the calls to Мельник" in told(without)
    assert Assistance.objects.filter(assistant=helper).exists()


@pytest.mark.django_db(transaction=True)
def test_a_person_is_ended_by_one_button_and_comes_back_by_another(
    cast: Cast, admin: Client
) -> None:
    salesman, own = cast.person(cast.salesman), Client()
    own.force_login(cast.salesman)
    assert "Has left" in admin.get(page(salesman)).content.decode()
    save(admin, page(salesman), directory_employee_has_left="1")
    salesman.refresh_from_db()
    assert salesman.left_on is not None
    assert own.get(reverse("directory")).status_code == 302
    change = Change.objects.filter(kind="user", object_id=cast.salesman.pk).latest("pk")
    assert (change.actor, change.fields["is_active"]) == (cast.admin, [True, False])
    cannot = save(admin, page(cast.salesman), is_active="on")
    assert "has left, so this log-in cannot work" in told(cannot)
    assert "Has left" not in admin.get(page(salesman)).content.decode()
    save(admin, page(salesman), directory_employee_works_here_again="1")
    salesman.refresh_from_db()
    assert salesman.left_on is None


def test_the_admin_is_warned_of_who_is_left_alone(cast: Cast, admin: Client) -> None:
    url = reverse("admin:directory_employee_changelist")
    assert "nobody can decide" not in admin.get(url).content.decode()
    User.objects.filter(pk=cast.accountant.pk).update(is_active=False)
    assert "nobody can decide" in admin.get(url).content.decode()
    alone = admin.get(url, {"screening": "alone"}).content.decode()
    assert "Ткаченко Любов" in alone and "Мельник Андрій" not in alone


def test_people_are_searched_and_those_who_left_are_asked_for(cast: Cast, admin: Client) -> None:
    url = reverse("admin:directory_employee_changelist")
    Employee.objects.filter(surname="Лисенко").update(left_on="2026-01-01")
    found = admin.get(url, {"q": "бухгалтер"}).content.decode()
    assert "Ткаченко Любов" in found and "Лисенко Ірина" not in found
    assert "left on 01.01.2026" in admin.get(url, {"left": "yes"}).content.decode()
    choices = admin.get(
        reverse("admin:autocomplete"),
        {"term": "Лисенко", "app_label": "directory", "model_name": "assistance",
         "field_name": "assistant"},
    )  # fmt: skip
    assert choices.json()["results"] == []
