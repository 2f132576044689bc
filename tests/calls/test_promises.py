"""What the house owes its callers: seen by the desk and by the owner until it is done. Law 3."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from calls import call_control, connecting, promises
from calls.models import Call, Promise
from calls.refusals import Overtaken
from calls.statuses import Disposition, Kind
from directory.models import Employee
from tests.calls.conftest import page_of, queries, told
from tests.conftest import Cast

CALLER = {
    "caller_name": "Іван Іванович",
    "company": "Північ",
    "phone": "067 555 01 01",
    "subject": "вікна для школи",
}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def owed(call: Call, cast: Cast, salesman: Employee) -> Promise:
    """A call-back that the salesman owes, after the call."""
    due_at = timezone.now() + timedelta(minutes=30)
    made = promises.promise(told(call, **CALLER), salesman, due_at, cast.receptionist)
    connecting.end(call, Disposition.CALL_BACK, cast.receptionist)
    return made


def listed(page: Client, **query: str) -> list[int]:
    html = page.get(reverse("promises"), query).text
    return [int(pk) for pk in re.findall(r'id="promise-(\d+)"', html)]


def act(page: Client, what: str, made: Promise, **told_: object) -> int:
    status = page.post(reverse(what, args=[made.pk]), told_).status_code
    made.refresh_from_db()
    return status


def test_law_3_it_stays_on_the_desk_until_it_is_done(desk: Client, owed: Promise) -> None:
    html = desk.get(reverse("promises")).text
    for fact in ("Іван Іванович, «Північ»", 'href="tel:+380675550101"', "вікна для школи"):
        assert fact in html
    assert owed.owner.full_name in html
    assert act(desk, "promise-kept", owed) == 200
    assert owed.kept_by is not None
    assert listed(desk) == []
    assert owed.call.events.last().verb == "kept"


def test_what_is_overdue_comes_first_and_is_said_so(
    desk: Client, owed: Promise, cast: Cast, salesman: Employee, clock: time_machine.Traveller
) -> None:
    other = call_control.take(Kind.EXTERNAL, cast.receptionist)
    soon = promises.promise(
        other, salesman, timezone.now() + timedelta(minutes=10), cast.receptionist
    )
    assert listed(desk) == [soon.pk, owed.pk]
    assert "overdue" not in desk.get(reverse("promises")).text
    clock.shift(timedelta(minutes=20))
    html = desk.get(reverse("promises")).text
    assert html.count('class="owed overdue"') == 1
    assert html.index(f'id="promise-{soon.pk}" class="owed overdue"') < html.index(
        f'id="promise-{owed.pk}"'
    )
    assert "</svg> overdue" in re.sub(r"\s+", " ", html)


def test_every_page_is_told_when_one_is_due(owed: Promise) -> None:
    told_later = ProcrastinateJob.objects.get(task_name="frontdesk.tell")
    assert told_later.scheduled_at == owed.due_at
    assert {"promises", f"messages-{owed.owner_id}"} <= set(told_later.args["topics"])


def test_the_header_counts_them(desk: Client, owed: Promise, clock: time_machine.Traveller) -> None:
    def count() -> str:
        return re.sub(r"<[^>]*>|\s+", " ", desk.get(reverse("promise-count")).text).strip()

    assert " ".join(count().split()) == "1 open"
    clock.shift(timedelta(minutes=31))
    assert " ".join(count().split()) == "1 open, some are overdue"
    act(desk, "promise-kept", owed)
    assert count() == ""


def test_mine_are_those_i_promised_or_owe(desk: Client, owed: Promise, cast: Cast) -> None:
    colleague = page_of(cast.colleague)
    assert listed(desk, mine="1") == [owed.pk]
    assert listed(colleague, mine="1") == []
    assert listed(colleague) == [owed.pk]
    act(desk, "promise-owner", owed, employee=Cast.person(cast.colleague).pk)
    assert listed(colleague, mine="1") == [owed.pk]


def test_somebody_else_may_be_made_to_call_back(
    desk: Client, owed: Promise, cast: Cast, director: Employee, salesman: Employee
) -> None:
    html = desk.get(reverse("promise-people", args=[owed.pk]), {"q": "кравченко"}).text
    chosen = Employee.objects.get(surname="Кравченко")
    assert f'value="{chosen.pk}"' in html
    assert act(desk, "promise-owner", owed, employee=chosen.pk) == 200
    assert owed.owner == chosen
    assert "вікна для школи" not in page_of(cast.salesman).get(reverse("inbox")).text
    assert act(desk, "promise-owner", owed, employee="nobody") == 404
    act(desk, "promise-kept", owed)
    assert act(desk, "promise-owner", owed, employee=salesman.pk) == 409


@pytest.mark.parametrize("minutes", [10, 50])
def test_one_person_owes_one_call_one_call_back_though_another_is_given_to_him(
    desk: Client, owed: Promise, cast: Cast, director: Employee, salesman: Employee, minutes: int
) -> None:
    due_at = timezone.now() + timedelta(minutes=minutes)
    his = promises.promise(owed.call, director, due_at, cast.director)
    desk.post(reverse("promise-owner", args=[his.pk]), {"employee": salesman.pk})
    (left,) = listed(desk)
    made = Promise.objects.get(pk=left)
    assert (made.owner, made.due_at) == (salesman, min(due_at, owed.due_at))
    assert page_of(cast.salesman).get(reverse("inbox")).text.count("вікна для школи") == 1
    record = desk.get(reverse("record", args=[owed.call_id])).text
    assert f"instead of {director.short_name}" in record
    # Once it is done nothing is left, of either.
    act(desk, "promise-kept", made)
    assert listed(desk) == []
    assert desk.get(reverse("promises")).text.count("Not done after all") == 1


def test_it_is_told_to_be_due_to_whoever_owes_it_now(
    owed: Promise, cast: Cast, director: Employee
) -> None:
    promises.give_to(owed, director, cast.receptionist)
    told_later = ProcrastinateJob.objects.filter(task_name="frontdesk.tell").latest("pk")
    assert told_later.scheduled_at == owed.due_at
    assert f"messages-{director.pk}" in told_later.args["topics"]


def test_what_is_done_is_not_owed_again_beside_a_newer_one(
    desk: Client, owed: Promise, cast: Cast, salesman: Employee
) -> None:
    act(desk, "promise-kept", owed)
    again = promises.promise(
        owed.call, salesman, timezone.now() + timedelta(hours=1), cast.receptionist
    )
    assert act(desk, "promise-reopened", owed) == 409
    assert listed(desk) == [again.pk]


def test_one_whose_owner_has_left_is_told_of(
    desk: Client, owed: Promise, salesman: Employee
) -> None:
    salesman.left_on = timezone.localdate()
    salesman.save()
    assert "does not work here any more" in desk.get(reverse("promises")).text


def test_done_by_a_slip_of_the_hand_is_undone(desk: Client, owed: Promise) -> None:
    act(desk, "promise-kept", owed)
    assert "Not done after all" in desk.get(reverse("promises")).text
    assert act(desk, "promise-reopened", owed) == 200
    assert listed(desk) == [owed.pk]
    assert act(desk, "promise-reopened", owed) == 409


def test_the_owner_has_it_in_his_inbox_and_says_that_it_is_done(owed: Promise, cast: Cast) -> None:
    page = page_of(cast.salesman)
    assert "вікна для школи" in page.get(reverse("inbox")).text
    assert "<b" in page.get(reverse("message-count")).text
    assert act(page_of(cast.director), "own-promise-kept", owed) == 404
    assert act(page, "own-promise-kept", owed) == 200
    assert "<b" not in page.get(reverse("message-count")).text
    assert act(page, "own-promise-kept", owed) == 409


def test_when_he_calls_again_the_card_says_who_owes_him_a_call(
    desk: Client, owed: Promise, call_in, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=40))
    again = told(call_in(), phone="067 555 01 01")
    html = desk.get(reverse("card", args=[again.pk])).text
    assert f"{owed.owner.short_name} was to call back" in html
    assert "overdue" in html
    url = reverse("caller-promise-kept", args=[again.pk])
    html = desk.post(url, {"promise": owed.pk}).text
    assert "was to call back" not in html
    owed.refresh_from_db()
    assert owed.kept_at is not None


def test_another_callers_call_back_is_not_done_from_this_card(
    desk: Client, owed: Promise, call_in
) -> None:
    other = told(call_in(), caller_name="Марія Гнатів", company="Захід", phone="067 555 99 99")
    url = reverse("caller-promise-kept", args=[other.pk])
    for pk in (owed.pk, "", "x", 10**30):
        assert desk.post(url, {"promise": pk}).status_code == 404
    owed.refresh_from_db()
    assert owed.kept_at is None


def test_done_twice_is_said_to_the_slower(desk: Client, owed: Promise, cast: Cast) -> None:
    act(desk, "promise-kept", owed)
    with pytest.raises(Overtaken):
        promises.keep(owed, cast.colleague)
    assert act(page_of(cast.colleague), "promise-kept", owed) == 409


def test_many_cost_no_more_queries_than_one(
    desk: Client, owed: Promise, cast: Cast, salesman: Employee
) -> None:
    before = queries(desk, reverse("promises"))
    for number in range(5):
        call = call_control.take(Kind.EXTERNAL, cast.receptionist)
        due_at = timezone.now() + timedelta(hours=number + 1)
        promises.promise(call, salesman, due_at, cast.receptionist)
    assert queries(desk, reverse("promises")) == before
