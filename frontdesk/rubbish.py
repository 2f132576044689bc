"""What nobody needs any more and the database would keep for ever: thrown away once a day."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from procrastinate import App

KEPT = timedelta(days=30)  # long enough to look into what happened, and no longer


def throw_away() -> None:
    """Sessions that have ended, and who tried to log in, from where, more than a month ago."""
    SessionStore.clear_expired()
    for attempts in (AccessAttempt, AccessFailureLog, AccessLog):
        attempts.objects.filter(attempt_time__lt=timezone.now() - KEPT).delete()


async def forget_jobs(own: App) -> None:
    """What the workers were done with a month ago; a job that has failed is kept until then."""
    await own.job_manager.delete_old_jobs(
        nb_hours=KEPT.days * 24, include_failed=True, include_cancelled=True, include_aborted=True
    )
