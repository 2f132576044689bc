"""Days as one speaks of them: «сьогодні», «вчора», «14 листопада». Pure."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def when(moment: datetime) -> str:
    """The day of a moment, to follow a verb, in the language of the page: "on 14 November"."""
    day, today = timezone.localdate(moment), timezone.localdate()
    if day == today:
        return _("today")
    if day == today - timedelta(days=1):
        return _("yesterday")
    return _("on %(day)s") % {"day": date_format(day, "j E" if day.year == today.year else "j E Y")}
