"""A seller costs nobody's time: one key says where to write, notes it, ends the call. Law 4."""

import re

from django.test import Client
from django.urls import reverse

from calls.models import Call, Lesson
from calls.statuses import Disposition, Purpose, Status
from directory.models import Company, Employee
from tests.calls.conftest import CallIn, told
from tests.conftest import Cast

FACTS = {"caller_name": "Петро Гук", "company": "Папір", "subject": "пропонуємо папір"}


def test_law_4_one_key_tells_him_notes_it_and_ends_the_call(desk: Client, call: Call) -> None:
    told(call, **FACTS)
    html = desk.post(reverse("offer-by-mail", args=[call.pk])).text
    call.refresh_from_db()
    assert (call.status, call.disposition) == (Status.ENDED, Disposition.OFFER_BY_MAIL)
    assert call.purpose == Purpose.SELL
    assert Company.ours().offers_email in html, "the receptionist still reads it to him"
    assert Lesson.objects.get(call=call).purpose == Purpose.SELL


def test_law_4_what_he_was_told_shows_the_next_time(
    desk: Client, call: Call, call_in: CallIn
) -> None:
    told(call, **FACTS)
    desk.post(reverse("offer-by-mail", args=[call.pk]))
    html = desk.get(reverse("card", args=[told(call_in(), **FACTS).pk])).text
    assert "offered something 1 time" in html
    assert "was asked today to send it by e-mail" in html


def test_law_4_the_seller_who_asks_for_the_director_is_asked_to_write(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    told(call, subject="пропонуємо папір")
    html = desk.post(reverse("asked-employee", args=[call.pk]), {"employee": director.pk}).text
    assert Company.ours().offers_email in html
    assert "act-offer" in html


def test_once_ended_there_is_nothing_more_to_end(desk: Client, call: Call) -> None:
    desk.post(reverse("offer-by-mail", args=[call.pk]))
    assert desk.post(reverse("offer-by-mail", args=[call.pk])).status_code == 409


def test_the_caller_says_whether_he_has_spoken_before(desk: Client, call: Call) -> None:
    told(call, subject="ну я щодо того питання")
    page = reverse("card", args=[call.pk])
    assert 'id="spoken-no"' in desk.get(page).text
    html = desk.post(reverse("spoken-before", args=[call.pk]), {"spoken": "no"}).text
    call.refresh_from_db()
    assert call.spoke_before is False
    # The answer can be seen, and put right.
    assert re.search(r'id="spoken-no"[^>]*data-key="KeyV" aria-pressed="true"', html)
    assert re.search(r'id="spoken-yes"[^>]*data-key="KeyB" aria-pressed="false"', html)
    for _press in range(2):
        html = desk.post(reverse("spoken-before", args=[call.pk]), {"spoken": "yes"}).text
        assert re.search(r'id="spoken-yes"[^>]* value=""[^>]*aria-pressed="true"', html)
    html = desk.post(reverse("spoken-before", args=[call.pk]), {"spoken": ""}).text
    assert 'aria-pressed="true"' not in html
    call.refresh_from_db()
    assert call.spoke_before is None


def test_the_answer_is_not_in_the_way_once_somebody_is_chosen(
    desk: Client, call: Call, salesman: Employee
) -> None:
    told(call, subject="ну я щодо того питання")
    desk.post(reverse("spoken-before", args=[call.pk]), {"spoken": "no"})
    html = desk.post(reverse("asked-employee", args=[call.pk]), {"employee": salesman.pk}).text
    assert 'id="spoken-no"' not in html
