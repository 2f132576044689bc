"""What the worker does for every part of the program."""

from procrastinate import App, JobContext
from procrastinate.contrib.django import app

from frontdesk import rubbish
from frontdesk.bus import tick


@app.task(name="frontdesk.tell")
def tell(topics: list[str]) -> None:
    """A tick put off until later: something ends by the clock, and pages would go on showing it."""
    tick(*topics)


@app.periodic(cron="* * * * *")
@app.task(name="frontdesk.retry_stalled", queueing_lock="stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Once a minute, whatever a worker had begun when it died is begun anew (law 8)."""
    await begin_anew(context.app)


async def begin_anew(own: App) -> None:
    """Give the jobs of dead workers to the others: no heartbeat of theirs for half a minute."""
    for job in await own.job_manager.get_stalled_jobs():
        await own.job_manager.retry_job(job)


@app.periodic(cron="11 2 * * *")
@app.task(name="frontdesk.throw_away", queueing_lock="rubbish")
def throw_away(timestamp: int) -> None:
    rubbish.throw_away()


@app.periodic(cron="21 2 * * *")
@app.task(name="frontdesk.forget_jobs", queueing_lock="old_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    await rubbish.forget_jobs(context.app)
