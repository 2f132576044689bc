"""What must be known of a caller before a protected person is asked about him. Law 1."""

from dataclasses import replace

from django.utils.translation import gettext as _

from calls import deciders, standing_rules
from calls.models import Call
from calls.refusals import Refused
from calls.script import Known, missing_facts
from calls.statuses import Kind
from directory.models import Employee

ANNOUNCED = ("subject", "caller_name", "company")


def needed(known: Known) -> dict[str, str]:
    """What must be known before a protected person is asked: each field with its sentence."""
    sentences = {
        "subject": _("Without the subject the request cannot be sent."),
        "caller_name": _("Without the name the request cannot be sent."),
        "company": _("Without the company the request cannot be sent."),
    }
    sentences |= dict.fromkeys(known.unheard, _("Only the number tells it: ask who is calling."))
    return {field: sentences[field] for field in missing_facts(known)}


def unheard(call: Call, executive: Employee) -> frozenset[str]:
    """The fields to be heard before this call may be connected by an answer that stands already;
    none where somebody is asked, who sees what is known of the caller. Law 1."""
    if not call.filled or call.caller_chosen:
        return frozenset()
    verdict = standing_rules.verdict(call, executive, deciders.wish_of(executive))
    return verdict.unheard(call) if verdict else frozenset()


def guard_facts(call: Call, unheard: frozenset[str] = frozenset()) -> None:
    """Refuse, at the fields, to ask a protected person about an unknown caller."""
    missing = needed(replace(known_of(call), unheard=unheard))
    if missing:
        fields = ", ".join(Call.label(field) for field in missing)
        raise Refused(_("Ask first: %(fields)s.") % {"fields": fields}, missing)


def known_of(call: Call) -> Known:
    """What of a call law 1 looks at."""
    return Known(
        name=call.caller_name,
        company=call.company,
        subject=call.subject,
        internal=call.kind == Kind.INTERNAL,
    )
