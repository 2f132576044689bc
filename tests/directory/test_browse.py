"""Everybody may read the directory: the tree, a department, a person, the phone list, the cards."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from directory import presence, vcard
from directory.models import Department, Employee, Presence
from directory.names import sort_key
from directory.tree import SHOWN_AT_ONCE
from tests.conftest import Cast

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def reader(cast: Cast, client: Client) -> Client:
    """Somebody without any role: whoever can log in may read the directory."""
    client.force_login(cast.stranger)
    return client


def text(client: Client, name: str, *args: int, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def fill(department: Department, count: int) -> None:
    """More people in a department than anybody reads at once."""
    Employee.objects.bulk_create(
        Employee(
            department=department,
            surname=f"Новак{number}",
            given_name="Олег",
            position="Монтажник",
            sort_key=sort_key(f"Новак{number}", "Олег"),
        )
        for number in range(count)
    )


def test_the_tree_shows_departments_in_each_other_and_the_head_first(reader: Client) -> None:
    page = text(reader, "directory")
    order = ["Дирекція", "Загальне керівництво", "Мельник Андрій", "Гнатюк Роман",
             "Бухгалтерія", "Рахунки на оплату", "Ткаченко Любов", "Лисенко Ірина",
             "Відділ корпоративних продажів"]  # fmt: skip
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "41 people" in page


def test_a_large_company_is_opened_department_by_department(cast: Cast, reader: Client) -> None:
    department = Department.objects.get(name="Монтажний відділ")
    fill(department, SHOWN_AT_ONCE)
    page = text(reader, "directory")
    assert "Новак7 Олег" not in page
    assert "Панасюк Я. І." in page, "the head is named all the same"
    assert reverse("department-people", args=[department.pk]) in page
    assert "Новак7 Олег" in text(reader, "department-people", department.pk)


@pytest.mark.parametrize("name", ["directory", "phone-list"])
def test_the_number_of_queries_does_not_grow_with_people(
    cast: Cast, reader: Client, name: str, django_assert_num_queries
) -> None:
    department = Department.objects.get(name="Монтажний відділ")
    for count in (0, 30, 60):
        fill(department, count)
        with django_assert_num_queries(6):
            text(reader, name)


def test_search_answers_with_the_fragment_alone(reader: Client) -> None:
    answer = reader.get(reverse("directory"), {"q": "ткаченко"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "Ткаченко Любов Василівна" in page and "<html" not in page
    assert "Ткаченко Любов Василівна" in text(reader, "directory", q="ткаченко")
    assert "Nobody is found by «хтозна»" in text(reader, "directory", q="хтозна")


def test_a_person_has_everything_one_needs_to_reach_him(cast: Cast, reader: Client) -> None:
    director = cast.person(cast.director)
    presence.say(director, Presence.State.AWAY, cast.director, reason="vacation")
    page = text(reader, "person", director.pk)
    for words in ("Генеральний директор", 'href="tel:101"', 'href="tel:+380675550101"',
                  "+380 67 555 0101", "mailto:a.melnyk@", "vacation", "Савчук Олена"):  # fmt: skip
        assert words in page, words
    assistant = text(reader, "person", cast.person(cast.assistant).pk)
    assert "This person decides for" in assistant and "Мельник Андрій Степанович" in assistant


def test_a_person_is_found_through_his_department(cast: Cast, reader: Client) -> None:
    unit = Department.objects.get(name="Відділ корпоративних продажів")
    page = text(reader, "department", unit.pk)
    path = page[page.index('class="path') : page.index("</nav>", page.index('class="path'))]
    assert path.index("Дирекція") < path.index("Комерційний відділ")
    assert "тендери" in page and "Олійник Вікторія" in page


def test_who_has_left_is_not_shown_except_to_the_admin(cast: Cast, reader: Client) -> None:
    gone = cast.person(cast.salesman)
    gone.left_on = timezone.localdate()
    gone.save()
    for name in ("directory", "phone-list", "all-cards"):
        assert gone.surname + " " not in text(reader, name)
    for name in ("person", "person-card", "presence"):
        assert reader.get(reverse(name, args=[gone.pk])).status_code == 404
    reader.force_login(cast.admin)
    assert "Has not worked here since" in text(reader, "person", gone.pk)


def test_the_directory_is_closed_to_who_is_not_logged_in(cast: Cast, client: Client) -> None:
    person = cast.person(cast.director).pk
    for url in (reverse("directory"), reverse("person", args=[person]), reverse("all-cards"),
                reverse("phone-list"), reverse("person-card", args=[person])):  # fmt: skip
        assert client.get(url).status_code == 302


def test_the_phone_list_has_everybody_by_department(reader: Client) -> None:
    page = text(reader, "phone-list")
    assert len(re.findall(r"<tr><td", page)) == Employee.objects.working().count()
    assert page.index("Бухгалтерія") < page.index("Руденко Наталія Сергіївна")


def unfolded(card: str) -> dict[str, str]:
    """What an address book makes of a card: names without their parameters, and values."""
    assert card.endswith("\r\n")
    lines = card.replace("\r\n ", "").split("\r\n")[:-1]
    pairs = [line.partition(":")[::2] for line in lines]
    return {name.partition(";")[0]: value for name, value in pairs}


def parts(value: str, separator: str = ";") -> list[str]:
    unescaped = re.split(rf"(?<!\\)((?:\\\\)*){separator}", value)
    values = [a + b for a, b in zip(unescaped[::2], [*unescaped[1::2], ""], strict=True)]
    back = {"n": "\n", "\\": "\\", ";": ";", ",": ","}
    return [re.sub(r"\\(.)", lambda found: back[found[1]], one) for one in values]


def test_a_card_carries_the_person_into_an_address_book(cast: Cast, reader: Client) -> None:
    director = cast.person(cast.director)
    answer = reader.get(reverse("person-card", args=[director.pk]))
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    card = unfolded(answer.content.decode())
    assert card["FN"] == "Мельник Андрій Степанович"
    assert card["N"] == "Мельник;Андрій;Степанович;;"
    assert card["ORG"] == "Карпатські вікна;Дирекція"
    assert card["TITLE"] == "Генеральний директор"
    assert "TEL;TYPE=CELL,VOICE:+380675550101\r\n" in answer.content.decode()


def test_all_cards_are_one_file(reader: Client) -> None:
    file = text(reader, "all-cards")
    assert file.count("BEGIN:VCARD\r\n") == file.count("END:VCARD\r\n") == 41


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


@given(surname=words, position=words, company=words)
def test_no_text_whatever_breaks_a_card(surname: str, position: str, company: str) -> None:
    person = Employee(
        pk=7, surname=surname, given_name="Я", position=position, department=Department(name="Ж")
    )
    written = vcard.card(person, company)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    card = unfolded(written)
    assert parts(card["N"]) == [surname, "Я", "", "", ""]
    assert parts(card["TITLE"]) == [position]
    assert parts(card["ORG"]) == [company, "Ж"]
    assert next(iter(card)) == "BEGIN" and list(card)[-1] == "END"
