"""Who decides about a call for a protected person, and in what turn."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from calls import alarms, log, talks
from calls.models import Asked, Call, CallEvent, ScreeningWish, TransferRequest
from calls.statuses import Answer, Mode, RequestStatus, Told
from directory import finding, presence
from directory.models import Employee, Presence, User
from frontdesk.bus import tick

# Somebody with no page open cannot answer in his turn: the next one is asked this much later.
UNSEEN = timedelta(seconds=3)

_NOT_THERE = {Presence.State.AWAY, Presence.State.MEETING}


def wish_of(executive: Employee) -> ScreeningWish:
    """How he wants to be asked."""
    known = ScreeningWish.objects.select_related("deputy").filter(pk=executive.pk)
    return known.first() or ScreeningWish(executive=executive)


@transaction.atomic
def set_mode(executive: Employee, mode: Mode, actor: User) -> ScreeningWish:
    """From now on his calls are screened in this way; requests that wait already stay as asked."""
    wish, _made = ScreeningWish.objects.update_or_create(
        executive=executive,
        defaults={"mode": mode, "changed_by": actor, "changed_at": timezone.now()},
    )
    tick(log.requests_topic(executive.pk))
    return wish


@transaction.atomic
def set_wish(wish: ScreeningWish, actor: User) -> ScreeningWish:
    """Keep how he wants to be asked; whoever stops or begins to decide for him sees it."""
    before = deciders(wish.executive)
    wish.changed_by, wish.changed_at = actor, timezone.now()
    wish.save()
    # Whether his own calls come before all is part of it, and that is the order of the lines.
    people = {*before, *deciders(wish.executive)}
    tick(log.LINES, *(log.requests_topic(one.pk) for one in people))
    return wish


def deciders(executive: Employee) -> list[Employee]:
    """Who may answer for a protected person: his assistants in their turn, deputy, himself."""
    deputy = wish_of(executive).deputy_now
    people = [*finding.assistants_of(executive), *([deputy] if deputy else []), executive]
    return list(dict.fromkeys(people))


def may_decide(user: User, executive: Employee) -> bool:
    person = user.person
    return person is not None and decided_for(person).filter(pk=executive.pk).exists()


def decided_for(person: Employee) -> QuerySet[Employee]:
    """For whom this person may answer: himself, whom he assists, whose deputy he is today."""
    return Employee.objects.filter(
        Q(pk=person.pk)
        | Q(helped_by__assistant=person)
        | Q(
            screening_wish__deputy=person,
            screening_wish__deputy_until__gte=timezone.localdate(),
        )
    )


def present_assistants(executive: Employee) -> list[Employee]:
    """The assistants who are there to be asked, in their turn."""
    people = finding.assistants_of(executive).filter(user__is_active=True)
    return [one for one in people if _state(one) not in _NOT_THERE]


def turns(executive: Employee, wish: ScreeningWish) -> list[list[Employee]]:
    """Who is asked, one group after another; nobody at all where nobody is there."""
    assistants = present_assistants(executive)
    groups = [assistants] if wish.together else [[one] for one in assistants]
    last = _last(executive, wish)
    if last is not None:
        groups = [[one for one in group if one != last] for group in groups] + [[last]]
    return [group for group in groups if group]


def _last(executive: Employee, wish: ScreeningWish) -> Employee | None:
    """Whoever has the last word: the deputy, if he may be interrupted (law 6); else himself.

    None where neither is there, or can log in to answer.
    """
    deputy = wish.deputy_now
    if deputy is not None and _is_there(deputy) and talks.going_on(deputy) is None:
        return deputy
    return executive if _is_there(executive) else None


def _is_there(person: Employee) -> bool:
    return not is_away(person) and bool(_with_log_in([person]))


def is_away(executive: Employee) -> bool:
    return _state(executive) == Presence.State.AWAY


def told_of(executive: Employee, answer: Answer) -> Told:
    """What the caller hears of a no, where whoever said it has chosen nothing (law 2).

    Of one who is away nobody says that he is in a meeting: it may just have been said that he is
    not there. Where he is instead is nobody's business. Nor of one who has said that he is busy
    now: the caller may try later.
    """
    unable = answer is Answer.BUSY or is_away(executive)
    return Told.UNABLE if unable else Told.MEETING


def clock(wish: ScreeningWish, groups: list[list[Employee]]) -> dict[str, datetime | None]:
    """The deadline of a request put to these groups now, and when the first one's turn ends."""
    now = timezone.now()
    turn_until = now + timedelta(seconds=wish.turn_seconds) if len(groups) > 1 else None
    return {"deadline": now + timedelta(seconds=wish.deadline_seconds), "turn_until": turn_until}


@transaction.atomic
def put(request: TransferRequest) -> bool:
    """Start the clock of one that has waited. False where it runs or is settled already.

    Whoever had it before it waited keeps it, and is not asked again. Where nobody is there by now
    the executive may answer from wherever he is, if he can log in.
    """
    wish = wish_of(request.executive)
    asked = list(request.asked.all())
    groups = _yet_to_ask(request, wish, asked)
    if not groups and not asked and _with_log_in([request.executive]):
        groups = [[request.executive]]
    times = clock(wish, groups)
    waiting = TransferRequest.objects.filter(
        pk=request.pk, status=RequestStatus.PENDING, deadline=None
    )
    if not waiting.update(**times):
        return False
    request.deadline, request.turn_until = times["deadline"], times["turn_until"]
    begin(request, wish, groups[0] if groups else [], note=True)
    tick(log.call_topic(request.call_id))
    return True


