"""What fills the blanks of a phrase on one call, in the caller's language."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from shevchenko import GrammaticalGender, detect_gender

from calls import numbers
from calls.days import clock
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
    number = call.reached_at
    return {
        "caller": address(call.called) if ukrainian else latin(call.called),
        "company": call.company if ukrainian else latin(call.company),
        "our_company": name,
        "our_email": company.offers_email,
        "receptionist": answering if ukrainian else latin(answering),
        "phone": numbers.shown(number) if numbers.can_be_called(number) else "",
        "greeting": greeting(timezone.localtime(), call.language),
        "wish": wish(timezone.localtime(), call.language),
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
    # A position is written in one language only. A name can be spelt in Latin letters; «Головний
    # бухгалтер» has to be translated, and until it is, a phrase does without it.
    position = person.position if latin(person.position) == person.position else ""
    return {"employee": name, "position": position, "them": "her" if woman else "him"}


_EVENING = 18  # the hour from which one greets with it, and wishes it at the end


def greeting(moment: datetime, language: str) -> str:
    """How one greets at that hour of the local day."""
    with override(language):
        if moment.hour < 11:
            return _("Good morning")
        return _("Good afternoon") if moment.hour < _EVENING else _("Good evening")


def wish(moment: datetime, language: str) -> str:
    """What one wishes at the end of a call at that hour: «Гарного дня», «Гарного вечора»."""
    with override(language):
        return _("Have a good day") if moment.hour < _EVENING else _("Have a good evening")
