"""Who leaves lets nobody wait: his requests, his yes, his call-backs and messages. Law 8."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import departures, intake, log, messages, promises, screening
from calls.models import Call, Message, Promise
from calls.statuses import Answer, RequestStatus, Status
from directory import presence, staffing
from directory.models import Assistance, Employee, Presence, User
from directory.staff_file import apply, export, plan
from directory.staff_file.checks import staff_list
from tests.calls.conftest import ask, asked, page_of, told
from tests.conftest import Cast


@pytest.fixture
def successor(cast: Cast) -> Employee:
    return cast.person(cast.colleague)


def card(desk: Client, call: Call) -> str:
    return desk.get(reverse("card", args=[call.pk])).text


def test_whoever_is_asked_for_and_leaves_gives_the_caller_back_at_once(
    call: Call, cast: Cast, desk: Client, accountant: Employee
) -> None:
    request = ask(call, accountant)
    staffing.leave(accountant, cast.admin)
    shown = card(desk, call)
    assert "Ткаченко Л. В. does not work here any more. Choose somebody else." in shown
    assert f'id="ask-{accountant.pk}"' not in shown and 'id="act-ask"' not in shown
    request.refresh_from_db()
    call.refresh_from_db()
    assert request.status == RequestStatus.WITHDRAWN
    assert (call.status, call.asked_employee, call.asked_for) == (Status.TALKING, None, "")
    assert "does not work here any more" in desk.get(reverse("record", args=[call.pk])).text
    # Somebody else is chosen, and it is not said again.
    intake.ask_for(call, cast.person(cast.salesman), cast.receptionist)
    assert "Choose somebody else" not in card(desk, call)


def test_a_yes_of_one_who_leaves_is_no_yes_any_more(
    call: Call, cast: Cast, desk: Client, accountant: Employee
) -> None:
    request = screening.decide(ask(call, accountant), Answer.CONNECT, cast.accountant)
    staffing.leave(accountant, cast.admin)
    assert 'id="act-connect"' not in card(desk, call)
    request.refresh_from_db()
    assert request.status == RequestStatus.EXPIRED


def test_a_staff_file_that_ends_him_does_the_same(
    call: Call, cast: Cast, desk: Client, accountant: Employee
) -> None:
    request = ask(call, accountant)
    lines = export.csv_file().decode("utf-8-sig").splitlines()
    rest = "\n".join(line for line in lines if "Ткаченко" not in line)
    apply.apply(staff_list(rest.encode(), plan.known_departments()), by=cast.admin)
    card(desk, call)
    request.refresh_from_db()
    assert request.status == RequestStatus.WITHDRAWN


def test_when_an_assistant_leaves_the_next_one_is_asked_at_once(
    call: Call, cast: Cast, desk: Client, director: Employee
) -> None:
    assistant, second = cast.person(cast.assistant), cast.person(cast.salesman)
    Assistance.objects.create(executive=director, assistant=second, turn=5)
    with time_machine.travel(timezone.now(), tick=False):
        request = ask(call, director)
        page_of(cast.assistant).get(reverse("requests"))  # it is on his screen
        staffing.leave(assistant, cast.admin)
        assert f"{second.short_name} is being asked" in card(desk, call)
    assert asked(request) == [assistant.surname, second.surname]


def test_after_the_last_assistant_the_executive_is_asked_himself(
    call: Call, cast: Cast, desk: Client, director: Employee
) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        request = ask(call, director)
        staffing.leave(cast.person(cast.assistant), cast.admin)
        for _ in range(2):
            card(desk, call)
    assert asked(request) == ["Савчук", "Мельник"]
    request.refresh_from_db()
    assert request.status == RequestStatus.PENDING


def test_nobody_waits_where_nobody_is_left_to_answer(
    call: Call, cast: Cast, desk: Client, director: Employee
) -> None:
    presence.say(director, Presence.State.AWAY, cast.director)
    request = ask(call, director)
    staffing.leave(cast.person(cast.assistant), cast.admin)
    card(desk, call)
    request.refresh_from_db()
    call.refresh_from_db()
    assert request.status == RequestStatus.EXPIRED
    assert call.status == Status.TALKING


def test_an_assistant_whose_log_in_is_stopped_is_not_asked(
    call: Call, cast: Cast, director: Employee
) -> None:
    User.objects.filter(pk=cast.assistant.pk).update(is_active=False)
    assert asked(ask(call, director)) == [director.surname]


def test_whoever_answers_too_late_hears_why(call: Call, cast: Cast, director: Employee) -> None:
    request = ask(call, director)
    staffing.leave(director, cast.admin)
    departures.settle_requests()
    answer = page_of(cast.assistant).post(
        reverse("answer", args=[request.pk]), {"answer": "connect"}
    )
    assert "Мельник А. С. does not work here any more." in answer.text


@pytest.fixture
def owed(call: Call, cast: Cast, salesman: Employee) -> Promise:
    told(call, caller_name="Іван", phone="067 555 01 01", subject="вікна")
    due = timezone.now() + timedelta(hours=1)
    return promises.promise(call, salesman, due, cast.receptionist)


@pytest.fixture
def left(call: Call, cast: Cast, salesman: Employee, owed: Promise) -> Message:
    messages.begin(call, salesman)
    return messages.take(call, cast.receptionist)


@pytest.mark.parametrize("who", ["receptionist", "admin"])
def test_what_he_owed_is_listed_and_given_to_somebody_here(
    cast: Cast, owed: Promise, left: Message, salesman: Employee, successor: Employee, who: str
) -> None:
    page = page_of(getattr(cast, who))
    empty = page.get(reverse("left-behind")).text
    assert "Nobody waits" in empty and "067 555 01 01" not in empty
    messages.mark_read(left)
    staffing.leave(salesman, cast.admin)
    listed = page.get(reverse("left-behind")).text
    assert listed.count("067 555 01 01") == 4 and salesman.full_name in listed
    chosen = {"employee": successor.pk}
    page.post(reverse("left-promise-owner", args=[owed.pk]), chosen)
    shown = page.post(reverse("message-addressee", args=[left.pk]), chosen)
    assert "Nobody waits" in shown.text
    assert Promise.objects.get().owner == successor
    message = Message.objects.get()
    assert (message.employee, message.read_at) == (successor, None)
    assert "вікна" in page_of(cast.colleague).get(reverse("inbox")).text
    record = page_of(cast.receptionist).get(reverse("record", args=[owed.call_id])).text
    assert record.count(f"instead of {salesman.short_name}") == 2


def test_of_two_who_give_it_away_the_first_one_counts(
    cast: Cast, desk: Client, owed: Promise, left: Message, salesman: Employee, successor: Employee
) -> None:
    staffing.leave(salesman, cast.admin)
    for name, thing in (("left-promise-owner", owed), ("message-addressee", left)):
        url = reverse(name, args=[thing.pk])
        assert desk.post(url, {"employee": successor.pk}).status_code == 200
        late = desk.post(url, {"employee": cast.person(cast.director).pk})
        assert late.status_code == 409 and "Somebody has seen to this already." in late.text
    assert Promise.objects.get().owner == Message.objects.get().employee == successor


def test_those_of_his_department_are_offered_first(
    cast: Cast, desk: Client, salesman: Employee
) -> None:
    staffing.leave(salesman, cast.admin)
    url = reverse("successors", args=[salesman.pk])
    near = desk.get(url).text
    head = Employee.objects.get(department=salesman.department, is_head=True)
    assert near.index(head.full_name) == min(
        near.index(one.full_name)
        for one in Employee.objects.working().filter(department=salesman.department)
    )
    assert salesman.full_name not in near
    assert "Ткаченко Любов" in desk.get(url, {"q": "ткаченко"}).text


def test_the_admin_and_the_desk_are_led_there(
    cast: Cast, client: Client, owed: Promise, salesman: Employee
) -> None:
    client.force_login(cast.admin)
    people, pages = reverse("admin:directory_employee_changelist"), reverse("directory")
    link = f'href="{reverse("left-behind")}"'
    assert link not in client.get(people).text + client.get(pages).text
    staffing.leave(salesman, cast.admin)
    assert link in client.get(people).text
    assert link in client.get(pages).text
    assert link in page_of(cast.receptionist).get(reverse("directory")).text
    assert link not in page_of(cast.stranger).get(reverse("directory")).text


def test_every_page_of_call_backs_hears_that_another_owes_it(
    cast: Cast,
    owed: Promise,
    salesman: Employee,
    successor: Employee,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    staffing.leave(salesman, cast.admin)
    heard: set[str] = set()
    monkeypatch.setattr(promises, "tick", lambda *topics: heard.update(topics))
    departures.give_promise(owed, successor, cast.receptionist)
    assert {
        promises.TOPIC,
        log.messages_topic(successor.pk),
        log.messages_topic(salesman.pk),
    } <= heard
