"""Buyers and the sales side of the demo company, for the tests of law 3."""

from calls.models import Call
from calls.statuses import Purpose
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import told

SALES = ("Комерційний відділ", "Відділ корпоративних продажів")


def sales_people() -> list[Employee]:
    return list(Employee.objects.filter(department__name__in=SALES))


def everybody_busy() -> None:
    for one in sales_people():
        presence.say(one, Presence.State.BUSY, None)


def buyer(call: Call, **facts: str) -> Call:
    """A buyer who has said so in words, and whose purpose is noted."""
    told(call, **{"subject": "хочу замовити вікна", **facts})
    Call.objects.filter(pk=call.pk).update(purpose=Purpose.BUY)
    call.refresh_from_db()
    return call
