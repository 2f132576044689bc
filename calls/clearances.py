"""Clearances: a yes is for one call, one person and the caller who was announced. Law 1."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.announcement import announce
from calls.models import Call, TransferRequest
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
    holding = TransferRequest.objects.filter(
        call=call, status=RequestStatus.APPROVED, clearance_until__isnull=False
    )
    for yes in holding:
        if not is_about(yes, call):
            holding.filter(pk=yes.pk).update(status=RequestStatus.EXPIRED, clearance_until=None)


def is_about(request: TransferRequest, call: Call) -> bool:
    """Was this caller announced, and with this subject, in whichever language?"""
    facts = (call.caller_name, call.company, call.subject)
    return request.announcement in {
        announce(*facts, language) for language, _n in settings.LANGUAGES
    }
