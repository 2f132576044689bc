"""Many lines at once, by keyboard: ringing, holding, swapping, handing over; nobody forgotten."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from calls import call_control, intake, shifts
from calls.models import Call, DeskRules
from calls.statuses import Kind, Status
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import take_call, tell
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def cast_is_there(transactional_db: None, cast: Cast) -> None:
    """The cast, committed: the server has to see it."""


def sounds(page: Page) -> int:
    return int(page.evaluate("window.sounds ?? 0"))


def listen(page: Page) -> None:
    """Count the tones from now on."""
    page.evaluate(
        """() => {
          window.sounds = 0;
          const start = OscillatorNode.prototype.start;
          OscillatorNode.prototype.start = function (...at) {
            window.sounds++;
            start.apply(this, at);
          };
        }"""
    )


def colleague_calls(page: Page, name: str) -> None:
    """An internal call, taken; the page knows who it is."""
    before = page.url
    page.keyboard.press("i")
    page.wait_for_url(lambda url: url != before)
    tell(page, caller_name=name)
    expect(page.locator("#say blockquote")).to_contain_text("Вітаю")
    page.keyboard.press("Escape")


def test_one_key_does_what_the_manners_ask(arrive: Arrive) -> None:
    page = arrive("levytska")
    colleague_calls(page, "Бондаренко Юлія Андріївна")
    internal = page.url
    call_control.ring(Kind.EXTERNAL, phone="067 555 77 01")
    manner = page.locator("#manner")
    expect(manner).to_contain_text("Перепрошую, Юліє Андріївно")
    page.keyboard.press("F2")
    page.wait_for_url(lambda url: url != internal)
    expect(page.locator("#id_phone")).to_have_value("067 555 77 01")
    expect(page.locator("#lines .line.on_hold")).to_contain_text("Бондаренко")
    page.keyboard.press("F4")
    page.wait_for_url(internal)
    expect(page.locator("#id_caller_name")).to_have_value("Бондаренко Юлія Андріївна")
    statuses = Call.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [Status.TALKING, Status.ON_HOLD]


def test_law_6_nothing_interrupts_a_talk_with_the_director(arrive: Arrive, cast: Cast) -> None:
    page, colleague = arrive("levytska"), arrive("havryliuk")
    colleague.locator("#open-shift").click()
    expect(colleague.locator("#open-shift")).to_have_count(0)
    colleague_calls(page, "генеральний директор")
    for one in (page, colleague):
        one.keyboard.press("Shift")
        listen(one)
    call_control.ring(Kind.EXTERNAL, phone="067 555 77 01")
    line = page.locator("#lines .line.ringing")
    expect(line).to_contain_text("Цю розмову не переривають")
    expect(line).to_contain_text(cast.colleague.shown_name)
    expect(page.locator("#manner")).to_be_empty()
    director = page.url
    page.keyboard.press("F2")
    expect(colleague.locator("#lines .line.ringing")).to_be_visible()
    assert page.url == director
    assert (sounds(page), sounds(colleague)) == (0, 2)
    colleague.keyboard.press("F2")
    colleague.wait_for_url(re.compile(r"/desk/\d+/$"))
    expect(line).to_have_count(0)


def test_two_reach_for_one_line_and_one_has_it(arrive: Arrive, cast: Cast) -> None:
    first, second = arrive("levytska"), arrive("havryliuk")
    call = call_control.ring(Kind.EXTERNAL)
    button = f"#answer-{call.pk}"
    expect(first.locator(button)).to_be_visible()
    expect(second.locator(button)).to_be_visible()
    second.route("**/live/", lambda route: route.abort())  # her page does not hear of it in time
    call_control.answer(Call.objects.get(pk=call.pk), cast.receptionist)
    second.evaluate(f"document.querySelector('{button}')?.click()")
    notice = second.locator("#notice")
    expect(notice.or_(second.locator("#lines")).first).to_contain_text("Левицька")
    call.refresh_from_db()
    assert call.receptionist == cast.receptionist


def test_a_call_that_is_not_to_be_taken_over_says_why(arrive: Arrive, cast: Cast) -> None:
    page, colleague = arrive("levytska"), arrive("havryliuk")
    take_call(page)
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.locator("#act-resume")).to_be_visible()
    colleague.goto(page.url)
    colleague.locator("#act-take-over").wait_for()
    # Her page hears nothing more, and shows him on hold still.
    colleague.route(re.compile("/(card|lines|live)/"), lambda route: route.abort())
    page.keyboard.press("h")
    expect(page.locator("#act-hold")).to_be_visible()
    colleague.locator("#act-take-over").click()
    expect(colleague.locator("#notice")).to_contain_text("Левицька")
    assert Call.objects.get().receptionist == cast.receptionist


def test_a_caller_on_hold_asks_for_attention_with_the_phrase(arrive: Arrive) -> None:
    DeskRules.objects.create(pk=1, hold_seconds=30)
    page = arrive("levytska")
    take_call(page)
    tell(page, caller_name="Іван Іванович")
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    held = page.locator("#lines .line.on_hold")
    expect(held).to_be_visible()
    expect(held.locator(".nudge")).to_be_hidden()
    Call.objects.update(status_since=timezone.now() - timedelta(seconds=31))
    page.reload()
    expect(held.locator(".nudge")).to_have_text(
        "Дякую за очікування, Іване Івановичу. Ще хвилинку, будь ласка."
    )
    expect(held).to_have_class(re.compile("asks"))


def test_handed_over_with_the_card_and_a_note(arrive: Arrive, cast: Cast) -> None:
    page, colleague = arrive("levytska"), arrive("havryliuk")
    colleague.locator("#open-shift").click()
    expect(colleague.locator("#open-shift")).to_have_count(0)
    take_call(page)
    tell(page, caller_name="Іван Іванович", company="Північ", subject="рахунок")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.keyboard.type("1 раз уже телефонував")
    page.locator("#handing button[name=colleague]").click()
    expect(page.locator("#head")).to_contain_text(cast.colleague.shown_name)
    line = colleague.locator("#lines .line", has_text="Іван Іванович")
    line.locator("a").click()
    expect(colleague.locator("#actions")).to_contain_text("1 раз уже телефонував")
    expect(colleague.locator("#id_subject")).to_have_value("рахунок")
    colleague.keyboard.press("h")
    expect(colleague.locator("#head .status-talking")).to_be_visible()


def test_each_call_keeps_its_card_whatever_is_switched(arrive: Arrive) -> None:
    page = arrive("levytska")
    take_call(page)
    page.locator("#id_subject").press_sequentially("перша справа")
    take_call(page)  # without waiting until the field is saved
    page.locator("#id_subject").press_sequentially("друга справа")
    page.keyboard.press("F4")
    expect(page.locator("#id_subject")).to_have_value("перша справа")
    page.keyboard.press("F4")
    expect(page.locator("#id_subject")).to_have_value("друга справа")


def test_what_was_left_at_the_end_of_a_shift_is_taken_over(arrive: Arrive, cast: Cast) -> None:
    page = arrive("levytska")
    take_call(page)
    tell(page, caller_name="Іван Іванович")
    page.goto(page.url.partition("/desk/")[0] + "/shift/")
    page.locator("#id_notes").fill("Чекаємо на кур'єра до 15:00")
    page.locator("form .button.stop").click()
    colleague = arrive("havryliuk")
    expect(colleague.locator("#loose-end-count")).to_have_text("1")
    colleague.goto(colleague.url.partition("/desk/")[0] + "/shift/")
    expect(colleague.locator("#sheet")).to_contain_text("Чекаємо на кур'єра до 15:00")
    expect(colleague.locator("#sheet")).to_contain_text("Іван Іванович")
    colleague.locator("#sheet .button.primary").click()
    expect(colleague.locator("#sheet .button.primary")).to_have_count(0)
    assert Call.objects.get().receptionist == cast.colleague
    assert shifts.current(cast.colleague) is not None


def test_notes_typed_after_the_shift_was_taken_over_are_told_not_to_be_kept(
    arrive: Arrive, cast: Cast
) -> None:
    shift = shifts.open_for(cast.receptionist)
    page = arrive("levytska")
    page.goto(page.url.partition("/desk/")[0] + "/shift/")
    shifts.close(shift)  # in another tab
    page.locator("#id_notes").fill("Ключі в охорони")
    colleague = arrive("havryliuk")
    colleague.goto(colleague.url.partition("/desk/")[0] + "/shift/")
    expect(colleague.locator("#sheet")).to_contain_text("Ключі в охорони")
    colleague.locator("#sheet .button.primary").click()
    expect(colleague.locator("#sheet .button.primary")).to_have_count(0)
    page.locator("#id_notes").fill("Ключі в шухляді")
    expect(page.locator("#notice")).to_contain_text("не зберігається")


def test_the_sounds_can_be_switched_off(arrive: Arrive, cast: Cast) -> None:
    page = arrive("levytska")
    shifts.open_for(cast.receptionist)
    page.locator("#open-me").click()
    page.locator("#sounds input[name=new_line]").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#lines")).to_contain_text("Зміна з")
    listen(page)
    call_control.ring(Kind.EXTERNAL)
    expect(page.locator("#lines .line.ringing")).to_be_visible()
    assert sounds(page) == 0


def test_whose_turn_it_is_stays_in_sight_among_many_lines(arrive: Arrive, cast: Cast) -> None:
    """The list is scrolled to the card that is open; the caller who waits longest is seen still."""
    for number in range(14):
        intake.keep(
            call_control.take(Kind.EXTERNAL, cast.receptionist), "company", f"Північ {number}"
        )
    page = arrive("levytska")
    turn = page.locator("#lines .line.turn")
    expect(turn).to_contain_text("Північ 0")
    page.locator("#lines .body").evaluate("(list) => list.scrollTo(0, list.scrollHeight)")
    expect(turn).to_be_in_viewport(ratio=0.9)
    expect(page.locator("#lines .line").last).to_be_in_viewport(ratio=0.9)
