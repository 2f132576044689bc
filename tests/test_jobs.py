"""Jobs outlive the worker that was doing them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.contrib.django.models import ProcrastinateJob

from calls import alarms
from frontdesk import tasks


def take_a_job() -> int:
    """A worker that begins a job; returns its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        (worker,) = cursor.fetchone()
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
    return int(worker)


def falls_silent(worker: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '40 s' "
            "WHERE id = %s",
            [worker],
        )


def is_pruned(worker: int) -> None:
    """As a worker that starts does with those that are silent."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers WHERE id = %s", [worker])


def states() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("pk").values_list("status", flat=True))


async def look_for_stalled() -> None:
    own = app.with_connector(PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=1))
    async with own.open_async():
        await tasks.begin_anew(own)


@pytest.mark.django_db(transaction=True)
def test_law_8_what_a_dead_worker_had_begun_is_begun_anew() -> None:
    for request in (1, 2, 3):
        alarms.ring("expire", timezone.now(), request=request)
    killed, pruned, _alive = take_a_job(), take_a_job(), take_a_job()
    falls_silent(killed)
    is_pruned(pruned)
    assert states() == ["doing", "doing", "doing"]
    # Where browser tests came before, the main thread has a loop running already.
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, look_for_stalled()).result()
    assert states() == ["todo", "todo", "doing"]


def test_somebody_looks_for_them_every_minute() -> None:
    periodic = [one.task.name for one in app.periodic_registry.periodic_tasks.values()]
    assert tasks.retry_stalled.name in periodic
