"""Time and the server's absence, with the worker running as it does in production."""

import re
import time
from collections.abc import Callable, Iterator

import pytest

from calls.models import Call, ScreeningWish, TransferRequest
from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.house import House
from tests.browser.steps import announced_call, tell
from tests.conftest import Cast

SOON = 12_000  # milliseconds for what has to wait for a clock of some seconds first


@pytest.fixture
def house(transactional_db: None, cast: Cast) -> Iterator[House]:
    """A server with its worker, in a process of its own."""
    own = House()
    own.start()
    yield own
    own.stop()


def wishes(cast: Cast, **seconds: int) -> None:
    ScreeningWish.objects.create(executive=cast.person(cast.director), **seconds)


def assistant_is_out(cast: Cast) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)


def test_it_rolls_over_to_the_executive(arrive: Arrive, house: House, cast: Cast) -> None:
    wishes(cast, turn_seconds=2)
    assistant, director, receptionist = (
        arrive(name, base_url=house.address) for name in ("savchuk", "melnyk", "levytska")
    )
    announced_call(receptionist)
    expect(assistant).to_have_title(re.compile(r"^\(1\)"))
    expect(receptionist.locator("#actions .decision-state")).to_contain_text("Савчук")
    expect(director).to_have_title(re.compile(r"^\(1\)"), timeout=SOON)
    expect(receptionist.locator("#actions .decision-state")).to_contain_text("Мельник")
    director.locator("button[value=connect]").click()
    expect(receptionist.locator("#act-connect")).to_be_visible()
    expect(assistant.locator(".decision")).to_have_count(0)


def test_the_executive_is_asked_where_the_assistant_has_no_page_open(
    arrive: Arrive, house: House, cast: Cast
) -> None:
    wishes(cast, turn_seconds=60)
    director, receptionist = (
        arrive(name, base_url=house.address) for name in ("melnyk", "levytska")
    )
    announced_call(receptionist)
    expect(director).to_have_title(re.compile(r"^\(1\)"), timeout=SOON)


def test_it_expires_on_both_screens_by_itself(arrive: Arrive, house: House, cast: Cast) -> None:
    wishes(cast, deadline_seconds=3)
    assistant_is_out(cast)
    director, receptionist = (
        arrive(name, base_url=house.address) for name in ("melnyk", "levytska")
    )
    announced_call(receptionist)
    expect(director.locator(".decision .clock i")).to_be_attached()
    expect(receptionist.locator("#actions .clock i")).to_be_attached()
    expect(receptionist.locator("#act-message")).to_be_visible(timeout=SOON)
    expect(receptionist.locator("#act-promise")).to_be_visible()
    expect(director.locator(".decision")).to_have_count(0)


def test_it_expires_though_no_page_is_open(arrive: Arrive, house: House, cast: Cast) -> None:
    wishes(cast, deadline_seconds=3)
    assistant_is_out(cast)
    receptionist = arrive("levytska", base_url=house.address)
    announced_call(receptionist)
    receptionist.locator("#act-withdraw").wait_for()
    receptionist.goto("about:blank")
    pending = TransferRequest.objects.filter(status="pending")
    _wait_until_gone(pending.exists)
    request = TransferRequest.objects.get()
    assert request.decided_at is not None
    assert request.deadline is not None
    assert request.status == "expired"
    assert (request.decided_at - request.deadline).total_seconds() < 1
    assert Call.objects.get().status == "talking"


def test_a_yes_lapses_on_the_receptionists_screen(arrive: Arrive, house: House, cast: Cast) -> None:
    wishes(cast, clearance_seconds=2)
    assistant_is_out(cast)
    director, receptionist = (
        arrive(name, base_url=house.address) for name in ("melnyk", "levytska")
    )
    announced_call(receptionist)
    director.locator("button[value=connect]").click()
    receptionist.locator("#act-connect").wait_for()
    expect(receptionist.locator("#act-ask")).to_be_visible(timeout=SOON)
    expect(receptionist.locator("#act-connect")).to_have_count(0)


def test_the_server_dies_in_the_middle_of_a_request(
    arrive: Arrive, house: House, cast: Cast
) -> None:
    """Nothing is lost, and nobody has to reload anything."""
    wishes(cast, deadline_seconds=300)
    assistant_is_out(cast)
    director, receptionist = (
        arrive(name, base_url=house.address) for name in ("melnyk", "levytska")
    )
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    for page in (director, receptionist):
        page.evaluate("document.body.dataset.never = 'reloaded'")
    house.kill()
    for page in (director, receptionist):
        expect(page.locator("#offline")).to_be_visible(timeout=SOON)
    tell(receptionist, phone="067 555 77 01")
    house.start()
    for page in (director, receptionist):
        expect(page.locator("#offline")).to_be_hidden(timeout=SOON)
    expect(director.locator(".facts-known")).to_contain_text("067 555 77 01", timeout=SOON)
    director.locator("button[value=connect]").click()
    expect(receptionist.locator("#act-connect")).to_be_visible()
    receptionist.locator("#act-connect").click()
    expect(receptionist.locator(".decision-state.ended")).to_contain_text("Мельник")
    for page in (director, receptionist):
        assert page.evaluate("document.body.dataset.never") == "reloaded"


def test_the_app_opens_by_itself_when_the_server_is_back(arrive: Arrive, house: House) -> None:
    director = arrive("melnyk", base_url=house.address, service_workers="allow")
    director.evaluate("navigator.serviceWorker.ready.then(() => true)")
    house.kill()
    director.goto("/requests/")
    expect(director.locator("h1")).to_be_visible()
    expect(director.locator("#requests")).to_have_count(0)
    house.start()
    expect(director.locator("#requests")).to_be_visible(timeout=SOON)


def test_a_request_that_waited_goes_out_though_nobody_says_so(
    arrive: Arrive, house: House, cast: Cast
) -> None:
    accountant, receptionist = (
        arrive(name, base_url=house.address) for name in ("tkachenko", "levytska")
    )
    accountant.locator("button[name=with]", has_text="Мельник").click()
    accountant.locator(".talk").wait_for()
    announced_call(receptionist, "ткаченко")
    accountant.locator(".decision.quiet").wait_for()
    presence.say(cast.person(cast.accountant), Presence.State.FREE, cast.accountant)
    expect(accountant).to_have_title(re.compile(r"^\(1\)"), timeout=SOON)


def _wait_until_gone(there_is: Callable[[], bool]) -> None:
    """Look until the worker has done it; whether it was in time is asserted after that."""
    deadline = time.monotonic() + SOON / 1000
    while there_is():
        assert time.monotonic() < deadline, "it is there still"
