"""Taking a call and keeping, as it is typed, what the caller says."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import callers, deciders, lessons, lifecycle, log, numbers, screening
from calls.models import Call, CallEvent
from calls.refusals import Overtaken, Refused
from calls.statuses import Kind, Purpose, Status
from directory.models import Employee, User
from frontdesk.bus import tick

# What the card has fields for; each is saved by itself.
TYPED_FIELDS = ("subject", "caller_name", "company", "phone", "asked_for", "message_text")


@transaction.atomic
def take(kind: Kind, actor: User, *, language: str = "uk") -> Call:
    """Answer a new call: a fresh card, the receptionist talking. Holds her present caller."""
    lifecycle.take_turn(actor)
    hold_present(actor)
    now = timezone.now()
    call = Call.objects.create(
        kind=kind,
        status=Status.TALKING,
        receptionist=actor,
        language=language,
        answered_at=now,
        status_since=now,
    )
    log.record(call, CallEvent.Verb.TAKEN, actor, kind=kind.value)
    return call


def hold_present(actor: User) -> None:
    """Put on hold whoever the receptionist is talking with."""
    for call in Call.objects.filter(receptionist=actor, status=Status.TALKING):
        # Overtaken, she talks with him no more: he has hung up, or waits already.
        with suppress(Overtaken):
            lifecycle.move(call, Status.ON_HOLD, CallEvent.Verb.HELD, actor)


def hold(call: Call, actor: User) -> Call:
    lifecycle.guard_status(call, Status.TALKING)
    return lifecycle.move(call, Status.ON_HOLD, CallEvent.Verb.HELD, actor)


@transaction.atomic
def resume(call: Call, actor: User) -> Call:
    """Go on with a caller on hold; the present one, if any, is put on hold instead."""
    lifecycle.guard_status(call, Status.ON_HOLD)
    lifecycle.take_turn(actor)
    hold_present(actor)
    return lifecycle.move(call, Status.TALKING, CallEvent.Verb.RESUMED, actor)


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
    question = screening.hold_question(call) if field in screening.ANNOUNCED else None
    changes: dict[str, object] = {field: value}
    if field in call.filled:
        if value == getattr(call, field):
            return call
        changes["filled"] = [one for one in call.filled if one != field]
    if field == "phone":
        changes["phone_e164"] = numbers.e164(value)
    if field == "asked_for" and value != call.asked_for:
        # Other words: no longer the person who was chosen from the list.
        changes["asked_employee"] = None
    Call.objects.filter(pk=call.pk).update(**changes)
    call.refresh_from_db()
    if question is not None:
        screening.correct(question, call, call.receptionist)
    if field in callers.KNOWN_BY:
        callers.recognise(call)
        deciders.tell_of(call)
    if field == "subject" and not call.is_live:
        lessons.learn_from(call)
    tick("lines", log.call_topic(call.pk))
    return call


def _was_taken(call: Call, text: str) -> bool:
    """Is it a text that has just become a message, sent along once more by a second click?"""
    now = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    return now.message_for_id is None and now.messages.filter(text=text).exists()


def choose_purpose(call: Call, purpose: Purpose, actor: User) -> Call:
    """Note why they call; choosing the same purpose again takes it back."""
    chosen = "" if call.purpose == purpose else purpose.value
    changes = {"purpose": chosen}
    return lifecycle.note(call, CallEvent.Verb.PURPOSE, actor, changes=changes, purpose=chosen)


def choose_language(call: Call, language: str, actor: User) -> Call:
    changes = {"language": language}
    return lifecycle.note(call, CallEvent.Verb.LANGUAGE, actor, changes=changes, language=language)


@transaction.atomic
def note_spoken(call: Call, spoke: bool) -> Call:
    """Note whether he has spoken with somebody here before; said again, it is taken back."""
    said = None if call.spoke_before is spoke else spoke
    Call.objects.filter(pk=call.pk).update(spoke_before=said)
    call.refresh_from_db()
    tick(log.call_topic(call.pk))
    return call


def ask_for(call: Call, employee: Employee, actor: User) -> Call:
    """Note whom the caller asks for."""
    changes = {"asked_employee": employee, "asked_for": employee.full_name}
    return lifecycle.note(call, CallEvent.Verb.ASKED_FOR, actor, employee=employee, changes=changes)
