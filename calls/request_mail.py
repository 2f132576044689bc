"""The e-mail to somebody who is asked while no page of his is open."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from calls.models import Asked, TransferRequest
from calls.statuses import RequestStatus
from directory.models import Employee


class NotSent(Exception):
    """The mail server did not take the letter; it is worth another try."""


def write(request: TransferRequest, person: Employee) -> bool:
    """Send the letter if it is still of use: unanswered, unseen on any page, and not sent yet.

    Its link opens the request; it decides nothing, and no word about the caller is in it.
    Raises NotSent where the mail server cannot be reached or refuses.
    """
    unseen = Asked.objects.filter(request=request, employee=person, seen_at=None, mailed_at=None)
    waits = request.status == RequestStatus.PENDING
    if not waits or not person.email or not settings.EMAIL_HOST or not unseen.exists():
        return False
    link = settings.PUBLIC_URL + reverse("request", args=[request.pk])
    with override(settings.LANGUAGE_CODE):
        subject = _("A caller is waiting for your decision")
        lines = [
            f"{request.announcement}.",
            _("Open the request to answer:") + f" {link}",
            _("The caller is on the line just now."),
        ]
    try:
        send_mail(subject, "\n\n".join(lines), None, [person.email])
    except (OSError, SMTPException) as error:
        # Its own words name the addressee, and the worker writes them to the log.
        raise NotSent(type(error).__name__) from None
    unseen.update(mailed_at=timezone.now())
    return True
