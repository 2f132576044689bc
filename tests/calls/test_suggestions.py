"""The mind of a process, while the company changes around it."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import connecting, suggestions
from calls.statuses import Disposition, Purpose
from directory.models import Department
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
