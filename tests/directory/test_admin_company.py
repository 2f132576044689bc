"""The admin keeps departments, log-ins and the company itself, by the same rules."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory
from django.urls import reverse

from directory.models import Change, Company, Department, Employee, User
from directory.names import sort_key
from tests.conftest import Cast
from tests.directory.admin_pages import page, save, told

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.admin)
    return client


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


@pytest.mark.django_db(transaction=True)
def test_a_company_that_nobody_has_named_is_written_by_who_names_it(
    cast: Cast, admin: Client
) -> None:
    Company.objects.all().delete()
    before = Change.objects.count()
    admin.get(reverse("admin:directory_company_changelist"), follow=True)
    assert not Company.objects.exists()
    assert Change.objects.count() == before
    assert save(admin, page(Company.ours()), name="Карпатські вікна").status_code == 302
    assert Company.ours().name == "Карпатські вікна"
    assert Change.objects.filter(kind="company").latest("pk").actor == cast.admin


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
