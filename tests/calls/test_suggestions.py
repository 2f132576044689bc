"""The mind of a process, while the company changes around it."""

import threading
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from calls import connecting, suggestions
from calls.models import Call
from calls.statuses import Disposition, Purpose
from directory.models import Department
from frontdesk import bus
from tests.calls.conftest import CallIn, page_of, told
from tests.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
PLANTS = "Оранжерея"
ORCHIDS = "щодо орхідей і вазонів"


def departments(text: str) -> list[str]:
    return [one.label for one in suggestions.here.suggest(text, {}).departments]


def add_department(admin: Client) -> None:
    """As the admin does, so that it is in the history of changes."""
    answer = admin.post(
        reverse("admin:directory_department_add"),
        {"name": PLANTS, "responsibilities": "Орхідеї, вазони, полив рослин", "position": "90"},
    )
    assert answer.status_code == 302, answer.text
    assert Department.objects.filter(name=PLANTS).exists()


def test_a_card_does_without_until_the_first_mind_is_there(
    cast: Cast, call_in: CallIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for it, what is said meanwhile is true, and the card has news of it."""
    studying, studied = threading.Event(), threading.Event()

    def make(*given: Any) -> Any:
        studying.set()
        assert studied.wait(60)
        return made(*given)

    made = suggestions._make
    monkeypatch.setattr(suggestions, "_make", make)
    monkeypatch.setattr(suggestions, "here", suggestions.Here())
    call = told(call_in(), subject="хочу замовити вікна на балкон")
    desk = page_of(cast.receptionist)
    address = reverse("card", args=[call.pk])
    card = desk.get(address).text
    assert studying.wait(60)
    assert "F8" not in card
    assert 'id="spoken-no"' in card, "the caller is asked, and not told that he is put through"
    desk.post(reverse("purpose", args=[call.pk]), {"purpose": "buy"})
    assert "sells; free" in desk.get(address).text, "law 3 waits for no mind"
    Call.objects.filter(pk=call.pk).update(purpose="")
    parameters = connection.get_connection_params()
    parameters = {
        key: parameters[key] for key in parameters if key not in {"cursor_factory", "context"}
    }
    with psycopg.connect(**parameters, autocommit=True) as listening:
        listening.execute(f"LISTEN {bus.CHANNEL}")
        studied.set()
        suggestions.here.settle()
        news = [one.payload for one in listening.notifies(timeout=60, stop_after=1)]
    assert news == [f"call-{call.pk}"]
    assert "F8" in desk.get(address).text


def test_a_new_department_is_suggested_and_nobody_waits_for_it(cast: Cast) -> None:
    before = departments(ORCHIDS)
    add_department(page_of(cast.admin))
    assert departments(ORCHIDS) == before
    suggestions.here.settle()
    assert departments(ORCHIDS)[0] == PLANTS


def test_what_calls_have_taught_is_known_in_the_changed_company_too(
    cast: Cast, call_in: CallIn
) -> None:
    call = told(call_in(), subject="бумбарашки")
    connecting.end(call, Disposition.WRONG_NUMBER, cast.receptionist)
    departments("бумбарашки")
    add_department(page_of(cast.admin))
    departments("бумбарашки")
    suggestions.here.settle()
    now = suggestions.here.suggest("бумбарашки", {})
    assert PLANTS in [one.label for one in now.departments]
    assert now.purposes[0].label == Purpose.WRONG
