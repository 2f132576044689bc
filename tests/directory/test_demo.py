"""The demo company is there for a try-out, and its log-ins for nothing else."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import RequestFactory

from directory import demo
from directory.demo import company
from directory.models import Department, Employee, User
from directory.staff_file.apply import apply
from directory.staff_file.checks import checked
from directory.staff_file.plan import known_departments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _settings(settings) -> None:
    settings.DEMO = True
    settings.AUTHENTICATION_BACKENDS = ["directory.login.RoleBackend"]
    # Each password is tried here, so it is hashed quickly.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def log_in(username: str, password: str = demo.PASSWORD) -> User | None:
    request = RequestFactory().post("/")
    return authenticate(request, username=username, password=password)


def test_the_company_fills_an_empty_database() -> None:
    assert demo.load()
    director = Employee.objects.get(email="a.melnyk@karpatski-vikna.example")
    assert (director.full_name, director.extension) == ("Мельник Андрій Степанович", "101")
    assert director.is_protected
    assert [helper.surname for helper in director.assistants.all()] == ["Савчук"]
    sales = Department.objects.get(name="Відділ корпоративних продажів")
    assert sales.parent.name == "Комерційний відділ"
    assert "тендери" in sales.responsibilities


def test_loading_again_changes_nothing() -> None:
    demo.load()
    Employee.objects.filter(surname="Жук").update(extension="149")
    User.objects.filter(username="ostapenko").update(is_active=False)
    assert not demo.load()
    assert Employee.objects.get(surname="Жук").extension == "149"
    assert not User.objects.get(username="ostapenko").is_active


def test_a_real_staff_list_is_never_touched() -> None:
    department = Department.objects.create(name="Каса")
    Employee.objects.create(
        department=department, surname="Гончар", given_name="Назар", position="Касир"
    )
    assert not demo.load()
    assert Employee.objects.count() == 1


def test_importing_the_same_company_changes_nothing() -> None:
    demo.load()
    plan = apply(checked(company.sheet(), known_departments()))
    assert not plan.changes_anything
    assert plan.unchanged == Employee.objects.count()


def test_each_of_the_cast_can_log_in_and_is_who_he_should_be() -> None:
    demo.load()
    for role, username, password in demo.logins():
        assert log_in(username, password) is not None, (role, username)
    usernames = [username for _, username, _ in demo.logins()]
    assert usernames == [member.username for member in demo.CAST]
    people = {user.username: user for user in User.objects.all()}
    assert [name for name, user in people.items() if user.is_superuser] == ["admin"]
    assert people["admin"].person is None
    receptionists = {name for name, user in people.items() if user.is_receptionist}
    assert receptionists == {"levytska", "havryliuk"}
    assert people["melnyk"].person.short_name == "Мельник А. С."
    assert people["havryliuk"].person.full_name == "Гаврилюк Віра Степанівна"


def test_who_has_left_the_company_is_not_offered_as_a_log_in() -> None:
    demo.load()
    User.objects.filter(username="hnatiuk").update(is_active=False)
    assert "hnatiuk" not in [username for _, username, _ in demo.logins()]


def test_outside_demo_mode_the_cast_stays_outside(settings) -> None:
    demo.load()
    own = User.objects.create_user("petrenko", password="a password of her own")
    settings.DEMO = False
    assert [log_in(member.username) for member in demo.CAST] == [None] * len(demo.CAST)
    assert demo.logins() == []
    assert log_in("petrenko", "a password of her own") == own


def test_a_session_left_from_a_demo_ends_with_it(settings, client) -> None:
    demo.load()
    client.force_login(User.objects.get(username="admin"))
    assert client.get("/admin/directory/employee/").status_code == 200
    settings.DEMO = False
    assert client.get("/admin/directory/employee/").status_code == 302


def test_outside_demo_mode_nothing_is_loaded(settings) -> None:
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        demo.load()
    assert not Employee.objects.exists()


def test_the_command_names_the_log_ins() -> None:
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "levytska / demo" in out.getvalue()
    assert len(out.getvalue().splitlines()) == len(demo.CAST)
