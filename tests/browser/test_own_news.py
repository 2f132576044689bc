"""A page has what its own answers have brought, and fetches what others do. Nothing gets lost."""

import re

import pytest
from playwright.sync_api import Page, Route

from calls import intake, shifts
from calls.models import Call
from calls.statuses import Purpose
from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import on_a_call, take_call, tell
from tests.browser.test_fetches import Fetches
from tests.conftest import Cast


@pytest.fixture
def page(arrive: Arrive) -> Page:
    """The receptionist's, with a call just taken."""
    return on_a_call(arrive("levytska"))


def card(call: Call) -> str:
    return f"/calls/{call.pk}/card/"


def choose(page: Page, purpose: str) -> None:
    page.locator(f"#purpose-{purpose}").click()


def chosen(page: Page, purpose: str) -> None:
    expect(page.locator(f"#purpose-{purpose}")).to_have_attribute("aria-pressed", "true")


def test_what_a_page_has_done_it_does_not_fetch_again(arrive: Arrive, page: Page) -> None:
    call = Call.objects.get()
    colleague, second_tab = arrive("havryliuk"), page.context.new_page()
    for other in (colleague, second_tab):
        other.goto(page.url)
        other.locator("#call-title").wait_for()
    pages = [Fetches(one) for one in (page, colleague, second_tab)]
    choose(page, "existing")
    for other in (colleague, second_tab):
        chosen(other, "existing")
    assert [one.of_the_deed()[card(call)] for one in pages] == [0, 1, 1]
    tell(page, subject="рахунок за вікна")
    expect(colleague.locator("#id_subject")).to_have_value("рахунок за вікна")
    assert [one.of_the_deed()[card(call)] for one in pages] == [0, 1, 1]


def test_an_answer_that_is_lost_is_fetched(page: Page) -> None:
    """The deed is done, and its answer never comes: the news of it still does."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(re.compile("/purpose/"), lose)
    choose(page, "existing")
    chosen(page, "existing")


def test_what_another_does_meanwhile_is_fetched(page: Page, cast: Cast) -> None:
    """Another page's news comes while an own request is under way, and its answer is older."""
    call = Call.objects.get()

    def delay(route: Route) -> None:
        answer = route.fetch()
        intake.keep(Call.objects.get(pk=call.pk), "company", "Північ")
        page.wait_for_timeout(600)  # until the page has fetched what that was
        route.fulfill(response=answer)

    page.route(re.compile("/purpose/"), delay)
    with page.expect_response(re.compile("/purpose/")):
        choose(page, "existing")
    chosen(page, "existing")
    expect(page.locator("#id_company")).to_have_value("Північ")


def test_two_answers_that_overtake_each_other_leave_the_newer(page: Page, cast: Cast) -> None:
    def delay(route: Route) -> None:
        answer = route.fetch()
        # Meanwhile another button of hers is done and answered.
        intake.choose_purpose(Call.objects.get(), Purpose.EXISTING, cast.receptionist)
        with page.expect_response(re.compile("/facts/")):
            page.locator("#id_company").fill("Північ")
        route.fulfill(response=answer)

    page.route(re.compile("/purpose/"), delay)
    with page.expect_response(re.compile("/purpose/")):
        choose(page, "buy")
    expect(page.locator("#id_company")).to_have_value("Північ")
    chosen(page, "existing")


def test_the_card_is_fetched_for_the_presence_of_those_it_shows(page: Page, cast: Cast) -> None:
    call = Call.objects.get()
    salesman, assistant = cast.person(cast.salesman), cast.person(cast.assistant)
    intake.ask_for(call, salesman, cast.receptionist)
    expect(page.locator(f"#pick-{salesman.pk}")).to_be_visible()
    fetches = Fetches(page)
    assert page.locator(f"#pick-{assistant.pk}").count() == 0
    presence.say(assistant, Presence.State.MEETING, cast.assistant)
    assert fetches.of_the_deed()[card(call)] == 0
    presence.say(salesman, Presence.State.MEETING, cast.salesman)
    expect(page.locator("#people .person.first .presence")).to_have_class(re.compile("meeting"))
    assert fetches.of_the_deed()[card(call)] == 1


def test_law_3_a_buyer_sees_that_somebody_becomes_free(page: Page, cast: Cast) -> None:
    """Nobody of the sales side is free; each who could take him is news to this card."""
    call = Call.objects.get()
    intake.choose_purpose(call, Purpose.BUY, cast.receptionist)
    chosen(page, "buy")
    concerned = (page.locator("#actions").get_attribute("data-concerned") or "").split()
    people = list(presence.Employee.objects.filter(pk__in=concerned))
    for one in people:
        presence.say(one, Presence.State.AWAY, None)
    expect(page.locator("#people .none")).to_be_visible()
    presence.say(cast.person(cast.salesman), Presence.State.FREE, None)
    expect(page.locator("#people .none")).to_have_count(0)


def test_a_colleague_who_comes_can_be_handed_the_call_at_once(page: Page, cast: Cast) -> None:
    expect(page.locator("#act-hand")).to_have_count(0)
    shifts.open_for(cast.colleague)
    expect(page.locator("#act-hand")).to_be_visible()
    shifts.close(shifts.open_for(cast.colleague))
    expect(page.locator("#act-hand")).to_have_count(0)


def test_a_page_that_was_just_loaded_fetches_nothing(page: Page) -> None:
    page.reload()
    assert Fetches(page).of_the_deed() == {}


def test_what_is_typed_while_the_card_opens_is_its_first_words(arrive: Arrive) -> None:
    page = arrive("levytska")

    def slow(route: Route) -> None:
        page.keyboard.type("help")
        route.continue_()

    page.route("**/calls/new/", slow)
    take_call(page)
    page.keyboard.type("!")
    expect(page.locator("#id_subject")).to_have_value("help!")
    expect(page.locator("#id_subject")).to_be_focused()
    expect(page.locator("#id_subject[data-dirty]")).to_have_count(0)
    assert Call.objects.get().subject == "help!"


def test_a_reload_just_after_typing_shows_what_was_typed(page: Page, cast: Cast) -> None:
    for field in ("subject", "message_text"):
        if field == "message_text":
            intake.keep(Call.objects.get(), "phone", "067 555 77 31")
            page.locator(f"#note-{cast.person(cast.salesman).pk}").click()
        place = page.locator(f"#id_{field}")
        place.fill("передзвонити")
        expect(page.locator(f"#id_{field}[data-dirty]")).to_have_count(0)
        place.press_sequentially(" сьогодні")
        page.reload()
        expect(page.locator(f"#id_{field}")).to_have_value("передзвонити сьогодні")
        page.keyboard.press("Escape")
