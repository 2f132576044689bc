"""A staff file is understood in whatever form people keep it, and told what is wrong with it."""

import codecs
import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.staff_file import columns
from directory.staff_file.checks import StaffList, staff_list
from directory.staff_file.problems import ADVICE, StaffFileError
from directory.staff_file.rows import Person

FILES = Path(__file__).with_name("staff_files")
GOOD = sorted((FILES / "good").iterdir())
BAD = sorted((FILES / "bad").glob("*.csv"))
SEMICOLONS = (FILES / "good" / "semicolons.csv").read_text(encoding="utf-8")

DIRECTOR = Person(
    line=0,
    department="Дирекція",
    surname="Мороз",
    given_name="Андрій",
    patronymic="Іванович",
    position="Директор",
    extension="101",
    mobile="+380675550101",
    email="moroz@vikna.example",
    is_head=True,
    is_protected=True,
)
ASSISTANT = "savchuk@vikna.example"
UNITS = [("Дирекція", "", "Стратегія"), ("Бухгалтерія", "Дирекція", "Рахунки, акти звірки")]


def read(data: bytes) -> StaffList:
    return staff_list(data, known={})


def problems_of(data: bytes) -> list[str]:
    with translation.override("en"), pytest.raises(StaffFileError) as refused:
        read(data)
    with translation.override("en"):
        return [str(problem) for problem in refused.value.problems]


