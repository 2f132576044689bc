"""Talks of protected persons with each other: with the director nobody is interrupted. Law 6."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import alarms, log
from calls.models import Call, Talk, TransferRequest
from calls.refusals import Refused
from calls.statuses import Kind, RequestStatus
from directory.models import Employee, Presence, User
from frontdesk.bus import tick

LOOK_AGAIN = timedelta(seconds=2)  # while somebody waits until he is free


@transaction.atomic
def begin(one: Employee, other: Employee, actor: User | None) -> Talk:
    """Note that two protected persons talk; said twice, it is one talk.

    One of theirs that is over, though nobody has said so in as many words, is closed by that.
    """
    if one == other or not (one.is_protected and other.is_protected):
        raise Refused(_("Only a talk with another protected person holds calls back."))
    # Their rows in one order, so that two who say it at once neither miss nor block each other.
    pair = [one.pk, other.pk]
    list(Employee.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk"))
    theirs = Q(one=other) | Q(other=other)
    talk = _going_on(one).filter(theirs).first()
    if talk is None:
        _open(one).filter(theirs).update(over_at=timezone.now())
        talk = Talk.objects.create(one=one, other=other, noted_by=actor)
        unused = TransferRequest.objects.filter(
            status=RequestStatus.APPROVED, clearance_until__isnull=False
        )
        for side in (one, other):
            hold_up(unused.filter(executive=side), side)
    _tell(talk)
    return talk


@transaction.atomic
def end(person: Employee) -> list[Employee]:
    """His talks are over: who is free by that, to be asked what has waited."""
    talks = list(_open(person).select_related("one", "other"))
    _open(person).update(over_at=timezone.now())
    for talk in talks:
        _tell(talk)
    return list(dict.fromkeys([person, *(side for one in talks for side in (one.one, one.other))]))


def going_on(person: Employee) -> Talk | None:
    """The talk that this person must not be interrupted in, if there is one."""
    return _going_on(person).first()


def takes_part(call: Call, talk: Talk) -> bool:
    """Is it one of the two who calls?"""
    caller = _caller(call)
    return caller is not None and caller.pk in {talk.one_id, talk.other_id}


def hold_up(yeses: QuerySet[TransferRequest], executive: Employee) -> None:
    """Let each yes wait for the end of his talk, so that it does not lapse before it can be used.

    `yeses`: such as are for him and were not used yet.
    """
    calls = list(yeses.values_list("call_id", flat=True))
    if calls and yeses.update(clearance_waits=True):
        look_again_later(executive)
        tick(*(log.call_topic(pk) for pk in calls))


def look_again_later(executive: Employee) -> None:
    """Somebody waits for the end of his talk, of which no page may tell: have it looked for."""
    alarms.ring("release", timezone.now() + LOOK_AGAIN, executive=executive.pk)


def partner(talk: Talk, person: Employee) -> Employee:
    return talk.other if talk.one_id == person.pk else talk.one


def note_connection(call: Call, employee: Employee, actor: User) -> None:
    """An internal call of one protected person was connected to another: they talk now."""
    caller = _caller(call)
    if caller is not None and employee.is_protected and caller != employee:
        begin(caller, employee, actor)


def end_between(call: Call, employee: Employee) -> None:
    """Nobody has picked up: what was taken for a talk was none."""
    caller = _caller(call)
    if caller is not None:
        both = _open(employee).filter(Q(one=caller) | Q(other=caller))
        both.update(over_at=timezone.now())


def _caller(call: Call) -> Employee | None:
    """The protected colleague who calls, if it is one and he is known."""
    caller = call.from_employee if call.kind == Kind.INTERNAL else None
    return caller if caller is not None and caller.is_protected else None


def _open(person: Employee) -> QuerySet[Talk]:
    """His talks that were not closed; not all of them go on."""
    return Talk.objects.filter(Q(one=person) | Q(other=person), over_at=None)


def _going_on(person: Employee) -> QuerySet[Talk]:
    # Whoever says later that he is free has hung up, and so the other one talks no more either.
    has_hung_up = Presence.objects.filter(
        Q(employee=OuterRef("one")) | Q(employee=OuterRef("other")),
        state=Presence.State.FREE,
        since__gt=OuterRef("began_at"),
    )
    lately = timezone.now() - Talk.LONGEST
    return _open(person).filter(~Exists(has_hung_up), began_at__gt=lately)


def _tell(talk: Talk) -> None:
    tick(log.requests_topic(talk.one_id), log.requests_topic(talk.other_id))
