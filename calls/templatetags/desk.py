"""What the desk's templates say that a model cannot."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calls import days, deciders, departures, docket, loose_ends, numbers, promises
from calls.board import Board
from calls.card import Card
from calls.lines import Line
from calls.models import Call, CallEvent, Sounds, TransferRequest
from calls.private_person import quoted
from calls.statuses import Answer, Disposition, Ground, Kind, Purpose
from directory import declension
from directory.models import Employee, User

register = template.Library()


@dataclass(frozen=True)
class Field:
    """One field of the card: its label, what is in it, and what is wrong with it."""

    label: str
    value: str
    longest: int
    needed: bool
    hint: str
    focus: bool
    doubt: str  # what may be wrong with it, though it is kept as it is
    may_be_private: bool  # is «private person» a possible answer, in one press?


@register.simple_tag
def card_field(card: Card, name: str) -> Field:
    hint = card.errors.get(name) or card.needed.get(name, "")
    doubt = name == "phone" and numbers.lacks_digits(card.call.phone)
    return Field(
        label=Call.label(name),
        value=card.typed.get(name, getattr(card.call, name)),
        longest=Call.longest(name),
        needed=bool(hint),
        hint=hint,
        focus=name == card.focus,
        doubt=_("This number cannot be dialled: check it. One from abroad begins with +.")
        if doubt
        else "",
        may_be_private=name == "company" and card.may_be_private,
    )


register.filter("company_quoted", quoted)


@register.simple_tag
def line_of(board: Board, line: Line) -> str:
    """One line as a page shows it; pages that it looks the same on share the work."""
    look, kept = board.look(line), board.seen.markup
    key = (get_language(), line.pk, look)
    if key not in kept:
        context = {"line": line, "call": line.call, "look": look}
        kept[key] = render_to_string("desk/_line.html", context)
    return mark_safe(kept[key])  # noqa: S308 - it was rendered by a template


@register.simple_tag
def loose_end_count() -> int:
    return loose_ends.count()


@register.filter
def waits_for_call(call: Call) -> bool:
    """Has this caller hung up waiting, so that somebody has to call back?"""
    return loose_ends.is_to_call_back(call)


@register.simple_tag
def sounds_of(user: User) -> Sounds:
    """What a log-in wants to hear."""
    return Sounds.of(user)


@register.simple_tag
def waiting_in_inbox(person: Employee) -> int:
    """What waits for somebody in his inbox: messages not read yet, and call-backs he owes."""
    unread = person.messages.filter(read_at=None, done_at=None).count()
    return unread + person.promises.filter(kept_at=None).count()


@register.simple_tag
def owed_call_backs() -> dict[str, int]:
    """How many call-backs the house owes, and how many of them are overdue."""
    counts = promises.standing().aggregate(
        open=Count("pk"), overdue=Count("pk", filter=promises.overdue())
    )
    return {name: number or 0 for name, number in counts.items()}


@register.filter
def in_case(employee: Employee, case: str) -> str:
    """The full name inside a sentence: `in_case:"genitive"`; English does not decline."""
    return declension.full(employee, case) if get_language() == "uk" else employee.full_name


@register.filter
def short_in_case(employee: Employee, case: str) -> str:
    return declension.short(employee, case) if get_language() == "uk" else employee.short_name


@register.simple_tag
def left_behind() -> int:
    """How many call-backs and messages wait for people who have left."""
    return departures.count()


@register.filter
def decides(person: Employee) -> bool:
    """May he answer a request at all: his own, or another's?"""
    return deciders.decided_for(person).filter(is_protected=True).exists()


@register.simple_tag
def waiting_requests(person: Employee) -> list[TransferRequest]:
    """What was put to this person and waits for his answer."""
    return docket.ringing(person)


@register.filter
def when(moment: datetime) -> str:
    """The day, to follow a verb: "today", "on 14 November"."""
    return days.when(moment)


@register.filter
def clock(moment: datetime) -> str:
    """The hour, to follow a verb, and the day where it is not today: "tomorrow at 9:15"."""
    return days.clock(moment)


@register.filter
def clock_to_the_second(moment: datetime) -> str:
    return days.clock(moment, seconds=True)


@register.filter
def told(event: CallEvent) -> str:
    """What happened, in one line of a call's history: no word depends on who did it."""
    verb = str(CallEvent.Verb(event.verb).label).capitalize()
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
    if "given_to" in detail:
        details.append(detail["given_to"])
    if "to" in detail:
        details.append(detail["to"])
    if detail.get("note"):
        details.append(f"«{detail['note']}»")
    if "due_at" in detail:
        due = timezone.localtime(datetime.fromisoformat(detail["due_at"]))
        details.append(date_format(due, "d.m H:i"))
    if "ground" in detail:
        details.append(str(Ground(detail["ground"]).label))
    if "instead_of" in detail:
        details.append(_("instead of %(name)s") % {"name": detail["instead_of"]})
    if "changed" in detail:
        details.append(_("the caller's details have changed"))
    if "left" in detail:
        details.append(_("does not work here any more"))
    if "announcement" in detail:
        details.append(f"«{detail['announcement']}»")
    return f"{verb}: {', '.join(details)}" if details else verb
