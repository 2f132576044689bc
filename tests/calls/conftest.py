"""Calls in every state that a test may begin with."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from calls import call_control, connecting, intake, screening, shifts, talks
from calls.models import Call, Talk, TransferRequest
from calls.statuses import Answer, Disposition, Kind, Status
from directory.models import Assistance, Employee, User
from tests.conftest import Cast

FACTS = {"caller_name": "Іван Іванович", "company": "Північ", "subject": "зустріч на форумі"}
IVAN = {"caller_name": "Іван Іванович", "company": "Північ", "phone": "(067) 555-01-01"}

CallIn = Callable[..., Call]
Clock = time_machine.Traveller


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The time stands still until it is shifted."""
    with time_machine.travel(timezone.now(), tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def director(cast: Cast) -> Employee:
    return cast.person(cast.director)


@pytest.fixture
def accountant(cast: Cast) -> Employee:
    return cast.person(cast.accountant)


@pytest.fixture
def salesman(cast: Cast) -> Employee:
    return cast.person(cast.salesman)


@pytest.fixture
def third(cast: Cast) -> User:
    """One more receptionist, at the desk; the other two are there as well."""
    one = User.objects.create_user("third", password="third", is_receptionist=True)
    for receptionist in (one, cast.receptionist, cast.colleague):
        shifts.open_for(receptionist)
    return one


@pytest.fixture
def secretary(cast: Cast, director: Employee) -> Employee:
    """A second assistant of the director's, asked after the first."""
    person = cast.person(cast.salesman)
    Assistance.objects.create(executive=director, assistant=person, turn=5)
    return person


def told(call: Call, **facts: str) -> Call:
    """The call after the caller has said these facts, or the three that a manager wants."""
    for field, value in (facts or FACTS).items():
        intake.keep(call, field, value)
    call.refresh_from_db()
    return call


def ask(call: Call, executive: Employee) -> TransferRequest:
    """A request that has been put for a call of whom the three facts are known."""
    assert call.receptionist is not None
    return screening.ask(told(call), executive, call.receptionist)


def asked(request: TransferRequest) -> list[str]:
    """To whom it was put so far, by surname."""
    return [one.employee.surname for one in request.asked.select_related("employee")]


def answered(call: Call, executive: Employee, actor: User, answer: Answer) -> TransferRequest:
    """A request that has been put for a call and answered."""
    assert call.receptionist is not None
    return screening.decide(screening.ask(call, executive, call.receptionist), answer, actor)


@pytest.fixture
def call_in(cast: Cast, director: Employee) -> CallIn:
    """A call of the receptionist's (or somebody's) in a status."""

    def make(status: Status = Status.TALKING, actor: User | None = None) -> Call:
        holder = actor or cast.receptionist
        if status == Status.RINGING:
            return Call.objects.create()
        call = call_control.take(Kind.EXTERNAL, holder)
        if status == Status.ON_HOLD:
            call_control.hold(call, holder)
        elif status == Status.AWAITING:
            screening.ask(told(call), director, holder)
        elif status == Status.ENDED:
            connecting.end(call, Disposition.ANSWERED, holder)
        call.refresh_from_db()
        return call

    return make


@pytest.fixture
def call(call_in: CallIn) -> Call:
    """A call that the receptionist is talking on; nothing is known yet."""
    return call_in()


@pytest.fixture
def before(call_in: CallIn, cast: Cast, salesman: Employee) -> Call:
    """Last week's call of Ivan from Pivnich, who spoke with the salesman about a tender."""
    call = told(call_in(), **IVAN, subject="тендер на Стрийській")
    connecting.connect(call, salesman, cast.receptionist)
    Call.objects.filter(pk=call.pk).update(created_at=timezone.now() - timedelta(days=7))
    call.refresh_from_db()
    return call


@pytest.fixture
def talk(director: Employee, accountant: Employee, cast: Cast) -> Talk:
    """The chief accountant talks with the director."""
    return talks.begin(accountant, director, cast.accountant)


@pytest.fixture
def waiting(talk: Talk, call: Call, cast: Cast, accountant: Employee) -> TransferRequest:
    """What is asked of the accountant during that talk."""
    return screening.ask(told(call), accountant, cast.receptionist)


@pytest.fixture
def desk(cast: Cast) -> Client:
    """The receptionist's open page, in English, asking for its fragments."""
    return page_of(cast.receptionist)


def page_of(user: User, *, whole: bool = False) -> Client:
    """Somebody's open page, in English, asking for its fragments, or for the `whole` page."""
    fragments = {} if whole else {"HX-Request": "true"}
    page = Client(headers={"Accept-Language": "en", **fragments})
    page.force_login(user, backend="directory.login.RoleBackend")
    return page


def queries(page: Client, url: str, **query: str) -> int:
    """How many queries a page costs, once what is asked only at first has been asked."""
    page.get(url, query)
    with CaptureQueriesContext(connection) as captured:
        assert page.get(url, query).status_code == 200
    return len(captured)


def shown(desk: Client, call: Call) -> str:
    """The card of a call as it stands now."""
    return desk.get(reverse("card", args=[call.pk])).text


def said(html: str) -> str:
    """The sentence that a card has for the caller."""
    found = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", html)
    assert found is not None
    return unescape(found[1])
