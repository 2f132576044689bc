"""One screened call from the ring to the record, by two and three people at once."""

import re

import pytest
from playwright.sync_api import Page

from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.conftest import Cast

ANNOUNCED = "Вам телефонує Іван Іванович, компанія «Північ», з питання зустрічі на форумі"


@pytest.fixture(autouse=True)
def assistant_is_out(transactional_db: None, cast: Cast) -> None:
    """The director is asked himself: his assistant is not there."""
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)


def take_call(page: Page) -> str:
    """Answer an external call by its key; returns the address of its card."""
    page.keyboard.press("F2")
    page.wait_for_url(re.compile(r"/desk/\d+/"))
    return page.url


def tell(page: Page, **facts: str) -> None:
    for field, said in facts.items():
        page.locator(f"#id_{field}").fill(said)


def ask_for_director(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("#people-search").fill("мельник")
    page.keyboard.press("Enter")


def announced_call(page: Page) -> str:
    address = take_call(page)
    tell(page, caller_name="Іван Іванович", company="Північ", subject="зустріч на форумі")
    ask_for_director(page)
    return address


def test_approved_and_connected(arrive: Arrive) -> None:
    director = arrive("melnyk")
    expect(director.locator("#requests")).to_contain_text("Ніхто не чекає")
    receptionist = arrive("levytska")
    announced_call(receptionist)

    expect(director.locator(".announce")).to_have_text(ANNOUNCED)
    expect(director).to_have_title("(1) Вам телефонують")
    expect(receptionist.locator("#connect-main")).to_have_count(0)

    director.locator("button[value=connect]").click()
    expect(receptionist.locator("#say blockquote")).to_contain_text("Дякую за очікування")
    receptionist.locator("#act-connect").click()
    expect(receptionist.locator(".decision-state.ended")).to_contain_text("Мельник Андрій")

    receptionist.goto("/calls/")
    row = receptionist.locator("#log tbody tr").first
    expect(row).to_contain_text("Іван Іванович")
    row.locator("a").click()
    expect(receptionist.locator("#timeline li")).to_have_count(4)
    expect(receptionist.locator("#timeline")).to_contain_text("Мельник А. С.")


def test_declined_phrase_message_and_inbox(arrive: Arrive) -> None:
    director = arrive("melnyk", viewport={"width": 390, "height": 844})
    receptionist = arrive("levytska")
    announced_call(receptionist)
    director.locator("button[value=message]").click()

    sentence = receptionist.locator("#say blockquote")
    expect(sentence).to_have_text(
        "Генеральний директор зараз на нараді, можу я йому щось передати?"
    )
    receptionist.keyboard.press("Escape")
    receptionist.keyboard.press("m")
    tell(receptionist, message_text="Просить передзвонити щодо форуму")
    receptionist.locator("#message-send").click()
    expect(receptionist.locator("#field-phone .hint")).to_contain_text("номер")
    tell(receptionist, phone="+380 32 555 77 01")
    receptionist.locator("#message-send").click()
    expect(sentence).to_contain_text("я все передам")

    director.goto("/messages/")
    letter = director.locator(".message")
    expect(letter).to_contain_text("Просить передзвонити щодо форуму")
    expect(letter).to_contain_text("+380 32 555 77 01")
    letter.get_by_role("button", name="Позначити прочитаним").click()
    expect(director.locator(".message.unread")).to_have_count(0)
    director.get_by_role("button", name="Зроблено").click()
    expect(director.locator(".message")).to_have_count(0)

    receptionist.keyboard.press("Escape")
    receptionist.keyboard.press("e")
    receptionist.keyboard.press("Enter")
    expect(receptionist.locator(".decision-state.ended")).to_contain_text("Повідомлення прийнято")


def test_refused_for_want_of_a_company(arrive: Arrive) -> None:
    director = arrive("melnyk")
    receptionist = arrive("levytska")
    take_call(receptionist)
    tell(receptionist, caller_name="Іван Іванович", subject="зустріч на форумі")
    ask_for_director(receptionist)

    company = receptionist.locator("#field-company")
    expect(company.locator(".hint")).to_contain_text("Без компанії")
    expect(company.locator("input")).to_be_focused()
    expect(receptionist.locator("#field-caller_name .hint")).to_have_count(0)
    expect(receptionist.locator("#say blockquote")).to_have_text(
        "Яку компанію ви представляєте, Іване Івановичу?"
    )
    expect(director.locator(".decision")).to_have_count(0)

    receptionist.keyboard.type("Північ")
    receptionist.keyboard.press("Enter")
    expect(director.locator(".announce")).to_have_text(ANNOUNCED)


def test_colleague_sees_the_call_live(arrive: Arrive) -> None:
    receptionist, colleague, director = (
        arrive(name) for name in ("levytska", "havryliuk", "melnyk")
    )
    address = announced_call(receptionist)
    line = colleague.locator(".line")
    expect(line).to_contain_text("Іван Іванович")
    expect(line).to_contain_text("Очікує рішення")

    colleague.goto(address)
    expect(colleague.locator("#id_company")).to_have_value("Північ")
    expect(colleague.locator("#actions button:not(#act-take-over)")).to_have_count(0)
    director.locator("button[value=connect]").click()
    expect(colleague.locator(".decision-state.approved")).to_contain_text("Мельник А. С.")


def test_typed_words_outlive_a_reload(arrive: Arrive) -> None:
    receptionist = arrive("levytska")
    address = take_call(receptionist)
    tell(receptionist, subject="неоплачений рахунок")
    receptionist.reload()
    expect(receptionist.locator("#id_subject")).to_have_value("неоплачений рахунок")
    elsewhere = arrive("levytska")
    elsewhere.goto(address)
    expect(elsewhere.locator("#id_subject")).to_have_value("неоплачений рахунок")
    receptionist.locator("#id_phone").fill("0325557701")
    expect(elsewhere.locator("#id_phone")).to_have_value("0325557701")
