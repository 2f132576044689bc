"""What the desk makes of what a caller has said: who he is, why he calls, whom he needs."""

from dataclasses import dataclass
from functools import cached_property

from calls import callers, earlier, purposes, routing, suggestions
from calls.learner.mind import Suggestions
from calls.models import Call, Caller
from calls.statuses import Handling, Purpose

_LIKELY = 3  # purposes at most that are marked as likely
_LEAST_LIKELY = 0.05


@dataclass(frozen=True)
class PurposeChip:
    """One purpose on the card. `percent` says how likely the words make it; 0, not at all.

    `is_best`: likely enough to be taken with one key.
    """

    purpose: Purpose
    label: str
    chosen: bool
    percent: int
    is_best: bool


@dataclass
class Mind:
    """Gathered once for a card. `undecided`: no manager was asked to take the call."""

    call: Call
    is_mine: bool
    undecided: bool = True

    @cached_property
    def past(self) -> earlier.Past | None:
        return earlier.past(self.call)

    @property
    def is_somebody(self) -> bool:
        """Is anything typed that a caller could be recognised by?"""
        call = self.call
        return bool(call.caller_name.strip() or call.company.strip() or call.phone_e164)

    @cached_property
    def possible_callers(self) -> list[Caller]:
        return callers.possible(self.call) if self.is_mine else []

    @cached_property
    def known_purposes(self) -> list[purposes.Known]:
        return purposes.all_known()

    @property
    def _is_told(self) -> bool:
        """Are there words of the matter, and is there somebody whom it helps to guess from them?"""
        return self.call.is_live and self.is_mine and bool(self.call.subject.strip())

    @cached_property
    def suggested(self) -> Suggestions | None:
        """What the words of the subject suggest, while that helps anybody, and once it is known."""
        return suggestions.so_far(self.call, self.known_purposes) if self._is_told else None

    @cached_property
    def offer(self) -> routing.Offer:
        """Whom the desk would connect this caller with."""
        return routing.offer_by(self.call, self.known_purposes, self.suggested, self.past)

    @cached_property
    def best(self) -> routing.Suggestion | None:
        """Whom the main button chooses while nobody is chosen."""
        waits = self.call.asked_employee is None and self.undecided
        handled = self.handling not in {Handling.MAIL, Handling.DESK}
        return self.offer.best if waits and handled and not self.offer.nobody_free else None

    @cached_property
    def likely(self) -> str:
        """The purpose, where the words leave no doubt and nobody has chosen one."""
        guess = self.suggested
        return guess.purposes[0].label if guess and guess.sure_of_purpose else ""

    @cached_property
    def handling(self) -> Handling | None:
        """What is done with a call of this purpose, chosen or likely."""
        rules = {one.purpose.value: one.handling for one in self.known_purposes}
        return rules.get(self.call.purpose or self.likely)

    @cached_property
    def unsure(self) -> bool:
        """Was something said whose purpose is not clear?"""
        return self._is_told and not self.likely

    @property
    def may_trade(self) -> bool:
        likeliest = self.suggested.purposes[:3] if self.suggested else []
        return {Purpose.BUY, Purpose.SELL} <= {one.label for one in likeliest}

    @property
    def nobody_free(self) -> bool:
        asked = self.call.asked_employee is not None
        return not asked and self.handling is Handling.SALES and self.offer.nobody_free

    @cached_property
    def purposes(self) -> list[PurposeChip]:
        """The purposes in their order, which never changes; the likely ones say how likely."""
        likely: dict[str, int] = {}
        best = ""
        if self.suggested and not self.call.purpose:
            likely = {
                one.label: round(one.probability * 100)
                for one in self.suggested.purposes[:_LIKELY]
                if one.probability >= _LEAST_LIKELY
            }
            best = self.likely
        return [
            PurposeChip(
                purpose=one.purpose,
                label=one.label,
                chosen=one.purpose == self.call.purpose,
                percent=likely.get(one.purpose, 0),
                is_best=one.purpose == best,
            )
            for one in self.known_purposes
        ]

    @cached_property
    def purpose_name(self) -> str:
        """The purpose of the call, as this company calls it."""
        named = {one.purpose: one.label for one in self.known_purposes}
        return named.get(Purpose(self.call.purpose), "") if self.call.purpose else ""
