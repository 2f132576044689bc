"""Who decides about a call for a protected person, and in what turn."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from calls import log, talks
from calls.models import Asked, Call, ScreeningWish, TransferRequest
from calls.statuses import Answer, Mode, RequestStatus, Told
from directory import finding, presence
from directory.models import Employee, Presence, User
from frontdesk.bus import tick

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
    return not is_away(person) and bool(with_log_in([person]))


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


def who_may(executive: Employee) -> set[int]:
    """Who may answer for a protected person and can."""
    return with_log_in(deciders(executive))


def with_log_in(people: list[Employee]) -> set[int]:
    """Who of them has a log-in that works: without one nobody can answer."""
    able = Employee.objects.filter(pk__in=[one.pk for one in people], user__is_active=True)
    return set(able.values_list("pk", flat=True))


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
