"""Whom a receptionist talks with: a call is taken, held, resumed; one turns to another caller."""

from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import callers, lifecycle, lines, log, numbers, shifts
from calls.manners import Rank
from calls.models import Call, CallEvent
from calls.refusals import Overtaken, Refused
from calls.statuses import Disposition, Kind, Status
from directory.models import Employee, User


@transaction.atomic
def take(kind: Kind, actor: User, *, language: str = "uk") -> Call:
    """Answer a new call: a fresh card, the receptionist talking. Holds her present caller.

    A talk with the director is not interrupted (law 6): then the call is noted and rings.
    """
    lifecycle.take_turn(actor)
    shifts.open_for(actor)
    if lines.rank_of_talk(actor) is Rank.FIRST_PERSON:
        return ring(kind, actor=actor)
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


@transaction.atomic
def ring(
    kind: Kind,
    *,
    phone: str = "",
    from_employee: Employee | None = None,
    actor: User | None = None,
) -> Call:
    """A line rings. What is known before it is answered is on its card already.

    `actor`: the receptionist who has noted it; None where the telephone itself has said so.
    """
    internal = kind is Kind.INTERNAL
    phone = phone.replace("\x00", "")[: Call.longest("phone")]
    call = Call.objects.create(
        kind=kind,
        phone=phone,
        phone_e164="" if internal else numbers.e164(phone),
        from_employee=from_employee if internal else None,
        caller_name=from_employee.full_name if internal and from_employee else "",
    )
    log.record(call, CallEvent.Verb.RANG, actor, kind=kind.value)
    return callers.recognise(call)


@transaction.atomic
def answer(call: Call, actor: User) -> Call:
    """Take a ringing line; of several who reach for it exactly one has it."""
    lifecycle.take_turn(actor)
    shifts.open_for(actor)
    if call.is_live and call.receptionist is not None:
        raise Overtaken(_("%(who)s has this call.") % {"who": call.receptionist.shown_name})
    lifecycle.guard_status(call, Status.RINGING)
    hold_present(actor)
    return lifecycle.move(
        call,
        Status.TALKING,
        CallEvent.Verb.TAKEN,
        actor,
        changes={"receptionist": actor, "answered_at": timezone.now()},
        kind=call.kind,
    )


@transaction.atomic
def stop_ringing(call: Call, actor: User | None) -> Call:
    """The line rings no more and nobody has answered: the caller has given up."""
    lifecycle.guard_status(call, Status.RINGING)
    ended = lifecycle.end(call, Disposition.ABANDONED, actor)
    callers.remember(ended)
    return ended


def hold_present(actor: User, but: Call | None = None) -> None:
    """Put on hold whoever the receptionist is talking with, because she turns to another caller.

    `but`: not this one, whom another tab of hers may have gone on with already. Raises Refused
    where she talks with the director, whom no other caller interrupts (law 6).
    """
    talking = Call.objects.filter(receptionist=actor, status=Status.TALKING)
    present = list(lines.with_rank(talking.exclude(pk=but.pk) if but else talking))
    if any(lines.rank_of(call) is Rank.FIRST_PERSON for call in present):
        raise Refused(
            _("This talk is not interrupted: whoever waits is next, or a colleague takes the call.")
        )
    for call in present:
        # Overtaken, she talks with him no more: he has hung up, or waits already.
        with suppress(Overtaken):
            lifecycle.move(call, Status.ON_HOLD, CallEvent.Verb.HELD, actor)


def hold(call: Call, actor: User) -> Call:
    """Put a caller on hold by her own hand; the director too, who may ask her for a moment."""
    lifecycle.guard_status(call, Status.TALKING)
    return lifecycle.move(call, Status.ON_HOLD, CallEvent.Verb.HELD, actor)


@transaction.atomic
def resume(call: Call, actor: User) -> Call:
    """Go on with a caller on hold; the present one, if any, is put on hold instead."""
    lifecycle.guard_status(call, Status.ON_HOLD)
    lifecycle.take_turn(actor)
    hold_present(actor, but=call)
    return lifecycle.move(call, Status.TALKING, CallEvent.Verb.RESUMED, actor)


@transaction.atomic
def swap(lines_in_order: Iterable[lines.Line], actor: User) -> Call:
    """Hold the present caller and go on with the one of hers whose turn it is."""
    held = next((line for line in lines_in_order if line.is_held_by(actor)), None)
    if held is None:
        raise Refused(_("None of your callers is on hold."))
    return resume(held.call, actor)
