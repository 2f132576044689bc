"""What was before with a caller: his calls, with whom he spoke, what he is owed. Law 5."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from calls import numbers, promises
from calls.models import Call, Caller, Promise
from calls.statuses import Disposition, Purpose, Status
from directory.models import Employee

_SHOWN = 10  # earlier calls on the card


@dataclass(frozen=True)
class Past:
    """What was before with this caller. `earlier` is newest first, at most ten; `owed` are the
    call-backs that were promised to him and not kept yet."""

    caller: Caller
    times: int
    earlier: list[Call] = field(default_factory=list)
    last_talk: Call | None = None
    offers: int = 0
    offer_told: Call | None = None
    owed: list[Promise] = field(default_factory=list)

    @property
    def last_person(self) -> Employee | None:
        """With whom he last spoke, if that person works here still."""
        person = self.last_talk.connected_to if self.last_talk else None
        return person if person and person.left_on is None else None


def past(call: Call) -> Past | None:
    """What was before with the caller of this call; None where he isn't known."""
    if call.caller is None:
        return None
    person = call.caller.main
    before = calls_of(person).filter(created_at__lt=call.created_at).exclude(pk=call.pk)
    latest = list(before.select_related("connected_to")[: _SHOWN + 1])
    of_offers = Q(purpose=Purpose.SELL) | Q(disposition=Disposition.OFFER_BY_MAIL)
    times, offers = len(latest), sum(1 for one in latest if _is_offer(one))
    talk = next((one for one in latest if one.connected_to_id), None)
    told = next((one for one in latest if _was_told(one)), None)
    if times > _SHOWN:  # not all of them are here, and what is asked for may be long ago
        counts = before.order_by().aggregate(all=Count("pk"), offers=Count("pk", filter=of_offers))
        times, offers = counts["all"], counts["offers"]
        talks = before.exclude(connected_to=None).select_related("connected_to")
        talk = talk or talks.first()
        told = told or before.filter(disposition=Disposition.OFFER_BY_MAIL).first()
    return Past(
        caller=person,
        times=times,
        earlier=latest[:_SHOWN],
        last_talk=talk,
        offers=offers,
        offer_told=told,
        owed=list(owed_to(person).exclude(call=call)),
    )


def _is_offer(call: Call) -> bool:
    return call.purpose == Purpose.SELL or _was_told(call)


def _was_told(call: Call) -> bool:
    return call.disposition == Disposition.OFFER_BY_MAIL


@dataclass(frozen=True)
class Acquaintance:
    """How often a caller has called before, and the last talk of his."""

    times: int = 0
    last_talk: Call | None = None


def acquaintances(calls: Iterable[Call]) -> dict[int, Acquaintance]:
    """What a manager is told of each call's caller, as far as he is recognised, by the call's id.

    Three queries for all of them, whatever number of calls lies behind.
    """
    person_of = {call.pk: call.caller.main.pk for call in calls if call.caller is not None}
    records = {
        pk: main or pk
        for pk, main in Caller.objects.filter(
            Q(pk__in=person_of.values()) | Q(merged_into__in=person_of.values())
        ).values_list("pk", "merged_into")
    }
    ended = Call.objects.filter(caller__in=records, status=Status.ENDED).order_by()
    times: Counter[int] = Counter()
    for record, number in ended.values_list("caller").annotate(Count("pk")):
        times[records[record]] += number
    talks = ended.exclude(connected_to=None).select_related("connected_to")
    newest = talks.order_by("caller_id", "-created_at", "-pk").distinct("caller_id")
    last: dict[int, Call] = {}
    for talk in sorted(newest, key=lambda one: one.created_at):
        if talk.caller_id is not None:
            last[records[talk.caller_id]] = talk
    return {
        call: Acquaintance(times[person], last.get(person)) for call, person in person_of.items()
    }


def calls_of(person: Caller) -> QuerySet[Call]:
    """All ended calls of a person, newest first, those of merged records among them."""
    return Call.objects.filter(caller__in=Caller.records_of(person.pk), status=Status.ENDED)


def owed_to(person: Caller) -> QuerySet[Promise]:
    """The call-backs that a person was promised and that are not done yet."""
    return promises.standing().filter(call__caller__in=Caller.records_of(person.pk))


def numbers_of(person: Caller) -> list[str]:
    """The numbers that a person has called from, as one reads them aloud."""
    known = calls_of(person).exclude(phone_e164="").order_by("phone_e164")
    return [numbers.shown(one) for one in known.values_list("phone_e164", flat=True).distinct()]


def likely_doubles(person: Caller) -> QuerySet[Caller]:
    """Other records that may be of the same person: of his company, name or number."""
    same = Q(pk__in=[])
    if person.company_key:
        same |= Q(company_key=person.company_key)
    if person.name_words:
        same |= Q(name_words__contains=person.name_words)
    called_from = calls_of(person).exclude(phone_e164="").order_by().values("phone_e164")
    same |= Q(pk__in=Call.objects.filter(phone_e164__in=called_from).values("caller"))
    return Caller.objects.filter(same, merged_into=None).exclude(pk=person.pk)
