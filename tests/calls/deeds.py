"""Every deed there is, ready to be done: for what has to hold after each of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from calls import callers, connecting, intake, messages, promises, shifts
from calls.models import Call, Caller, Promise
from calls.statuses import Disposition, Purpose, Status
from directory.models import User
from tests.calls.conftest import FACTS, CallIn, told
from tests.conftest import Cast

NUMBER = "067 555 77 31"


@dataclass(frozen=True)
class Deed:
    """A POST by somebody to an address with a call's number or another's in it."""

    user: User
    pk: int | None = None
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Desk:
    cast: Cast
    call_in: CallIn

    @property
    def me(self) -> User:
        return self.cast.receptionist

    def call(self, status: Status = Status.TALKING) -> Call:
        return self.call_in(status)

    def buyer(self) -> Call:
        """Somebody on the line who has called before, and bought."""
        before = told(self.call(), phone=NUMBER, caller_name="Ганна Лис", company="Північ")
        intake.choose_purpose(before, Purpose.BUY, self.me)
        before.refresh_from_db()
        connecting.end(before, Disposition.ANSWERED, self.me, anyway=True)
        return told(self.call(), phone=NUMBER)

    def promised(self, call: Call) -> Promise:
        due = timezone.now() + timedelta(hours=1)
        return promises.promise(call, self.cast.person(self.cast.salesman), due, self.me)

    def of(self, user: User) -> str:
        return str(self.cast.person(user).pk)

    def on(self, call: Call, **form: str) -> Deed:
        return Deed(self.me, call.pk, form)


def _asked(desk: Desk) -> Call:
    return desk.call(Status.AWAITING)


def _connected(desk: Desk) -> Call:
    call = told(desk.call())
    connecting.connect(call, desk.cast.person(desk.cast.salesman), desk.me)
    return call


def _merged(desk: Desk) -> Caller:
    one, other = Caller.objects.create(name="Ганна"), Caller.objects.create(name="Анна")
    callers.merge(other, one)
    return other


def _message_begun(desk: Desk) -> Call:
    call = told(desk.call(), **FACTS, phone=NUMBER)
    return messages.begin(call, desk.cast.person(desk.cast.salesman))


def _shift_closed(desk: Desk) -> Deed:
    desk.call(Status.ON_HOLD)
    own = shifts.open_for(desk.me)
    return Deed(desk.cast.colleague, shifts.close(own).pk)


def _second_of_two(desk: Desk) -> Deed:
    desk.call(Status.ON_HOLD)
    desk.call()
    return Deed(desk.me)


def _handing(desk: Desk) -> Deed:
    shifts.open_for(desk.cast.colleague)
    return desk.on(desk.call(), colleague=str(desk.cast.colleague.pk), note="чекає")


def _lesson(desk: Desk) -> Deed:
    """Corrected, he has bought before: another line of his says so."""
    past = told(desk.call(), phone=NUMBER, subject="кабель")
    connecting.end(past, Disposition.ANSWERED, desk.me)
    told(desk.call(), phone=NUMBER)
    return desk.on(past, purpose="buy")


def _chosen(desk: Desk) -> Deed:
    buyer = desk.buyer()
    assert buyer.caller is not None
    call = intake.disown(buyer, desk.me)
    return desk.on(call, caller=str(buyer.caller.pk))


def _reopened(desk: Desk) -> Deed:
    made = desk.promised(desk.buyer())
    return Deed(desk.me, promises.keep(made, desk.me).pk)


def _asked_for(desk: Desk) -> Call:
    return intake.ask_for(desk.call(), desk.cast.person(desk.cast.salesman), desk.me)


def _buying(desk: Desk) -> Call:
    return intake.choose_purpose(desk.call(), Purpose.BUY, desk.me)


def _kept_on_the_line(desk: Desk) -> Deed:
    call = desk.buyer()
    connecting.end(call, Disposition.ANSWERED, desk.me, anyway=True)
    made = desk.promised(call)
    return desk.on(told(desk.call(), phone=NUMBER), promise=str(made.pk))


def _gave_up(desk: Desk) -> Call:
    call = told(desk.call(Status.ON_HOLD), phone=NUMBER)
    return connecting.end(call, Disposition.ABANDONED, desk.me)


DEEDS: dict[str, Callable[[Desk], Deed]] = {
    "take": lambda desk: Deed(desk.me, form={"kind": "external"}),
    "ringing": lambda desk: Deed(desk.me, form={"kind": "external"}),
    "answering": lambda desk: desk.on(desk.call(Status.RINGING)),
    "silence": lambda desk: desk.on(desk.call(Status.RINGING)),
    "keep": lambda desk: desk.on(desk.call(), caller_name="Ганна Лис"),
    "keep the number": lambda desk: desk.on(desk.call(), phone="067 555 77 32"),
    "keep whom they ask for": lambda desk: desk.on(_asked_for(desk), asked_for="інший"),
    "keep what it is about": lambda desk: desk.on(desk.call(), subject="кабель"),
    "purpose": lambda desk: desk.on(desk.call(), purpose="buy"),
    "purpose taken back": lambda desk: desk.on(_buying(desk), purpose="buy"),
    "purpose that is no buyer's": lambda desk: desk.on(desk.call(), purpose="existing"),
    "call-language": lambda desk: desk.on(desk.call(), language="en"),
    "private-person": lambda desk: desk.on(desk.call()),
    "hold": lambda desk: desk.on(desk.call()),
    "resume": lambda desk: desk.on(desk.call(Status.ON_HOLD)),
    "swap": _second_of_two,
    "hanging-up": lambda desk: desk.on(desk.call(Status.ON_HOLD)),
    "handing-over": _handing,
    "taking-over": lambda desk: Deed(desk.cast.colleague, desk.call(Status.ON_HOLD).pk),
    "shift-opening": lambda desk: Deed(desk.me),
    "shift-notes": lambda desk: Deed(
        desk.me, shifts.open_for(desk.me).pk, {"notes": "ключі в шухляді"}
    ),
    "shift-closing": lambda desk: Deed(desk.me, shifts.open_for(desk.me).pk),
    "shift-confirmation": _shift_closed,
    "asked-employee": lambda desk: desk.on(desk.call(), employee=desk.of(desk.cast.salesman)),
    "connection": lambda desk: desk.on(desk.call(), employee=desk.of(desk.cast.salesman)),
    "transfer-request": lambda desk: desk.on(
        told(desk.call()), employee=desk.of(desk.cast.director)
    ),
    "withdrawal": lambda desk: desk.on(_asked(desk)),
    "answer": lambda desk: Deed(
        desk.cast.director, _asked(desk).transfer_requests.get().pk, {"answer": "busy"}
    ),
    "take-back": lambda desk: desk.on(_connected(desk)),
    "message-form": lambda desk: desk.on(desk.call(), employee=desk.of(desk.cast.salesman)),
    "message": lambda desk: desk.on(_message_begun(desk)),
    "ending": lambda desk: desk.on(desk.call(), disposition="answered"),
    "offer-by-mail": lambda desk: desk.on(desk.call()),
    "spoken-before": lambda desk: desk.on(desk.call(), spoken="no"),
    "promise": lambda desk: desk.on(
        desk.buyer(), call_back_at=(timezone.now() + timedelta(hours=1)).isoformat()
    ),
    "caller-promise-kept": lambda desk: _kept_on_the_line(desk),
    "promise-kept": lambda desk: Deed(desk.me, desk.promised(desk.buyer()).pk),
    "own-promise-kept": lambda desk: Deed(desk.cast.salesman, desk.promised(desk.buyer()).pk),
    "promise-reopened": _reopened,
    "promise-owner": lambda desk: Deed(
        desk.me, desk.promised(desk.buyer()).pk, {"employee": desk.of(desk.cast.accountant)}
    ),
    "caller-chosen": _chosen,
    "caller-disowned": lambda desk: desk.on(desk.buyer()),
    "caller-merging": lambda desk: Deed(
        desk.me,
        Caller.objects.create(name="Ганна").pk,
        {"caller": str(desk.buyer().caller_id)},
    ),
    "caller-separation": lambda desk: Deed(desk.me, _merged(desk).pk),
    "lesson": _lesson,
    "follow-up": lambda desk: desk.on(_gave_up(desk)),
    "search-given-up": lambda desk: desk.on(desk.call(), q="нікого"),
    "gap": lambda desk: Deed(desk.me, form={"q": "нікого"}),
    "mode": lambda desk: Deed(desk.cast.director, form={"mode": "silent"}),
    "talk": lambda desk: Deed(desk.cast.director, form={"employee": desk.of(desk.cast.accountant)}),
}
