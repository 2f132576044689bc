"""What the worker does for the directory."""

from procrastinate.contrib.django import app

from directory.access import presence_topic
from frontdesk.bus import tick


@app.task
def tell_that_it_is_over(*, employee: int) -> None:
    """Tell every page that somebody's time has passed: they would show it wrong from now on.

    Whoever has said something else meanwhile has told them already; a tick too many harms nobody.
    """
    tick("presence", presence_topic(employee))
