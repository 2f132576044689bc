"""All that is known of one call, gathered once, and the sentence to say that follows from it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from calls import announced, clearances
from calls.attempt import Attempt
from calls.complaints import is_complaint
from calls.making import Mind
from calls.models import Call, CallEvent
from calls.owed import CallBack
from calls.phrase_book import say
from calls.script import Known, missing_facts, next_situation
from calls.situations import Decision, Situation
from calls.statuses import Kind, Status
from calls.wording import blanks
from calls.workday import Opening, opening
from directory import presence
from directory.models import Employee, User

# With these a call goes on after a message was taken on it.
_GOES_ON = {
    CallEvent.Verb.ASKED_FOR,
    CallEvent.Verb.REQUESTED,
    CallEvent.Verb.QUEUED,
    CallEvent.Verb.APPROVED,
    CallEvent.Verb.DECLINED,
    CallEvent.Verb.EXPIRED,
    CallEvent.Verb.LAPSED,
    CallEvent.Verb.RETURNED,
    CallEvent.Verb.PROMISED,
}
_THANKS_FOR_HOLDING = {Situation.ON_HOLD, Situation.STILL_HOLDING, Situation.APPROVED}


@dataclass
class KnownCall:
    """A call as one log-in knows it."""

    call: Call
    viewer: User

    @cached_property
    def is_mine(self) -> bool:
        return self.call.receptionist_id == self.viewer.pk

    @cached_property
    def attempt(self) -> Attempt:
        """The last attempt to connect it."""
        return Attempt(self.call, self.events)

    @cached_property
    def call_back(self) -> CallBack:
        return CallBack(self.mind, self.events)

    @cached_property
    def opening(self) -> Opening:
        """How it stood when the call was answered: its sentences do not change in the middle."""
        return opening(self.call.answered_at or timezone.now())

    @property
    def is_closed(self) -> bool:
        """Has a caller from outside come after hours? Then nobody is there to be connected."""
        return self.call.kind == Kind.EXTERNAL and self.call.is_live and not self.opening.is_open

    @cached_property
    def mind(self) -> Mind:
        """What the desk makes of what was said."""
        return Mind(self.call, self.is_mine, undecided=self.attempt.decision is Decision.NONE)

    @cached_property
    def known(self) -> Known:
        call = self.call
        asked = call.asked_employee
        request = self.attempt.request
        return Known(
            name=call.caller_name,
            company=call.company,
            subject=call.subject,
            phone=call.reached_at,
            internal=call.kind == Kind.INTERNAL,
            unheard=self._unheard,
            purpose=call.purpose,
            likely=self.mind.likely,
            unsure=self.mind.unsure,
            trading=self.mind.may_trade,
            complains=call.kind == Kind.EXTERNAL and is_complaint(call.subject),
            handling=self.mind.handling or "",
            recognised=call.kind == Kind.INTERNAL or self.mind.past is not None,
            spoke_before=call.spoke_before,
            asked_busy=self.mind.offer.asked_taken,
            helped_by_another=asked is not None and self.mind.best is not None,
            nobody_free=self.mind.nobody_free,
            nobody_meant=self.is_mine and asked is None and self.mind.best is None,
            closed=self.is_closed,
            disposition=call.disposition,
            asked_somebody=asked is not None,
            asked_protected=asked is not None and asked.is_protected,
            insists=self.attempt.insists,
            on_hold=call.status == Status.ON_HOLD,
            ended=not call.is_live,
            decision=self.attempt.decision,
            told=request.told if request else "",
            given_to_somebody=request is not None and request.given_to_id is not None,
            given_to_protected=bool(request and request.given_to and request.given_to.is_protected),
            call_back_promised=self.call_back.promised is not None,
            not_picked_up=self.attempt.not_picked_up,
            leaving_message=call.message_for is not None,
            message_taken=self._message_was_last,
        )

    @property
    def _unheard(self) -> frozenset[str]:
        asked = self.call.asked_employee
        if not self.call.is_live or asked is None or not asked.is_protected:
            return frozenset()
        return announced.unheard(self.call, asked)

    @cached_property
    def situation(self) -> Situation:
        return next_situation(self.known)

    @cached_property
    def sentence(self) -> str:
        back = bool(self.events) and self.events[-1].verb == CallEvent.Verb.RESUMED
        if not back or not self.call.is_live or self.situation in _THANKS_FOR_HOLDING:
            return self.say(self.situation)
        # Called by name once: that is in the thanks.
        said = say(self.situation, self.call.language, {**self._blanks, "caller": ""})
        return f"{self.say(Situation.ON_HOLD)} {said}"

    @cached_property
    def announcement(self) -> str:
        """What the manager will be told, once it can be said in full."""
        if missing_facts(self.known) or not self.known.asked_protected:
            return ""
        return clearances.announcement_of(self.call, self.call.language)

    @cached_property
    def events(self) -> list[CallEvent]:
        return list(self.call.events.select_related("actor__employee", "employee"))

    @property
    def _message_was_last(self) -> bool:
        """Was a message taken, and nothing tried since? Then all is said; else the call goes on."""
        verbs = (event.verb for event in reversed(self.events))
        last = next((verb for verb in verbs if verb in _GOES_ON | {CallEvent.Verb.MESSAGE}), None)
        return last == CallEvent.Verb.MESSAGE

    def say(self, situation: Situation) -> str:
        return say(situation, self.call.language, self._blanks)

    @cached_property
    def _blanks(self) -> dict[str, str]:
        opens_at = self.opening.next if self.is_closed else None
        if opens_at is not None and opens_at <= timezone.now():
            opens_at = None  # the company has opened while he talks
        return blanks(
            self.call, self._spoken_of, self.call_back.at or self._free_again_at, opens_at
        )

    @property
    def _spoken_of(self) -> Employee | None:
        """Whom the sentence to say speaks of."""
        if self.call_back.promised is not None or self.mind.nobody_free:
            return self.call_back.owner
        if self.known.helped_by_another and self.situation is Situation.GIVEN_TO:
            return self.mind.best.employee if self.mind.best else None
        given = self.attempt.request.given_to if self.attempt.request else None
        return given or self.call.asked_employee

    @property
    def _free_again_at(self) -> datetime | None:
        """When the person asked for is free again; of one who is protected no caller is told."""
        asked = self.call.asked_employee
        return presence.of(asked).until if asked and not asked.is_protected else None
