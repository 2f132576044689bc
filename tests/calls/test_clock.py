"""The clock of a request: on time without anybody looking, and a late answer is told so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from calls import connecting, expiry, intake, messages, promises, screening, tasks
from calls.models import Call, ScreeningWish, TransferRequest
from calls.refusals import Overtaken, Refused
from calls.statuses import Answer, Disposition, RequestStatus, Status
from directory.models import Employee
from tests.calls.conftest import CallIn, Clock, answered, page_of, told
from tests.conftest import Cast


@pytest.fixture
def request_(call: Call, cast: Cast, director: Employee, clock: Clock) -> TransferRequest:
    return screening.ask(told(call), director, cast.receptionist)


def jobs(task: str, request: TransferRequest) -> list[ProcrastinateJob]:
    every = ProcrastinateJob.objects.filter(task_name=f"calls.tasks.{task}")
    return [job for job in every if job.args.get("request") == request.pk]


def test_forty_five_seconds_unless_the_executive_says_otherwise(
    call_in: CallIn, cast: Cast, director: Employee, accountant: Employee, clock: Clock
) -> None:
    ScreeningWish.objects.create(executive=accountant, deadline_seconds=20)
    for executive, seconds in ((director, 45), (accountant, 20)):
        request = screening.ask(told(call_in()), executive, cast.receptionist)
        assert request.deadline == timezone.now() + timedelta(seconds=seconds)


def test_the_job_stands_at_the_deadline_and_does_the_rest_by_itself(
    request_: TransferRequest, clock: Clock
) -> None:
    (job,) = jobs("expire", request_)
    assert job.scheduled_at == request_.deadline
    tasks.expire(request=request_.pk)  # a moment too early changes nothing
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING
    clock.shift(45)
    tasks.expire(request=request_.pk)
    request_.refresh_from_db()
    call = Call.objects.get(pk=request_.call_id)
    assert (request_.status, request_.ground) == (RequestStatus.EXPIRED, "clock")
    assert (call.status, call.events.last().verb) == (Status.TALKING, "expired")


@pytest.mark.parametrize("page", ["card", "requests"])
def test_whoever_looks_past_the_deadline_finds_it_expired(
    desk: Client, request_: TransferRequest, cast: Cast, clock: Clock, page: str
) -> None:
    clock.shift(46)
    if page == "card":
        html = desk.get(reverse("card", args=[request_.call_id])).text
        assert 'id="act-message" class="button primary"' in html
        assert 'id="act-promise"' in html
        assert 'id="act-ask"' in html
    else:
        html = page_of(cast.director).get(reverse("requests")).text
        assert f'id="answer-{request_.pk}-' not in html
        assert "Expired" in html
    request_.refresh_from_db()
    assert request_.status == RequestStatus.EXPIRED


def test_both_screens_draw_the_same_deadline(
    desk: Client, request_: TransferRequest, cast: Cast
) -> None:
    assert request_.deadline is not None
    drawn = f'data-deadline="{request_.deadline.isoformat()}"'
    assert drawn in desk.get(reverse("card", args=[request_.call_id])).text
    assert drawn in page_of(cast.director).get(reverse("requests")).text


def late(request: TransferRequest, cast: Cast) -> str:
    page = page_of(cast.director)
    given = page.post(reverse("answer", args=[request.pk]), {"answer": "connect"})
    assert given.status_code == 409
    request.refresh_from_db()
    assert request.status != RequestStatus.APPROVED
    return given.text


def test_a_late_answer_is_told_that_the_caller_still_waits(
    request_: TransferRequest, cast: Cast, clock: Clock
) -> None:
    clock.shift(45)
    html = late(request_, cast)
    assert "The time ran out at" in html
    assert "still on the line" in html


def test_a_late_answer_is_told_of_the_message(
    request_: TransferRequest, cast: Cast, director: Employee, clock: Clock
) -> None:
    clock.shift(50)
    expiry.catch_up()
    call = told(
        Call.objects.get(pk=request_.call_id), phone="067 555 77 01", message_text="Вітання"
    )
    messages.begin(call, director)
    messages.take(call, cast.receptionist)
    assert "has left a message" in late(request_, cast)


def test_a_late_answer_is_told_of_the_promise_the_connection_and_the_end(
    call_in: CallIn, cast: Cast, director: Employee, salesman: Employee, clock: Clock
) -> None:
    def expired() -> TransferRequest:
        request = screening.ask(told(call_in()), director, cast.receptionist)
        clock.shift(50)
        expiry.catch_up()
        request.refresh_from_db()
        return request

    promised = expired()
    at = timezone.now() + timedelta(hours=1)
    promises.promise(promised.call, director, at, cast.receptionist)
    assert "promised a call-back" in late(promised, cast)
    connected = expired()
    connecting.connect(connected.call, salesman, cast.receptionist)
    assert salesman.short_name in late(connected, cast)
    gone = expired()
    connecting.end(gone.call, Disposition.TURNED_AWAY, cast.receptionist)
    assert "The call is over: turned away" in late(gone, cast)


def test_the_caller_hung_up(request_: TransferRequest, cast: Cast) -> None:
    connecting.end(request_.call, Disposition.ABANDONED, cast.receptionist)
    assert "The caller has hung up." in late(request_, cast)


def test_the_desk_promises_a_call_back_where_nobody_answered(
    desk: Client, request_: TransferRequest, director: Employee, clock: Clock
) -> None:
    clock.shift(45)
    at = timezone.localtime() + timedelta(hours=1)
    url = reverse("promise", args=[request_.call_id])
    html = desk.post(url, {"call_back_at": at.isoformat()}).text
    assert request_.call.promises.get().owner == director
    assert 'id="act-call-back"' in html
    assert desk.post(url, {"call_back_at": "колись"}).status_code == 422


def test_a_correction_goes_to_the_managers_page_and_says_so(
    desk: Client, request_: TransferRequest, cast: Cast
) -> None:
    page = page_of(cast.director)
    assert "Corrected by the receptionist" not in page.get(reverse("requests")).text
    desk.post(reverse("keep", args=[request_.call_id]), {"company": "Захід"})
    html = page.get(reverse("requests")).text
    assert "«Захід»" in html
    assert "Corrected by the receptionist" in html
    desk.post(reverse("keep", args=[request_.call_id]), {"company": "Захід-Буд"})
    verbs = [event.verb for event in request_.call.events.all()]
    assert verbs.count("corrected") == 1
    screening.decide(request_, Answer.BUSY, cast.director)
    assert "«Захід-Буд»" in request_.call.events.last().detail["announcement"]


def test_what_is_not_announced_is_no_correction(request_: TransferRequest, cast: Cast) -> None:
    intake.keep(request_.call, "phone", "067 555 77 01")
    request_.refresh_from_db()
    assert request_.corrected_at is None


def test_a_yes_that_is_not_used_in_time_lapses(
    desk: Client, request_: TransferRequest, cast: Cast, director: Employee, clock: Clock
) -> None:
    screening.decide(request_, Answer.CONNECT, cast.director)
    (job,) = jobs("lapse", request_)
    assert job.scheduled_at == request_.clearance_until == timezone.now() + timedelta(seconds=90)
    clock.shift(90)
    call = Call.objects.get(pk=request_.call_id)
    with pytest.raises(Overtaken):
        connecting.connect(call, director, cast.receptionist)
    tasks.lapse(request=request_.pk)
    html = desk.get(reverse("card", args=[call.pk])).text
    assert "holds no longer" in html
    assert 'id="act-ask"' in html
    assert 'id="act-connect"' not in html
    assert call.events.last().verb == "lapsed"


def test_a_yes_that_was_used_stays(
    request_: TransferRequest, cast: Cast, director: Employee, clock: Clock
) -> None:
    screening.decide(request_, Answer.CONNECT, cast.director)
    connecting.connect(Call.objects.get(pk=request_.call_id), director, cast.receptionist)
    clock.shift(600)
    tasks.lapse(request=request_.pk)
    expiry.catch_up()
    request_.refresh_from_db()
    assert request_.status == RequestStatus.APPROVED


def test_law_1_a_caller_whom_nobody_answered_is_back_without_a_clearance(
    desk: Client, call: Call, cast: Cast, director: Employee, clock: Clock
) -> None:
    answered(told(call), director, cast.director, Answer.CONNECT)
    call.refresh_from_db()
    connecting.connect(call, director, cast.receptionist)
    card = reverse("card", args=[call.pk])
    assert 'id="act-take-back"' in desk.get(card).text
    html = desk.post(reverse("take-back", args=[call.pk])).text
    assert "не може підійти до телефону" in html
    assert 'id="act-message" class="button primary"' in html
    assert 'id="act-connect"' not in html
    call.refresh_from_db()
    assert (call.status, call.connected_to, call.clearance) == (Status.TALKING, None, None)
    with pytest.raises(Refused):
        connecting.connect(call, director, cast.receptionist)
    assert [event.verb for event in call.events.all()][-2:] == ["connected", "returned"]


def test_taking_back_holds_the_present_caller(
    call_in: CallIn, cast: Cast, salesman: Employee
) -> None:
    gone = connecting.connect(call_in(), salesman, cast.receptionist)
    present = call_in()
    connecting.take_back(gone, cast.receptionist)
    present.refresh_from_db()
    assert (gone.status, present.status) == (Status.TALKING, Status.ON_HOLD)


def test_what_was_connected_long_ago_stays_so(
    desk: Client, call: Call, cast: Cast, salesman: Employee, clock: Clock
) -> None:
    connecting.connect(call, salesman, cast.receptionist)
    clock.shift(181)
    assert 'id="act-take-back"' not in desk.get(reverse("card", args=[call.pk])).text
    assert desk.post(reverse("take-back", args=[call.pk])).status_code == 422


def test_what_did_not_end_in_a_connection_does_not_come_back(
    desk: Client, call: Call, cast: Cast
) -> None:
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    assert desk.post(reverse("take-back", args=[call.pk])).status_code == 409
    call.refresh_from_db()
    assert call.status == Status.ENDED
