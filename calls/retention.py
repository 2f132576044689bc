"""What callers said is erased once the company need not keep it; that they called stays.

The database lets an event lose a caller's words, and nothing else, once its call is erased: see
migration 0013.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from calls import lessons, loose_ends
from calls.models import (
    Call,
    Caller,
    CallEvent,
    DeskRules,
    Message,
    NotThisCaller,
    Promise,
    Shift,
    TransferRequest,
)
from directory import gaps

MONTH = timedelta(days=31)
_AT_ONCE = 200  # calls in one transaction, so that nobody at the desk waits for it

NOTHING: dict[str, Any] = {
    "caller_name": "",
    "company": "",
    "phone": "",
    "phone_e164": "",
    "subject": "",
    "asked_for": "",
    "message_text": "",
    "caller": None,
    "filled": [],
}


def erase_old() -> None:
    """Erase what is older than the rules of the desk keep; nothing where they keep for ever."""
    months = DeskRules.ours().keep_months
    if months is None:
        return
    moment = timezone.now() - months * MONTH
    while erase(moment):
        pass
    gaps.forget(moment)
    Shift.objects.filter(closed_at__lt=moment).exclude(notes="").update(notes="")
    _forget_callers()


@transaction.atomic
def erase(moment: datetime) -> int:
    """Erase some of the calls that ended before that moment; returns how many.

    A call that somebody still owes a call-back, whose message nobody has read, or that is a loose
    end which nobody has seen to is kept whole.
    """
    calls = list(_due(moment).select_for_update(of=("self",), skip_locked=True)[:_AT_ONCE])
    pks = [call.pk for call in calls]
    for call in calls:
        lessons.unlearn(call)
    Message.objects.filter(call__in=pks).delete()
    NotThisCaller.objects.filter(call__in=pks).delete()
    Promise.objects.filter(call__in=pks).update(text="")
    TransferRequest.objects.filter(call__in=pks).update(announcement="", reason="")
    Call.objects.filter(pk__in=pks).update(**NOTHING, erased_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {CallEvent._meta.db_table} SET detail = detail - 'announcement' - 'note' "  # noqa: S608
            "WHERE call_id = ANY(%s) AND detail ?| array['announcement', 'note']",
            [pks],
        )
    return len(calls)


def _due(moment: datetime) -> QuerySet[Call]:
    owed = Promise.objects.filter(call=OuterRef("pk"), kept_at=None)
    unread = Message.objects.filter(call=OuterRef("pk"), read_at=None, done_at=None)
    # What stands under «Loose ends» stays until somebody has seen to it (law 8).
    waiting = loose_ends.to_call_back().filter(pk=OuterRef("pk"))
    unsent = loose_ends.unsent().filter(pk=OuterRef("pk"))
    due = Call.objects.filter(ended_at__lt=moment, erased_at=None)
    settled = due.filter(~Exists(owed), ~Exists(unread), ~Exists(waiting), ~Exists(unsent))
    return settled.order_by("ended_at", "pk")


def _forget_callers() -> None:
    """Of whom no call is left, and for whom no other record stands, nothing is known any more."""
    for alone in (Caller.objects.exclude(merged_into=None), Caller.objects.filter(merged=None)):
        alone.filter(calls=None).delete()
