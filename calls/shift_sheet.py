"""The one page of a shift's handover: all that one receptionist leaves to the next."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from calls import lines, loose_ends, shifts
from calls.lines import Line
from calls.models import Call, Message, Promise, Shift, TransferRequest
from calls.statuses import RequestStatus, Status
from directory.models import Presence, User

SHOWN = 50  # of each kind


@dataclass
class Sheet:
    viewer: User

    @cached_property
    def shift(self) -> Shift | None:
        """Her own, while it is open."""
        return shifts.current(self.viewer)

    @cached_property
    def left(self) -> list[Shift]:
        """Closed shifts that nobody has taken over."""
        return list(shifts.to_confirm())

    @cached_property
    def _lines(self) -> list[Line]:
        return lines.on_the_desk()

    @property
    def in_progress(self) -> list[Line]:
        return [line for line in self._lines if line.status == Status.TALKING]

    @property
    def waiting(self) -> list[Line]:
        return [line for line in self._lines if line.status in {Status.RINGING, Status.ON_HOLD}]

    @cached_property
    def requests(self) -> QuerySet[TransferRequest]:
        pending = TransferRequest.objects.filter(status=RequestStatus.PENDING)
        return pending.select_related("executive", "call").order_by("requested_at")[:SHOWN]

    @cached_property
    def promises(self) -> QuerySet[Promise]:
        """Call-backs due by the end of tomorrow, and overdue ones."""
        tomorrow = timezone.localdate() + timedelta(days=1)
        end = timezone.make_aware(datetime.combine(tomorrow, time.max))
        due = Promise.objects.filter(kept_at=None, due_at__lte=end)
        return due.select_related("owner", "call__from_employee").order_by("due_at", "pk")[:SHOWN]

    @cached_property
    def messages(self) -> QuerySet[Message]:
        """Unread messages for people who are out."""
        unread = Message.objects.filter(
            read_at=None,
            done_at=None,
            employee__left_on=None,
            employee__presence_row__state=Presence.State.AWAY,
        )
        return unread.select_related("employee__presence_row").order_by("employee", "pk")[:SHOWN]

    @cached_property
    def abandoned(self) -> QuerySet[Call]:
        return loose_ends.abandoned()

    @cached_property
    def now(self) -> datetime:
        return timezone.now()
