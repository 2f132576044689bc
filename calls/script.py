"""What to ask next: the fewest questions, and never one that is answered already. Pure. Law 7."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from calls.numbers import can_be_called
from calls.situations import Decision, Situation
from calls.statuses import HANDLED, Disposition, Handling, Purpose


@dataclass(frozen=True)
class Known:
    """All that the next question depends on."""

    name: str = ""
    company: str = ""
    subject: str = ""
    phone: str = ""  # where he can be called back
    internal: bool = False  # a colleague calls
    # The fields that only his number tells, where an answer without asking would rest on them.
    unheard: frozenset[str] = frozenset()
    purpose: str = ""
    likely: str = ""  # the purpose, where the words leave no doubt of it
    unsure: bool = False  # something was said, and its purpose is not clear
    trading: bool = False  # it may be that he buys, and it may be that he sells
    complains: bool = False  # his words are those of somebody who was let down
    handling: str = ""  # what the admin has done with calls of this purpose
    recognised: bool = False
    spoke_before: bool | None = None
    asked_somebody: bool = False
    asked_protected: bool = False
    insists: bool = False  # he sells, and the protected person is to be asked all the same
    asked_busy: bool = False  # or held for another call
    helped_by_another: bool = False  # he buys, and somebody else is free for him
    nobody_free: bool = False  # he buys, and nobody of the sales side can take him
    closed: bool = False  # the call has come outside the opening hours
    disposition: str = ""
    on_hold: bool = False
    nobody_meant: bool = False  # nothing says for certain whom he needs
    ended: bool = False
    decision: Decision = Decision.NONE
    told: str = ""  # what the caller is to hear of the one who does not take the call
    given_to_somebody: bool = False
    given_to_protected: bool = False
    call_back_promised: bool = False
    not_picked_up: bool = False
    leaving_message: bool = False
    message_taken: bool = False  # and nothing was tried since


def next_situation(known: Known) -> Situation:
    """The one thing to say now."""
    told = replace(
        known,
        name=known.name.strip(),
        company=known.company.strip(),
        subject=known.subject.strip(),
    )
    return next(_situations(told))


def missing_facts(known: Known) -> list[str]:
    """What law 1 wants to know before a protected person is asked: the fields still empty.

    A colleague is of the house: nobody asks him of which company he is.
    """
    facts = {"subject": known.subject, "caller_name": known.name}
    if not known.internal:
        facts["company"] = known.company
    return [field for field, value in facts.items() if not value.strip() or field in known.unheard]


def sends_offer(known: Known) -> bool:
    """Is he asked to send his offer, and nothing else? Law 4; until somebody chooses to ask a
    protected person about him all the same, and then law 1 wants to know who he is."""
    return _handling(known) == Handling.MAIL and not (known.asked_protected and known.insists)


def _handling(known: Known) -> str:
    return known.handling or HANDLED.get(known.purpose or known.likely, "")


def _situations(known: Known) -> Iterator[Situation]:
    if known.message_taken and (known.ended or not known.leaving_message):
        yield Situation.MESSAGE_TAKEN
    if known.ended:
        yield _last_words(known)
    if known.decision is Decision.PENDING:
        yield Situation.ASKING
    if known.leaving_message:
        yield from _for_message(known)
    if known.decision is Decision.APPROVED:
        yield Situation.APPROVED
    if known.decision is Decision.HELD_UP:
        yield Situation.PLEASE_HOLD
    if known.not_picked_up:
        yield Situation.NOT_PICKED_UP
    if known.decision is Decision.DECLINED:
        yield from _for_declined(known)
    if known.call_back_promised:
        yield from _for_call_back(known)
    if known.decision is Decision.EXPIRED:
        yield Situation.EXECUTIVE_BUSY
    if known.on_hold:
        yield Situation.PLEASE_HOLD
    purpose = known.purpose or known.likely
    handling = _handling(known)
    if purpose == Purpose.WRONG:
        yield Situation.WRONG_NUMBER
    if sends_offer(known):
        yield Situation.SEND_OFFER
    if known.closed and known.asked_somebody:
        yield Situation.AFTER_HOURS
    if known.asked_protected:
        yield from _for_protected(known)
    if known.asked_somebody and known.helped_by_another:
        yield Situation.GIVEN_TO
    if known.asked_somebody:
        yield Situation.SPECIALIST_BUSY if known.asked_busy else _connecting(known)
    if not known.subject and not purpose:
        yield from _for_beginning(known)
    yield from _for_whom(known, purpose, handling)
    if handling == Handling.DESK:
        yield Situation.ANSWERING
    if known.closed:
        yield Situation.AFTER_HOURS
    if known.nobody_free:
        yield Situation.NOBODY_FREE
    if known.nobody_meant and _connecting(known) is Situation.CONNECTING:
        yield Situation.WHOM if handling == Handling.PERSON else Situation.DETAILS
    yield _connecting(known)


# Of these purposes complaints are somebody else's: of neighbours, of a competitor.
_OTHERS_COMPLAINTS = {Purpose.BUY, Purpose.SELL, Purpose.BUSINESS, Purpose.JOB}


def _connecting(known: Known) -> Situation:
    """One who was let down hears first that we are sorry, and whoever can help is found for him."""
    theirs = (known.purpose or known.likely) not in _OTHERS_COMPLAINTS
    return Situation.REGRET if known.complains and theirs else Situation.CONNECTING


# What is said to one whose call has ended like this; to all others goodbye.
_LAST_WORDS: dict[str, Situation] = {
    Disposition.MESSAGE: Situation.MESSAGE_TAKEN,
    Disposition.OFFER_BY_MAIL: Situation.SEND_OFFER,
    Disposition.CALL_BACK: Situation.CALL_BACK,  # it says goodbye already
    Disposition.TURNED_AWAY: Situation.NOT_NEEDED,
    Disposition.WRONG_NUMBER: Situation.WRONG_NUMBER,
}


def _last_words(known: Known) -> Situation:
    """Whoever was turned away because the one he asked for does not take the call has offered
    nothing: he is not thanked for an offer (law 2)."""
    unheard = known.decision is not Decision.NONE or known.not_picked_up
    if known.disposition == Disposition.TURNED_AWAY and unheard:
        return Situation.GOODBYE
    return _LAST_WORDS.get(known.disposition, Situation.GOODBYE)


def _for_beginning(known: Known) -> Iterator[Situation]:
    """Nothing of the matter was said yet."""
    if known.closed:
        yield Situation.GREETING_CLOSED
    if known.recognised:
        yield Situation.HELP
    yield Situation.MATTER if known.name or known.company else Situation.GREETING


def _for_whom(known: Known, purpose: str, handling: str) -> Iterator[Situation]:
    """What helps to find whom he needs, where he has named nobody; an angry caller is not asked
    whether he has called before."""
    if _connecting(known) is Situation.REGRET:
        return
    goes_on = handling == Handling.LAST or (known.unsure and not purpose)
    if goes_on and not known.recognised and known.spoke_before is None:
        yield Situation.SPOKEN_BEFORE
    if known.unsure and not purpose:
        yield Situation.BUY_OR_SELL if known.trading else Situation.DETAILS


# Whatever the manager's reason is, the caller hears one of these. Law 2.
TOLD: dict[str, Situation] = {
    "meeting": Situation.IN_MEETING,
    "line": Situation.ON_ANOTHER_LINE,
    "out": Situation.OUT_OF_OFFICE,
    "unable": Situation.EXECUTIVE_BUSY,
}


def _for_declined(known: Known) -> Iterator[Situation]:
    if known.given_to_somebody:
        # One who is protected has to be asked himself before anything is promised (law 1).
        yield Situation.ASKING if known.given_to_protected else Situation.GIVEN_TO
    if known.call_back_promised:
        yield from _for_call_back(known)
    yield TOLD.get(known.told, Situation.IN_MEETING)


def _for_call_back(known: Known) -> Iterator[Situation]:
    if not can_be_called(known.phone):
        yield Situation.PHONE
    yield Situation.CALL_BACK


def _for_message(known: Known) -> Iterator[Situation]:
    if not known.name:
        yield Situation.NAME
    if not can_be_called(known.phone):
        yield Situation.PHONE
    yield Situation.TEXT_OF_MESSAGE


def _for_protected(known: Known) -> Iterator[Situation]:
    missing = missing_facts(known)
    if "subject" in missing:
        yield Situation.SUBJECT
    if "caller_name" in missing and "company" in missing:
        yield Situation.NAME_AND_COMPANY
    if "caller_name" in missing:
        yield Situation.NAME
    if "company" in missing:
        yield Situation.COMPANY
    yield Situation.ASKING
