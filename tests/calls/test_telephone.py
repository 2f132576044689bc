"""A telephone exchange tells the desk what rings; nobody else can."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from calls import call_control
from calls.models import Call
from calls.statuses import Disposition, Kind, Status
from directory.models import Employee
from tests.conftest import Cast

TOKEN = "a-token-that-only-the-exchange-knows"


@pytest.fixture
def exchange(cast: Cast, settings: Settings) -> Client:
    settings.TELEPHONE_TOKEN = TOKEN
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {TOKEN}"})


def rings(exchange: Client, **told: object) -> Call:
    answer = exchange.post(reverse("telephone-ringing"), told, content_type="application/json")
    assert answer.status_code == 201
    return Call.objects.get(pk=answer.json()["call"])


def test_a_line_rings_with_its_number(exchange: Client) -> None:
    call = rings(exchange, kind="external", number="+380675550101")
    assert (call.status, call.kind, call.phone_e164) == (
        Status.RINGING,
        Kind.EXTERNAL,
        "+380675550101",
    )


def test_an_extension_says_who_calls(exchange: Client, director: Employee) -> None:
    call = rings(exchange, kind="internal", number=director.extension)
    assert call.from_employee == director
    assert rings(exchange, kind="internal", number="no such").from_employee is None


def test_a_hidden_number_is_a_call_too(exchange: Client) -> None:
    assert rings(exchange).phone == ""
    assert rings(exchange, number="\x00" * 3 + "1" * 500).phone == "1" * 60


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '"x"',
        '{"kind": "strange"}',
        '{"kind": []}',
        '{"number": 5}',
        '{"number": "\\ud800"}',
        "[" * 100_000,
    ],
)
def test_what_is_not_understood_is_told(exchange: Client, body: str) -> None:
    answer = exchange.post(reverse("telephone-ringing"), body, content_type="application/json")
    assert answer.status_code == 400
    assert "kind" in json.loads(answer.content)["error"]
    assert not Call.objects.exists()


def test_the_caller_hangs_up_before_anybody_answers(exchange: Client, cast: Cast) -> None:
    call = rings(exchange, number="+380675550101")
    url = reverse("telephone-silent", args=[call.pk])
    assert exchange.post(url).status_code == 204
    call.refresh_from_db()
    assert call.disposition == Disposition.ABANDONED
    answered = call_control.answer(rings(exchange), cast.receptionist)
    assert exchange.post(reverse("telephone-silent", args=[answered.pk])).status_code == 409
    answered.refresh_from_db()
    assert answered.status == Status.TALKING


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer є"])
def test_a_stranger_is_refused(exchange: Client, said: str) -> None:
    stranger = Client(headers={"Authorization": said} if said.isascii() else {})
    assert stranger.post(reverse("telephone-ringing")).status_code == 401
    assert not Call.objects.exists()


def test_without_a_token_there_is_no_such_address(cast: Cast, settings: Settings) -> None:
    settings.TELEPHONE_TOKEN = ""
    answer = Client(headers={"Authorization": "Bearer "}).post(reverse("telephone-ringing"))
    assert answer.status_code == 404
