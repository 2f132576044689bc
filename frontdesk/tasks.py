"""What the worker does for every part of the program."""

from procrastinate.contrib.django import app

from frontdesk.bus import tick


@app.task(name="frontdesk.tell")
def tell(topics: list[str]) -> None:
    """A tick put off until later: something ends by the clock, and pages would go on showing it."""
    tick(*topics)
