"""What callers of a busy hour want, and what the receptionist does about it, key by key."""

from calls.statuses import Status
from tests.browser.busy_desk import Story

TALKING, ON_HOLD = Status.TALKING, Status.ON_HOLD


def buyer() -> Story:
    hands = yield TALKING
    hands.type("KeyS", "хочу замовити вікна")
    hands.see("#purpose-buy", "F8")
    hands.press("F8")
    hands.see("#purpose-buy[aria-pressed=true]")
    hands = yield TALKING
    hands.see("#act-choose")
    hands.press("Enter")
    hands.see("#act-connect")
    hands.press("Enter")
    hands.is_over()


def seller() -> Story:
    hands = yield TALKING
    hands.type("KeyS", "пропонуємо папір для офісу")
    hands.see("#say blockquote", "Надішліть, будь ласка, вашу пропозицію")
    hands = yield TALKING
    hands.press("Alt+KeyP")
    hands.is_over()


def wrong_number() -> Story:
    hands = yield TALKING
    hands.press("Alt+Digit9")
    hands.see("#say blockquote", "помилилися номером")
    hands.end()


def message(to: str, row: int) -> Story:
    """For somebody by his name; `row`: his number, by which the page knows him."""
    hands = yield TALKING
    hands.type("KeyS", "просить передзвонити щодо рахунку")
    hands.type("KeyC", "Іван Савчук")
    hands = yield TALKING
    hands.type("Slash", to)
    hands.see(f"#people[data-query='{to}'] #note-{row}")
    hands.press("ArrowDown", "Tab", "Enter")
    hands.see("#message-send")
    yield from _leave_message()


def screened(company: str, taken: bool) -> Story:
    """For the director; `taken`: he takes the call."""
    hands = yield TALKING
    hands.type("KeyS", "зустріч на форумі")
    hands.type("KeyC", "Іван Іванович")
    hands.type("KeyO", company)
    hands = yield TALKING
    hands.type("Slash", "мельник")
    hands.see("#people[data-query='мельник'] [data-row='1']")
    hands.press("Enter")
    hands.see(".decision-state.pending")
    hands = yield TALKING
    if taken:
        hands.see("#act-connect")
        hands.press("Enter")
        hands.is_over()
    else:
        hands.see("#act-message")
        hands.press("Alt+KeyM")
        hands.see("#message-send")
        yield from _leave_message()


def hangs_up_waiting() -> Story:
    hands = yield TALKING
    hands.type("KeyC", "Нетерпляча Ольга")
    hands.press("Alt+KeyH")
    hands.see("#act-hung-up")
    hands = yield ON_HOLD
    hands.see("#act-hung-up")
    hands.press("Alt+KeyX")
    hands.is_over()


def waits_and_is_answered() -> Story:
    hands = yield TALKING
    hands.type("KeyS", "о котрій ви зачиняєтеся")
    hands.press("Alt+KeyH")
    hands.see("#act-resume")
    hands = yield TALKING
    hands.see("#act-hold")
    hands.end()


def handed_over() -> Story:
    hands = yield TALKING
    hands.type("KeyS", "питає про довідку")
    hands.press("Alt+KeyG")
    hands.see("#handing")
    hands.press("Digit1")
    hands.see("#act-take-over")
    hands = yield TALKING
    hands.see("#act-hold")
    hands.end()


def answered() -> Story:
    hands = yield TALKING
    hands.type("KeyS", "питає номер кабінету")
    hands = yield TALKING
    hands.end()


def left_unfinished() -> Story:
    """Her shift ends before the call does."""
    hands = yield TALKING
    hands.type("KeyS", "дуже довга розмова")
    hands.page.goto("/shift/")
    hands.page.keyboard.press("Escape")
    hands.page.locator("#id_notes").press_sequentially("Дзвінок не завершено")
    hands.press("Tab", "Enter")
    hands.see("main", "Ви зараз не на зміні")


def _leave_message() -> Story:
    hands = yield TALKING
    hands.see("#message-send")
    hands.press("Control+Enter")
    hands.see("#say blockquote", "передам")
    hands.end()
