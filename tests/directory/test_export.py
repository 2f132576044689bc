"""What is exported imports back unchanged, whatever people have typed into the staff list."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from directory import demo
from directory.models import Assistance, Department, Employee
from directory.staff_file import cells, export
from directory.staff_file.apply import apply
from directory.staff_file.checks import StaffList, staff_list
from directory.staff_file.plan import Plan, compare, known_departments
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

FILES = [export.csv_file, export.xlsx_file]


def read(data: bytes) -> StaffList:
    return staff_list(data, known_departments())


def imported(data: bytes) -> Plan:
    return compare(read(data))


def exported_rows() -> list[list[str]]:
    return list(csv.reader(io.StringIO(export.csv_file().decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def company(settings) -> None:
    settings.DEMO = True
    demo.load()


@pytest.mark.parametrize("write", FILES)
@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_demo_company_comes_back_unchanged(company, write, language) -> None:
    with translation.override(language):
        plan = imported(write())
    assert not plan.changes_anything
    assert plan.unchanged == Employee.objects.count()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_whoever_may_read_the_directory_takes_it_along(cast: Cast, client: Client, ending) -> None:
    client.force_login(cast.stranger)
    url = reverse(f"staff-{ending}")
    assert f'href="{url}" download' in client.get(reverse("directory")).text
    answer = client.get(url)
    assert answer.headers["Content-Disposition"].endswith(f'.{ending}"')
    assert "no-store" in answer.headers["Cache-Control"]
    plan = imported(answer.content)
    assert not plan.changes_anything
    assert plan.unchanged == Employee.objects.count()


def test_an_empty_database_gets_the_same_company_from_its_export(company) -> None:
    with translation.override("en"):
        before = exported_rows()
        staff = read(export.xlsx_file())
        Assistance.objects.all().delete()
        Employee.objects.all().delete()
        Department.objects.update(parent=None)
        Department.objects.all().delete()
        apply(staff)
        assert exported_rows() == before
    assert Employee.objects.count() == 41


def test_the_file_reads_like_a_staff_list(company) -> None:
    with translation.override("en"):
        header, director, *_ = exported_rows()
    assert header[:3] == ["Department", "Part of", "Answers for"]
    assert director[3:10] == [
        "Генеральний директор", "Мельник", "Андрій", "Степанович", "101", "+380 67 555 0101",
        "a.melnyk@karpatski-vikna.example",
    ]  # fmt: skip


def test_who_has_left_is_not_in_it(company) -> None:
    Employee.objects.filter(surname="Жук").update(left_on=date(2026, 5, 4))
    with translation.override("en"):
        assert not any("Жук" in row for row in exported_rows())
        assert not imported(export.csv_file()).changes_anything


def test_a_department_without_people_is_kept_in_the_tree(company) -> None:
    production = Department.objects.get(name="Виробництво")
    paint = Department.objects.create(name="Фарбування", parent=production, position=90)
    with translation.override("en"):
        assert ["Фарбування", "Виробництво"] in [row[:2] for row in exported_rows()]
        assert not imported(export.csv_file()).changes_anything
    assert paint.people.count() == 0


@pytest.mark.parametrize("formula", ["=1+1", "@cmd", "-2+3", '=HYPERLINK("http://x.example")'])
def test_no_name_runs_as_a_formula_in_a_spreadsheet(company, formula) -> None:
    Employee.objects.filter(surname="Жук").update(position=formula)
    with translation.override("en"):
        assert any(f"'{formula}" in row for row in exported_rows())
        book = load_workbook(io.BytesIO(export.xlsx_file()))
        assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
        assert all(not imported(write()).changes_anything for write in FILES)


def words(most: int) -> st.SearchStrategy[str]:
    # PostgreSQL keeps neither NUL nor half of a surrogate pair.
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(letters, max_size=most)


EXTENSIONS = st.from_regex(r"[*#]?[0-9]{1,5}(-[0-9]{1,3})?", fullmatch=True)
MOBILES = ["", "+380675550101", "050 111 22 33", "+48501234567"]
NAMES = words(30).filter(cells.folded)


@st.composite
def companies(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=cells.folded))
    departments = [
        {
            "name": name,
            "responsibilities": draw(words(40)),
            "parent": draw(st.sampled_from([None, *range(at)])),
        }
        for at, name in enumerate(names)
    ]
    posts = draw(
        st.lists(
            st.tuples(NAMES, NAMES, words(20), NAMES, st.sampled_from(range(len(names)))),
            min_size=1,
            max_size=6,
            unique_by=lambda post: tuple(cells.folded(str(part)) for part in post[:3]),
        )
    )
    people: list[dict[str, Any]] = []
    for at, (surname, given_name, patronymic, position, department) in enumerate(posts):
        headed = {person["department"] for person in people if person["is_head"]}
        people.append(
            {
                "surname": surname,
                "given_name": given_name,
                "patronymic": patronymic,
                "position": position,
                "department": department,
                "extension": draw(EXTENSIONS),
                "mobile": draw(st.sampled_from(MOBILES)),
                "email": draw(st.sampled_from(["", f"p{at}@vikna.example"])),
                "is_head": department not in headed and draw(st.booleans()),
                "is_protected": draw(st.booleans()),
            }
        )
    somebody = st.sampled_from(range(len(people)))
    pairs = draw(st.sets(st.tuples(somebody, somebody), max_size=4))
    helped = {(executive, assistant) for executive, assistant in pairs if executive != assistant}
    return {"departments": departments, "people": people, "helped": helped}


def create(company: dict[str, Any]) -> None:
    departments: list[Department] = []
    for about in company["departments"]:
        parent = None if about["parent"] is None else departments[about["parent"]]
        departments.append(Department.objects.create(**(about | {"parent": parent})))
    people = [
        Employee.objects.create(**(about | {"department": departments[about["department"]]}))
        for about in company["people"]
    ]
    for executive, assistant in company["helped"]:
        Assistance.objects.create(executive=people[executive], assistant=people[assistant])


@settings(
    deadline=None,
    max_examples=40,
    # Every example is rolled back by itself.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(company=companies())
def test_any_company_comes_back_unchanged(db, company) -> None:
    with transaction.atomic(), translation.override("en"):
        create(company)
        for write in FILES:
            plan = imported(write())
            assert not plan.changes_anything, (plan.new, plan.changed, plan.gone, plan.units)
        transaction.set_rollback(True)
