"""What the desk's templates say that a model cannot."""

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.card import Card
from calls.models import Call, CallEvent
from calls.statuses import Answer, Disposition, Kind, Purpose
from directory.models import Employee, Presence

register = template.Library()


@dataclass(frozen=True)
class Field:
    """One field of the card: its label, what is in it, and what is wrong with it."""

    label: str
    value: str
    longest: int
    needed: bool
    error: str
    hint: str


@register.simple_tag
def card_field(card: Card, name: str) -> Field:
    error = card.errors.get(name, "")
    needed = name in card.needed
    return Field(
        label=Call.label(name),
        value=card.typed.get(name, getattr(card.call, name)),
        longest=Call.longest(name),
        needed=needed or bool(error),
        error=error,
        hint=_("Needed before the request can be sent.") if needed else "",
    )


@register.simple_tag
def presence_now(presence: Presence) -> Presence.State:
    return presence.state_at(timezone.now())


@register.simple_tag
def unread_messages(person: Employee) -> int:
    return person.messages.filter(read_at=None, done_at=None).count()


@register.filter
def told(event: CallEvent) -> str:
    """The line of a call's history after the name of who did it."""
    verb = str(CallEvent.Verb(event.verb).label)
    details = [event.employee.short_name] if event.employee else []
    detail = event.detail
    if "kind" in detail:
        details.append(str(Kind(detail["kind"]).label))
    if "purpose" in detail:
        details.append(str(Purpose(detail["purpose"]).label) if detail["purpose"] else "—")
    if "disposition" in detail and event.verb == CallEvent.Verb.ENDED:
        details.append(str(Disposition(detail["disposition"]).label))
    if "answer" in detail and event.verb == CallEvent.Verb.DECLINED:
        details.append(str(Answer(detail["answer"]).label))
    if "announcement" in detail:
        details.append(f"«{detail['announcement']}»")
    return f"{verb}: {', '.join(details)}" if details else verb
