"""Several who are asked at once, and a deputy who cannot be asked himself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import deciders, expiry, intake, screening, talks
from calls.models import Call, ScreeningWish, TransferRequest
from calls.statuses import Answer, RequestStatus, Status, Told
from directory import presence
from directory.models import Employee, Presence, User
from tests.calls.conftest import page_of, told
from tests.conftest import Cast


@pytest.fixture
def together(call: Call, cast: Cast, director: Employee, secretary: Employee) -> TransferRequest:
    """A request that was put to both assistants at once."""
    ScreeningWish.objects.create(executive=director, together=True)
    return screening.ask(told(call), director, cast.receptionist)


def test_the_desk_names_everybody_who_is_asked_and_who_has_it_on_his_screen(
    desk: Client, together: TransferRequest, cast: Cast, secretary: Employee
) -> None:
    assistant = cast.person(cast.assistant)
    page_of(cast.salesman).get(reverse("requests"))
    html = desk.get(reverse("card", args=[together.call_id])).text
    for one in (assistant, secretary):
        assert f"{one.short_name} is being asked." in html
    assert html.count("on the screen") == 1
    names = f"{assistant.short_name}, {secretary.short_name}"
    assert names in page_of(cast.director).get(reverse("requests")).text


def test_one_answer_counts_and_the_other_is_asked_no_more(
    together: TransferRequest, cast: Cast
) -> None:
    screening.decide(together, Answer.BUSY, cast.salesman)
    for user in (cast.assistant, cast.salesman, cast.director):
        assert 'id="answer-' not in page_of(user).get(reverse("requests")).text
    answer = page_of(cast.assistant).post(reverse("answer", args=[together.pk]), {"answer": "busy"})
    assert answer.status_code == 409
    assert cast.person(cast.salesman).short_name in answer.text


def test_where_neither_answers_the_executive_is_asked(
    together: TransferRequest, director: Employee
) -> None:
    with time_machine.travel(timezone.now() + timedelta(seconds=16), tick=False):
        expiry.catch_up()
    assert [one.employee for one in together.asked_now] == [director]


@pytest.fixture
def deputy(cast: Cast, accountant: Employee, director: Employee) -> Employee:
    """The director decides in the accountant's place for some days."""
    until = timezone.localdate() + timedelta(days=3)
    wish = ScreeningWish(executive=accountant, deputy=director, deputy_until=until)
    deciders.set_wish(wish, cast.accountant)
    return director


def asked(call: Call, cast: Cast, executive: Employee) -> list[Employee]:
    request = screening.ask(told(call), executive, cast.receptionist)
    return [one.employee for one in request.asked.all()]


def test_a_deputy_who_is_away_is_passed_over(
    call: Call, cast: Cast, accountant: Employee, deputy: Employee
) -> None:
    presence.say(deputy, Presence.State.AWAY, cast.director)
    assert asked(call, cast, accountant) == [accountant]


def test_law_6_a_deputy_who_talks_with_a_protected_person_is_not_asked(
    call: Call, cast: Cast, accountant: Employee, deputy: Employee
) -> None:
    other = cast.person(cast.salesman)
    Employee.objects.filter(pk=other.pk).update(is_protected=True)
    talks.begin(deputy, Employee.objects.get(pk=other.pk), cast.director)
    assert asked(call, cast, accountant) == [accountant]


@pytest.mark.parametrize("has_log_in", [True, False])
def test_a_deputy_who_cannot_log_in_is_passed_over(
    call: Call, cast: Cast, accountant: Employee, deputy: Employee, has_log_in: bool
) -> None:
    if has_log_in:
        User.objects.filter(pk=cast.director.pk).update(is_active=False)
    else:
        Employee.objects.filter(pk=deputy.pk).update(user=None)
    assert asked(call, cast, accountant) == [accountant]


def test_nobody_waits_for_a_deputy_who_cannot_log_in(
    call: Call, cast: Cast, accountant: Employee, deputy: Employee
) -> None:
    User.objects.filter(pk=cast.director.pk).update(is_active=False)
    presence.say(accountant, Presence.State.AWAY, cast.accountant)
    request = screening.ask(told(call), accountant, cast.receptionist)
    assert (request.status, request.ground) == (RequestStatus.DECLINED, "absence")
    assert request.told == Told.OUT


@pytest.fixture
def without_log_in(director: Employee) -> Employee:
    """The director answers on no screen; his assistant does."""
    Employee.objects.filter(pk=director.pk).update(user=None)
    return Employee.objects.get(pk=director.pk)


def test_of_one_without_a_log_in_only_his_assistant_is_asked(
    call: Call, cast: Cast, without_log_in: Employee
) -> None:
    assistant = cast.person(cast.assistant)
    request = screening.ask(told(call), without_log_in, cast.receptionist)
    with time_machine.travel(timezone.now() + timedelta(seconds=16), tick=False):
        expiry.catch_up()
    assert [one.employee for one in request.asked.all()] == [assistant]


def test_where_nobody_who_can_log_in_is_there_the_desk_hears_it_at_once(
    desk: Client, call: Call, cast: Cast, without_log_in: Employee
) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.MEETING, cast.assistant)
    told(call)
    html = desk.post(
        reverse("transfer-request", args=[call.pk]), {"employee": without_log_in.pk}
    ).text
    request = call.transfer_requests.get()
    assert (request.status, request.ground) == (RequestStatus.DECLINED, "absence")
    assert not request.asked.exists()
    # He is in the house: nobody says that he is not.
    assert "не на місці" not in html
    assert 'id="act-message" class="button primary"' in html


def test_nor_does_the_caller_wait_for_nobody_when_his_talk_is_over(
    call: Call, cast: Cast, without_log_in: Employee, accountant: Employee
) -> None:
    talks.begin(without_log_in, accountant, cast.accountant)
    request = screening.ask(told(call), without_log_in, cast.receptionist)
    presence.say(cast.person(cast.assistant), Presence.State.MEETING, cast.assistant)
    page_of(cast.accountant).post(reverse("talk"))
    request.refresh_from_db()
    call.refresh_from_db()
    assert (request.status, request.ground) == (RequestStatus.EXPIRED, "absence")
    assert call.status == Status.TALKING


def test_law_1_a_fact_that_is_written_anew_is_not_announced_half(
    together: TransferRequest, cast: Cast
) -> None:
    page = page_of(cast.assistant)
    before = together.announcement
    call = intake.keep(Call.objects.get(pk=together.call_id), "company", "")
    assert before in page.get(reverse("requests")).text.replace("&#x27;", "'")
    intake.keep(call, "company", "Захід")
    html = page.get(reverse("requests")).text
    assert "«Захід»" in html
    assert "Corrected by the receptionist" in html
