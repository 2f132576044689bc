"""What is on the desk, in the order that the manners ask for: law 6."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, QuerySet

from calls import manners
from calls.manners import Rank
from calls.models import Call, Caller, CallEvent, Promise, ScreeningWish, TransferRequest
from calls.statuses import Purpose, Status
from directory.models import Employee, User


@dataclass(frozen=True)
class Line:
    """One call on the desk. `is_buyer`: he buys, or has bought; `is_promised`: a call-back is
    owed to him; `handed_by`: the colleague who gave it to its receptionist, until she goes on
    with it, and the `note` she gave along."""

    call: Call
    rank: Rank
    is_buyer: bool
    is_promised: bool
    handed_by: User | None = None
    note: str = ""

    @property
    def pk(self) -> int:
        return self.call.pk

    @property
    def status(self) -> str:
        return self.call.status

    @property
    def status_since(self) -> datetime:
        return self.call.status_since

    @property
    def is_ringing(self) -> bool:
        return self.call.status == Status.RINGING

    def is_handed_to(self, user: User) -> bool:
        return self.handed_by is not None and self.call.receptionist_id == user.pk

    def is_held_by(self, user: User) -> bool:
        return self.call.receptionist_id == user.pk and self.call.status == Status.ON_HOLD


def on_the_desk() -> list[Line]:
    """Every call that has not ended, in order; as many queries for many lines as for one."""
    live = with_rank(Call.objects.exclude(status=Status.ENDED)).select_related(
        "receptionist__employee", "asked_employee"
    )
    calls = list(live.annotate(has_bought=_has_bought(), is_promised=_is_promised()))
    handed = _handed()
    return manners.in_order(
        Line(
            call,
            rank_of(call),
            is_buyer=call.purpose == Purpose.BUY or call.has_bought,
            is_promised=call.is_promised,
            handed_by=handed[call.pk].actor if call.pk in handed else None,
            note=handed[call.pk].detail.get("note", "") if call.pk in handed else "",
        )
        for call in calls
    )


# What the rank of a call follows from; a page shows the colleague's department beside it.
RANKED_BY = ("from_employee__department", "from_employee__screening_wish")


def with_rank(calls: QuerySet[Call]) -> QuerySet[Call]:
    """The calls together with what their rank follows from."""
    return calls.select_related(*RANKED_BY)


def with_rank_of_call(requests: QuerySet[TransferRequest]) -> QuerySet[TransferRequest]:
    """The same of the calls that requests are about."""
    return requests.select_related(*(f"call__{one}" for one in RANKED_BY))


def rank_of(call: Call) -> Rank:
    colleague = call.from_employee
    first = colleague is not None and ScreeningWish.of(colleague).is_put_first
    return manners.rank(call.kind, first)


def first_persons() -> list[Employee]:
    """Whose own calls come before all: a talk with them is not interrupted."""
    protected = Employee.objects.working().filter(is_protected=True)
    people = protected.select_related("department", "screening_wish")
    return [one for one in people if ScreeningWish.of(one).is_put_first]


def talk_of(receptionist: User) -> Call | None:
    """The call that a receptionist is talking on."""
    talking = Call.objects.filter(receptionist=receptionist, status=Status.TALKING)
    return with_rank(talking).first()


def rank_of_talk(receptionist: User) -> Rank | None:
    """With what kind of caller she talks just now, if with any."""
    talk = talk_of(receptionist)
    return rank_of(talk) if talk is not None else None


def first_ringing(lines: Iterable[Line]) -> Line | None:
    return next((line for line in lines if line.is_ringing), None)


def _handed() -> dict[int, CallEvent]:
    """How a call was given to the one who has it and has not gone on with it yet, by the call."""
    waiting = [Status.ON_HOLD, Status.AWAITING]
    verbs = [CallEvent.Verb.HANDED, CallEvent.Verb.RESUMED]
    events = CallEvent.objects.filter(call__status__in=waiting, verb__in=verbs).order_by("pk")
    last = {event.call_id: event for event in events.select_related("actor__employee")}
    return {
        pk: event
        for pk, event in last.items()
        if event.actor and event.verb == CallEvent.Verb.HANDED and not event.detail["taken_over"]
    }


def _has_bought() -> Exists:
    same = Caller.of_call_outside()
    return Exists(Call.objects.filter(caller__in=same, status=Status.ENDED, purpose=Purpose.BUY))


def _is_promised() -> Exists:
    same = Caller.of_call_outside()
    return Exists(Promise.objects.filter(call__caller__in=same, kept_at=None))
