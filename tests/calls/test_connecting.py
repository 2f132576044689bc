"""Connecting a caller with somebody, and ending a call. Laws 1 and 8."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import connecting, intake, messages, screening
from calls.models import Call, Hold
from calls.refusals import Overtaken, Refused
from calls.statuses import CHOSEN_DISPOSITIONS, Answer, Disposition, RequestStatus, Status
from directory.models import Employee
from tests.calls.conftest import FACTS, CallIn, answered, page_of, told
from tests.conftest import Cast


def connect(page: Client, call: Call, employee: Employee | str) -> tuple[int, str]:
    chosen = employee if isinstance(employee, str) else employee.pk
    answer = page.post(reverse("connection", args=[call.pk]), {"employee": chosen})
    return answer.status_code, answer.text


def end(page: Client, call: Call, disposition: str) -> int:
    url = reverse("ending", args=[call.pk])
    return page.post(url, {"disposition": disposition}).status_code


def test_a_person_who_is_not_protected_is_connected_at_once(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    status, html = connect(desk, call, salesman)
    assert status == 200
    assert salesman.full_name in html
    call.refresh_from_db()
    assert (call.status, call.disposition) == (Status.ENDED, Disposition.CONNECTED)
    assert (call.connected_to, call.clearance) == (salesman, None)
    event = call.events.last()
    assert event is not None
    assert (event.verb, event.actor, event.employee) == (
        "connected",
        cast.receptionist,
        salesman,
    )


@pytest.mark.parametrize("status", [Status.ON_HOLD, Status.AWAITING])
def test_a_caller_who_waits_is_connected_too(
    desk: Client, call_in: CallIn, salesman: Employee, status: Status
) -> None:
    call = call_in(status)
    assert connect(desk, call, salesman)[0] == 200
    call.refresh_from_db()
    assert call.connected_to == salesman
    assert not call.transfer_requests.filter(status=RequestStatus.PENDING).exists()


def test_connected_twice_is_told_and_changes_nothing(
    desk: Client, call: Call, salesman: Employee, accountant: Employee
) -> None:
    connect(desk, call, salesman)
    assert connect(desk, call, salesman)[0] == 409
    assert call.events.filter(verb="connected").count() == 1


def test_law_1_a_protected_person_is_not_connected_without_the_facts(
    desk: Client, call: Call, director: Employee
) -> None:
    status, html = connect(desk, call, director)
    assert status == 422
    assert html.count('aria-invalid="true"') == 3
    call.refresh_from_db()
    assert call.status == Status.TALKING


@pytest.mark.parametrize("answer", [None, Answer.BUSY, Answer.MESSAGE])
def test_law_1_a_protected_person_is_not_connected_without_a_yes(
    desk: Client, call: Call, cast: Cast, director: Employee, answer: Answer | None
) -> None:
    told(call)
    if answer is not None:
        answered(call, director, cast.director, answer)
    status, html = connect(desk, call, director)
    assert status == 422
    assert 'role="alert"' in html
    call.refresh_from_db()
    assert call.connected_to is None


def test_law_1_not_while_he_is_being_asked(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    asked = screening.ask(told(call), director, cast.receptionist)
    assert connect(desk, call, director)[0] == 422
    asked.refresh_from_db()
    assert asked.status == RequestStatus.PENDING


def test_law_1_a_yes_for_another_call_is_none_for_this(
    desk: Client, call: Call, call_in: CallIn, cast: Cast, director: Employee
) -> None:
    answered(told(call), director, cast.director, Answer.CONNECT)
    other = told(call_in())
    assert connect(desk, other, director)[0] == 422


def test_law_1_after_a_yes_he_is_connected(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    yes = answered(told(call), director, cast.assistant, Answer.CONNECT)
    assert connect(desk, call, director)[0] == 200
    call.refresh_from_db()
    assert (call.connected_to, call.clearance) == (director, yes)


def test_pressed_twice_after_a_yes_it_is_said_to_be_done(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    answered(told(call), director, cast.assistant, Answer.CONNECT)
    connect(desk, call, director)
    status, html = connect(desk, call, director)
    assert status == 409
    assert f"The caller is connected already: {director.short_name}." in html
    assert "holds no longer" not in html


def test_law_1_whoever_became_protected_meanwhile_is_screened(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    seen = Employee.objects.get(pk=salesman.pk)
    Employee.objects.filter(pk=salesman.pk).update(is_protected=True)
    with pytest.raises(Refused):
        connecting.connect(told(call), seen, cast.receptionist)


def test_nobody_who_has_left_is_connected(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    Employee.objects.filter(pk=salesman.pk).update(left_on="2026-01-31")
    assert connect(desk, call, salesman)[0] == 404
    with pytest.raises(Refused):
        connecting.connect(call, salesman, cast.receptionist)


@pytest.mark.parametrize("chosen", ["", "0", "-1", "abc", "²", "1\0", "9" * 40])
def test_a_person_who_is_none_is_not_found(desk: Client, call: Call, chosen: str) -> None:
    assert connect(desk, call, chosen)[0] == 404
    call.refresh_from_db()
    assert call.status == Status.TALKING


def test_a_call_that_is_none_is_not_found(desk: Client, salesman: Employee) -> None:
    for pk in (0, 999_999_999, 10**30):
        url = reverse("connection", args=[pk])
        assert desk.post(url, {"employee": salesman.pk}).status_code == 404


def test_a_colleagues_call_is_not_connected(cast: Cast, call: Call, salesman: Employee) -> None:
    status, html = connect(page_of(cast.colleague), call, salesman)
    assert status == 409
    assert cast.receptionist.shown_name in html
    call.refresh_from_db()
    assert call.connected_to is None


def test_nothing_is_left_to_say_to_one_who_talks_with_somebody_else(
    desk: Client, call: Call, salesman: Employee
) -> None:
    html = connect(desk, call, salesman)[1]
    assert "<blockquote" not in html
    assert f"Connected: {salesman.full_name}" in html
    assert ">ended<" not in html


def test_each_ending_has_a_digit_of_its_own_whatever_is_proposed(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    def menu() -> list[tuple[str, str]]:
        html = desk.get(reverse("card", args=[call.pk])).text
        buttons = re.findall(r'id="end-(\w+)"[^>]*data-menu-key="Digit(\d)"', html)
        return [(ending, digit) for ending, digit in buttons]

    def proposed() -> list[str]:
        html = desk.get(reverse("card", args=[call.pk])).text
        return re.findall(r'id="end-(\w+)"[^>]* autofocus', html)

    before = menu()
    assert ("answered", "1") in before and ("wrong_number", "7") in before
    assert proposed() == ["answered"]
    desk.post(reverse("purpose", args=[call.pk]), {"purpose": "wrong"})
    assert (menu(), proposed()) == (before, ["wrong_number"])
    desk.post(reverse("purpose", args=[call.pk]), {"purpose": "business"})
    answered(told(call), director, cast.assistant, Answer.BUSY)
    assert (menu(), proposed()) == (before, ["turned_away"])


def test_what_enter_has_chosen_is_on_the_card_until_he_is_connected(
    desk: Client, call: Call, salesman: Employee
) -> None:
    chosen = {"employee": str(salesman.pk)}
    html = desk.post(reverse("asked-employee", args=[call.pk]), chosen).text
    assert f"Chosen: {salesman.short_name}" in html and "is kept for this caller" in html
    Hold.objects.update(until=timezone.now())
    html = desk.get(reverse("card", args=[call.pk])).text
    assert f"Chosen: {salesman.short_name}" in html and "is kept for this caller" not in html
    assert f"Chosen: {salesman.short_name}" not in connect(desk, call, salesman)[1]


@pytest.mark.parametrize("disposition", CHOSEN_DISPOSITIONS)
def test_a_call_is_ended_with_how_it_ended(
    desk: Client, call: Call, salesman: Employee, disposition: Disposition
) -> None:
    told(call, phone="067 555 01 01")  # which a call-back and a message need
    messages.begin(call, salesman)
    intake.keep(call, "message_text", "просить рахунок")
    assert end(desk, call, disposition) == 200
    call.refresh_from_db()
    assert (call.status, call.disposition) == (Status.ENDED, disposition)


def test_connected_is_no_ending_to_choose(desk: Client, call: Call) -> None:
    assert end(desk, call, "connected") == 422
    assert end(desk, call, "vanished") == 404
    assert end(desk, call, "") == 404
    call.refresh_from_db()
    assert call.status == Status.TALKING


def test_ended_twice_keeps_the_first_ending(desk: Client, call: Call) -> None:
    end(desk, call, "answered")
    assert end(desk, call, "abandoned") == 409
    call.refresh_from_db()
    assert call.disposition == Disposition.ANSWERED


def test_the_manager_is_asked_no_more_when_the_caller_hangs_up(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    asked = screening.ask(told(call), director, cast.receptionist)
    assert end(desk, call, "abandoned") == 200
    asked.refresh_from_db()
    assert asked.status == RequestStatus.WITHDRAWN
    with pytest.raises(Overtaken):
        screening.decide(asked, Answer.CONNECT, cast.director)


def test_without_scripts_the_card_comes_back_as_a_page(call: Call, cast: Cast) -> None:
    page = page_of(cast.receptionist)
    answer = page.post(
        reverse("ending", args=[call.pk]), {"disposition": "answered"}, headers={"HX-Request": ""}
    )
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("desk-call", args=[call.pk]),
    )


def test_the_record_shows_who_did_what(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    answered(told(call), director, cast.assistant, Answer.CONNECT)
    connect(desk, call, director)
    html = desk.get(reverse("record", args=[call.pk]), headers={"HX-Request": ""}).text
    assert FACTS["caller_name"] in html
    assert cast.assistant.shown_name in html
    assert [event.verb for event in call.events.all()] == [
        "taken",
        "requested",
        "put",
        "approved",
        "connected",
    ]
