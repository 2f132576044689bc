"""What a manager's page shows: who waits for his word, and what has been decided for him."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from calls import callers, deciders, lines, phrase_book, talks
from calls.earlier import Acquaintance, acquaintances
from calls.manners import Rank
from calls.models import StandingRule, Talk, TransferRequest
from calls.phrases import say
from calls.script import TOLD
from calls.statuses import Answer, RequestStatus, Told
from calls.wording import of_person
from directory.models import Employee

# What is settled keeps its place so long: a second tap must not meet what would move up into it.
STAYS = timedelta(seconds=5)


@dataclass
class Question:
    """One request as one person sees it. `rings`: it was put to him, not only to others;
    `is_first_call`: from nobody who may be known; `has_keys`: the keys of the page answer it.
    """

    request: TransferRequest
    rings: bool
    acquaintance: Acquaintance = field(default_factory=Acquaintance)
    is_first_call: bool = False
    others: int = 0
    talk: Talk | None = None
    phrases: Mapping[tuple[str, str], str] = field(default_factory=dict)  # the company's own
    has_keys: bool = False

    @property
    def leaves_at(self) -> datetime | None:
        """When a settled one goes from the page; None for one that waits."""
        decided_at = self.request.decided_at
        return decided_at + STAYS if decided_at else None

    @property
    def hears(self) -> list[tuple[Told, str]]:
        """What the caller will be told, for each choice: law 2."""
        language = self.request.call.language
        blanks = of_person(self.request.executive, language)
        return [
            (told, say(TOLD[told], language, blanks, self.phrases.get((TOLD[told], language))))
            for told in Told
        ]

    @property
    def hears_unless_chosen(self) -> Told | None:
        """What he will be told whatever the answer is; None where that follows the answer."""
        told = {deciders.told_of(self.request.executive, one) for one in Answer}
        return told.pop() if len(told) == 1 else None


def questions(person: Employee, *, just_settled: bool = False) -> list[Question]:
    """All that waits for an answer which this person may give; what rings comes first.

    The director's own call, then external ones, then internal ones (law 6); among
    equals whoever has waited longest. `just_settled`: with what was asked and has been settled
    in the last few seconds, each in the place where it waited.
    """
    shown = list(_asked(person, _PENDING | _just_settled() if just_settled else _PENDING))
    # What was settled without asking anybody never stood on a page.
    shown = [one for one in shown if one.status == RequestStatus.PENDING or one.asked.all()]
    known = acquaintances(one.call for one in shown)
    strangers = callers.strangers(one.call for one in shown)
    phrases = phrase_book.own(TOLD.values()) if shown else {}
    for_whom = [one.executive_id for one in shown if one.status == RequestStatus.PENDING]
    waited_for = {one.executive for one in shown if one.waits_for_him}
    talking = {one.pk: talks.going_on(one) for one in waited_for}
    found = []
    for request in shown:
        found.append(
            Question(
                request,
                rings=any(one.employee_id == person.pk for one in request.asked.all()),
                acquaintance=known.get(request.call_id, Acquaintance()),
                is_first_call=request.call_id in strangers,
                others=max(0, for_whom.count(request.executive_id) - 1),
                talk=talking.get(request.executive_id) if request.waits_for_him else None,
                phrases=phrases,
            )
        )
    return sorted(found, key=_order)


def ringing(person: Employee) -> list[TransferRequest]:
    """What was put to this person and waits for his answer, the newest last."""
    waiting = _asked(person, _PENDING)
    return [one for one in waiting if any(a.employee == person for a in one.asked.all())]


def decided(person: Employee) -> QuerySet[TransferRequest]:
    """All that was decided in the name of those for whom this person may answer, newest first."""
    return (
        TransferRequest.objects.filter(executive__in=deciders.decided_for(person))
        .exclude(status=RequestStatus.PENDING)
        .select_related(
            "executive", "call", "decided_by__employee", "given_to", "rule__made_by__employee"
        )
        .order_by("-decided_at", "-pk")
    )


def rules_for(executive: Employee | None) -> QuerySet[StandingRule]:
    """The standing rules that his callers meet: his own, then those for all; None: only those."""
    rules = StandingRule.objects.filter(Q(executive=executive) | Q(executive=None), undone_at=None)
    return rules.select_related("made_by__employee").order_by("executive", "-always", "value")


def _order(question: Question) -> tuple[bool, Rank, datetime]:
    request = question.request
    return not question.rings, lines.rank_of(request.call), request.requested_at


_PENDING = Q(status=RequestStatus.PENDING)


def _just_settled() -> Q:
    return Q(decided_at__gte=timezone.now() - STAYS)


def _asked(person: Employee, which: Q) -> QuerySet[TransferRequest]:
    found = TransferRequest.objects.filter(which, executive__in=deciders.decided_for(person))
    return (
        lines.with_rank_of_call(found)
        .select_related(
            "executive__presence_row",
            "call__caller__merged_into",
            "requested_by__employee",
            "decided_by__employee",
        )
        .prefetch_related("asked__employee")
    )
