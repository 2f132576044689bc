"""The call-back of one call as its card shows it: promised already, or offered now. Law 3."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from calls import promises
from calls.making import Mind
from calls.models import CallEvent
from directory.models import Employee


@dataclass
class CallBack:
    """`events` is the history of the call that `mind` knows."""

    mind: Mind
    events: list[CallEvent]

    @cached_property
    def promised(self) -> CallEvent | None:
        """What was promised on this call last: whose it is, and for when."""
        made = [event for event in self.events if event.verb == CallEvent.Verb.PROMISED]
        return made[-1] if made else None

    @cached_property
    def at(self) -> datetime | None:
        """When somebody calls back; where nothing is promised yet, what a buyer may be told."""
        if self.promised is not None:
            return datetime.fromisoformat(self.promised.detail["due_at"])
        return promises.soonest(self.owner) if self.mind.nobody_free and self.owner else None

    @cached_property
    def owner(self) -> Employee | None:
        """Whose it is, or would be."""
        if self.promised is not None:
            return self.promised.employee
        return self.mind.call.asked_employee or self.mind.offer.owner

    @property
    def owners(self) -> list[Employee]:
        """Whose it may be, the one whom the desk would choose first."""
        offered = [one.employee for one in self.mind.offer.people]
        return list(dict.fromkeys([*([self.owner] if self.owner else []), *offered]))

    @property
    def times(self) -> list[datetime]:
        return promises.offered_times()
