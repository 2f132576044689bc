"""What nobody needs any more is thrown away once a day, and nothing else with it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.contrib.django.models import ProcrastinateJob

from calls import alarms
from directory import tasks as directory_tasks
from directory.models import StaffUpload
from frontdesk import rubbish, tasks
from tests.conftest import Cast

MONTH_AND_A_DAY = timedelta(days=31)


def test_a_session_that_has_ended_goes_and_one_that_lives_stays(cast: Cast) -> None:
    gone, here = Client(), Client()
    for page, user in ((gone, cast.salesman), (here, cast.director)):
        page.force_login(user, backend="directory.login.RoleBackend")
    ended = Session.objects.filter(pk=gone.session.session_key)
    ended.update(expire_date=timezone.now() - timedelta(minutes=1))
    tasks.throw_away(timestamp=0)
    assert not ended.exists()
    assert here.get(reverse("inbox")).status_code == 200


def test_who_tried_to_log_in_is_forgotten_after_a_month(cast: Cast, client: Client) -> None:
    for name in ("long_ago", "yesterday"):
        client.post(reverse("login"), {"username": name, "password": "wrong"})
    long_ago = AccessAttempt.objects.filter(username="long_ago")
    long_ago.update(attempt_time=timezone.now() - MONTH_AND_A_DAY)
    tasks.throw_away(timestamp=0)
    assert [one.username for one in AccessAttempt.objects.all()] == ["yesterday"]


def test_a_staff_file_that_was_left_unfinished_keeps_nobodys_data(cast: Cast) -> None:
    left, fresh = (
        StaffUpload.objects.create(
            file_name="staff.csv",
            data=b"names and numbers",
            state=StaffUpload.State.READY,
            outcome={"counts": {"new": 1}, "new": [{"name": "names"}]},
            uploaded_by=cast.admin,
            uploaded_at=timezone.now() - age,
        )
        for age in (MONTH_AND_A_DAY, timedelta(days=1))
    )
    directory_tasks.discard_forgotten_files(timestamp=0)
    left.refresh_from_db()
    fresh.refresh_from_db()
    assert (left.state, bytes(left.data), left.outcome) == (
        "discarded",
        b"",
        {"counts": {"new": 1}},
    )
    assert (fresh.state, bytes(fresh.data)) == ("ready", b"names and numbers")


async def forget_jobs() -> None:
    own = app.with_connector(PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=1))
    async with own.open_async():
        await rubbish.forget_jobs(own)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_failed_is_kept_for_a_month_and_one_to_be_done_for_ever() -> None:
    for request in (1, 2, 3):
        alarms.ring("expire", timezone.now(), request=request)
    old, lately, waits = ProcrastinateJob.objects.order_by("pk").values_list("pk", flat=True)
    with connection.cursor() as cursor:
        for pk in (old, lately):
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [pk])
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [pk])
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '31 days' WHERE job_id IN (%s, %s)",
            [old, waits],
        )
    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, forget_jobs()).result()
    assert list(ProcrastinateJob.objects.order_by("pk").values_list("pk", flat=True)) == [
        lately,
        waits,
    ]


def test_all_of_it_is_done_by_itself_once_a_day() -> None:
    daily = {
        one.task.name: one.cron.split()[2:] for one in app.periodic_registry.periodic_tasks.values()
    }
    for task in (
        tasks.throw_away,
        tasks.forget_jobs,
        directory_tasks.discard_forgotten_files,
        directory_tasks.forget_old_notes,
    ):
        assert daily[task.name] == ["*", "*", "*"]
