"""Opening hours: is the company open, and when will it be. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

_FAR = 60  # days that are looked through for the next opening


@dataclass(frozen=True)
class Hours:
    """From `opens` until just before `closes`, of the local day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Timetable:
    """`week`: by the day of the week, Monday 0; a day that is missing is closed.

    `special`: days with hours of their own; None: closed. Where nothing is set at all, the
    company never closes.
    """

    week: Mapping[int, Hours] = field(default_factory=dict)
    special: Mapping[date, Hours | None] = field(default_factory=dict)

    def on(self, day: date) -> Hours | None:
        """The hours of a day; None where it is closed."""
        if day in self.special:
            return self.special[day]
        if not self.week:
            return Hours(time.min, time.max)
        return self.week.get(day.weekday())

    def is_open(self, moment: datetime) -> bool:
        """Is the company open at that moment of its local time?"""
        hours = self.on(moment.date())
        return hours is not None and hours.opens <= moment.time() < hours.closes

    def next_opening(self, moment: datetime) -> datetime | None:
        """When it opens next, in the same local time; None if not for two months."""
        for ahead in range(_FAR):
            day = moment.date() + timedelta(days=ahead)
            hours = self.on(day)
            if hours is not None:
                opening = datetime.combine(day, hours.opens, tzinfo=moment.tzinfo)
                if opening > moment:
                    return opening
        return None
