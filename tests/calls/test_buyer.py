"""A buyer whom nobody can take now: somebody owes him a call, and he is not let go. Law 3."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import buyer as buyers
from calls import call_control, connecting, expiry, messages, promises, screening
from calls.models import Call, Promise, TransferRequest
from calls.refusals import Refused
from calls.routing import offer
from calls.statuses import Answer, Disposition, Kind, Purpose, Status
from directory import presence
from directory.models import Department, Employee, Presence
from tests.calls.buying import buyer, everybody_busy, sales_people
from tests.calls.conftest import told
from tests.conftest import Cast

NUMBER = "067 555 01 01"
WITH_NOTHING = [Disposition.ANSWERED, Disposition.TURNED_AWAY, Disposition.OFFER_BY_MAIL]


@pytest.fixture
def unserved(call: Call) -> Call:
    everybody_busy()
    return buyer(call)


def post(desk: Client, what: str, call: Call, **told_: object) -> tuple[int, str]:
    answer = desk.post(reverse(what, args=[call.pk]), told_)
    call.refresh_from_db()
    return answer.status_code, answer.text


def test_law_3_one_key_promises_a_call_back_that_somebody_owns(
    desk: Client, unserved: Call
) -> None:
    html = desk.get(reverse("card", args=[unserved.pk])).text
    assert 'id="act-owe"' in html
    moment = promises.offered_times()[0]
    status, html = post(desk, "promise", unserved, call_back_at=moment.isoformat())
    made = Promise.objects.get()
    assert (status, made.call, made.due_at) == (200, unserved, moment)
    assert made.owner.is_head
    assert made.owner.department == offer(unserved).people[0].employee.department
    assert made.owner.short_name in html


def test_the_number_is_asked_for_and_the_phrase_says_when(desk: Client, unserved: Call) -> None:
    html = desk.get(reverse("card", args=[unserved.pk])).text
    assert "За яким номером вам передзвонити?" in html
    moment = promises.offered_times()[0]
    html = post(desk, "promise", unserved, call_back_at=moment.isoformat())[1]
    assert 'id="hint-phone"' in html
    assert "data-focus" in html  # and the hands are taken there
    assert post(desk, "ending", unserved, disposition="call_back")[0] == 422
    html = post(desk, "keep", unserved, phone=NUMBER)[1]
    owner = Promise.objects.get().owner
    local = timezone.localtime(moment).strftime("%-H:%M")
    said = html.split("<blockquote")[1].split("</blockquote>")[0]
    assert owner.position in said
    assert local in said
    assert "067 555 0101" in said
    assert post(desk, "ending", unserved, disposition="call_back")[0] == 200
    assert unserved.disposition == Disposition.CALL_BACK


def test_the_phrase_says_when_before_it_is_promised(desk: Client, unserved: Call) -> None:
    html = post(desk, "keep", unserved, phone=NUMBER)[1]
    said = html.split("<blockquote")[1].split("</blockquote>")[0]
    assert promises.offered_times()[0].strftime("%-H:%M") in said


def test_the_receptionist_may_choose_whose_it_is(
    desk: Client, unserved: Call, salesman: Employee
) -> None:
    moment = promises.offered_times()[1].isoformat()
    post(desk, "promise", unserved, call_back_at=moment, owner=salesman.pk)
    assert Promise.objects.get().owner == salesman
    assert post(desk, "promise", unserved, call_back_at=moment, owner="999999")[0] == 404


def test_ending_as_promised_promises_it(desk: Client, unserved: Call) -> None:
    assert post(desk, "ending", unserved, disposition="call_back")[0] == 422
    assert unserved.status == Status.TALKING
    assert not Promise.objects.exists()
    post(desk, "keep", unserved, phone=NUMBER)
    assert post(desk, "ending", unserved, disposition="call_back")[0] == 200
    assert Promise.objects.get().owner.department.name == "Комерційний відділ"


def test_a_call_back_said_twice_is_one(unserved: Call, cast: Cast) -> None:
    moment = promises.offered_times()[0]
    for due_at in (moment, moment, moment + timedelta(minutes=30)):
        buyers.owe_call_back(unserved, cast.receptionist, due_at=due_at)
    assert [one.due_at for one in Promise.objects.all()] == [moment + timedelta(minutes=30)]
    told_of = [event.verb for event in unserved.events.all()].count("promised")
    assert told_of == 2  # the second click said nothing new


@pytest.mark.parametrize("disposition", WITH_NOTHING)
def test_law_3_a_buyer_is_not_let_go_without_a_question(
    desk: Client, unserved: Call, disposition: Disposition
) -> None:
    status, html = post(desk, "ending", unserved, disposition=disposition.value)
    assert (status, unserved.status) == (422, Status.TALKING)
    assert 'id="act-owe-and-end"' in html
    assert f'name="anyway" value="{disposition.value}"' in html
    assert post(desk, "ending", unserved, anyway=disposition.value)[0] == 200
    assert unserved.disposition == disposition


def test_law_3_a_buyer_whose_purpose_nobody_noted_is_one_all_the_same(
    desk: Client, unserved: Call
) -> None:
    Call.objects.filter(pk=unserved.pk).update(purpose="")
    assert post(desk, "ending", unserved, disposition="answered")[0] == 422


def test_law_3_nor_one_who_waits_for_somebody_busy(
    desk: Client, unserved: Call, salesman: Employee
) -> None:
    post(desk, "asked-employee", unserved, employee=salesman.pk)
    html = desk.get(reverse("card", args=[unserved.pk])).text
    assert 'id="act-promise"' in html
    assert post(desk, "ending", unserved, disposition="answered")[0] == 422


def test_law_3_nor_one_whom_nobody_has_picked_up(
    desk: Client, call: Call, salesman: Employee
) -> None:
    buyer(call)
    post(desk, "connection", call, employee=salesman.pk)
    post(desk, "take-back", call)
    assert presence.is_free(Employee.objects.get(pk=salesman.pk))
    assert post(desk, "ending", call, disposition="answered")[0] == 422
    post(desk, "asked-employee", call, employee=salesman.pk)
    assert post(desk, "ending", call, disposition="answered")[0] == 200, "he is tried once more"


@pytest.mark.parametrize("how", ["a no", "no answer"])
def test_law_3_nor_one_whom_a_protected_person_does_not_take(
    desk: Client, call: Call, cast: Cast, director: Employee, how: str
) -> None:
    told(call)
    request = screening.ask(buyer(call), director, cast.receptionist)
    if how == "a no":
        screening.decide(request, Answer.BUSY, cast.director)
    else:
        TransferRequest.objects.update(deadline=timezone.now())
        request.refresh_from_db()
        assert expiry.expire(request)
    assert post(desk, "ending", call, disposition="answered")[0] == 422


@pytest.mark.parametrize("what", ["promised", "message", "free", "no buyer", "internal"])
def test_nothing_is_asked_where_nobody_is_lost(
    desk: Client, unserved: Call, cast: Cast, salesman: Employee, what: str
) -> None:
    told(unserved, phone=NUMBER)
    if what == "promised":
        buyers.owe_call_back(unserved, cast.receptionist)
    elif what == "message":
        messages.begin(unserved, salesman)
        messages.take(unserved, cast.receptionist)
    elif what == "free":
        presence.say(salesman, Presence.State.FREE, None)
    elif what == "no buyer":
        Call.objects.filter(pk=unserved.pk).update(purpose=Purpose.SERVICE)
    else:
        Call.objects.filter(pk=unserved.pk).update(kind=Kind.INTERNAL)
    assert post(desk, "ending", unserved, disposition="answered")[0] == 200


def test_a_caller_who_has_hung_up_or_misdialled_is_not_asked_about(
    call_in, cast: Cast, db: None
) -> None:
    everybody_busy()
    for disposition in (Disposition.ABANDONED, Disposition.WRONG_NUMBER):
        ended = connecting.end(buyer(call_in()), disposition, cast.receptionist)
        assert ended.disposition == disposition


def test_a_call_back_is_promised_for_when_its_owner_is_free(salesman: Employee) -> None:
    first, *_rest, last = promises.offered_times()
    assert promises.soonest(salesman) == first
    for minutes in (20, 50, 300):
        free = timezone.now() + timedelta(minutes=minutes)
        presence.say(salesman, Presence.State.MEETING, None, until=free)
        due = promises.soonest(Employee.objects.get(pk=salesman.pk))
        assert due >= free
        assert due - free <= timedelta(minutes=70)
    assert due > last


def test_a_sales_side_without_people_loses_no_buyer(call: Call, cast: Cast) -> None:
    for one in sales_people():
        one.left_on = timezone.localdate()
        one.save()
    assert offer(buyer(call)).nobody_free
    made = buyers.owe_call_back(call, cast.receptionist)
    assert not made.owner.is_protected


def test_a_desk_without_anybody_says_that_somebody_must_be_chosen(db: None, cast: Cast) -> None:
    call = call_control.take(Kind.EXTERNAL, cast.receptionist)
    Employee.objects.update(left_on=timezone.localdate())
    Department.objects.update(responsibilities="")
    with pytest.raises(Refused):
        buyers.owe_call_back(call, cast.receptionist)
