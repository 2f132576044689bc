"""What is on the desk, in what order, and at what cost. Law 6."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import connecting, intake, screening
from calls.lines import on_the_desk
from calls.models import Call
from calls.routing import whom_to_connect
from calls.statuses import LIVE, Answer, Kind, Status
from directory.models import Employee
from tests.calls.conftest import CallIn, answered, page_of, queries, told
from tests.conftest import Cast


def test_the_directors_line_then_external_then_internal_the_longest_waiting_first(
    cast: Cast, director: Employee
) -> None:
    now = timezone.now()

    def line(status: Status, kind: Kind, minutes: int, colleague: Employee | None = None) -> Call:
        return Call.objects.create(
            status=status,
            kind=kind,
            from_employee=colleague,
            receptionist=None if status == Status.RINGING else cast.receptionist,
            status_since=now - timedelta(minutes=minutes),
        )

    hold, ringing, talking = Status.ON_HOLD, Status.RINGING, Status.TALKING
    newest_inside = line(hold, Kind.INTERNAL, 1)
    oldest_inside = line(ringing, Kind.INTERNAL, 9)
    newest_outside = line(ringing, Kind.EXTERNAL, 2)
    oldest_outside = line(hold, Kind.EXTERNAL, 8)
    spoken_with = line(talking, Kind.EXTERNAL, 30)
    of_director = line(ringing, Kind.INTERNAL, 0, director)
    assert [one.call for one in on_the_desk()] == [
        of_director,
        oldest_outside,
        newest_outside,
        spoken_with,
        oldest_inside,
        newest_inside,
    ]


@pytest.mark.parametrize("status", Status)
def test_a_call_stands_on_the_desk_until_it_ends(call_in: CallIn, status: Status) -> None:
    call = call_in(status)
    assert (call in [line.call for line in on_the_desk()]) == (status in LIVE)


def test_every_receptionist_sees_every_line(call: Call, cast: Cast) -> None:
    told(call)
    html = page_of(cast.colleague).get(reverse("lines")).text
    assert "Іван Іванович" in html
    assert cast.receptionist.shown_name in html


def test_the_line_that_is_open_is_marked(desk: Client, call: Call) -> None:
    marked = 'aria-current="true"'
    for current, is_marked in [
        (str(call.pk), True),
        ("", False),
        ("x", False),
        ("9" * 6000, False),
    ]:
        answer = desk.get(reverse("lines"), {"current": current})
        assert answer.status_code == 200
        assert (marked in answer.text) == is_marked


def test_the_desk_opens_on_the_present_call(desk: Client, call_in: CallIn, cast: Cast) -> None:
    call_in(actor=cast.colleague)
    assert 'id="call"' not in desk.get(reverse("desk")).text
    present = call_in()
    assert f'hx-get="{reverse("card", args=[present.pk])}"' in desk.get(reverse("desk")).text


def test_a_caller_is_shown_as_he_is_known(call: Call) -> None:
    for facts, title in [
        ({"phone": "067 555 01 01"}, "067 555 01 01"),
        ({"company": "Північ"}, "«Північ»"),
        ({"caller_name": "Іван"}, "Іван, «Північ»"),
    ]:
        assert told(call, **facts).title == title


def test_a_colleagues_card_has_no_buttons(call: Call, cast: Cast) -> None:
    html = page_of(cast.colleague).get(reverse("card", args=[call.pk])).text
    assert 'id="act-' not in html
    assert html.count("readonly") == 5


def test_nobody_is_found_by_nonsense_and_somebody_by_a_half_heard_word(
    desk: Client, call: Call, director: Employee
) -> None:
    url = reverse("people", args=[call.pk])
    found = desk.get(url, {"q": "мельн"}).text
    assert f'id="ask-{director.pk}"' in found
    assert f'id="connect-{director.pk}"' not in found  # law 1
    for nonsense in ("%", "_", "\\", "\0", "ґ" * 5000):
        answer = desk.get(url, {"q": nonsense})
        assert answer.status_code == 200
        assert 'id="ask-' not in answer.text


def test_each_button_of_the_list_says_whom_it_is_about(
    desk: Client, call: Call, director: Employee, salesman: Employee
) -> None:
    url = reverse("people", args=[call.pk])
    assert f'aria-label="Ask {director.full_name}"' in desk.get(url, {"q": director.surname}).text
    found = desk.get(url, {"q": salesman.surname}).text
    assert f'aria-label="Connect: {salesman.full_name}"' in found


def test_whom_the_caller_asks_for_then_those_who_decide_for_him(
    call: Call, cast: Cast, director: Employee
) -> None:
    call.asked_employee = director
    suggested = [one.employee for one in whom_to_connect(call, "")]
    assert suggested == [director, cast.person(cast.assistant)]


def test_the_number_of_queries_does_not_grow_with_the_calls(
    desk: Client, call_in: CallIn, cast: Cast, director: Employee, salesman: Employee
) -> None:
    call = answered(told(call_in()), director, cast.assistant, Answer.BUSY).call
    pages = {
        reverse("desk-call", args=[call.pk]): {},
        reverse("lines"): {},
        reverse("log"): {},
        reverse("record", args=[call.pk]): {},
        reverse("people", args=[call.pk]): {"q": "відділ"},
    }
    manager = page_of(cast.director)
    alone = [queries(desk, url, **query) for url, query in pages.items()]
    screening.ask(told(call_in(actor=cast.colleague)), director, cast.colleague)
    asked_alone = queries(manager, reverse("requests"))
    for number in range(12):
        other = told(call_in(actor=(cast.receptionist, cast.colleague)[number % 2]))
        holder = other.receptionist
        assert holder is not None
        screening.ask(other, director, holder)
        connected = call_in()
        intake.ask_for(connected, salesman, cast.receptionist)
        connecting.connect(connected, salesman, cast.receptionist)
        answered(Call.objects.get(pk=call.pk), director, cast.director, Answer.BUSY)
    assert [queries(desk, url, **query) for url, query in pages.items()] == alone
    assert queries(manager, reverse("requests")) == asked_alone
