"""Who is asked, and in what turn: those who are there, a deputy, at last the executive himself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import asking, deciders, screening
from calls.models import Call, ScreeningWish
from calls.statuses import Answer, RequestStatus
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import ask, asked, page_of, told
from tests.conftest import Cast


@pytest.fixture
def assistant(cast: Cast) -> Employee:
    return cast.person(cast.assistant)


def rings(page: Client) -> bool:
    return 'class="count"' in page.get(reverse("request-count")).text


def test_the_assistant_who_is_there_is_asked_and_not_the_executive(
    call: Call, cast: Cast, director: Employee, assistant: Employee
) -> None:
    request = ask(call, director)
    assert asked(request) == [assistant.surname]
    assert rings(page_of(cast.assistant))
    assert not rings(page_of(cast.director))


@pytest.mark.parametrize("state", [Presence.State.AWAY, Presence.State.MEETING])
def test_an_assistant_who_is_not_there_is_passed_over(
    call: Call, cast: Cast, director: Employee, assistant: Employee, state: Presence.State
) -> None:
    presence.say(assistant, state, cast.assistant)
    assert asked(ask(call, director)) == [director.surname]
    assert rings(page_of(cast.director))


def test_the_request_rolls_over_to_the_next_and_then_to_the_executive(
    call: Call, cast: Cast, director: Employee, assistant: Employee, secretary: Employee
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        request = ask(call, director)
        names = [assistant.surname, secretary.surname, director.surname]
        for place, user in enumerate((cast.assistant, cast.salesman), start=1):
            page_of(user).get(reverse("requests"))  # he has it on his screen and says nothing
            clock.shift(14)
            assert not asking.roll_over(request)
            assert asked(request) == names[:place]
            clock.shift(1)
            assert asking.roll_over(request)
            assert asked(request) == names[: place + 1]
        request.refresh_from_db()
        assert request.turn_until is None
        # Of 45 seconds 30 have passed: the executive has a turn of his own.
        assert request.deadline == timezone.now() + timedelta(seconds=15)


def test_the_last_one_asked_has_a_turn_of_his_own(
    call: Call, director: Employee, assistant: Employee
) -> None:
    ScreeningWish.objects.create(executive=director, turn_seconds=20, deadline_seconds=25)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        request = ask(call, director)
        clock.shift(20)
        assert asking.roll_over(request)
        request.refresh_from_db()
        assert request.deadline == timezone.now() + timedelta(seconds=20)


def test_nobody_waits_for_one_whose_pages_are_all_closed(
    call: Call, cast: Cast, director: Employee, assistant: Employee
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        request = ask(call, director)
        clock.shift(2)
        assert not asking.roll_over(request)
        clock.shift(1)
        assert asking.roll_over(request)
    assert asked(request) == [assistant.surname, director.surname]


def test_all_at_once_where_the_executive_wishes_it(
    call: Call, director: Employee, assistant: Employee, secretary: Employee
) -> None:
    ScreeningWish.objects.create(executive=director, together=True)
    assert set(asked(ask(call, director))) == {assistant.surname, secretary.surname}


def test_a_turn_rolls_over_once_for_whoever_notices_it(
    call: Call, director: Employee, assistant: Employee
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        request = ask(call, director)
        clock.shift(15)
        assert [asking.roll_over(request) for _ in range(3)] == [True, False, False]
    assert len(asked(request)) == 2


def test_whoever_was_not_asked_may_still_answer(call: Call, cast: Cast, director: Employee) -> None:
    request = screening.decide(ask(call, director), Answer.CONNECT, cast.director)
    assert request.status == RequestStatus.APPROVED


def test_a_deputy_decides_in_the_executives_place_until_his_last_day(
    call: Call, cast: Cast, accountant: Employee
) -> None:
    deputy = cast.person(cast.salesman)
    wish = ScreeningWish(executive=accountant, deputy=deputy, deputy_until=date(2026, 12, 5))
    deciders.set_wish(wish, cast.accountant)
    with time_machine.travel("2026-12-05 21:30+02:00", tick=False):
        assert deciders.may_decide(cast.salesman, accountant)
        request = ask(call, accountant)
        assert asked(request) == [deputy.surname]
        assert accountant.short_name[:8] in page_of(cast.salesman).get(reverse("requests")).text
        assert screening.decide(request, Answer.BUSY, cast.salesman).decided_by == cast.salesman
    with time_machine.travel("2026-12-06 00:30+02:00", tick=False):
        assert not deciders.may_decide(cast.salesman, accountant)
        assert deciders.turns(accountant, wish) == [[accountant]]


def test_where_nobody_is_there_nobody_waits(
    desk: Client, call: Call, cast: Cast, accountant: Employee
) -> None:
    presence.say(accountant, Presence.State.AWAY, cast.accountant)
    told(call)
    html = desk.post(reverse("transfer-request", args=[call.pk]), {"employee": accountant.pk}).text
    request = call.transfer_requests.get()
    assert (request.status, request.ground) == (RequestStatus.DECLINED, "absence")
    assert "не на місці" in html
    assert 'id="act-message" class="button primary"' in html


def test_the_desk_sees_that_the_request_is_on_a_screen(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    request = ask(call, director)
    card = reverse("card", args=[call.pk])
    assert "on the screen" not in desk.get(card).text
    page_of(cast.director).get(reverse("requests"))  # he was not asked: it does not count
    assert request.asked.get().seen_at is None
    page_of(cast.assistant).get(reverse("requests"))
    assert "on the screen" in desk.get(card).text


def test_the_deputy_is_set_by_the_executive_or_the_admin_and_nobody_else(
    cast: Cast, director: Employee
) -> None:
    deputy = cast.person(cast.salesman)
    url = reverse("screening", args=[director.pk])
    seconds = {"turn_seconds": 15, "deadline_seconds": 45, "clearance_seconds": 90}
    day = timezone.localdate() + timedelta(days=10)
    form = {**seconds, "mail_seconds": 10, "deputy": deputy.pk, "deputy_until": day.isoformat()}
    for user, status in ((cast.assistant, 404), (cast.accountant, 404), (cast.admin, 302)):
        assert page_of(user).post(url, form).status_code == status
    assert deciders.may_decide(cast.salesman, director)
    whose = page_of(cast.admin).get(reverse("screenings")).text
    assert url in whose
    assert deputy.short_name in whose
    cleared = {**form, "deputy": "", "deputy_until": ""}
    assert page_of(cast.director).post(url, cleared).status_code == 302
    assert not deciders.may_decide(cast.salesman, director)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"deputy_until": ""}, "deputy_until"),
        ({"deputy": ""}, "deputy"),
        ({"deputy_until": "2020-01-01"}, "deputy_until"),
        ({"deadline_seconds": "3"}, "deadline_seconds"),
    ],
)
def test_a_wrong_wish_is_told_at_its_field(
    cast: Cast, director: Employee, wrong: dict[str, str], field: str
) -> None:
    deputy = cast.person(cast.salesman)
    form = {
        "turn_seconds": "15",
        "deadline_seconds": "45",
        "clearance_seconds": "90",
        "mail_seconds": "10",
        "deputy": str(deputy.pk),
        "deputy_until": (timezone.localdate() + timedelta(days=1)).isoformat(),
    }
    page = page_of(cast.director).post(reverse("screening", args=[director.pk]), {**form, **wrong})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert not ScreeningWish.objects.exists()
