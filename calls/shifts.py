"""Shifts: who is at the desk, and what one leaves to the next."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import lifecycle, log
from calls.models import Call, Shift
from calls.refusals import Overtaken
from calls.statuses import Status
from directory.models import User
from frontdesk.bus import tick

SHOWN = 5  # closed shifts that nobody has confirmed yet


def current(receptionist: User) -> Shift | None:
    return Shift.objects.filter(receptionist=receptionist, closed_at=None).first()


def open_for(receptionist: User) -> Shift:
    """She is at the desk from now on; said twice, it is one shift."""
    known = current(receptionist)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            opened = Shift.objects.create(receptionist=receptionist)
            tick(log.EVENTS, log.LINES, log.LOOSE_ENDS, log.SHIFTS)
            return opened
    except IntegrityError:  # another tab was faster
        return Shift.objects.get(receptionist=receptionist, closed_at=None)


def open_now() -> dict[int, Shift]:
    """The open shifts, by the receptionist's number."""
    return {one.receptionist_id: one for one in Shift.objects.filter(closed_at=None)}


def stays_open(receptionist: User) -> bool:
    """Is she at the desk? If so, she cannot leave it before this transaction ends."""
    open_now = Shift.objects.filter(receptionist=receptionist, closed_at=None)
    return open_now.select_for_update(of=("self",), no_key=True).first() is not None


@transaction.atomic
def keep_notes(shift: Shift, text: str) -> None:
    """Keep the notes for the next shift as they are typed, also once it is closed, until somebody
    has taken it over: then Overtaken is raised."""
    text = text.replace("\x00", "")
    longest = Shift._meta.get_field("notes").max_length
    if not Shift.objects.filter(pk=shift.pk, confirmed_at=None).update(notes=text[:longest]):
        shift.refresh_from_db()
        who = shift.confirmed_by.shown_name if shift.confirmed_by else "—"
        sentence = _(
            "%(who)s has taken this shift over already. What you write now is not kept: say it "
            "in person."
        )
        raise Overtaken(sentence % {"who": who})
    if shift.closed_at is not None:
        tick(log.EVENTS)


@transaction.atomic
def close(shift: Shift) -> Shift:
    """She leaves the desk. Calls that she has still stay hers, and count as unfinished."""
    if not Shift.objects.filter(pk=shift.pk, closed_at=None).update(closed_at=timezone.now()):
        raise Overtaken(_("This shift is closed already."))
    shift.refresh_from_db()
    tick(log.EVENTS, log.LINES, log.LOOSE_ENDS, log.SHIFTS)
    return shift


@transaction.atomic
def confirm(shift: Shift, actor: User) -> Shift:
    """The next one has read it: the calls that were left on the desk are hers from now on."""
    now = timezone.now()
    # Whoever leaves may be busy with her calls in another tab still.
    lifecycle.take_turn(actor, shift.receptionist)
    open_for(actor)
    waiting = Shift.objects.filter(pk=shift.pk, confirmed_at=None).exclude(closed_at=None)
    if not waiting.update(confirmed_by=actor, confirmed_at=now):
        shift.refresh_from_db()
        if shift.confirmed_by is None:
            raise Overtaken(_("This shift is open still."))
        who = shift.confirmed_by.shown_name
        raise Overtaken(_("%(who)s has taken this shift over already.") % {"who": who})
    shift.refresh_from_db()
    if shift.receptionist != actor and current(shift.receptionist) is None:
        for call in left_by(shift.receptionist).select_for_update(of=("self",), no_key=True):
            lifecycle.hand(call, actor, actor, taken_over=True)
    tick(log.EVENTS, log.LINES, log.LOOSE_ENDS, log.SHIFTS)
    return shift


def left_by(receptionist: User) -> QuerySet[Call]:
    """The calls that somebody still has."""
    return Call.objects.filter(receptionist=receptionist).exclude(status=Status.ENDED)


def to_confirm() -> QuerySet[Shift]:
    """Closed shifts that nobody has taken over, the newest first."""
    closed = Shift.objects.filter(confirmed_at=None).exclude(closed_at=None)
    return closed.select_related("receptionist__employee").order_by("-closed_at", "-pk")[:SHOWN]


def at_the_desk() -> QuerySet[User]:
    """Whoever has an open shift, with `is_talking`, in the order of their names."""
    talking = Call.objects.filter(receptionist=OuterRef("pk"), status=Status.TALKING)
    here = Shift.objects.filter(receptionist=OuterRef("pk"), closed_at=None)
    return (
        User.objects.filter(Exists(here), is_active=True, is_receptionist=True)
        .select_related("employee")
        .annotate(is_talking=Exists(talking))
        .order_by("employee__sort_key", "username")
    )
