"""Sellers: asked to write, in one stroke; they cost nobody's time. Law 4."""

from django.db import transaction

from calls import connecting, lifecycle
from calls.models import Call, CallEvent
from calls.statuses import Disposition, Purpose
from directory.models import User


@transaction.atomic
def to_mail(call: Call, actor: User) -> Call:
    """He was told where to send his offer: note that he sells, and end the call."""
    if call.purpose != Purpose.SELL:
        changes = {"purpose": Purpose.SELL.value}
        lifecycle.note(
            call, CallEvent.Verb.PURPOSE, actor, changes=changes, purpose=Purpose.SELL.value
        )
    return connecting.end(call, Disposition.OFFER_BY_MAIL, actor)
