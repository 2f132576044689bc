"""Clearances: a yes is for one call, one person and the caller who was announced. Law 1."""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import deciders, lifecycle, log
from calls.announcement import announce
from calls.models import Call, CallEvent, TransferRequest
from calls.refusals import Overtaken
from calls.statuses import RequestStatus
from directory.models import Employee


def clearance(call: Call, executive: Employee) -> TransferRequest | None:
    """The yes by which this call may be connected to this person, if there is one.

    The last answer counts: whoever was asked again has to say yes again.
    """
    last = TransferRequest.objects.filter(call=call, executive=executive).order_by("-pk").first()
    if last is None or last.status != RequestStatus.APPROVED or not is_about(last, call):
        return None
    return last


def standing(call: Call, executive: Employee) -> TransferRequest | None:
    """The same, while it may still be used: he has said yes, and the caller waits for it."""
    yes = clearance(call, executive)
    until = yes.clearance_until if yes is not None else None
    return yes if until is not None and until > timezone.now() else None


def use(yes: TransferRequest) -> None:
    """Use a clearance for a connection, or raise Overtaken where it has lapsed."""
    now = timezone.now()
    holding = TransferRequest.objects.select_for_update().filter(
        pk=yes.pk, status=RequestStatus.APPROVED
    )
    current = holding.first()
    if current is None or current.clearance_until is None or current.clearance_until <= now:
        raise Overtaken(_("The yes was not used in time and holds no longer: ask again."))
    TransferRequest.objects.filter(pk=yes.pk).update(clearance_until=None)


def let_lapse(call: Call) -> None:
    """Who calls, or about what, is other than was announced: a yes not used yet holds no longer."""
    for yes in _holding().filter(call=call).select_related("executive"):
        if not is_about(yes, call):
            yes.call = call
            end(yes, CallEvent.Verb.LAPSED, changed=True)


@transaction.atomic
def end(
    yes: TransferRequest,
    verb: CallEvent.Verb,
    *,
    changes: dict[str, object] | None = None,
    **reason: bool,
) -> bool:
    """A yes that was not used holds no longer: noted with its reason and told to whoever decides.

    `changes` are columns of the call, as in `lifecycle.note`. False where it was used or has ended.
    """
    ended = _holding().filter(pk=yes.pk)
    if not ended.update(status=RequestStatus.EXPIRED, clearance_until=None):
        return False
    if changes:
        lifecycle.note(yes.call, verb, None, changes=changes, employee=yes.executive, **reason)
    else:
        log.record(yes.call, verb, None, employee=yes.executive, **reason)
    deciders.tell(yes)
    return True


def _holding() -> QuerySet[TransferRequest]:
    return TransferRequest.objects.filter(
        status=RequestStatus.APPROVED, clearance_until__isnull=False
    )


def is_about(request: TransferRequest, call: Call) -> bool:
    """Was this caller announced, and with this subject, in whichever language?"""
    facts = (call.caller_name, call.company, call.subject)
    return request.announcement in {
        announce(*facts, language) for language, _n in settings.LANGUAGES
    }