def assert_the_company(staff: StaffList) -> None:
    """Every good file has the same three people, whatever it looks like."""
    director, assistant, accountant = staff.people
    assert director == DIRECTOR
    assert (assistant.full_name, assistant.position) == ("Савчук Олена Петрівна", "Референт")
    assert (assistant.email, assistant.extension, assistant.mobile) == (ASSISTANT, "103", "")
    assert (accountant.full_name, accountant.extension) == ("Лисенко Ірина Олегівна", "202")
    assert not (accountant.is_head or accountant.is_protected or assistant.is_protected)
    assert staff.executives == {
        director.line: set(), assistant.line: {director.line}, accountant.line: set()
    }  # fmt: skip
    units = [(unit.name, unit.parent.capitalize(), unit.responsibilities) for unit in staff.units]
    assert units == UNITS


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_is_understood(path: Path) -> None:
    assert_the_company(read(path.read_bytes()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_any_encoding_that_spreadsheets_write_is_read(encoding: str) -> None:
    assert_the_company(read(SEMICOLONS.encode(encoding)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter_is_read(delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(
        csv.reader(io.StringIO(SEMICOLONS), delimiter=";")
    )
    assert_the_company(read(text.getvalue().encode()))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_told_exactly_what_to_do(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(path.read_bytes()) == expected


def xlsx(rows: list[list[object]], *merged: str) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def company_rows() -> list[list[object]]:
    return [list(row) for row in csv.reader(io.StringIO(SEMICOLONS), delimiter=";")]


def test_a_spreadsheet_is_read_like_a_csv() -> None:
    assert_the_company(read(xlsx(company_rows())))


def test_numbers_and_truths_stored_as_such_are_read_as_written() -> None:
    rows = company_rows()
    rows[1][7], rows[1][8], rows[1][10], rows[1][11] = 101.0, 380675550101, True, 1
    rows[2][7], rows[2][10], rows[2][11] = 103, False, 0
    assert_the_company(read(xlsx(rows)))


def test_a_merged_department_covers_all_its_rows_and_the_title_covers_none() -> None:
    rows = [["Список працівників"], *company_rows()]
    rows[3][0] = None
    staff = read(xlsx(rows, "A1:M1", "A3:A4"))
    assert_the_company(staff)
    assert [person.line for person in staff.people] == [3, 4, 5]


def test_the_sheet_with_the_staff_is_found_among_others() -> None:
    book = Workbook()
    book.active.append(["Зміст"])
    page = book.create_sheet("Штат")
    for row in company_rows():
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert_the_company(read(stream.getvalue()))


def test_an_old_spreadsheet_is_told_apart_from_a_damaged_one() -> None:
    assert problems_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == [
        "This is an old Excel file (.xls) or one with a password. Save it as .xlsx without one."
    ]
    assert problems_of(xlsx(company_rows())[:-400]) == [
        "The file cannot be opened: it is damaged or has a password. Save it anew without one."
    ]


def test_a_few_letters_that_merge_a_billion_cells_do_not_eat_the_memory() -> None:
    book = Workbook()
    book.active.append(["ПІБ", "Посада"])
    stream = io.BytesIO()
    book.save(stream)
    small = io.BytesIO()
    with zipfile.ZipFile(stream) as whole, zipfile.ZipFile(small, "w") as bomb:
        for name in whole.namelist():
            page = whole.read(name)
            merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            bomb.writestr(name, page.replace(b"</sheetData>", merged))
    assert problems_of(small.getvalue()) == [
        "The file cannot be opened: it is damaged or has a password. Save it anew without one."
    ]


def test_a_picture_is_no_staff_list() -> None:
    assert problems_of(b"\x89PNG\r\n\x1a\n" + bytes(range(256))) == [
        "This is neither CSV nor XLSX. Save the staff list as one of these and try again."
    ]


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    assert problems_of(b"x" * (20 * 1024 * 1024 + 1)) == [
        "The file is larger than 20 MB. Save only the staff list."
    ]


def test_a_stray_cell_far_below_does_not_stop_the_program() -> None:
    rows = company_rows()
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active.cell(1_048_576, 1, "?")
    stream = io.BytesIO()
    book.save(stream)
    assert problems_of(stream.getvalue()) == [
        "The sheet is longer than 200000 rows. Delete the empty rows below the people."
    ]


def test_a_problem_is_told_on_the_line_where_it_stands_in_the_file() -> None:
    text = SEMICOLONS.replace("Стратегія", '"Стратегія\nі тактика"').replace("lysenko@", "lysenko")
    [problem] = problems_of(f"Список\n\n{text}".encode())
    assert problem.startswith("line 7, E-mail, «lysenkovikna.example»")


def test_a_department_known_already_may_be_a_parent() -> None:
    text = SEMICOLONS.replace(";Дирекція;Рахунки", ";Холдинг;Рахунки")
    staff = staff_list(text.encode(), known={"Холдинг": ""})
    assert staff.units[1].parent == "Холдинг"


def test_a_cycle_through_a_department_known_already_is_seen() -> None:
    text = SEMICOLONS.replace(";Дирекція;Рахунки", ";Холдинг;Рахунки")
    with pytest.raises(StaffFileError) as refused:
        staff_list(text.encode(), known={"Холдинг": "Бухгалтерія"})
    assert [problem.kind for problem in refused.value.problems] == ["department_cycle"]


def test_columns_that_mean_nothing_to_us_are_named() -> None:
    assert read((FILES / "good" / "english_any_order.csv").read_bytes()).ignored == ["Room"]


@pytest.mark.parametrize("language", ["uk", "en"])
def test_we_understand_our_own_column_names(language: str) -> None:
    with translation.override(language):
        for column, title in columns.TITLES.items():
            assert columns.recognised([str(title)]) == 1, (column, title)


def test_latin_letters_that_look_cyrillic_do_not_hide_a_department() -> None:
    latin_i = SEMICOLONS.replace("Бухгалтерія;Дирекція", "Бухгалтерія;Дирекцiя")
    assert "i" in latin_i
    assert len(read(latin_i.encode()).units) == 2


def test_two_people_of_one_name_are_told_apart_by_e_mail() -> None:
    [_, _, _, last] = SEMICOLONS.splitlines()
    text = SEMICOLONS + last.replace("lysenko@", "lysenko2@") + "\n"
    assert len(read(text.encode()).people) == 4


@given(st.binary(max_size=400))
def test_no_file_whatever_breaks_the_reader(data: bytes) -> None:
    for start in (b"", codecs.BOM_UTF16_LE, b"PK\x03\x04", SEMICOLONS.encode()[:200]):
        with pytest.raises(StaffFileError):
            read(start + data)


def test_every_mistake_we_know_of_is_shown_by_a_file() -> None:
    shown = {"old_excel", "damaged", "not_a_table", "too_large", "too_many_rows"}
    # No file alone shows what those who are not in it have: see test_staff_file_part.
    shown |= {"head_stays", "email_stays"}
    for path in BAD:
        with pytest.raises(StaffFileError) as refused:
            read(path.read_bytes())
        shown |= {problem.kind for problem in refused.value.problems}
    doubtful = SEMICOLONS.replace(";202;", ";101;").encode()
    shown |= {doubt.kind for doubt in read(doubtful).doubts}
    assert shown == set(ADVICE)
