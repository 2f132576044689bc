"""Several who are asked at once, and a deputy who cannot be asked himself."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import deciders, expiry, intake, screening, talks
from calls.models import Call, ScreeningWish, TransferRequest
from calls.statuses import Answer
from directory import presence
from directory.models import Employee, Presence
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
