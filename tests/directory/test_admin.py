"""The admin edits the staff list by its rules, is told what stands against him, and is written."""

import re
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from directory.models import Assistance, Change, Company, Department, Employee, User
from directory.names import sort_key
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.admin)
    return client


def page(thing: Model, view: str = "change") -> str:
    return reverse(f"admin:directory_{thing._meta.model_name}_{view}", args=[thing.pk])


def filled(client: Client, url: str) -> dict[str, Any]:
    """What the page would send if it were saved as it stands."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def save(client: Client, url: str, **changes: Any) -> HttpResponse:
    data = filled(client, url) | changes
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def told(answer: HttpResponse) -> str:
    """The errors that a page shows, tags taken out."""
    assert answer.status_code == 200, "it was saved"
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


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
    assert "Nobody is his own assistant" in told(himself)
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


def test_moving_a_department_moves_what_is_in_it_and_never_into_itself(
    cast: Cast, admin: Client
) -> None:
    outer = Department.objects.get(name="Комерційний відділ")
    inner = Department.objects.get(name="Відділ корпоративних продажів")
    top = Department.objects.get(name="Дирекція")
    answer = save(admin, page(top), parent=inner.pk)
    assert "«Відділ корпоративних продажів» is itself a part of «Дирекція»" in told(answer)
    elsewhere = Department.objects.get(name="Виробництво")
    assert save(admin, page(outer), parent=elsewhere.pk).status_code == 302
    shown = admin.get(reverse("department", args=[inner.pk])).content.decode()
    path = shown[shown.index('class="path') :]
    assert path.index("Виробництво") < path.index("Комерційний відділ")


@pytest.mark.django_db(transaction=True)
def test_a_department_is_deleted_only_when_empty(cast: Cast, admin: Client) -> None:
    with_people = Department.objects.get(name="Бухгалтерія")
    answer = admin.post(page(with_people, "delete"), {"post": "yes"}, follow=True)
    assert "4 people work in «Бухгалтерія»" in answer.content.decode()
    empty = Department.objects.create(name="Каса")
    within = Department.objects.create(name="Валютна каса", parent=empty)
    answer = admin.post(page(empty, "delete"), {"post": "yes"}, follow=True)
    assert "«Каса» has departments in it" in answer.content.decode()
    admin.post(page(within, "delete"), {"post": "yes"})
    assert not Department.objects.filter(pk=within.pk).exists()
    assert Change.objects.get(kind="department", object_id=within.pk, verb="removed").actor


def test_the_list_of_departments_is_the_tree_with_heads(admin: Client) -> None:
    shown = admin.get(reverse("admin:directory_department_changelist")).content.decode()
    order = ["Дирекція", "Бухгалтерія", "Ткаченко Любов", "Комерційний відділ",
             "Відділ корпоративних продажів", "Відділ закупівель"]  # fmt: skip
    places = [shown.index(f">{words}") for words in order]
    assert places == sorted(places)


def test_a_log_in_is_made_with_a_role_and_a_person(cast: Cast, admin: Client) -> None:
    person = Employee.objects.get(surname="Лисенко")
    url = reverse("admin:directory_user_add")
    new = {"username": "lysenko", "password1": "window-frame-42", "password2": "window-frame-42",
           "usable_password": "true", "is_active": "on"}  # fmt: skip
    assert "So it opens nothing" in told(save(admin, url, **new))
    assert save(admin, url, **new, person=person.pk).status_code == 302
    request = RequestFactory().post("/")
    user = authenticate(request, username="lysenko", password="window-frame-42")
    assert user is not None and user.person == person
    # Whoever has a log-in is not offered for another one.
    twice = save(admin, url, **new | {"username": "second"}, person=person.pk)
    assert "Select a valid choice" in told(twice)


def test_an_admin_is_made_and_the_last_one_stays(cast: Cast, admin: Client) -> None:
    assert "make another admin" in told(save(admin, page(cast.admin), is_active=None))
    save(admin, page(cast.salesman), is_staff="on")
    another = Client()
    another.force_login(User.objects.get(pk=cast.salesman.pk))
    url = reverse("admin:directory_employee_changelist")
    assert another.get(url).status_code == 200
    save(admin, page(cast.salesman), is_staff=None)
    assert another.get(url, follow=True).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_password_set_by_the_admin_is_in_the_history(cast: Cast, admin: Client) -> None:
    url = reverse("admin:auth_user_password_change", args=[cast.salesman.pk])
    answer = admin.post(url, {"password1": "window-frame-42", "password2": "window-frame-42",
                              "usable_password": "true"})  # fmt: skip
    assert answer.status_code == 302
    change = Change.objects.filter(kind="user", object_id=cast.salesman.pk).latest("pk")
    assert (change.actor, change.fields["password"]) == (cast.admin, [None, True])


def test_the_company_has_one_page(cast: Cast, admin: Client) -> None:
    answer = admin.get(reverse("admin:directory_company_changelist"), follow=True)
    assert "Карпатські вікна" in answer.content.decode()
    save(admin, page(Company.ours()), offers_email="new@vikna.example")
    assert Company.ours().offers_email == "new@vikna.example"


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


@pytest.mark.parametrize("name", ["employee", "department", "user"])
def test_lists_ask_the_database_as_often_for_many_as_for_few(
    cast: Cast, admin: Client, name: str, django_assert_max_num_queries
) -> None:
    url = reverse(f"admin:directory_{name}_changelist")
    department = Department.objects.get(name="Бухгалтерія")
    counts = []
    for batch in range(2):
        Employee.objects.bulk_create(
            Employee(department=department, surname=f"Новак{batch}{number}", given_name="Олег",
                     sort_key=sort_key(f"Новак{batch}{number}"))
            for number in range(20)
        )  # fmt: skip
        for number in range(5):
            Department.objects.create(name=f"Цех {batch}{number}", parent=department)
            User.objects.create(username=f"u{batch}{number}")
        with django_assert_max_num_queries(20) as asked:
            assert admin.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
