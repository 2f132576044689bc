"""Standing rules of a director, and a caller whom they mean."""

from django.test import Client
from django.urls import reverse

from calls import standing_rules
from calls.models import Call, StandingRule, TransferRequest
from calls.standing_rules import Subject
from directory.models import Employee
from tests.calls.conftest import FACTS, told
from tests.conftest import Cast

NUMBER = "067 555 77 01"
VALUES = {Subject.NUMBER: NUMBER, Subject.PERSON: "Іванович Іван", Subject.COMPANY: "ТОВ «Північ»"}


def caller(call: Call) -> Call:
    return told(call, **FACTS, phone="+380675557701")


def rule(
    cast: Cast, executive: Employee | None, subject: Subject = Subject.NUMBER, always: bool = True
) -> StandingRule:
    return standing_rules.add(
        executive, always=always, subject=subject, value=VALUES[subject], actor=cast.director
    )


def ask(page: Client, call: Call, executive: Employee) -> str:
    url = reverse("transfer-request", args=[call.pk])
    return page.post(url, {"employee": executive.pk}).text


def only_request(call: Call) -> TransferRequest:
    return call.transfer_requests.select_related("rule").get()
