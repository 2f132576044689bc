"""The same call again and again: a receptionist, the director, and what the caller says."""

from dataclasses import dataclass

from bench._client import Browser, session_of
from calls import call_control, connecting, intake
from calls.models import Call
from calls.statuses import Disposition, Kind
from directory.models import Employee, User

FACTS = {"caller_name": "Іван", "company": "Північ", "subject": "форум"}


@dataclass
class Scene:
    receptionist: Browser
    director: Browser
    executive: Employee
    user: User


def scene_on(port: int) -> Scene:
    user = User.objects.get(username="levytska")
    director = User.objects.get(username="melnyk")
    executive = Employee.objects.get(user=director)
    return Scene(
        Browser(port, session_of(user)), Browser(port, session_of(director)), executive, user
    )


def announced_call(user: User) -> Call:
    """A call that its receptionist may ask the director about."""
    call = call_control.take(Kind.EXTERNAL, user)
    for field, said in FACTS.items():
        call = intake.keep(call, field, said)
    return call


def end(call: Call, user: User) -> None:
    call.refresh_from_db()
    connecting.end(call, Disposition.ANSWERED, user)


def percentile(times: list[float], percent: int) -> float:
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 2)
