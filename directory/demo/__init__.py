"""The demo company and its cast: what a first try-out begins with.

The log-ins have a known password, so they open nothing outside demo mode: see directory.login.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.demo import company
from directory.models import Company, Employee, User
from directory.staff_file.apply import apply
from directory.staff_file.checks import checked
from directory.staff_file.plan import known_departments

PASSWORD = "demo"  # noqa: S105 - known to everybody, and good for nothing outside demo mode

_DOMAIN = "karpatski-vikna.example"


@dataclass(frozen=True)
class CastMember:
    """Somebody to log in as. `email` is that of his employee; the admin is none."""

    username: str
    role: Promise
    email: str | None = None
    is_receptionist: bool = False
    is_admin: bool = False


CAST = (
    CastMember("levytska", _("Receptionist"), f"kh.levytska@{_DOMAIN}", is_receptionist=True),
    CastMember(
        "havryliuk", _("Second receptionist"), f"v.havryliuk@{_DOMAIN}", is_receptionist=True
    ),
    CastMember("melnyk", _("Director"), f"a.melnyk@{_DOMAIN}"),
    CastMember("savchuk", _("Director's assistant"), f"o.savchuk@{_DOMAIN}"),
    CastMember("tkachenko", _("Chief accountant"), f"l.tkachenko@{_DOMAIN}"),
    CastMember("hnatiuk", _("Deputy director"), f"r.hnatiuk@{_DOMAIN}"),
    CastMember("bondarenko", _("Sales manager"), f"yu.bondarenko@{_DOMAIN}"),
    CastMember("ostapenko", _("Service dispatcher"), f"z.ostapenko@{_DOMAIN}"),
    CastMember("admin", _("Administrator"), is_admin=True),
)


def load() -> bool:
    """Load the company and its log-ins into an empty database; False where it is not empty.

    Raises ImproperlyConfigured outside demo mode.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("The demo company is loaded in demo mode only: FRONTDESK_DEMO=1")
    with transaction.atomic():
        if Employee.objects.exists() or User.objects.exists():
            return False
        apply(checked(company.sheet(), known_departments()))
        Company.objects.create(pk=1, **company.profile())
        _create_logins()
    return True


def logins() -> list[tuple[str, str, str]]:
    """Role, username and password of each of the cast who can log in; none outside demo mode."""
    if not settings.DEMO:
        return []
    usable = set(
        User.objects.filter(is_demo=True, is_active=True).values_list("username", flat=True)
    )
    return [
        (str(member.role), member.username, PASSWORD)
        for member in CAST
        if member.username in usable
    ]


def _create_logins() -> None:
    # One hash for all of them: it takes a third of a second, and protects nothing here.
    password = make_password(PASSWORD)
    for member in CAST:
        user = User.objects.create(
            username=member.username,
            password=password,
            is_demo=True,
            is_receptionist=member.is_receptionist,
            is_staff=member.is_admin,
            is_superuser=member.is_admin,
        )
        if member.email:
            Employee.objects.filter(email=member.email).update(user=user)
