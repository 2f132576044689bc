"""Opening hours: every moment is open or closed, and it is known when it opens next."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from calls.hours import Hours, Timetable
from calls.models import OpeningHours, SpecialDay
from calls.workday import timetable

NINE_TO_SIX = Hours(time(9), time(18))
WEEK = Timetable(
    week=dict.fromkeys(range(5), NINE_TO_SIX),
    special={date(2026, 12, 25): None, date(2026, 12, 31): Hours(time(9), time(13))},
)


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_open", "opens_next"),
    [
        ("2026-11-23 08:59", False, "2026-11-23 09:00"),
        ("2026-11-23 09:00", True, "2026-11-24 09:00"),
        ("2026-11-23 17:59", True, "2026-11-24 09:00"),
        ("2026-11-23 18:00", False, "2026-11-24 09:00"),
        ("2026-11-27 20:00", False, "2026-11-30 09:00"),  # Friday evening
        ("2026-11-29 12:00", False, "2026-11-30 09:00"),  # Sunday
        ("2026-12-25 12:00", False, "2026-12-28 09:00"),  # a holiday on a Friday
        ("2026-12-31 12:59", True, "2027-01-01 09:00"),
        ("2026-12-31 13:00", False, "2027-01-01 09:00"),  # a short day
    ],
)
def test_open_or_closed_and_when_next(moment: str, is_open: bool, opens_next: str) -> None:
    assert WEEK.is_open(at(moment)) == is_open
    assert WEEK.next_opening(at(moment)) == at(opens_next)


def test_a_company_without_hours_never_closes() -> None:
    for hour in range(24):
        assert Timetable().is_open(at(f"2026-11-29 {hour:02}:30"))


def test_one_that_never_opens_has_no_next_opening() -> None:
    shut = Timetable(week={0: NINE_TO_SIX}, special={})
    closed = {date(2026, 11, 1) + timedelta(days=day): None for day in range(90)}
    assert shut.next_opening(at("2026-11-23 19:00")) is not None
    assert Timetable({0: NINE_TO_SIX}, closed).next_opening(at("2026-11-23 19:00")) is None


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
weeks = st.dictionaries(st.integers(0, 6), st.just(NINE_TO_SIX), min_size=1)


@given(moments, weeks)
def test_the_next_opening_is_ahead_and_open_and_nothing_opens_before_it(
    moment: datetime, week: dict[int, Hours]
) -> None:
    table = Timetable(week)
    opening = table.next_opening(moment)
    assert opening is not None
    assert opening > moment
    assert table.is_open(opening)
    assert not table.is_open(opening - timedelta(microseconds=1))
    between = moment + (opening - moment) / 2
    assert table.next_opening(between) == opening


@pytest.mark.django_db
def test_the_hours_are_those_that_the_admin_has_set() -> None:
    monday = date(2026, 11, 23)
    assert timetable(monday).is_open(at("2026-11-22 03:00"))
    OpeningHours.objects.create(weekday=0, opens=time(9), closes=time(18))
    SpecialDay.objects.create(day=monday, opens=time(10), closes=time(12))
    SpecialDay.objects.create(day=monday + timedelta(days=7))
    table = timetable(monday)
    assert not table.is_open(at("2026-11-23 09:30"))
    assert table.is_open(at("2026-11-23 10:00"))
    assert table.on(monday + timedelta(days=7)) is None
    assert table.on(monday + timedelta(days=14)) == NINE_TO_SIX


@pytest.mark.django_db
@pytest.mark.usefixtures("in_ukrainian")
@pytest.mark.parametrize(
    "hours", [{"opens": time(9)}, {"closes": time(18)}, {"opens": time(18), "closes": time(9)}]
)
def test_a_special_day_with_half_its_hours_is_no_closed_day(hours: dict[str, time]) -> None:
    day = SpecialDay(day=date(2026, 12, 31), **hours)
    with pytest.raises(ValidationError, match="Вкажіть початок і кінець"):
        day.full_clean()
    with pytest.raises(IntegrityError, match="special_day_has_both_hours"), transaction.atomic():
        day.save()
