"""Law 1: whoever is connected unasked has said who he is; what only his number tells is asked."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import callers, connecting, deciders, intake, screening, standing_rules
from calls.models import Call
from calls.standing_rules import Subject
from calls.statuses import Answer, Mode, RequestStatus, Status
from directory.models import Employee
from tests.calls.conftest import CallIn, answered, told
from tests.conftest import Cast

SWITCHBOARD = "067 555 01 01"


@pytest.fixture
def before(call_in: CallIn, cast: Cast, director: Employee) -> Call:
    """Koval of Pivnich has talked with the director once, from the switchboard of his company."""
    call = told(
        call_in(),
        caller_name="Іван Коваль",
        company="Північ",
        phone=SWITCHBOARD,
        subject="договір",
    )
    answered(call, director, cast.director, Answer.CONNECT)
    call.refresh_from_db()
    return connecting.connect(call, director, cast.receptionist)


@pytest.fixture
def from_there(before: Call, call_in: CallIn) -> Call:
    """Somebody calls from that number, and says what it is about, but not who he is."""
    call = told(call_in(), phone=SWITCHBOARD, subject="рахунок")
    assert (call.caller, call.caller_name, call.company) == (before.caller, "Іван Коваль", "Північ")
    return call


def let_in(cast: Cast, director: Employee, way: str) -> None:
    """The director wants this caller put through: as one he knows, or by a rule."""
    if way == "mode":
        deciders.set_mode(director, Mode.UNKNOWN, cast.director)
        return
    values = {"number": SWITCHBOARD, "person": "Іван Коваль", "company": "Північ"}
    standing_rules.add(
        director, always=True, subject=Subject(way), value=values[way], actor=cast.director
    )


def ask(desk: Client, call: Call, director: Employee) -> tuple[int, str]:
    answer = desk.post(reverse("transfer-request", args=[call.pk]), {"employee": director.pk})
    call.refresh_from_db()
    return answer.status_code, answer.text


@pytest.mark.parametrize("way", ["mode", "person", "company"])
def test_law_1_a_name_that_only_the_number_tells_connects_nobody(
    desk: Client, from_there: Call, cast: Cast, director: Employee, way: str
) -> None:
    let_in(cast, director, way)
    status, html = ask(desk, from_there, director)
    assert status == 422
    assert from_there.status == Status.TALKING
    assert not from_there.transfer_requests.exists()
    assert "Only the number tells it: ask who is calling." in html
    assert "вас представити" in html, "the name is asked for"
    assert "Will be announced:" not in html


@pytest.mark.parametrize("way", ["mode", "person", "company"])
def test_one_key_says_that_it_is_he(
    desk: Client, from_there: Call, cast: Cast, director: Employee, way: str
) -> None:
    let_in(cast, director, way)
    intake.ask_for(from_there, director, cast.receptionist)
    html = desk.get(reverse("card", args=[from_there.pk])).text
    assert "вас представити" in html, "asked before anything is pressed"
    assert 'id="caller-confirm"' in html
    assert "It is Іван Коваль, «Північ»" in html
    assert html.count('data-key="KeyV"') == 1
    html = desk.post(
        reverse("caller-chosen", args=[from_there.pk]), {"caller": from_there.caller_id}
    ).text
    assert 'id="caller-confirm"' not in html
    assert "Will be announced:" in html
    assert ask(desk, from_there, director)[0] == 200
    assert from_there.connected_to == director


def test_who_says_that_he_is_another_is_asked_about(
    desk: Client, from_there: Call, cast: Cast, director: Employee
) -> None:
    let_in(cast, director, "mode")
    told(from_there, caller_name="Степан Лис", company="Північ")
    assert ask(desk, from_there, director)[0] == 200
    assert from_there.status == Status.AWAITING


def test_the_name_typed_by_hand_is_heard(
    desk: Client, from_there: Call, cast: Cast, director: Employee
) -> None:
    let_in(cast, director, "mode")
    told(from_there, caller_name="Коваль", company="ТОВ Північ")
    assert ask(desk, from_there, director)[0] == 200
    assert from_there.connected_to == director


def test_not_he_after_all_is_unheard_again(
    desk: Client, from_there: Call, cast: Cast, director: Employee
) -> None:
    let_in(cast, director, "mode")
    assert from_there.caller is not None
    known = from_there.caller
    callers.own(from_there, known)
    callers.disown(from_there, cast.receptionist)
    assert ask(desk, from_there, director)[0] == 422
    assert not from_there.transfer_requests.exists()


def test_always_for_a_number_rests_on_the_number(
    desk: Client, from_there: Call, cast: Cast, director: Employee
) -> None:
    let_in(cast, director, "number")
    assert ask(desk, from_there, director)[0] == 200
    assert from_there.connected_to == director


def test_who_is_asked_sees_what_is_known_and_decides_himself(
    from_there: Call, cast: Cast, director: Employee
) -> None:
    request = screening.ask(from_there, director, cast.receptionist)
    assert request.status == RequestStatus.PENDING
    assert "Іван Коваль" in request.announcement