def begin(
    request: TransferRequest, wish: ScreeningWish, people: list[Employee], *, note: bool = False
) -> None:
    """Ask the first ones about a request whose clock has just been started."""
    if request.deadline is not None:
        alarms.ring("expire", request.deadline, request=request.pk)
    _ask(request, people, wish, note=note or people != [request.executive])


@transaction.atomic
def roll_over(request: TransferRequest) -> bool:
    """Ask the next one, because a turn has passed or nobody's page has shown the request, or
    because those whose turn it is decide no longer. False where there is no next one, or not yet.

    The last one asked always has a turn of his own, even if the deadline moves for it. Where that
    is the executive and he talks with another protected person, the request waits for him (law 6).
    """
    now = timezone.now()
    waiting = TransferRequest.objects.select_for_update(of=("self",)).select_related("executive")
    current = waiting.filter(pk=request.pk, status=RequestStatus.PENDING).first()
    if current is None:
        return False
    if current.deadline is None:
        return True  # it waits for him already
    asked = list(current.asked.all())
    newest = asked[-1].asked_at
    latest = [one for one in asked if one.asked_at == newest]
    deserted = not _who_may(current.executive).intersection(one.employee_id for one in latest)
    if current.turn_until is None and not deserted:
        return False
    unseen = now >= newest + UNSEEN and not any(one.seen_at for one in latest)
    if not deserted and not unseen and current.turn_until and now < current.turn_until:
        alarms.ring("roll_over", current.turn_until, request=current.pk)
        return False
    wish = wish_of(current.executive)
    groups = _yet_to_ask(current, wish, asked)
    if groups[:1] == [[current.executive]] and talks.going_on(current.executive) is not None:
        _let_wait(current)
        return True
    turn = now + timedelta(seconds=wish.turn_seconds)
    current.turn_until = turn if len(groups) > 1 else None
    if groups and current.deadline < turn:
        current.deadline = turn
        alarms.ring("expire", turn, request=current.pk)
    current.save(update_fields=["turn_until", "deadline"])
    if groups:
        _ask(current, groups[0], wish, note=True)
    return bool(groups)


def _yet_to_ask(
    request: TransferRequest, wish: ScreeningWish, asked: list[Asked]
) -> list[list[Employee]]:
    """The turns that are left: nobody is asked twice about one request."""
    before = {one.employee_id for one in asked}
    left = (
        [one for one in group if one.pk not in before] for group in turns(request.executive, wish)
    )
    return [group for group in left if group]


def _let_wait(request: TransferRequest) -> None:
    """Stop the clock until his talk is over; whoever has the request may answer it meanwhile."""
    request.deadline = request.turn_until = None
    request.save(update_fields=["turn_until", "deadline"])
    queued = CallEvent.Verb.QUEUED
    log.record(request.call, queued, None, employee=request.executive, no_line_shows_it=True)
    talks.look_again_later(request.executive)
    tell(request)


def is_deserted(request: TransferRequest) -> bool:
    """Can nobody who was asked answer any more?"""
    asked = request.asked.values_list("employee", flat=True)
    return not _who_may(request.executive).intersection(asked)


def _who_may(executive: Employee) -> set[int]:
    """Who may answer for a protected person and can."""
    return _with_log_in(deciders(executive))


def _with_log_in(people: list[Employee]) -> set[int]:
    """Who of them has a log-in that works: without one nobody can answer."""
    able = Employee.objects.filter(pk__in=[one.pk for one in people], user__is_active=True)
    return set(able.values_list("pk", flat=True))


def _ask(
    request: TransferRequest, people: list[Employee], wish: ScreeningWish, *, note: bool
) -> None:
    now = timezone.now()
    Asked.objects.bulk_create(Asked(request=request, employee=one, asked_at=now) for one in people)
    for one in people:
        if note:
            log.record(request.call, CallEvent.Verb.PUT, None, employee=one)
        if settings.EMAIL_HOST:
            mail_at = now + timedelta(seconds=wish.mail_seconds)
            alarms.ring("write_to", mail_at, request=request.pk, employee=one.pk)
    if request.turn_until is not None:
        alarms.ring("roll_over", now + UNSEEN, request=request.pk)
    tell(request)


@transaction.atomic
def note_seen(person: Employee, requests: list[TransferRequest]) -> None:
    """A page of his shows these requests: no e-mail is needed, and the desk says so."""
    new = Asked.objects.filter(employee=person, request__in=requests, seen_at=None)
    calls = list(new.values_list("request__call_id", flat=True))
    if calls and new.update(seen_at=timezone.now()):
        tick(*(log.call_topic(pk) for pk in calls))


def tell(request: TransferRequest) -> None:
    """Everybody who may answer looks at his page anew."""
    executive = request.executive
    hearers = Employee.objects.filter(
        Q(pk=executive.pk)
        | Q(helps__executive=executive)
        | Q(
            deputises__executive=executive,
            deputises__deputy_until__gte=timezone.localdate(),
        )
    )
    tick(*(log.requests_topic(pk) for pk in hearers.values_list("pk", flat=True)))


def tell_of(call: Call) -> None:
    """What is known of a caller has changed: whoever is asked about him looks anew."""
    pending = TransferRequest.objects.filter(call=call, status=RequestStatus.PENDING)
    for request in pending.select_related("executive"):
        tell(request)


def _state(person: Employee) -> Presence.State:
    return presence.of(person).state_at(timezone.now())
