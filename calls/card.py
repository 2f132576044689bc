"""All that one call's card shows, gathered once for the page and for its fragments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from shevchenko import GrammaticalGender, detect_gender

from calls import connecting, messages, numbers, promises, screening, talks
from calls.announcement import announce
from calls.making import Mind
from calls.models import Asked, Call, CallEvent, TransferRequest
from calls.phrase_book import say
from calls.script import Decision, Known, Situation, missing_facts, next_situation
from calls.statuses import CHOSEN_DISPOSITIONS, Disposition, Kind, Purpose, RequestStatus, Status
from directory import presence
from directory.latin import latin
from directory.models import Company, Employee, User
from directory.vocative import address

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
    CallEvent.Verb.RETURNED,
}


@dataclass
class Card:
    """A call as one log-in sees it. `errors` maps a field to what is wrong with it, `typed` to a
    text that could not be kept: it is shown again, to be put right."""

    call: Call
    viewer: User
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def is_mine(self) -> bool:
        return self.call.receptionist_id == self.viewer.pk

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
        return _DECISIONS.get(RequestStatus(self.request.status), Decision.NONE)

    @property
    def is_untouched(self) -> bool:
        """Has it only just been answered? Then what the caller says can be typed at once."""
        call = self.call
        nothing = not (call.subject or call.asked_for or self.mind.is_somebody or call.phone)
        return nothing and self.is_mine and call.status == Status.TALKING

    @cached_property
    def asked_now(self) -> list[Asked]:
        """Who is being asked at this moment."""
        if self.decision is not Decision.PENDING or self.request is None:
            return []
        prefetch_related_objects([self.request], "asked__employee")
        return self.request.asked_now

    @cached_property
    def talk(self) -> str:
        """With whom the executive talks while the request waits for him."""
        if self.request is None or not self.request.waits_for_him:
            return ""
        talk = talks.going_on(self.request.executive)
        return talks.partner(talk, self.request.executive).short_name if talk else ""

    @cached_property
    def not_picked_up(self) -> bool:
        attempts = [event.verb for event in self.events if event.verb in _ATTEMPTS]
        return bool(attempts) and attempts[-1] == CallEvent.Verb.RETURNED

    @cached_property
    def can_come_back(self) -> bool:
        """Was it connected a moment ago, so that nobody may have picked up yet?"""
        ended = self.call.ended_at
        connected = self.call.disposition == Disposition.CONNECTED
        return connected and ended is not None and timezone.now() - ended < connecting.TAKE_BACK

    @cached_property
    def call_back_at(self) -> datetime | None:
        """When somebody calls back, if that was promised on this call."""
        made = [event for event in self.events if event.verb == CallEvent.Verb.PROMISED]
        return datetime.fromisoformat(made[-1].detail["due_at"]) if made else None

    @property
    def may_promise(self) -> bool:
        """Is a call-back the thing to offer: nobody has answered, or nobody picks up?"""
        unanswered = self.decision is Decision.EXPIRED or self.not_picked_up
        return unanswered and self.call_back_at is None

    @property
    def offers_message(self) -> bool:
        """Is a message a second choice here? As the first one it has its own button."""
        if self.call.asked_employee is None or self.decision is Decision.PENDING:
            return False
        if self.decision is Decision.DECLINED:
            return self.known.given_to_somebody or self.known.call_back_promised
        first = self.decision is Decision.EXPIRED or self.not_picked_up
        return not first or self.known.call_back_promised

    @property
    def offered_times(self) -> list[datetime]:
        return promises.offered_times()

    @cached_property
    def mind(self) -> Mind:
        """What the desk makes of what was said."""
        return Mind(self.call, self.is_mine, undecided=self.decision is Decision.NONE)

    @cached_property
    def known(self) -> Known:
        call = self.call
        asked = call.asked_employee
        return Known(
            name=call.caller_name,
            company=call.company,
            subject=call.subject,
            phone=call.phone,
            purpose=call.purpose,
            likely=self.mind.likely,
            unsure=self.mind.unsure,
            trading=self.mind.may_trade,
            handling=self.mind.handling or "",
            recognised=call.kind == Kind.INTERNAL or self.mind.past is not None,
            spoke_before=call.spoke_before,
            asked_busy=asked is not None and not presence.is_free(asked),
            nobody_free=self.mind.nobody_free,
            disposition=call.disposition,
            asked_somebody=asked is not None,
            asked_protected=asked is not None and asked.is_protected,
            on_hold=call.status == Status.ON_HOLD,
            ended=not call.is_live,
            decision=self.decision,
            told=self.request.told if self.request else "",
            given_to_somebody=self.request is not None and self.request.given_to_id is not None,
            call_back_promised=self.call_back_at is not None,
            not_picked_up=self.not_picked_up,
            leaving_message=call.message_for is not None,
            message_taken=any(event.verb == CallEvent.Verb.MESSAGE for event in self.events),
        )

    @cached_property
    def situation(self) -> Situation:
        return next_situation(self.known)

    @cached_property
    def sentence(self) -> str:
        return self.say(self.situation)

    @cached_property
    def announcement(self) -> str:
        """What the manager will be told, once it can be said in full."""
        if missing_facts(self.known) or not self.known.asked_protected:
            return ""
        call = self.call
        return announce(call.caller_name, call.company, call.subject, call.language)

    @cached_property
    def needed(self) -> dict[str, str]:
        """The fields to fill before what is begun can be done: each with its sentence."""
        if not self.call.is_live:
            return {}
        if self.known.leaving_message:
            return messages.needed(self.call)
        if self.call_back_at is not None:
            return promises.needed(self.call)
        return screening.needed(self.known) if self.known.asked_protected else {}

    @cached_property
    def events(self) -> list[CallEvent]:
        return list(self.call.events.select_related("actor__employee", "employee"))

    @cached_property
    def dispositions(self) -> list[Disposition]:
        """How the call may be ended by hand, the likeliest first."""
        likely = _likely_disposition(self.known)
        return sorted(CHOSEN_DISPOSITIONS, key=lambda one: one is not likely)

    def say(self, situation: Situation) -> str:
        return say(situation, self.call.language, self._blanks)

    @property
    def _given_to(self) -> str:
        given = self.request.given_to if self.request else None
        return given.polite_name if given else ""

    @cached_property
    def _blanks(self) -> dict[str, str]:
        call, company = self.call, Company.ours()
        ukrainian = call.language == "uk"
        receptionist = call.receptionist.person if call.receptionist else None
        name = company.name if ukrainian else company.name_en or latin(company.name)
        answering = receptionist.given_name if receptionist else ""
        return {
            "caller": address(call.caller_name) if ukrainian else latin(call.caller_name),
            "company": call.company if ukrainian else latin(call.company),
            "our_company": name,
            "our_email": company.offers_email,
            "receptionist": answering if ukrainian else latin(answering),
            "phone": numbers.shown(call.phone),
            "greeting": greeting(timezone.localtime(), call.language),
            "call_back_at": clock(self.call_back_at, call.language) if self.call_back_at else "",
            "given_to": self._given_to,
            **(of_executive(call.asked_employee) if call.asked_employee else {}),
        }


def greeting(moment: datetime, language: str) -> str:
    """How one greets at that hour of the local day."""
    with override(language):
        if moment.hour < 11:
            return _("Good morning")
        return _("Good afternoon") if moment.hour < 18 else _("Good evening")


def clock(moment: datetime, language: str) -> str:
    """«о 12:00» today, «24 листопада о 9:30» on another day."""
    local = timezone.localtime(moment)
    with override(language):
        # «о 12:00», but «об 11:00».
        pattern = pgettext("eleven", "at %(time)s") if local.hour == 11 else _("at %(time)s")
        at = pattern % {"time": date_format(local, "G:i")}
        if local.date() == timezone.localdate():
            return at
        return _("on %(day)s %(at_time)s") % {"day": date_format(local, "j E"), "at_time": at}


def of_executive(executive: Employee) -> dict[str, str]:
    gender = detect_gender(
        {"givenName": executive.given_name, "patronymicName": executive.patronymic}
        if executive.patronymic
        else {"givenName": executive.given_name}
    )
    woman = bool(gender) and gender.get("gender") == GrammaticalGender.FEMININE
    return {"position": executive.position, "them": "їй" if woman else "йому"}


def _likely_disposition(known: Known) -> Disposition:
    if known.message_taken:
        return Disposition.MESSAGE
    if known.call_back_promised or known.nobody_free:
        return Disposition.CALL_BACK
    by_purpose: dict[str, Disposition] = {
        Purpose.SELL: Disposition.OFFER_BY_MAIL,
        Purpose.WRONG: Disposition.WRONG_NUMBER,
    }
    return by_purpose.get(known.purpose, Disposition.ANSWERED)
