"""The last attempt to connect a call: who was asked, what he said, whether he picked up."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects

from calls import clearances, talks
from calls.models import Asked, Call, CallEvent, Talk, TransferRequest
from calls.situations import Decision
from calls.statuses import RequestStatus, Status
from directory.models import Employee

_DECISIONS = {
    RequestStatus.PENDING: Decision.PENDING,
    RequestStatus.APPROVED: Decision.APPROVED,
    RequestStatus.DECLINED: Decision.DECLINED,
    RequestStatus.EXPIRED: Decision.EXPIRED,
}
# What a call's history says of the last attempt to connect it; the newest of these counts.
_ATTEMPTS = {
    CallEvent.Verb.ASKED_FOR,
    CallEvent.Verb.REQUESTED,
    CallEvent.Verb.QUEUED,
    CallEvent.Verb.APPROVED,
    CallEvent.Verb.DECLINED,
    CallEvent.Verb.WITHDRAWN,
    CallEvent.Verb.RETURNED,
}


@dataclass
class Attempt:
    """`events` is the history of the call."""

    call: Call
    events: list[CallEvent]

    @cached_property
    def request(self) -> TransferRequest | None:
        """The question that waits for its answer, else the last one put to the person asked for.

        One that waits is shown whoever is asked for by now, so that it can be withdrawn.
        """
        asked = self.call.transfer_requests.select_related(
            "executive", "decided_by__employee", "given_to", "rule"
        )
        if self.call.status == Status.AWAITING:
            return asked.filter(status=RequestStatus.PENDING).last()
        return asked.filter(executive=self.call.asked_employee).last()

    @cached_property
    def decision(self) -> Decision:
        if self.request is None or self.not_picked_up:
            return Decision.NONE
        if self.request.status == RequestStatus.EXPIRED and self.request.answer:
            return Decision.LAPSED
        if self.request.clearance_waits and self._talk is not None:
            return Decision.HELD_UP
        return _DECISIONS.get(RequestStatus(self.request.status), Decision.NONE)

    @cached_property
    def asked_now(self) -> list[Asked]:
        """Who is being asked at this moment."""
        if self.decision is not Decision.PENDING or self.request is None:
            return []
        prefetch_related_objects([self.request], "asked__employee")
        return self.request.asked_now

    @cached_property
    def talk(self) -> str:
        """With whom the executive talks while the request, or a yes to it, waits for him."""
        if self.request is None or self._talk is None:
            return ""
        return talks.partner(self._talk, self.request.executive).short_name

    @cached_property
    def _talk(self) -> Talk | None:
        request = self.request
        if request is None or not self.call.is_live:
            return None
        if request.waits_for_him:
            return talks.going_on(request.executive)
        return clearances.interrupts(request, self.call) if request.clearance_waits else None

    @cached_property
    def last_attempt(self) -> CallEvent | None:
        attempts = [event for event in self.events if event.verb in _ATTEMPTS]
        return attempts[-1] if attempts else None

    @property
    def insists(self) -> bool:
        """Has the receptionist chosen to ask a protected person, though nothing was known yet?"""
        return self.last_attempt is not None and "insists" in self.last_attempt.detail

    @property
    def not_picked_up(self) -> bool:
        return self.last_attempt is not None and self.last_attempt.verb == CallEvent.Verb.RETURNED

    @property
    def is_about_another(self) -> bool:
        """Has the yes lapsed because what was announced of the caller holds no longer?"""
        lapses = [event for event in self.events if event.verb == CallEvent.Verb.LAPSED]
        return bool(lapses) and "changed" in lapses[-1].detail

    @property
    def has_left(self) -> Employee | None:
        """Who was asked for and has left meanwhile, until somebody else is chosen."""
        last = self.last_attempt
        return last.employee if last is not None and last.detail.get("left") else None
