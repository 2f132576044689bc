"""What has to happen at a certain moment, whether or not anybody's page is open.

An alarm is set within the transaction that makes it needed: none rings for what was rolled back.
"""

from datetime import datetime

from procrastinate.contrib.django import app


def ring(task: str, moment: datetime, **about: int) -> None:
    """Have a task of `calls.tasks` done at that moment; it looks for itself what is left to do."""
    app.configure_task(f"calls.tasks.{task}", schedule_at=moment).defer(**about)
