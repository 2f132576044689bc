"""What fills the blanks of a phrase on one call, in the caller's language."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from shevchenko import GrammaticalGender, detect_gender

from calls import numbers
from calls.models import Call
from directory.latin import latin
from directory.models import Company, Employee
from directory.vocative import address


def blanks(
    call: Call,
    about: Employee | None,
    moment: datetime | None,
    opens_at: datetime | None = None,
) -> dict[str, str]:
    """All that a phrase may say on this call; what isn't known is empty.

    `about` is whom the sentence speaks of, `moment` the time it names, `opens_at` when the company
    opens, where it is closed.
    """
    company = Company.ours()
    ukrainian = call.language == "uk"
    receptionist = call.receptionist.person if call.receptionist else None
    name = company.name if ukrainian else company.name_en or latin(company.name)
    answering = receptionist.given_name if receptionist else ""
    return {
        "caller": address(call.called) if ukrainian else latin(call.called),
        "company": call.company if ukrainian else latin(call.company),
        "our_company": name,
        "our_email": company.offers_email,
        "receptionist": answering if ukrainian else latin(answering),
        "phone": numbers.shown(call.phone),
        "greeting": greeting(timezone.localtime(), call.language),
        "time": clock(moment, call.language) if moment else "",
        "opens_at": clock(opens_at, call.language) if opens_at else "",
        **(of_person(about, call.language) if about else {}),
    }


def of_person(person: Employee, language: str) -> dict[str, str]:
    """How a sentence speaks of a colleague."""
    known = {"givenName": person.given_name, "patronymicName": person.patronymic}
    gender = detect_gender({part: name for part, name in known.items() if name})
    woman = bool(gender) and gender.get("gender") == GrammaticalGender.FEMININE
    if language == "uk":
        them = "їй" if woman else "йому"
        return {"employee": person.polite_name, "position": person.position, "them": them}
    name = latin(f"{person.given_name} {person.surname}")
    return {"employee": name, "position": person.position, "them": "her" if woman else "him"}


def greeting(moment: datetime, language: str) -> str:
    """How one greets at that hour of the local day."""
    with override(language):
        if moment.hour < 11:
            return _("Good morning")
        return _("Good afternoon") if moment.hour < 18 else _("Good evening")


def clock(moment: datetime, language: str) -> str:
    """«о 12:00» today, «завтра о 9:00», «24 листопада о 9:30» on another day."""
    local = timezone.localtime(moment)
    with override(language):
        # «о 12:00», but «об 11:00».
        pattern = pgettext("eleven", "at %(time)s") if local.hour == 11 else _("at %(time)s")
        at = pattern % {"time": date_format(local, "G:i")}
        if local.date() == timezone.localdate():
            return at
        if local.date() == timezone.localdate() + timedelta(days=1):
            return _("tomorrow %(at_time)s") % {"at_time": at}
        return _("on %(day)s %(at_time)s") % {"day": date_format(local, "j E"), "at_time": at}
