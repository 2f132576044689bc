"""Messages: what a caller left for one employee, until it is done."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from calls import log, numbers
from calls.models import Call, CallEvent, Message
from calls.refusals import Overtaken, Refused
from calls.script import Known, next_situation
from calls.situations import Situation
from directory.models import Employee, User
from frontdesk.bus import tick


@transaction.atomic
def begin(call: Call, employee: Employee | None) -> Call:
    """Open the message form for somebody, or close it; what was typed stays."""
    Call.objects.filter(pk=call.pk).update(message_for=employee)
    call.refresh_from_db()
    if employee is not None and not call.message_text:
        Call.objects.filter(pk=call.pk).update(message_text=call.subject)
        call.refresh_from_db()
    tick(log.call_topic(call.pk))
    return call


@transaction.atomic
def take(call: Call, actor: User) -> Message:
    """Write the message down; it is in the employee's inbox with the commit.

    Sent twice, it is refused the second time: the form closed with the first.
    """
    call = Call.objects.select_for_update(of=["self"]).select_related("message_for").get(pk=call.pk)
    employee = call.message_for
    if employee is None:
        raise Overtaken(_("The message has been taken already."))
    if employee.left_on is not None:
        raise Refused(_("%(name)s does not work here any more.") % {"name": employee.short_name})
    lacking = needed(call)
    if lacking:
        raise Refused(_("The message is not complete yet."), lacking)
    message = Message.objects.create(
        employee=employee,
        call=call,
        caller_name=call.caller_name,
        company=call.company,
        phone=call.reached_at,
        text=call.message_text,
        taken_by=actor,
    )
    Call.objects.filter(pk=call.pk).update(message_for=None, message_text="")
    log.record(call, CallEvent.Verb.MESSAGE, actor, employee=employee)
    if not call.is_live:
        tick(log.LOOSE_ENDS)
    tick(log.messages_topic(employee.pk))
    return message


def take_before_end(call: Call, actor: User) -> None:
    """Take the message of a call that is to end as one with a message, unless it was taken.

    Raises Refused where it is not complete, or where nobody has begun one.
    """
    if call.messages.exists():
        return
    if call.message_for is None:
        raise Refused(_("No message has been taken yet: choose whom it is for."))
    take(call, actor)


# Where the answer is written to what the caller is asked for a message.
_ANSWERED_IN = {Situation.NAME: "caller_name", Situation.PHONE: "phone"}


def asked_first(call: Call) -> str:
    """The field that answers the sentence to say while a message is taken; its text, if none."""
    known = Known(name=call.caller_name, phone=call.phone, leaving_message=True)
    asked = next_situation(known) if call.is_live else Situation.TEXT_OF_MESSAGE
    return _ANSWERED_IN.get(asked, "message_text")


def needed(call: Call) -> dict[str, str]:
    """What a message still lacks: each field with its sentence."""
    lacking = {}
    if not call.message_text.strip():
        lacking["message_text"] = _("Write what the caller wants.")
    if not call.reached_at:
        lacking["phone"] = _("Ask for a number to call back.")
    elif not numbers.can_be_called(call.reached_at):
        lacking["phone"] = _("This is not a phone number.")
    return lacking


@transaction.atomic
def mark_read(message: Message) -> None:
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=Now())
    tick(log.messages_topic(message.employee_id))


@transaction.atomic
def mark_done(message: Message) -> None:
    Message.objects.filter(pk=message.pk, done_at=None).update(
        read_at=Coalesce(F("read_at"), Now()), done_at=Now()
    )
    tick(log.messages_topic(message.employee_id))
