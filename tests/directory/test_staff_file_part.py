"""A staff file that is a part of the list: it adds and changes, and nobody leaves by it."""

import pytest
from django.core.management import CommandError, call_command

from directory.models import Assistance, Department, Employee
from tests.directory.staff_office import (
    ACCOUNTANT,
    ASSISTANT,
    DIRECTOR,
    HEADER,
    NEWCOMER,
    confirm,
    named,
    preview,
    seen,
)

pytestmark = pytest.mark.django_db


def test_one_new_person_is_added_and_nobody_leaves(office, company_of_three) -> None:
    url, shown = preview(office, NEWCOMER)
    assert "3 of the 3 people who work here are not in this file. Is it the whole list?" in shown
    assert "The whole list: 3 people who are not in it are ended." in shown
    assert "A part of it: only add and change, and end nobody." in shown
    assert confirm(office, url, how="add").status_code == 302
    assert named("Гончар").position == "Касир"
    assert Employee.objects.working().count() == 4
    assert "<dt>Gone</dt><dd>0</dd>" in seen(office, url)


def test_the_whole_list_is_what_is_chosen_unless_somebody_chooses(office, company_of_three) -> None:
    url, shown = preview(office, DIRECTOR, ASSISTANT)
    assert '<input type="radio" name="how" value="whole" checked>' in shown
    assert confirm(office, url).status_code == 302
    assert named("Лисенко").left_on is not None


def test_a_file_that_ends_nobody_asks_nothing(office, company_of_three) -> None:
    _, shown = preview(office, DIRECTOR, ASSISTANT, ACCOUNTANT, NEWCOMER)
    assert 'name="how"' not in shown
    assert "Is it the whole list?" not in shown


def test_a_few_who_leave_are_no_reason_to_ask_whether_it_is_the_whole_list(
    office, company_of_three
) -> None:
    accounts = Department.objects.get(name="Бухгалтерія")
    Employee.objects.bulk_create(
        Employee(department=accounts, surname=f"Касир{n}", given_name="Іван", position="Касир")
        for n in range(2)
    )
    cashiers = [f"Бухгалтерія;;;Касир;Касир{n};Іван;;;;;ні;ні;" for n in range(2)]
    _, shown = preview(office, DIRECTOR, ASSISTANT, *cashiers)
    assert "<dt>Gone</dt><dd>1</dd>" in shown
    assert "Is it the whole list?" not in shown


def test_one_who_is_in_it_is_changed_and_keeps_whom_he_decides_for(
    office, company_of_three
) -> None:
    promoted = ACCOUNTANT.replace(";Бухгалтер;", ";Головний бухгалтер;")
    url, _ = preview(office, promoted)
    assert confirm(office, url, how="add").status_code == 302
    assert named("Лисенко").position == "Головний бухгалтер"
    assert Assistance.objects.filter(assistant=named("Савчук")).exists()


def test_a_second_head_beside_one_who_stays_is_told_line_by_line(office, company_of_three) -> None:
    deputy = "Дирекція;;;Заступник;Гнатюк;Роман;Ігорович;102;;hnatiuk@vikna.example;так;ні;"
    url, shown = preview(office, deputy)
    assert 'value="add" disabled' in shown
    against = seen(office, f"{url}?group=clashes")
    assert "<td>2</td><td>Керівник підрозділу</td><td>Гнатюк Роман Ігорович</td>" in against
    assert "Мороз Андрій Іванович, who is not in the file, heads «Дирекція»." in against
    answer = confirm(office, url, how="add")
    assert answer.status_code == 422
    assert "Somebody who is not in the file" in answer.text
    assert Employee.objects.working().count() == 3


def test_an_e_mail_of_one_who_stays_is_told_too(office, company_of_three) -> None:
    url, _ = preview(office, NEWCOMER.replace("honchar@", "lysenko@"))
    assert "Лисенко Ірина Олегівна, who is not in the file, has this e-mail." in seen(
        office, f"{url}?group=clashes"
    )


def test_the_command_adds_only_where_it_is_told_to(english, company_of_three, tmp_path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(f"{HEADER}\n{NEWCOMER}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="add --only-add"):
        call_command("import_staff", str(path))
    call_command("import_staff", str(path), "--only-add")
    assert Employee.objects.working().count() == 4
