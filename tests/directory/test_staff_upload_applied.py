"""An uploaded staff file is applied when it is confirmed: as it was shown, and all or nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from directory.models import Change, Department, Employee, StaffUpload, User
from directory.staff_file.apply import apply
from directory.staff_file.checks import staff_list
from tests.directory.staff_office import (
    ACCOUNTANT,
    ASSISTANT,
    DIRECTOR,
    GOOD,
    NEWCOMER,
    confirm,
    named,
    preview,
    seen,
)

pytestmark = pytest.mark.django_db


def test_the_gone_are_shown_and_ended_when_it_is_confirmed(office, company_of_three) -> None:
    url, shown = preview(office, DIRECTOR, ASSISTANT)
    assert "<dt>Gone</dt><dd>1</dd>" in shown
    assert "Лисенко Ірина Олегівна" in shown
    assert confirm(office, url).status_code == 302
    assert named("Лисенко").left_on == timezone.localdate()


def test_confirming_applies_all_and_says_so(office, admin, company_of_three) -> None:
    url, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    answer = office.post(
        f"{url}application/",
        {"fingerprint": StaffUpload.objects.get().fingerprint},
        follow=True,
    )
    assert "The staff list now is what the file says." in answer.content.decode()
    assert named("Гончар").extension == "210"
    upload = StaffUpload.objects.get()
    assert (upload.state, upload.closed_by) == (StaffUpload.State.APPLIED, admin)


def test_a_file_that_takes_away_the_last_decider_says_so(office, company_of_three) -> None:
    helper = User.objects.create_user("savchuk")
    Employee.objects.filter(surname="Савчук").update(user=helper)
    url, _ = preview(office, DIRECTOR, ASSISTANT)
    confirm(office, url)
    sentence = "Мороз Андрій Іванович</a>: protected, but nobody can decide about the calls."
    assert sentence not in seen(office, url)
    url, _ = preview(office, DIRECTOR, ACCOUNTANT)
    confirm(office, url)
    assert sentence in seen(office, url)


def test_nothing_of_the_file_is_kept_once_it_is_closed(office, company_of_three) -> None:
    url, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    confirm(office, url)
    upload = StaffUpload.objects.get()
    assert bytes(upload.data) == b""
    nothing = {"changed": 0, "gone": 0, "departments": 0, "doubts": 0, "clashes": 0}
    assert upload.outcome == {"counts": {"new": 1, "unchanged": 3, **nothing}}


def test_every_change_is_in_the_history_with_who_and_when(office, admin, company_of_three) -> None:
    changed = DIRECTOR.replace(";101;", ";110;")
    url, _ = preview(office, changed, ASSISTANT, NEWCOMER)
    confirm(office, url)
    entries = Change.objects.filter(kind=Change.Kind.EMPLOYEE, actor=admin)
    changed = {named(surname).pk: surname for surname in ("Мороз", "Гончар", "Лисенко")}
    assert {changed[entry.object_id] for entry in entries} == set(changed.values())


def test_an_edit_since_the_preview_is_not_overwritten_unseen(office, company_of_three) -> None:
    url, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT.replace(";202;", ";205;"))
    Employee.objects.filter(surname="Лисенко").update(position="Головний бухгалтер")
    answer = confirm(office, url)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "The staff list has been changed since you looked." in shown
    assert "<del>Головний бухгалтер</del>" in shown
    assert named("Лисенко").extension == "202"
    assert confirm(office, url).status_code == 302
    assert named("Лисенко").extension == "205"


def test_an_edit_that_the_file_is_not_about_does_not_stop_it(office, company_of_three) -> None:
    url, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    Department.objects.create(name="Склад")
    assert confirm(office, url).status_code == 302


def test_what_was_shown_in_another_window_is_not_applied(office, company_of_three) -> None:
    url, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    answer = office.post(f"{url}application/", {"fingerprint": "of something else"})
    assert answer.status_code == 409
    assert Employee.objects.count() == 3


def test_a_file_is_applied_once(office, company_of_three) -> None:
    url, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    confirm(office, url)
    assert confirm(office, url).url == url
    assert "The file is applied" in seen(office, url)
    assert office.post(f"{url}withdrawal/").status_code == 409
    office.force_login(User.objects.create_superuser("colleague"))
    again = confirm(office, url)
    assert again.status_code == 409
    assert "Somebody was faster" in again.content.decode()
    assert Change.objects.filter(object_id=named("Гончар").pk).count() == 1


def test_ending_most_of_the_staff_needs_a_word(office, company_of_three) -> None:
    url, shown = preview(office, DIRECTOR)
    assert "2 of the 3 people who work here are not in this file" in shown
    refused = confirm(office, url)
    assert refused.status_code == 422
    assert "Say that these people have really left" in refused.content.decode()
    assert not Employee.objects.exclude(left_on=None).exists()
    assert confirm(office, url, most_may_leave="on").status_code == 302
    assert Employee.objects.exclude(left_on=None).count() == 2


def test_nobody_ends_himself_by_mistake(office, admin, company_of_three) -> None:
    Employee.objects.filter(surname="Лисенко").update(user=admin)
    url, _ = preview(office, DIRECTOR, ASSISTANT)
    refused = confirm(office, url)
    assert refused.status_code == 422
    assert "You are not in this file yourself" in refused.content.decode()
    assert named("Лисенко").left_on is None


def test_a_discarded_file_changes_nothing_and_is_not_kept(office, company_of_three) -> None:
    url, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    assert office.post(f"{url}withdrawal/").status_code == 302
    upload = StaffUpload.objects.get()
    assert (upload.state, bytes(upload.data)) == (StaffUpload.State.DISCARDED, b"")
    assert Employee.objects.count() == 3
    assert "This file was discarded" in seen(office, url)


def test_a_new_file_takes_the_place_of_an_unfinished_one(office, company_of_three) -> None:
    first, _ = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT)
    assert "This file was discarded" in seen(office, first)


def apply_at_once(*files: bytes) -> list[BaseException | None]:
    """Each file in a thread and a connection of its own, all let go at one moment."""
    start = threading.Barrier(len(files))

    def one(data: bytes) -> BaseException | None:
        try:
            staff = staff_list(data, {})
            start.wait()
            apply(staff)
        except Exception as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(files)) as pool:
        return list(pool.map(one, files))


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_come_one_after_the_other() -> None:
    data = GOOD.read_bytes()
    assert apply_at_once(data, data, data) == [None, None, None]
    assert Employee.objects.count() == 3
    assert Department.objects.count() == 2
