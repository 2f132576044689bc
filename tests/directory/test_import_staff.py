"""`import_staff`: the staff list becomes what the file says, all of it or nothing."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone, translation

from directory.models import Assistance, Department, Employee, User
from directory.names import sort_key

pytestmark = pytest.mark.django_db

GOOD = Path(__file__).with_name("staff_files") / "good" / "semicolons.csv"
HEADER, DIRECTOR, ASSISTANT, ACCOUNTANT = GOOD.read_text(encoding="utf-8").splitlines()
COMPANY = [HEADER, DIRECTOR, ASSISTANT, ACCOUNTANT]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff_file(tmp_path):
    def write(*lines: str) -> Path:
        path = tmp_path / "staff.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def run(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_staff", str(path), *options, stdout=out)
    return out.getvalue().strip()


def refused(path: Path) -> tuple[str, list[str]]:
    """The last word and the problems, of an import that exits with 1."""
    problems = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_staff", str(path), stdout=StringIO(), stderr=problems)
    assert error.value.returncode == 1
    return str(error.value), problems.getvalue().splitlines()


def test_a_shared_extension_is_told_and_imported(staff_file) -> None:
    told = StringIO()
    path = staff_file(HEADER, DIRECTOR, ASSISTANT, ACCOUNTANT.replace(";202;", ";103;"))
    call_command("import_staff", str(path), stdout=StringIO(), stderr=told)
    assert told.getvalue().strip() == (
        "line 4, Внутрішній номер, «103»: Line 3 has this number too (Савчук Олена Петрівна). "
        "If they share a telephone, that is all right; otherwise correct one of them."
    )
    assert Employee.objects.filter(extension="103").count() == 2


def rows() -> list[list[object]]:
    """Everything the staff list consists of, to compare before and after."""
    models = (Department, Employee, Assistance, User)
    return [list(model.objects.order_by("pk").values()) for model in models]


def named(surname: str) -> Employee:
    return Employee.objects.get(surname=surname)


def test_a_new_company_comes_in_whole(staff_file) -> None:
    assert run(GOOD).splitlines() == [
        "Staff: 3 new, 0 changed, 0 unchanged, 0 gone.",
        "Departments new or changed: 2.",
    ]
    director = named("Мороз")
    assert (director.position, director.extension) == ("Директор", "101")
    assert (director.mobile, director.email) == ("+380675550101", "moroz@vikna.example")
    assert director.is_head
    assert director.is_protected
    assert [helper.surname for helper in director.assistants.all()] == ["Савчук"]
    assert director.department.parent is None
    accounting = named("Лисенко").department
    assert (accounting.name, accounting.parent) == ("Бухгалтерія", director.department)
    assert accounting.responsibilities == "Рахунки, акти звірки"


def test_people_are_listed_in_alphabetical_order(staff_file) -> None:
    run(GOOD)
    assert [person.surname for person in Employee.objects.all()] == ["Лисенко", "Мороз", "Савчук"]
    assert named("Мороз").sort_key == sort_key("Мороз", "Андрій", "Іванович")


def test_running_it_twice_changes_nothing(staff_file) -> None:
    run(GOOD)
    before = rows()
    assert run(GOOD) == "Staff: 0 new, 0 changed, 3 unchanged, 0 gone."
    assert rows() == before


def test_one_wrong_line_and_nothing_is_imported(staff_file) -> None:
    path = staff_file(*COMPANY[:3], ACCOUNTANT.replace("202", "двісті два"))
    last, problems = refused(path)
    assert last == "Nothing was imported."
    assert problems == [
        "line 4, Внутрішній номер, «двісті два»: Write one internal number, in digits."
    ]
    assert not Employee.objects.exists()
    assert not Department.objects.exists()


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path) -> None:
    last, problems = refused(tmp_path / "staff.csv")
    assert last.startswith("Cannot read ")
    assert last.endswith("staff.csv: No such file or directory.")
    assert problems == []


def test_a_change_is_made_to_the_same_person(staff_file) -> None:
    run(GOOD)
    before = named("Лисенко")
    changed = ACCOUNTANT.replace("Бухгалтер;Л", "Економіст;Л").replace("202", "205")
    path = staff_file(*COMPANY[:3], changed)
    assert run(path) == "Staff: 0 new, 1 changed, 2 unchanged, 0 gone."
    after = named("Лисенко")
    assert (after.pk, after.position, after.extension) == (before.pk, "Економіст", "205")


def test_a_married_name_and_a_new_address_are_the_same_person(staff_file) -> None:
    run(GOOD)
    before = named("Лисенко")
    run(staff_file(*COMPANY[:3], ACCOUNTANT.replace("Лисенко", "Гончар")))
    assert named("Гончар").pk == before.pk
    assert named("Гончар").sort_key.startswith(sort_key("Гончар")[:12])
    changed = ACCOUNTANT.replace("Лисенко", "Гончар").replace("lysenko@", "honchar@")
    run(staff_file(*COMPANY[:3], changed))
    assert named("Гончар").pk == before.pk


def test_a_successor_to_a_mailbox_does_not_inherit_the_log_in(staff_file) -> None:
    run(GOOD)
    predecessor = named("Мороз")
    predecessor.user = User.objects.create(username="moroz")
    predecessor.save()
    successor = DIRECTOR.replace("Мороз;Андрій;Іванович", "Кравець;Ольга;Петрівна")
    assert run(staff_file(HEADER, successor, ASSISTANT, ACCOUNTANT)).startswith("Staff: 1 new")
    assert named("Кравець").pk != predecessor.pk
    assert named("Кравець").user is None
    assert named("Мороз").left_on is not None


def test_a_namesake_with_another_address_is_somebody_else(staff_file) -> None:
    run(GOOD)
    former = named("Лисенко")
    namesake = "Каса;Дирекція;;Касир;Лисенко;Ірина;Олегівна;203;;lysenko2@vikna.example;ні;ні;"
    assert "1 new, 0 changed, 2 unchanged, 1 gone" in run(staff_file(*COMPANY[:3], namesake))
    former.refresh_from_db()
    assert former.left_on is not None


def test_who_is_not_in_the_file_is_ended_and_his_log_in_stops(staff_file) -> None:
    run(GOOD)
    leaver = named("Лисенко")
    leaver.user = User.objects.create(username="lysenko")
    leaver.save()
    assert run(staff_file(*COMPANY[:3])) == "Staff: 0 new, 0 changed, 2 unchanged, 1 gone."
    leaver.refresh_from_db()
    assert leaver.left_on == timezone.localdate()
    assert not User.objects.get(username="lysenko").is_active
    assert run(staff_file(*COMPANY[:3])) == "Staff: 0 new, 0 changed, 2 unchanged, 0 gone."


def test_who_returns_gets_his_place_back_but_not_his_log_in(staff_file) -> None:
    run(GOOD)
    leaver = named("Лисенко")
    leaver.user = User.objects.create(username="lysenko")
    leaver.save()
    run(staff_file(*COMPANY[:3]))
    assert run(GOOD) == "Staff: 0 new, 1 changed, 2 unchanged, 0 gone."
    assert named("Лисенко").pk == leaver.pk
    assert named("Лисенко").left_on is None
    assert not User.objects.get(username="lysenko").is_active


def test_a_file_without_most_of_the_staff_is_refused_unless_it_is_meant(staff_file) -> None:
    run(GOOD)
    before = rows()
    path = staff_file(HEADER, DIRECTOR)
    last, _ = refused(path)
    assert last == (
        "2 of the 3 people who work here are not in this file, so nothing was imported."
        " If they have really left, add --most-may-leave; if the file"
        " is not the whole list, add --only-add."
    )
    assert rows() == before
    assert run(path, "--most-may-leave") == "Staff: 0 new, 0 changed, 1 unchanged, 2 gone."


def test_heads_and_addresses_can_be_exchanged(staff_file) -> None:
    run(GOOD)
    director = DIRECTOR.replace("так;так", "ні;так").replace("moroz@", "savchuk@")
    assistant = (
        ASSISTANT.replace("ні;ні;moroz@vikna.example", "так;ні;Мороз А. І.")
        .replace("savchuk@", "moroz@")
    )  # fmt: skip
    assert "0 new, 2 changed" in run(staff_file(HEADER, director, assistant, ACCOUNTANT))
    assert named("Савчук").is_head
    assert named("Савчук").email == "moroz@vikna.example"
    assert not named("Мороз").is_head


def test_a_column_that_the_file_lacks_is_left_alone(staff_file) -> None:
    run(GOOD)
    before = rows()
    path = staff_file(
        "Прізвище;Ім'я;Підрозділ;Посада",
        "Мороз;Андрій;Дирекція;Директор",
        "Савчук;Олена;Дирекція;Референт",
        "Лисенко;Ірина;Бухгалтерія;Бухгалтер",
    )
    assert run(path) == "Staff: 0 new, 0 changed, 3 unchanged, 0 gone."
    assert rows() == before


def test_an_empty_cell_clears_what_was_there(staff_file) -> None:
    run(GOOD)
    director = DIRECTOR.replace("067 555 01 01", "")
    assistant = ASSISTANT.replace("ні;ні;moroz@vikna.example", "ні;ні;")
    path = staff_file(HEADER, director, assistant, ACCOUNTANT)
    assert "2 changed" in run(path)
    assert named("Мороз").mobile == ""
    assert not Assistance.objects.exists()


def test_what_a_department_answers_for_outlasts_the_line_that_says_it(staff_file) -> None:
    run(GOOD)
    cashier = "Бухгалтерія;Дирекція;;Касир;Гончар;Назар;Ілліч;210;;;ні;ні;"
    run(staff_file(*COMPANY[:3], cashier))
    assert named("Гончар").department.responsibilities == "Рахунки, акти звірки"


def test_what_a_department_answers_for_is_changed(staff_file) -> None:
    run(GOOD)
    changed = ACCOUNTANT.replace("Рахунки, акти звірки", "Рахунки, каса")
    assert run(staff_file(*COMPANY[:3], changed)).splitlines() == [
        "Staff: 0 new, 0 changed, 3 unchanged, 0 gone.",
        "Departments new or changed: 1.",
    ]
    assert named("Лисенко").department.responsibilities == "Рахунки, каса"


def test_an_assistant_added_later_is_asked_after_the_first(staff_file) -> None:
    run(GOOD)
    second = ACCOUNTANT.replace("ні;ні;", "ні;ні;Мороз Андрій Іванович")
    run(staff_file(*COMPANY[:3], second))
    asked = Assistance.objects.filter(executive=named("Мороз"))
    assert [helped.assistant.surname for helped in asked] == ["Савчук", "Лисенко"]


def test_moving_a_department_moves_its_people(staff_file) -> None:
    run(GOOD)
    moved = ACCOUNTANT.replace("Бухгалтерія;Дирекція", "Бухгалтерія;Фінанси")
    boss = "Фінанси;Дирекція;Бюджет;Фінансовий директор;Гончар;Назар;Ілліч;210;;;так;ні;"
    assert "1 new, 0 changed, 3 unchanged" in run(staff_file(*COMPANY[:3], moved, boss))
    assert named("Лисенко").department.parent.name == "Фінанси"
    assert named("Лисенко").department.parent.parent.name == "Дирекція"


def test_a_department_that_nobody_is_in_any_more_stays(staff_file) -> None:
    run(GOOD)
    run(staff_file(*COMPANY[:3]))
    assert Department.objects.filter(name="Бухгалтерія").exists()


def test_two_thousand_people_take_few_queries(staff_file, django_assert_max_num_queries) -> None:
    people = [
        f"Цех {n % 50};;;Робітник;Прізвище{n};Іван;Петрович;{n};;p{n}@vikna.example;ні;ні;"
        for n in range(2000)
    ]
    path = staff_file(HEADER, *people)
    with django_assert_max_num_queries(200):
        run(path)
    with django_assert_max_num_queries(12):
        assert "2000 unchanged" in run(path)


def ticks_of(path: Path) -> list[str]:
    """The topics that a listener hears of while the file is imported."""
    with connection.cursor() as cursor:
        cursor.execute("LISTEN frontdesk")
    try:
        run(path)
        return [note.payload for note in connection.connection.notifies(timeout=0.2)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UNLISTEN frontdesk")


@pytest.mark.django_db(transaction=True)
def test_every_process_is_told_of_a_change_and_of_nothing_else(staff_file) -> None:
    assert ticks_of(GOOD) == ["staff"]
    assert ticks_of(GOOD) == []
