"""Nothing that axe calls a violation, in any state of the screens of a decision, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from calls import screening
from calls.models import Call, StandingRule, TransferRequest
from calls.standing_rules import Subject, add
from directory import presence
from directory.models import Presence
from tests.browser.conftest import Arrive
from tests.browser.expecting import expect
from tests.browser.steps import announced_call
from tests.conftest import Cast

PHONE = {"viewport": {"width": 390, "height": 844}}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(autouse=True)
def assistant_is_out(transactional_db: None, cast: Cast) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["uk-UA", "en-GB"])
def test_the_managers_pages(arrive: Arrive, cast: Cast, scheme: str, language: str) -> None:
    look = {"color_scheme": scheme, "locale": language, "reduced_motion": "reduce"}
    director, receptionist = arrive("melnyk", **PHONE, **look), arrive("levytska")
    assert violations(director) == []
    announced_call(receptionist)
    director.locator(".decision").wait_for()
    assert violations(director) == []
    director.locator(".more summary").click()
    assert violations(director) == []
    for menu in ("later", "give"):
        director.locator(f"[popovertarget^={menu}-]").click()
        director.locator(".menu:popover-open button").first.wait_for()
        assert violations(director) == []
        director.keyboard.press("Escape")
    director.locator("button[value=busy]").click()
    expect(director.locator(".decision")).to_have_count(0)
    assert violations(director) == []
    add(
        cast.person(cast.director),
        always=True,
        subject=Subject.COMPANY,
        value="Північ",
        actor=cast.director,
    )
    assert StandingRule.objects.exists()
    for address in ("/requests/decided/", f"/screening/{cast.person(cast.director).pk}/"):
        director.goto(address)
        assert violations(director) == [], address
    director.locator("#id_deputy_until").fill("2020-01-01")
    director.locator("button.primary").click()
    director.locator(".hint").first.wait_for()
    assert violations(director) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_through_a_decision(arrive: Arrive, cast: Cast, scheme: str) -> None:
    receptionist = arrive("levytska", color_scheme=scheme, reduced_motion="reduce")
    announced_call(receptionist)
    receptionist.locator("#act-withdraw").wait_for()
    assert violations(receptionist) == []
    answers = (
        ("approved", screening.Reply(screening.Answer.CONNECT), "#act-connect"),
        ("declined", screening.Reply(screening.Answer.BUSY, reason="Зайнятий"), "#act-message"),
    )
    for _name, reply, seen in answers:
        request = TransferRequest.objects.latest("pk")
        screening.decide(request, reply, cast.director)
        receptionist.locator(seen).wait_for()
        assert violations(receptionist) == []
        TransferRequest.objects.filter(pk=request.pk).update(clearance_until=None)  # it is over
        call = Call.objects.get(pk=request.call_id)
        screening.ask(call, cast.person(cast.director), cast.receptionist)
        receptionist.locator("#act-withdraw").wait_for()
    request = TransferRequest.objects.latest("pk")
    TransferRequest.objects.filter(pk=request.pk).update(deadline=request.requested_at)
    receptionist.reload()
    receptionist.locator("#act-promise").click()
    assert violations(receptionist) == []
