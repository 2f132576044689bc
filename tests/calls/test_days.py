"""Days and hours as one speaks of them."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils.translation import override

from calls import days

NOON = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)  # in Kyiv it is two hours later


@pytest.mark.parametrize(
    ("moment", "uk", "en"),
    [
        (datetime(2026, 11, 27, 7, 15, tzinfo=UTC), "о 9:15", "at 9:15"),
        (datetime(2026, 11, 27, 9, 15, tzinfo=UTC), "об 11:15", "at 11:15"),
        (datetime(2026, 11, 28, 9, 15, tzinfo=UTC), "завтра об 11:15", "tomorrow at 11:15"),
        (datetime(2026, 11, 30, 7, 0, tzinfo=UTC), "30 листопада о 9:00", "on 30 November at 9:00"),
        (
            datetime(2027, 1, 4, 7, 0, tzinfo=UTC),
            "4 січня 2027 о 9:00",
            "on 4 January 2027 at 9:00",
        ),
    ],
)
def test_an_hour_is_said_with_its_day(moment: datetime, uk: str, en: str) -> None:
    with time_machine.travel(NOON, tick=False):
        assert days.clock(moment, "uk") == uk
        with override("en"):
            assert days.clock(moment) == en


def test_to_the_second() -> None:
    with time_machine.travel(NOON, tick=False):
        moment = datetime(2026, 11, 27, 9, 5, 7, tzinfo=UTC)
        assert days.clock(moment, "uk", seconds=True) == "об 11:05:07"
