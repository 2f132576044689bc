"""Asking a protected person: at the missing fields, by a request, with one answer. Laws 1, 2."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from calls import clearances, deciders, intake, screening
from calls.models import Call, TransferRequest
from calls.refusals import Overtaken, Refused
from calls.screening import Reply
from calls.statuses import Answer, RequestStatus, Status
from directory.models import Employee
from tests.calls.conftest import FACTS, CallIn, answered, page_of, told
from tests.conftest import Cast

ANNOUNCED = "Вам телефонує Іван Іванович, компанія «Північ», з питання зустрічі на форумі"


def ask(page: Client, call: Call, executive: Employee, **typed: str) -> tuple[int, str]:
    answer = page.post(
        reverse("transfer-request", args=[call.pk]), {"employee": executive.pk, **typed}
    )
    return answer.status_code, answer.text


def say(page: Client, request: TransferRequest, answer: str) -> tuple[int, str]:
    given = page.post(reverse("answer", args=[request.pk]), {"answer": answer})
    return given.status_code, given.text


def wrong_fields(html: str) -> set[str]:
    return set(re.findall(r'<input id="id_(\w+)"[^>]*aria-invalid="true"', html))


@pytest.fixture
def request_(call: Call, cast: Cast, director: Employee) -> TransferRequest:
    return screening.ask(told(call), director, cast.receptionist)


@pytest.mark.parametrize("missing", [{"company"}, {"subject", "caller_name"}, set(FACTS)])
def test_a_request_without_the_facts_is_refused_at_their_fields(
    desk: Client, call: Call, director: Employee, missing: set[str]
) -> None:
    known = {field: "" if field in missing else value for field, value in FACTS.items()}
    status, html = ask(desk, call, director, **known)
    assert status == 422
    assert wrong_fields(html) == missing
    call.refresh_from_db()
    assert call.asked_employee == director  # noted all the same
    assert not TransferRequest.objects.exists()


def test_a_request_goes_out_with_its_announcement(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    status, html = ask(desk, call, director, **FACTS)
    assert status == 200
    assert 'id="act-withdraw"' in html
    call.refresh_from_db()
    asked = call.transfer_requests.get()
    assert (call.status, asked.status) == (Status.AWAITING, RequestStatus.PENDING)
    assert asked.announcement == ANNOUNCED
    for who in (cast.director, cast.assistant):
        assert ANNOUNCED in page_of(who).get(reverse("requests")).text
    assert ANNOUNCED not in page_of(cast.accountant).get(reverse("requests")).text


def test_a_request_sent_twice_is_one(desk: Client, call: Call, director: Employee) -> None:
    ask(desk, call, director, **FACTS)
    status, _html = ask(desk, call, director)
    assert status == 409
    assert call.transfer_requests.count() == 1


@pytest.mark.parametrize(
    ("answer", "status", "button"),
    [
        ("connect", RequestStatus.APPROVED, "act-connect"),
        ("busy", RequestStatus.DECLINED, "act-message"),
        ("message", RequestStatus.DECLINED, "act-message"),
    ],
)
def test_an_answer_returns_the_call_to_the_receptionist(
    desk: Client, request_: TransferRequest, cast: Cast, answer: str, status: str, button: str
) -> None:
    assert say(page_of(cast.director), request_, answer)[0] == 200
    request_.refresh_from_db()
    assert (request_.status, request_.answer) == (status, answer)
    assert request_.decided_by == cast.director
    call = Call.objects.get(pk=request_.call_id)
    assert call.status == Status.TALKING
    html = desk.get(reverse("card", args=[call.pk])).text
    assert f'id="{button}" class="button primary"' in html


def test_law_2_the_reason_is_not_in_the_phrase(
    desk: Client, request_: TransferRequest, cast: Cast
) -> None:
    for answer, words in ((Answer.BUSY, "не може відповісти"), (Answer.MESSAGE, "на нараді")):
        said = []
        for reason in ("", "Набрид"):
            screening.decide(request_, Reply(answer, reason=reason), cast.director)
            html = desk.get(reverse("card", args=[request_.call_id])).text
            said += re.findall(r"<blockquote.*?</blockquote>", html)
            request_ = screening.ask(request_.call, request_.executive, cast.receptionist)
        assert said[0] == said[1]
        assert words in said[0]


def test_whoever_is_slower_is_told_who_has_answered(request_: TransferRequest, cast: Cast) -> None:
    say(page_of(cast.assistant), request_, "connect")
    status, html = say(page_of(cast.director), request_, "busy")
    assert status == 409
    assert cast.assistant.shown_name in html
    request_.refresh_from_db()
    assert (request_.answer, request_.decided_by) == ("connect", cast.assistant)


def test_an_answer_to_a_withdrawn_request_is_told_so(
    desk: Client, request_: TransferRequest, cast: Cast
) -> None:
    assert desk.post(reverse("withdrawal", args=[request_.call_id])).status_code == 200
    status, html = say(page_of(cast.director), request_, "connect")
    assert status == 409
    assert 'class="notice"' in html
    request_.refresh_from_db()
    assert (request_.status, request_.answer) == (RequestStatus.WITHDRAWN, "")
    assert Call.objects.get(pk=request_.call_id).status == Status.TALKING


def test_an_answer_that_is_none_is_refused(request_: TransferRequest, cast: Cast) -> None:
    for answer in ("", "maybe", "approved"):
        assert say(page_of(cast.director), request_, answer)[0] == 422
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING


@pytest.mark.parametrize("stranger", ["accountant", "salesman"])
def test_nobody_answers_for_another(request_: TransferRequest, cast: Cast, stranger: str) -> None:
    assert say(page_of(getattr(cast, stranger)), request_, "connect")[0] == 404
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING


def test_an_assistant_who_has_left_answers_no_more(request_: TransferRequest, cast: Cast) -> None:
    Employee.objects.filter(user=cast.assistant).update(left_on="2026-01-31")
    assert say(page_of(cast.assistant), request_, "connect")[0] == 403
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING


def test_an_answer_finds_her_talking_with_another(
    request_: TransferRequest, call_in: CallIn, cast: Cast
) -> None:
    other = call_in()
    screening.decide(request_, Answer.CONNECT, cast.director)
    other.refresh_from_db()
    call = Call.objects.get(pk=request_.call_id)
    assert (call.status, other.status) == (Status.ON_HOLD, Status.TALKING)


def test_the_request_is_still_there_to_withdraw_when_another_is_asked_for(
    desk: Client, request_: TransferRequest, cast: Cast, salesman: Employee
) -> None:
    call = Call.objects.get(pk=request_.call_id)
    intake.ask_for(call, salesman, cast.receptionist)
    assert 'id="act-withdraw"' in desk.get(reverse("card", args=[call.pk])).text
    intake.keep(call, "asked_for", "хтось")
    assert 'id="act-withdraw"' in desk.get(reverse("card", args=[call.pk])).text


def test_asked_again_after_a_no(call: Call, cast: Cast, director: Employee) -> None:
    no = answered(told(call), director, cast.director, Answer.BUSY)
    assert clearances.clearance(call, director) is None
    yes = answered(no.call, director, cast.director, Answer.CONNECT)
    assert clearances.clearance(call, director) == yes


def test_nobody_who_has_left_is_asked(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    Employee.objects.filter(pk=director.pk).update(left_on="2026-01-31")
    assert ask(desk, call, director, **FACTS)[0] == 404
    director.refresh_from_db()
    with pytest.raises(Refused):
        screening.ask(told(call), director, cast.receptionist)


def test_a_call_that_has_ended_asks_nobody(
    desk: Client, call_in: CallIn, director: Employee
) -> None:
    call = call_in(Status.ENDED)
    assert ask(desk, call, director, **FACTS)[0] == 409
    call.refresh_from_db()
    assert call.asked_employee is None


def test_a_colleagues_call_asks_nobody(cast: Cast, call: Call, director: Employee) -> None:
    status, html = ask(page_of(cast.colleague), call, director, **FACTS)
    assert status == 409
    assert cast.receptionist.shown_name in html
    call.refresh_from_db()
    assert (call.caller_name, call.asked_employee) == ("", None)


def test_assistants_are_asked_in_their_turn_then_himself(cast: Cast, director: Employee) -> None:
    assert deciders.deciders(director) == [cast.person(cast.assistant), director]


def test_withdrawn_twice(request_: TransferRequest, cast: Cast) -> None:
    screening.withdraw(request_, cast.receptionist)
    with pytest.raises(Overtaken):
        screening.withdraw(request_, cast.receptionist)
