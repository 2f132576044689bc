"""All that one call's card shows, gathered once for the page and for its fragments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from calls import clearances, connecting, handover, holds, messages, promises, screening, shifts
from calls.attempt import Attempt
from calls.complaints import is_complaint
from calls.making import Mind
from calls.models import Call, CallEvent, Hold
from calls.owed import CallBack
from calls.phrase_book import say
from calls.script import (
    Decision,
    Known,
    Situation,
    missing_facts,
    next_situation,
    sends_offer,
)
from calls.statuses import CHOSEN_DISPOSITIONS, Disposition, Kind, Purpose, Status
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

_WHO_IS_CALLING = {Situation.NAME_AND_COMPANY, Situation.NAME, Situation.COMPANY}
_THANKS_FOR_HOLDING = {Situation.ON_HOLD, Situation.STILL_HOLDING, Situation.APPROVED}


@dataclass
class Card:
    """A call as one log-in sees it.

    `errors` maps a field to what is wrong with it, `typed` to a text that could not be kept: it is
    shown again, to be put right. `focus` is the field to go on with. `unserved` is how a buyer was
    about to be let go with nothing: the card asks whether that is meant.
    """

    call: Call
    viewer: User
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    unserved: Disposition | None = None

    @cached_property
    def is_mine(self) -> bool:
        return self.call.receptionist_id == self.viewer.pk

    @cached_property
    def attempt(self) -> Attempt:
        """The last attempt to connect it."""
        return Attempt(self.call, self.events)

    @property
    def chosen(self) -> Employee | None:
        """Whom the caller is connected with next, where nobody has to be asked."""
        asked = self.call.asked_employee
        if asked is None or asked.is_protected or not self.call.is_live:
            return None
        return None if self.attempt.not_picked_up or self.known.leaving_message else asked

    @cached_property
    def hold(self) -> Hold | None:
        """That he is kept for this caller, for some seconds. Law 3."""
        return holds.of(self.call, self.chosen) if self.chosen else None

    @property
    def cleared(self) -> int | None:
        """Who has said yes, by his number: he is connected, not asked once more."""
        return self.call.asked_employee_id if self.attempt.decision is Decision.APPROVED else None

    @property
    def is_untouched(self) -> bool:
        """Has it only just been answered? Then what the caller says can be typed at once.

        One that she goes on with opens with no field chosen, whatever is known of it: her keys do
        there what they say.
        """
        call = self.call
        if not self.events or self.events[-1].verb != CallEvent.Verb.TAKEN:
            return False
        nothing = not (call.subject or call.asked_for or self.mind.is_somebody or call.phone)
        return nothing and self.is_mine and call.status == Status.TALKING

    @cached_property
    def can_come_back(self) -> bool:
        """Was it connected a moment ago, so that nobody may have picked up yet?"""
        ended = self.call.ended_at
        connected = self.call.disposition == Disposition.CONNECTED
        return connected and ended is not None and timezone.now() - ended < connecting.TAKE_BACK

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

    @property
    def asks_spoken_before(self) -> bool:
        """Is it asked whether they have called before, or answered and nothing done since?"""
        answered = self.call.spoke_before is not None and self.call.asked_employee is None
        asked = self.situation is Situation.SPOKEN_BEFORE
        return (asked or answered) and self.is_mine and self.call.is_live

    @property
    def may_be_private(self) -> bool:
        """Can one press say that the caller is a private person?"""
        call = self.call
        asked = call.kind == Kind.EXTERNAL and not call.company.strip()
        return asked and self.is_mine and call.is_live

    @property
    def may_promise(self) -> bool:
        """Is a call-back the thing to offer: nobody has answered, picks up, or is free?"""
        busy = self.known.asked_busy and not self.known.asked_protected
        unanswered = self.attempt.decision is Decision.EXPIRED or self.attempt.not_picked_up
        wanted = unanswered or busy or self.mind.nobody_free or self.is_closed
        offered = self.call_back
        return wanted and offered.promised is None and offered.owner is not None

    @property
    def offers_message(self) -> bool:
        """Is a message a second choice here? As the first one it has its own button."""
        if self.call.asked_employee is None or self.attempt.decision is Decision.PENDING:
            return False
        if self.known.leaving_message:
            return False  # its form is open
        if self.attempt.decision is Decision.DECLINED:
            return self.known.given_to_somebody or self.known.call_back_promised
        first = (
            self.attempt.decision is Decision.EXPIRED
            or self.attempt.not_picked_up
            or self.is_closed
        )
        return not first or self.known.call_back_promised

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
        return screening.unheard(self.call, asked)

    @property
    def may_confirm(self) -> bool:
        """Is it asked who is calling, though the number tells it? Then one key says that it is
        he."""
        return self.is_mine and self.situation in _WHO_IS_CALLING and bool(self.known.unheard)

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
    def needed(self) -> dict[str, str]:
        """The fields to fill before what is begun can be done: each with its sentence."""
        if not self.call.is_live:
            return {}
        if self.known.leaving_message:
            return messages.needed(self.call)
        if self.call_back.promised is not None:
            return promises.needed(self.call)
        asks = self.known.asked_protected and not sends_offer(self.known)
        return screening.needed(self.known) if asks else {}

    @cached_property
    def events(self) -> list[CallEvent]:
        return list(self.call.events.select_related("actor__employee", "employee"))

    @property
    def _message_was_last(self) -> bool:
        """Was a message taken, and nothing tried since? Then all is said; else the call goes on."""
        verbs = (event.verb for event in reversed(self.events))
        last = next((verb for verb in verbs if verb in _GOES_ON | {CallEvent.Verb.MESSAGE}), None)
        return last == CallEvent.Verb.MESSAGE

    @property
    def _has_left_message(self) -> bool:
        return any(event.verb == CallEvent.Verb.MESSAGE for event in self.events)

    @cached_property
    def handed(self) -> CallEvent | None:
        """The last time that a colleague handed it over, with her note."""
        return handover.last_note(self.events)

    @cached_property
    def colleagues(self) -> list[User]:
        """To whom it may be handed over."""
        return [one for one in shifts.at_the_desk() if one != self.viewer] if self.is_mine else []

    @property
    def may_take_over(self) -> bool:
        """A colleague's call that waits, or that she has left behind."""
        if self.is_mine or self.call.status == Status.RINGING:
            return False
        return self.call.status != Status.TALKING or handover.is_left(self.call)

    # In an order that never changes: each has its digit.
    dispositions = CHOSEN_DISPOSITIONS

    @cached_property
    def likely_disposition(self) -> Disposition:
        """How it would end now, as far as the desk knows: Enter takes it."""
        return _likely_disposition(self.known, left_message=self._has_left_message)

    @property
    def concerned(self) -> str:
        """Whose presence may change what it shows, by their numbers: others' news is none here."""
        request, back = self.attempt.request, self.call_back.owner
        people = [one.employee.pk for one in self.mind.offer.people]
        named = [self.call.asked_employee_id, self.call.message_for_id, back.pk if back else None]
        if request is not None:
            named += [request.executive_id, request.given_to_id]
        concerned = {*self.mind.offer.looked_at, *people, *named} - {None}
        return " ".join(map(str, concerned))

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


def _likely_disposition(known: Known, *, left_message: bool) -> Disposition:
    if known.message_taken:
        return Disposition.MESSAGE
    if known.call_back_promised or known.nobody_free:
        return Disposition.CALL_BACK
    if left_message:
        return Disposition.MESSAGE
    by_purpose: dict[str, Disposition] = {
        Purpose.SELL: Disposition.OFFER_BY_MAIL,
        Purpose.WRONG: Disposition.WRONG_NUMBER,
    }
    is_no = known.decision in {Decision.DECLINED, Decision.EXPIRED} or known.not_picked_up
    otherwise = Disposition.TURNED_AWAY if is_no else Disposition.ANSWERED
    return by_purpose.get(known.purpose, otherwise)
