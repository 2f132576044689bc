"""Days and hours as one speaks of them: «сьогодні», «14 листопада», «об 11:15». Pure."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _


def when(moment: datetime) -> str:
    """The day of a moment, to follow a verb, in the language of the page: "on 14 November"."""
    day, today = timezone.localdate(moment), timezone.localdate()
    if day == today:
        return _("today")
    if day == today - timedelta(days=1):
        return _("yesterday")
    return _("on %(day)s") % {"day": date_format(day, "j E" if day.year == today.year else "j E Y")}


def clock(moment: datetime, language: str | None = None, *, seconds: bool = False) -> str:
    """«о 12:00» today, «завтра о 9:00», «24 листопада о 9:30» on another day.

    In the language of the page where no other is named.
    """
    local, today = timezone.localtime(moment), timezone.localdate()
    with override(language or get_language()):
        # «о 12:00», but «об 11:00».
        pattern = pgettext("eleven", "at %(time)s") if local.hour == 11 else _("at %(time)s")
        at = pattern % {"time": date_format(local, "G:i:s" if seconds else "G:i")}
        if local.date() == today:
            return at
        if local.date() == today + timedelta(days=1):
            return _("tomorrow %(at_time)s") % {"at_time": at}
        day = date_format(local, "j E" if local.year == today.year else "j E Y")
        return _("on %(day)s %(at_time)s") % {"day": day, "at_time": at}
