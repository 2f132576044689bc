"""The five answers, what goes along with them, and what the caller hears. Law 2."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import connecting, deciders, intake, promises, screening
from calls.models import Call, Phrase, Promise, TransferRequest
from calls.refusals import Overtaken, Refused
from calls.screening import Reply
from calls.statuses import Answer, Disposition, RequestStatus, Told
from directory import presence, staffing
from directory.models import Employee, Presence
from tests.calls.conftest import page_of, told
from tests.conftest import Cast

REASON = "Не хочу з ним говорити"


@pytest.fixture
def request_(call: Call, cast: Cast, director: Employee) -> TransferRequest:
    return screening.ask(told(call), director, cast.receptionist)


def reply(page: Client, request: TransferRequest, **answer: object) -> int:
    return page.post(reverse("answer", args=[request.pk]), answer).status_code


def sentence(html: str) -> str:
    found = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", html)
    assert found is not None
    return found[1]


def card(desk: Client, call: Call) -> str:
    return desk.get(reverse("card", args=[call.pk])).text


@pytest.mark.parametrize(
    ("told_", "words"),
    [
        ("meeting", "на нараді"),
        ("line", "на іншій лінії"),
        ("out", "не на місці"),
        ("unable", "не може відповісти"),
    ],
)
def test_law_2_the_caller_hears_what_was_chosen_and_never_the_reason(
    desk: Client, request_: TransferRequest, cast: Cast, told_: str, words: str
) -> None:
    page = page_of(cast.director)
    assert reply(page, request_, answer="busy", reason=REASON, told=told_) == 200
    html = card(desk, request_.call)
    assert words in sentence(html)
    assert REASON in html  # the receptionist sees it
    assert REASON not in sentence(html)
    colleague = page_of(cast.colleague).get(reverse("record", args=[request_.call_id])).text
    assert REASON not in "".join(re.findall(r"<q.*?</q>|<blockquote.*?</blockquote>", colleague))
    assert not request_.call.events.filter(detail__icontains=REASON).exists()


def test_law_1_a_yes_is_for_whoever_the_page_has_announced(
    request_: TransferRequest, cast: Cast
) -> None:
    """The company is corrected while his finger is on its way; a no needs no second look."""
    page = page_of(cast.director)
    shown = re.findall(r'name="mark" value="(\w+)"', page.get(reverse("requests")).text)
    intake.keep(request_.call, "company", "Захід")
    late = page.post(reverse("answer", args=[request_.pk]), {"answer": "connect", "mark": shown[0]})
    assert late.status_code == 409
    assert "look, and answer again" in late.text
    assert "Захід" in late.text
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING
    assert reply(page, request_, answer="busy", mark=shown[0]) == 200


def test_law_1_a_yes_to_what_is_shown_now_is_one(request_: TransferRequest, cast: Cast) -> None:
    intake.keep(request_.call, "company", "Захід")
    page = page_of(cast.director)
    shown = re.findall(r'name="mark" value="(\w+)"', page.get(reverse("requests")).text)
    assert reply(page, request_, answer="connect", mark=shown[0]) == 200
    request_.refresh_from_db()
    assert request_.status == RequestStatus.APPROVED


def test_i_shall_call_back_makes_a_promise_and_asks_for_the_number(
    desk: Client, request_: TransferRequest, cast: Cast, director: Employee
) -> None:
    at = timezone.localtime() + timedelta(hours=2)
    assert reply(page_of(cast.director), request_, call_back_at=at.isoformat()) == 200
    made = Promise.objects.get()
    assert (made.call, made.owner, made.due_at) == (request_.call, director, at)
    html = card(desk, request_.call)
    assert "За яким номером" in sentence(html)
    ending = reverse("ending", args=[request_.call_id])
    refused = desk.post(ending, {"disposition": "call_back"})
    assert refused.status_code == 422
    assert 'id="hint-phone"' in refused.text
    said = desk.post(reverse("keep", args=[request_.call_id]), {"phone": "067 555 77 01"}).text
    assert "передзвонить вам" in sentence(said)
    assert at.strftime("%-H:%M") in sentence(said)
    desk.post(ending, {"disposition": "call_back"})
    assert Call.objects.get(pk=request_.call_id).disposition == Disposition.CALL_BACK


def test_a_call_back_at_an_hour_is_the_next_such_hour(
    request_: TransferRequest, cast: Cast
) -> None:
    hour = timezone.localtime() - timedelta(hours=1)
    reply(page_of(cast.director), request_, answer="call_back", at=hour.strftime("%H:%M"))
    due = Promise.objects.get().due_at
    assert timedelta(hours=22) < due - timezone.now() < timedelta(hours=24)


@pytest.mark.parametrize(
    "answer",
    [
        {"answer": "call_back"},
        {"call_back_at": "2020-01-01T12:00:00+02:00"},
        {"answer": "give"},
    ],
)
def test_an_answer_that_lacks_something_is_refused_and_decides_nothing(
    request_: TransferRequest, cast: Cast, answer: dict[str, str]
) -> None:
    assert reply(page_of(cast.director), request_, **answer) == 422
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING
    assert not Promise.objects.exists()


@pytest.mark.parametrize("nonsense", ["2026-13-40T99:99:99+02:00", "завтра", "2026-12-01T12:00"])
def test_a_time_that_is_none_is_asked_for_again(
    request_: TransferRequest, cast: Cast, nonsense: str
) -> None:
    at = reverse("answer", args=[request_.pk])
    answer = page_of(cast.director).post(at, {"call_back_at": nonsense})
    assert answer.status_code == 422
    assert "Choose when to call back." in answer.text


def test_given_to_somebody_who_has_left_meanwhile_is_told(
    request_: TransferRequest, cast: Cast, salesman: Employee
) -> None:
    page = page_of(cast.director)
    staffing.leave(salesman, cast.admin)
    answer = page.post(reverse("answer", args=[request_.pk]), {"given_to": salesman.pk})
    assert answer.status_code == 422
    assert f"{salesman.short_name} does not work here any more." in answer.text
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING


def test_given_to_somebody_whom_the_receptionist_connects_at_once(
    desk: Client, request_: TransferRequest, cast: Cast, salesman: Employee
) -> None:
    assert reply(page_of(cast.director), request_, given_to=salesman.pk) == 200
    html = card(desk, request_.call)
    assert salesman.polite_name in sentence(html)
    assert re.search(rf'id="act-connect"[^>]*value="{salesman.pk}"', html)
    desk.post(reverse("connection", args=[request_.call_id]), {"employee": salesman.pk})
    assert Call.objects.get(pk=request_.call_id).connected_to == salesman


def test_law_1_given_to_a_protected_person_he_is_asked_himself(
    desk: Client, request_: TransferRequest, cast: Cast, accountant: Employee
) -> None:
    reply(page_of(cast.director), request_, given_to=accountant.pk)
    html = card(desk, request_.call)
    assert re.search(rf'id="act-ask"[^>]*value="{accountant.pk}"', html)
    assert 'id="act-connect"' not in html
    with pytest.raises(Refused):
        connecting.connect(request_.call, accountant, cast.receptionist)


def test_the_assistant_may_take_the_call_over(
    desk: Client, request_: TransferRequest, cast: Cast
) -> None:
    assistant = cast.person(cast.assistant)
    page = page_of(cast.assistant)
    offered = page.get(reverse("request-people", args=[request_.pk])).text
    assert f'value="{assistant.pk}"' in offered
    reply(page, request_, given_to=assistant.pk)
    desk.post(reverse("connection", args=[request_.call_id]), {"employee": assistant.pk})
    assert Call.objects.get(pk=request_.call_id).connected_to == assistant


def test_the_assistant_says_no_yes_for_one_who_has_left(
    request_: TransferRequest, cast: Cast, director: Employee
) -> None:
    presence.say(director, Presence.State.AWAY, cast.director)
    with pytest.raises(Refused, match="Мельник"):
        screening.decide(request_, Answer.CONNECT, cast.assistant)
    assert screening.decide(request_, Answer.BUSY, cast.assistant).status == "declined"


def test_he_himself_may_say_yes_wherever_he_is(
    request_: TransferRequest, cast: Cast, director: Employee
) -> None:
    presence.say(director, Presence.State.AWAY, cast.director)
    assert screening.decide(request_, Answer.CONNECT, cast.director).status == "approved"


def test_everything_decided_in_his_name_and_by_whom(request_: TransferRequest, cast: Cast) -> None:
    screening.decide(request_, Reply(Answer.BUSY, reason=REASON), cast.assistant)
    for user in (cast.director, cast.assistant):
        html = page_of(user).get(reverse("decided")).text
        assert cast.assistant.shown_name in html
        assert REASON in html
    assert REASON not in page_of(cast.accountant).get(reverse("decided")).text


def test_a_promise_is_kept_once(request_: TransferRequest, cast: Cast, director: Employee) -> None:
    at = timezone.now() + timedelta(hours=1)
    made = promises.promise(request_.call, director, at, cast.director)
    assert promises.keep(made, cast.director).kept_by == cast.director
    with pytest.raises(Overtaken):
        promises.keep(made, cast.assistant)


@pytest.mark.parametrize(
    ("answer", "heard"), [(Answer.MESSAGE, Told.MEETING), (Answer.BUSY, Told.UNABLE)]
)
def test_without_a_word_of_it_what_is_heard_goes_with_the_answer(
    request_: TransferRequest, cast: Cast, answer: Answer, heard: Told
) -> None:
    assert screening.decide(request_, answer, cast.director).told == heard
    assert deciders.wish_of(request_.executive).mode == "all"


@pytest.mark.parametrize("sets_it", ["director", "receptionist"])
def test_nobody_is_in_a_meeting_who_was_just_said_to_be_away(
    desk: Client, call: Call, cast: Cast, director: Employee, sets_it: str
) -> None:
    presence.say(director, Presence.State.AWAY, getattr(cast, sets_it), reason="sick")
    asked = screening.ask(told(call), director, cast.receptionist)
    page = page_of(cast.assistant)
    chosen = r'value="unable" checked> <span[^>]*>«Генеральний директор зараз, на жаль, не може'
    assert re.search(chosen, page.get(reverse("requests")).text)
    screening.decide(asked, Answer.BUSY, cast.assistant)
    said = sentence(card(desk, call))
    assert "не може відповісти" in said
    assert not re.search("нарад|місці|лікарнян", said), "and not a word of where he is instead"


def test_law_2_the_manager_is_shown_the_company_s_own_phrase(
    call: Call, cast: Cast, director: Employee, desk: Client
) -> None:
    Phrase.objects.create(situation="in_meeting", language="uk", text="Він зараз зайнятий.")
    asked = screening.ask(told(call), director, cast.receptionist)
    page = page_of(cast.director).get(reverse("requests")).text
    assert "«Він зараз зайнятий.»" in page
    assert 'name="told" value="" checked' in page
    screening.decide(asked, Answer.MESSAGE, cast.director)
    assert sentence(card(desk, call)) == "Він зараз зайнятий."


@pytest.mark.parametrize("moment", ["9999-12-31T23:00:00+00:00", "9999-12-31T23:59:59-12:00"])
def test_nobody_promises_anything_for_the_end_of_time(
    call: Call, cast: Cast, director: Employee, moment: str
) -> None:
    asked = screening.ask(told(call), director, cast.receptionist)
    answer = {"answer": "call_back", "call_back_at": moment}
    page = page_of(cast.director)
    assert page.post(reverse("answer", args=[asked.pk]), answer).status_code == 422
    assert page_of(cast.receptionist).get(reverse("promises")).status_code == 200
