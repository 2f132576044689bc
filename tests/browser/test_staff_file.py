"""A staff file in a browser, looked at and then applied; and what is edited, on the open desk."""

import re

from playwright.sync_api import Page, Route

from directory import presence
from directory.models import Employee, Presence
from directory.staff_file import export
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import take_call
from tests.conftest import Cast
from tests.directory.staff_office import work

SECOND = 1_000


def exported() -> list[str]:
    return export.csv_file().decode("utf-8-sig").splitlines()


def choose(page: Page, name: str, lines: list[str]) -> None:
    """Choose a file of these lines, as HR saves one from a spreadsheet: in Windows-1251."""
    page.goto("/admin/directory/employee/staff-file/")
    text = "\n".join(["Карпатські вікна", "Список працівників", *lines])
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode("cp1251")}
    page.locator("input[type=file]").set_input_files(files=[file])
    page.locator("button.staff-file__button--main").click()
    page.wait_for_url(re.compile(r"/staff-file/\d+/"))


def changed() -> list[str]:
    """The list as it stands, with one who is new, one who moved, and one who is gone."""
    lines = [line for line in exported() if "Лисенко" not in line]
    salesman = next(line for line in lines if "Бондаренко;" in line)
    lines[lines.index(salesman)] = salesman.replace(";302;", ";399;")
    return [*lines, salesman.replace("Бондаренко", "Зозуля").split("@")[0].rsplit(";", 2)[0]]


def test_a_file_is_looked_at_and_then_applied(arrive: Arrive) -> None:
    page, reader = arrive("admin"), arrive("levytska")
    reader.goto("/directory/?q=зозуля")
    choose(page, "працівники.csv", changed())
    expect(page.locator("progress")).to_be_visible()
    work()
    sheet = page.locator("#staff-file")
    expect(sheet).to_contain_text("Зозуля")
    assert Employee.objects.filter(surname="Лисенко", left_on=None).exists(), "nothing yet"
    for group, words in (("changed", "399"), ("gone", "Лисенко Ірина Олегівна")):
        page.locator(f"a[href*='group={group}']").click()
        expect(page.locator("#staff-file")).to_contain_text(words)
    page.get_by_role("button", name="Застосувати все").click()
    expect(page.locator("#staff-file")).to_contain_text("застосовано")
    assert Employee.objects.get(surname="Бондаренко").extension == "399"
    assert not Employee.objects.filter(surname="Лисенко", left_on=None).exists()
    reader.locator("#people-search").fill("зозуля ")
    expect(reader.locator("#found .colleague")).to_contain_text("Зозуля")


def test_what_is_wrong_is_told_with_its_line_and_value(arrive: Arrive) -> None:
    page = arrive("admin")
    lines = [line.replace(";302;", ";триста два;") for line in exported()]
    choose(page, "працівники.csv", lines)
    work()
    sheet = page.locator("#staff-file")
    expect(sheet).to_contain_text("триста два")
    line = 3 + next(number for number, text in enumerate(lines) if "триста два" in text)
    expect(sheet).to_contain_text(str(line))
    expect(sheet).to_contain_text("Нічого не змінено")
    expect(page.locator("form[action$='application/']")).to_have_count(0)


def test_an_edit_is_on_the_open_desk_by_the_next_keystroke(arrive: Arrive) -> None:
    desk, admin = arrive("levytska"), arrive("admin")
    take_call(desk)
    desk.locator("#people-search").press_sequentially("загребельни")
    expect(desk.locator("#people")).to_contain_text("нікого не знайдено")
    person = Employee.objects.get(surname="Бондаренко")
    admin.goto(f"/admin/directory/employee/{person.pk}/change/")
    admin.locator("[name=surname]").fill("Загребельний")
    admin.get_by_role("button", name="Зберегти", exact=True).click()
    admin.wait_for_url("**/admin/directory/employee/")
    desk.keyboard.type("й")
    expect(desk.locator("#people .person").first).to_contain_text("Загребельний", timeout=SECOND)
    expect(desk.locator("#people-search")).to_have_value("загребельний")


def test_who_leaves_goes_from_the_open_desk_at_once(arrive: Arrive) -> None:
    desk, admin = arrive("levytska"), arrive("admin")
    take_call(desk)
    desk.locator("#people-search").fill("бондаренко")
    expect(desk.locator("#people .person").first).to_contain_text("Бондаренко")
    person = Employee.objects.get(surname="Бондаренко")
    admin.goto(f"/admin/directory/employee/{person.pk}/change/")
    admin.get_by_role("button", name="Звільнення").click()
    expect(desk.locator("#people")).not_to_contain_text("Бондаренко Юлія", timeout=2 * SECOND)


def test_his_own_word_of_where_he_is_shows_on_the_desk_within_a_second(arrive: Arrive) -> None:
    desk, salesman = arrive("levytska"), arrive("bondarenko")
    take_call(desk)
    desk.locator("#people-search").fill("бондаренко")
    shown = desk.locator("#people .person", has_text="Бондаренко")
    expect(shown.locator(".presence.free")).to_be_visible()
    salesman.locator("#my-presence button").click()
    salesman.get_by_role("button", name="На нараді: 1 год").click()
    expect(shown.locator(".presence.meeting")).to_be_visible(timeout=SECOND)
    expect(shown).to_contain_text(re.compile(r"до (\d\d\.\d\d )?\d\d:\d\d"))


def test_a_search_given_up_at_the_desk_is_a_gap_with_the_page_that_mends_it(arrive: Arrive) -> None:
    desk, admin = arrive("levytska"), arrive("admin")
    take_call(desk)
    search = desk.locator("#people-search")
    search.press_sequentially("космодр")
    expect(desk.locator("#people")).to_contain_text("нікого не знайдено")
    search.press_sequentially("оми")
    expect(desk.locator("#people")).to_contain_text("космодроми")
    with desk.expect_response("**/gap/"):
        desk.keyboard.press("Escape")
    search.fill("зарплата")
    expect(desk.locator("#people")).to_contain_text("Ткаченко")
    desk.keyboard.press("Enter")
    expect(desk.locator("#actions")).to_be_visible()
    admin.goto("/admin/directory/gap/")
    rows = admin.locator("#result_list tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("космодроми")
    rows.get_by_role("link", name="Підрозділи").click()
    admin.wait_for_url("**/admin/directory/department/")


def test_news_under_way_takes_nothing_from_a_search(arrive: Arrive, cast: Cast) -> None:
    desk, news, people = arrive("levytska"), "**/card/", "**/people/"
    take_call(desk)
    held: list[Route] = []
    for address in (news, people):
        desk.route(address, lambda route: held.append(route), times=1)
    with desk.expect_request(news):
        presence.say(cast.person(cast.director), Presence.State.BUSY, cast.director)
    with desk.expect_request(people):
        desk.locator("#people-search").fill("бондаренко")
    for route in held:  # the news comes first, the answer after it
        route.continue_()
    expect(desk.locator("#people .person").first).to_contain_text("Бондаренко")
