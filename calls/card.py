"""All that one call's card shows, gathered once for the page and for its fragments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from calls import announced, connecting, handover, holds, messages, promises, shifts
from calls.known_call import KnownCall
from calls.models import CallEvent, Hold
from calls.script import Known, sends_offer
from calls.situations import Decision, Situation
from calls.statuses import CHOSEN_DISPOSITIONS, Disposition, Kind, Purpose, Status
from directory.models import Employee, User

_WHO_IS_CALLING = {Situation.NAME_AND_COMPANY, Situation.NAME, Situation.COMPANY}


@dataclass
class Card(KnownCall):
    """A call as one log-in sees it.

    `errors` maps a field to what is wrong with it, `typed` to a text that could not be kept: it is
    shown again, to be put right. `focus` is the field to go on with. `unserved` is how a buyer was
    about to be let go with nothing: the card asks whether that is meant.
    """

    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    unserved: Disposition | None = None

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

    @property
    def may_confirm(self) -> bool:
        """Is it asked who is calling, though the number tells it? Then one key says that it is
        he."""
        return self.is_mine and self.situation in _WHO_IS_CALLING and bool(self.known.unheard)

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
        return announced.needed(self.known) if asks else {}

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
