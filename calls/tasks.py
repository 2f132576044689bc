"""What the worker does for the desk, each thing at its moment; see `calls.alarms`."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from calls import asking, expiry, request_mail, retention, talks
from calls.models import TransferRequest
from directory.models import Employee

# A moment in which the database does not answer must not leave a caller waiting for good.
PERSISTENT = RetryStrategy(max_attempts=5, wait=1)


def _request(pk: int) -> TransferRequest:
    return TransferRequest.objects.select_related("call__receptionist", "executive").get(pk=pk)


@app.task(name="calls.tasks.expire", retry=PERSISTENT)
def expire(*, request: int) -> None:
    expiry.expire(_request(request))


@app.task(name="calls.tasks.roll_over", retry=PERSISTENT)
def roll_over(*, request: int) -> None:
    asking.roll_over(_request(request))


@app.task(name="calls.tasks.lapse", retry=PERSISTENT)
def lapse(*, request: int) -> None:
    expiry.lapse(_request(request))


@app.task(name="calls.tasks.release", retry=PERSISTENT)
def release(*, executive: int) -> None:
    """Ask what has waited, or look again a little later."""
    person = Employee.objects.get(pk=executive)
    if not expiry.release(person) and expiry.waits(person):
        talks.look_again_later(person)


@app.periodic(cron="41 2 * * *")
@app.task(name="calls.tasks.erase_old", queueing_lock="erasing")
def erase_old(timestamp: int) -> None:
    retention.erase_old()


# A queue of its own: where the mail server hangs, `frontdesk.serving` keeps a worker for the rest.
@app.task(
    name="calls.tasks.write_to",
    queue="mail",
    retry=RetryStrategy(max_attempts=4, exponential_wait=2),
)
def write_to(*, request: int, employee: int) -> None:
    request_mail.write(_request(request), Employee.objects.get(pk=employee))
