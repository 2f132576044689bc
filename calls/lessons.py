"""Lessons: what an ended call teaches, written with its end, undone by correcting the call."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from calls import log
from calls.models import Call, CallEvent, Lesson
from calls.refusals import Refused
from calls.statuses import Disposition, Purpose
from directory.models import Department, User

_SEQUENCE = "calls_lesson_seq"
_LOCK = 74_601  # one number for all who write lessons

# Endings that say why they called, where nobody has said it.
_TOLD_BY_ENDING = {
    Disposition.OFFER_BY_MAIL: Purpose.SELL,
    Disposition.WRONG_NUMBER: Purpose.WRONG,
}


@transaction.atomic
def learn_from(call: Call) -> None:
    """Write, or write anew, what an ended call teaches. One without words teaches nothing."""
    text = call.subject.strip()
    told = _TOLD_BY_ENDING.get(Disposition(call.disposition)) if call.disposition else None
    purpose = call.purpose or (told or "")
    department = _who_took_it(call)
    teaches = bool(text and (purpose or department)) and not call.is_live
    if teaches:
        _write(call, text, purpose, department)
    elif Lesson.objects.filter(call=call).exists():
        # A row that teaches nothing tells every process to forget what this call has taught.
        _write(call, text, "", None)


@transaction.atomic
def reword(call: Call) -> None:
    """The words of an ended call were put right: what they were said to mean, they mean still.

    Somebody may have corrected that by hand. Without words it teaches nothing until there are some.
    """
    lesson = Lesson.objects.select_related("department").filter(call=call).first()
    if lesson is None or not (lesson.text or lesson.purpose or lesson.department):
        learn_from(call)
    else:
        _write(call, call.subject.strip(), lesson.purpose, lesson.department)


@transaction.atomic
def correct(call: Call, purpose: str, department: Department | None, actor: User) -> None:
    """Put right, after the call, why they called ("": nobody knows) and whose matter it was.

    Raises Refused for a call that has not ended.
    """
    if call.is_live:
        raise Refused(_("This call has not ended yet."))
    Call.objects.filter(pk=call.pk).update(purpose=purpose)
    call.refresh_from_db()
    log.record(call, CallEvent.Verb.PURPOSE, actor, purpose=purpose)
    if call.subject.strip():
        _write(call, call.subject.strip(), purpose, department)


def unlearn(call: Call) -> None:
    """What this call has taught is forgotten, its words too, by every process."""
    if Lesson.objects.filter(call=call).exists():
        _write(call, "", "", None)


def _write(call: Call, text: str, purpose: str, department: Department | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("SELECT nextval(%s)", [_SEQUENCE])
        seq = cursor.fetchone()[0]
    Lesson.objects.update_or_create(
        call=call,
        defaults={"seq": seq, "text": text, "purpose": purpose, "department": department},
    )


def _who_took_it(call: Call) -> Department | None:
    if call.connected_to is not None:
        return call.connected_to.department
    message = call.messages.select_related("employee__department").order_by("pk").last()
    return message.employee.department if message else None
