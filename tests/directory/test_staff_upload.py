"""The admin uploads a staff file and sees what it would change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.models import Employee, StaffUpload, User
from directory.staff_file import export, plan
from directory.staff_file.apply import apply
from directory.staff_file.checks import staff_list
from tests.directory.staff_office import (
    ACCOUNTANT,
    ASSISTANT,
    DIRECTOR,
    HEADER,
    NEWCOMER,
    confirm,
    preview,
    seen,
    send,
    work,
)

pytestmark = pytest.mark.django_db


def test_two_people_at_one_extension_are_named_line_by_line_and_may_stay(
    office, company_of_three
) -> None:
    sharing = NEWCOMER.replace(";210;", ";202;")
    url, shown = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, sharing)
    assert "1 line may be a slip of the pen" in shown
    doubts = seen(office, f"{url}?group=doubts")
    assert "<td>5</td><td>Внутрішній номер</td><td>202</td>" in doubts
    assert "Line 4 has this number too (Лисенко Ірина Олегівна)." in doubts
    assert confirm(office, url).status_code == 302
    assert Employee.objects.filter(extension="202").count() == 2


def test_a_doubt_alone_is_nothing_to_apply(office, company_of_three) -> None:
    sharing = ASSISTANT.replace(";103;", ";202;")
    Employee.objects.filter(extension="103").update(extension="202")
    _, shown = preview(office, DIRECTOR, sharing, ACCOUNTANT)
    assert "There is nothing to apply." in shown
    assert "Line 3 has this number too" in shown


def test_a_file_is_looked_at_before_anything_changes(office, company_of_three) -> None:
    _, shown = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    assert "<dt>New</dt><dd>1</dd>" in shown
    assert "<dt>Unchanged</dt><dd>3</dd>" in shown
    assert "Гончар Назар Ілліч" in shown
    assert "Apply all of it" in shown
    assert Employee.objects.count() == 3


def test_a_change_is_shown_field_by_field(office, company_of_three) -> None:
    changed = ACCOUNTANT.replace(";202;", ";205;").replace("ні;ні;", "так;ні;")
    url, _ = preview(office, DIRECTOR, ASSISTANT, changed)
    shown = seen(office, f"{url}?group=changed")
    assert "<b>Extension:</b> <del>202</del> → <ins>205</ins>" in shown
    assert "<b>Head of department:</b> <del>no</del> → <ins>yes</ins>" in shown


def test_mistakes_are_told_with_line_column_and_value(office) -> None:
    url = send(office, DIRECTOR, ACCOUNTANT.replace(";202;", ";двісті;"))
    work()
    shown = seen(office, url)
    assert "1 mistake in the file" in shown
    assert (
        "<td>3</td><td>Внутрішній номер</td><td>двісті</td>"
        "<td>Write one internal number, in digits.</td>" in shown
    )
    assert "Apply all of it" not in shown
    assert confirm(office, url).status_code == 409
    assert not Employee.objects.exists()


def test_the_same_file_again_has_nothing_to_apply(office, company_of_three) -> None:
    _, shown = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT)
    assert "There is nothing to apply." in shown
    assert "Apply all of it" not in shown


def test_the_page_waits_for_the_reading_and_then_stops_asking(office, company_of_three) -> None:
    url = send(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    waiting = seen(office, url)
    assert "<progress" in waiting
    assert "hx-trigger" in waiting
    work()
    part = office.get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="staff-file"')
    assert "hx-trigger" not in part
    assert "Apply all of it" in part


@pytest.mark.parametrize("write", [export.csv_file, export.xlsx_file])
def test_progress_is_of_the_lines_really_read(write) -> None:
    people = [
        f"Цех {n % 20};;;Робітник;Прізвище{n};Іван;Петрович;{n};;p{n}@vikna.example;ні;ні;"
        for n in range(1000)
    ]
    apply(staff_list("\n".join([HEADER, *people]).encode(), {}))
    told: list[tuple[str, int, int]] = []
    staff = staff_list(write(), {}, lambda *step: told.append(step))
    plan.compare(staff, lambda *step: told.append(step))
    for stage in ("checking", "comparing"):
        assert [done for name, done, total in told if name == stage and total == 1000][-5:] == [
            0, 200, 400, 600, 800
        ]  # fmt: skip
    opened = [done / total for name, done, total in told if name == "opening"]
    assert opened == sorted(opened)
    assert all(0 <= share <= 1 for share in opened)


def test_the_stage_reached_is_kept_for_the_page_that_waits(office, company_of_three) -> None:
    preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    upload = StaffUpload.objects.get()
    assert (upload.stage, upload.total) == (StaffUpload.Stage.COMPARING, 4)


def test_a_reading_that_died_can_be_started_again(office, company_of_three) -> None:
    url = send(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    ProcrastinateJob.objects.all()._raw_delete("default")
    StaffUpload.objects.update(progressed_at=timezone.now() - timedelta(minutes=1))
    assert "The reading of the file has stopped." in seen(office, url)
    office.post(f"{url}reading/")
    work()
    assert "Apply all of it" in seen(office, url)


def test_a_long_list_is_shown_page_by_page(office) -> None:
    people = [
        f"Цех;;;Робітник;Прізвище{n:03};Іван;Петрович;{n};;p{n}@vikna.example;ні;ні;"
        for n in range(250)
    ]
    url, first = preview(office, *people)
    assert first.count("Петрович") == 100
    assert "1–100 / 250" in first
    assert "Прізвище249" in seen(office, f"{url}?group=new&page=3")


def test_a_missing_file_is_told_at_the_field(office) -> None:
    answer = office.post(reverse("admin:staff_files"), {})
    assert answer.status_code == 422
    assert "Choose a CSV or XLSX file." in answer.content.decode()
    assert not StaffUpload.objects.exists()


def test_a_name_in_a_file_cannot_run_in_the_page(office) -> None:
    _, shown = preview(office, DIRECTOR.replace("Мороз", "<script>alert(1)</script>"))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_employee_list_leads_to_import_and_export(office, company_of_three) -> None:
    shown = seen(office, reverse("admin:directory_employee_changelist"))
    for words in ("Import a file", "Export XLSX", "Export CSV"):
        assert words in shown


PAGES = [
    ("staff_files", "get", ()),
    ("staff_files", "post", ()),
    ("staff_file", "get", (1,)),
    ("staff_file_reading", "post", (1,)),
    ("staff_file_application", "post", (1,)),
    ("staff_file_withdrawal", "post", (1,)),
]


@pytest.mark.parametrize(("name", "method", "args"), PAGES)
def test_only_those_who_keep_the_staff_list_come_here(client, settings, name, method, args) -> None:
    settings.LOGIN_URL = "/login/"
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    url = reverse(f"admin:{name}", args=args)
    ask: Callable = getattr(client, method)
    assert ask(url).status_code == 302
    receptionist = User.objects.create_user("levytska", is_receptionist=True)
    client.force_login(receptionist)
    assert ask(url).status_code == 302
    keeper = User.objects.create_user("keeper", is_staff=True)
    client.force_login(keeper)
    assert ask(url).status_code in (200, 404, 422)
