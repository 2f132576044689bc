"""Keeping, as it is typed, what the caller says; and what the receptionist notes of him."""

from django.db import transaction
from django.utils.translation import gettext as _

from calls import (
    announced,
    callers,
    deciders,
    holds,
    lessons,
    lifecycle,
    log,
    numbers,
    screening,
)
from calls.models import Call, Caller, CallEvent
from calls.refusals import Refused
from calls.statuses import Kind, Purpose
from directory import finding
from directory.models import Employee, User
from frontdesk.bus import tick

# What the card has fields for; each is saved by itself.
TYPED_FIELDS = ("subject", "caller_name", "company", "phone", "asked_for", "message_text")
_SHOWN_BY_LINES = frozenset({"caller_name", "company", "phone"})


@transaction.atomic
def keep(call: Call, field: str, value: str) -> Call:
    """Keep one field as it is typed, and let every page that shows the call know.

    Raises Refused for a field that the card does not have or a text that is too long.
    """
    if field not in TYPED_FIELDS:
        raise Refused(_("The card has no such field."))
    longest = Call.longest(field)
    # A line ends in one character here, as a browser counts it.
    value = value.replace("\x00", "").replace("\r\n", "\n")
    if len(value) > longest:
        sentence = _("At most %(number)s characters.") % {"number": longest}
        raise Refused(sentence, {field: sentence})
    if field == "message_text" and _was_taken(call, value):
        return call
    tells_who = field in announced.ANNOUNCED or field in callers.KNOWN_BY
    question = screening.hold_question(call) if tells_who else None
    # Held, so that a field which another request keeps in the same moment is not taken for one
    # that was filled in still, and blanked with it (law 8).
    now = Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
    if now.receptionist_id != call.receptionist_id:
        raise lifecycle.overtaken(call)
    changes: dict[str, object] = {field: value}
    if field in now.filled:
        if value == getattr(now, field):
            return call
        changes["filled"] = [one for one in now.filled if one != field]
    if field == "phone":
        changes["phone_e164"] = numbers.e164(value)
    if field == "asked_for" and value != now.asked_for:
        # Other words: no longer the person who was chosen from the list.
        changes["asked_employee"] = None
    Call.objects.filter(pk=call.pk).update(**changes)
    call.refresh_from_db()
    if field in callers.KNOWN_BY:
        callers.recognise(call)
        _note_colleague(call)
        deciders.tell_of(call)
    if tells_who:
        screening.follow_facts(call, question, call.receptionist)
    if field == "subject" and not call.is_live:
        lessons.reword(call)
    log.tell(call, lines=field in _SHOWN_BY_LINES or "asked_employee" in changes)
    return call


@transaction.atomic
def own(call: Call, caller: Caller, actor: User) -> Call:
    """It is he, as the receptionist says."""
    question = screening.hold_question(call)
    call = callers.own(call, caller)
    screening.follow_facts(call, question, actor)
    return call


@transaction.atomic
def disown(call: Call, actor: User) -> Call:
    """It is not he. A question about him that waits is taken back where nobody is left in it."""
    question = screening.hold_question(call)
    call = callers.disown(call, actor)
    screening.follow_facts(call, question, actor)
    if question is not None and not (call.caller_name.strip() and call.company.strip()):
        question.call = call
        screening.withdraw(question, actor)
        call.refresh_from_db()
    return call


def _note_colleague(call: Call) -> None:
    """Who of the house is calling, by his name or his extension, where that is not in doubt."""
    if call.kind != Kind.INTERNAL:
        return
    colleague = finding.calling(call.caller_name, call.phone)
    if call.from_employee != colleague:
        Call.objects.filter(pk=call.pk).update(from_employee=colleague)
        call.refresh_from_db()


def _was_taken(call: Call, text: str) -> bool:
    """Is it a text that has just become a message, sent along once more by a second click?"""
    now = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    return now.message_for_id is None and now.messages.filter(text=text).exists()


@transaction.atomic
def choose_purpose(call: Call, purpose: Purpose | None, actor: User) -> Call:
    """Note why they call, or that nobody knows; said once more, nothing changes."""
    # Held, so that what it was is not what another tab has changed meanwhile.
    held = Call.objects.select_for_update(of=("self",), no_key=True)
    call.refresh_from_db(fields=["purpose"], from_queryset=held)
    chosen = purpose.value if purpose else ""
    if call.purpose == chosen:
        return call
    return lifecycle.note(
        call,
        CallEvent.Verb.PURPOSE,
        actor,
        changes={"purpose": chosen},
        no_line_shows_it=Purpose.BUY not in {call.purpose, chosen},
        purpose=chosen,
    )


def choose_language(call: Call, language: str, actor: User) -> Call:
    """Speak this language with the caller; said once more, nothing changes."""
    if call.language == language:
        return call
    changes = {"language": language}
    return lifecycle.note(call, CallEvent.Verb.LANGUAGE, actor, changes=changes, language=language)


@transaction.atomic
def note_spoken(call: Call, spoke: bool | None) -> Call:
    """Note whether he has spoken with somebody here before, or that he has not said."""
    Call.objects.filter(pk=call.pk).update(spoke_before=spoke)
    call.refresh_from_db()
    tick(log.call_topic(call.pk))
    return call


@transaction.atomic
def ask_for(call: Call, employee: Employee, actor: User, *, insists: bool = False) -> Call:
    """Note whom the caller asks for; anybody else whom the call holds is let go.

    `insists`: a protected person is to be asked about him, even if he sells.
    """
    changes = {"asked_employee": employee, "asked_for": employee.full_name}
    detail = {"insists": True} if insists else {}
    lifecycle.note(
        call, CallEvent.Verb.ASKED_FOR, actor, employee=employee, changes=changes, **detail
    )
    holds.release(call, but=employee)
    return call
