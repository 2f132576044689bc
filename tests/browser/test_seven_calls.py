"""The seven everyday calls, each from answering to the end; what is pressed and clicked is counted.

Keys of the text itself are not counted. Law 7: the fewest questions, and the fewest keys.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from calls import call_control, connecting, intake
from calls.models import Call
from calls.statuses import Disposition, Kind
from directory import presence
from directory.models import Employee, Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.calls.buying import SALES, everybody_busy
from tests.conftest import Cast

LONGEST, KNOWN = 12, 4


class Hands:
    """A receptionist's hands: they type what is said, and every other key or click counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def hear(self, sentence: str) -> None:
        expect(self.page.locator("#say blockquote")).to_contain_text(sentence)

    def see(self, place: str, text: str) -> None:
        expect(self.page.locator(place)).to_contain_text(text)


@pytest.fixture
def answer(
    arrive: Arrive, record_property: Callable[[str, object], None]
) -> Iterator[Callable[[], Hands]]:
    """Answer a call; the summary of the tests tells how many keys and clicks it took."""
    answered: list[Hands] = []

    def answering() -> Hands:
        page = arrive("levytska")
        page.keyboard.press("F2")
        page.wait_for_url(re.compile(r"/desk/\d+/"))
        expect(page.locator("#id_subject")).to_be_focused()
        answered.append(Hands(page))
        return answered[-1]

    yield answering
    for hands in answered:
        record_property("keys and clicks", hands.count)


def ended(hands: Hands, disposition: Disposition, at_most: int = LONGEST) -> Call:
    expect(hands.page.locator(".decision-state.ended")).to_be_visible()
    call = Call.objects.get(pk=int(hands.page.url.rstrip("/").rsplit("/", 1)[-1]))
    assert call.disposition == disposition
    assert hands.count <= at_most
    return call


def test_buyer_with_somebody_free(answer: Callable[[], Hands]) -> None:
    hands = answer()
    hands.type("хочу замовити вікна")
    hands.see("#purpose-buy", "F8")
    hands.press("F8")
    expect(hands.page.locator("#purpose-buy")).to_have_attribute("aria-pressed", "true")
    hands.press("Enter")
    expect(hands.page.locator("#act-connect")).to_be_visible()
    hands.hear("Одну хвилинку")
    hands.press("Enter")
    call = ended(hands, Disposition.CONNECTED)
    assert call.connected_to is not None
    assert call.connected_to.department.name in SALES


def test_buyer_with_nobody_free(answer: Callable[[], Hands], cast: Cast) -> None:
    everybody_busy()
    hands = answer()
    hands.type("хочу замовити вікна")
    hands.hear("За яким номером вам передзвонити?")
    hands.press("F8")
    expect(hands.page.locator("#purpose-buy")).to_have_attribute("aria-pressed", "true")
    hands.press("Enter")
    expect(hands.page.locator("#id_phone")).to_be_focused()
    hands.type("0675550101")
    hands.hear("за номером 067 555 0101")
    hands.press("Enter")
    call = ended(hands, Disposition.CALL_BACK)
    assert call.phone_e164 == "+380675550101"
    made = call.promises.get(kept_at=None)
    assert made.owner.is_head
    assert made.owner.department.name in SALES


def test_a_buyer_about_to_be_lost(answer: Callable[[], Hands], cast: Cast) -> None:
    everybody_busy()
    hands = answer()
    hands.type("хочу замовити вікна")
    hands.hear("За яким номером вам передзвонити?")
    hands.press("Escape", "e")
    expect(hands.page.locator("#endings")).to_be_visible()
    hands.page.locator("#end-answered").click()
    expect(hands.page.locator("#unserved")).to_be_visible()
    hands.press("Enter")
    expect(hands.page.locator("#id_phone")).to_be_focused()
    hands.type("0675550101")
    hands.hear("за номером 067 555 0101")
    hands.press("Enter")
    expect(hands.page.locator("#act-call-back")).to_be_visible()
    hands.press("Enter")
    assert ended(hands, Disposition.CALL_BACK).promises.get(kept_at=None).owner.is_head


def test_seller(answer: Callable[[], Hands]) -> None:
    hands = answer()
    hands.type("пропонуємо папір для офісу")
    hands.hear("Надішліть, будь ласка, вашу пропозицію")
    hands.press("Alt+KeyP")
    ended(hands, Disposition.OFFER_BY_MAIL)
    hands.hear("@karpatski-vikna.example")


def test_seller_asking_for_the_director(answer: Callable[[], Hands]) -> None:
    hands = answer()
    hands.press("Alt+KeyA")
    hands.type("директор")
    hands.press("Alt+KeyS")
    hands.type("пропонуємо папір для офісу")
    hands.hear("Надішліть, будь ласка, вашу пропозицію")
    hands.press("Alt+KeyP")
    ended(hands, Disposition.OFFER_BY_MAIL)


def test_known_caller_with_an_existing_matter(
    answer: Callable[[], Hands], cast: Cast, transactional_db: None
) -> None:
    before = call_control.take(Kind.EXTERNAL, cast.colleague)
    facts = {"caller_name": "Іван Іванович", "company": "Північ", "phone": "067 555 01 01"}
    for field, said in facts.items():
        before = intake.keep(before, field, said)
    lawyer = Employee.objects.filter(department__name="Юридичний відділ").latest("pk")
    connecting.connect(before, lawyer, cast.colleague)
    presence.say(lawyer, Presence.State.FREE, None)  # that talk is over

    hands = answer()
    hands.type("щодо нашого договору")
    hands.press("Alt+KeyT")
    hands.type("0675550101")
    hands.see("#call-title", "Іван Іванович")
    hands.see("#act-choose", lawyer.short_name)
    hands.press("Enter")
    hands.hear("Одну хвилинку, Іване Івановичу")
    expect(hands.page.locator("#act-connect")).to_be_visible()
    hands.press("Enter")
    assert ended(hands, Disposition.CONNECTED, at_most=KNOWN).connected_to == lawyer


def test_caller_who_cannot_explain(answer: Callable[[], Hands]) -> None:
    hands = answer()
    hands.type("ну я щодо того питання")
    hands.hear("вперше чи вже з кимось спілкувалися?")
    hands.press("Alt+KeyV")
    hands.hear("трохи докладніше")
    hands.press("End")
    hands.type(", протікає вікно")
    hands.see("#purpose-service", "F8")
    hands.press("F8")
    expect(hands.page.locator("#purpose-service")).to_have_attribute("aria-pressed", "true")
    hands.press("Enter")
    expect(hands.page.locator("#act-connect")).to_be_visible()
    hands.press("Enter")
    call = ended(hands, Disposition.CONNECTED)
    assert call.connected_to is not None
    assert call.connected_to.department.name == "Сервісний відділ"


def test_wrong_number(answer: Callable[[], Hands]) -> None:
    hands = answer()
    hands.press("Escape", "9")
    hands.hear("помилилися номером")
    hands.press("e")
    expect(hands.page.locator("#endings")).to_be_visible()
    hands.press("7")
    ended(hands, Disposition.WRONG_NUMBER)
