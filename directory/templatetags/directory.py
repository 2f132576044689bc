"""What the directory's templates say that a model cannot."""

from datetime import time

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import presence
from directory.models import Employee, Presence
from directory.phones import international

register = template.Library()


@register.simple_tag
def presence_of(employee: Employee) -> Presence:
    """Where he is now."""
    return presence.of(employee)


@register.filter
def until_when(now: Presence) -> str:
    """«until 11:30» today, «from 25.11» of a whole day's absence, «until 25.11 14:00» else."""
    if now.until is None:
        return ""
    moment = timezone.localtime(now.until)
    hour = date_format(moment, "H:i")
    if moment.date() == timezone.localdate():
        return _("until %(time)s") % {"time": hour}
    day = date_format(moment, "d.m")
    if moment.time() == time.min:
        return _("from %(date)s") % {"date": day}
    return _("until %(date)s %(time)s") % {"date": day, "time": hour}


@register.filter
def minutes(number: int) -> str:
    """«30 min», «1 h»."""
    if number % 60:
        return _("%(number)s min") % {"number": number}
    return _("%(number)s h") % {"number": number // 60}


@register.filter
def phone_number(kept: str) -> str:
    """A number the way it is read aloud."""
    return international(kept)


@register.filter
def counted_people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}
