"""From the receptionist's request to the manager's stream, and from his answer back to hers.

Whole views over HTTP, on a server process of its own, with other pages' streams open beside
them: of every thirty-three streams one is a receptionist's, who hears of every call. Beside it a
bare PostgreSQL NOTIFY goes round in the same run.
"""

import asyncio
import os
import time
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection, connections

from bench._client import Browser, session_of
from bench._scene import Scene, announced_call, end, percentile, scene_on
from bench._served import Served, served
from directory import demo
from directory.models import User
from frontdesk import bus

NAME = "roundtrip"
STREAMS = [int(number) for number in os.environ.get("STREAMS", "1,50,500,5000").split(",")]
ROUNDS = int(os.environ.get("ROUNDS", "300"))
WARM_UP = 20
PATIENCE = 10  # seconds for one leg
RECEPTIONISTS_ONE_IN = 33


def run() -> list[dict[str, Any]]:
    settings.DEMO = True
    demo.load()
    notify_p50 = percentile(_bare_notify(), 50)
    rows = []
    for streams in STREAMS:
        with served() as server:
            legs, kib = asyncio.run(_measure(server, streams))
        rows += [
            {
                "streams": streams,
                "leg": leg,
                "p50_ms": percentile(times, 50),
                "p99_ms": percentile(times, 99),
                "max_ms": percentile(times, 100),
                "kib_per_stream": kib,
                "notify_p50_ms": notify_p50,
            }
            for leg, times in legs.items()
        ]
    return rows


async def _measure(server: Served, streams: int) -> tuple[dict[str, list[float]], float | None]:
    """Times of both legs in milliseconds, and what one more open stream keeps in memory."""
    scene = await sync_to_async(scene_on)(server.port)
    sessions = await sync_to_async(_sessions)(streams)
    for browser in (scene.receptionist, scene.director):
        await browser.connect()
        await browser.listen()
    before = server.resident_kib()
    others = [Browser(server.port, session) for session in sessions]
    for start in range(0, streams, 100):
        await asyncio.gather(*(other.listen() for other in others[start : start + 100]))
    kib = round((server.resident_kib() - before) / streams, 1) if streams > 1 else None
    legs: dict[str, list[float]] = {"request": [], "answer": []}
    for round_ in range(WARM_UP + ROUNDS):
        asked, answered = await asyncio.wait_for(_one_round(scene), 3 * PATIENCE)
        if round_ >= WARM_UP:
            legs["request"].append(asked)
            legs["answer"].append(answered)
    for browser in (scene.receptionist, scene.director, *others):
        await browser.close()
    await sync_to_async(connections.close_all)()
    return legs, kib


async def _one_round(scene: Scene) -> tuple[float, float]:
    call = await sync_to_async(announced_call)(scene.user)
    heard = scene.director.expect(f"requests-{scene.executive.pk}")
    start = time.perf_counter()
    path = f"/calls/{call.pk}/transfer-request/"
    assert await scene.receptionist.post(path, f"employee={scene.executive.pk}") == 200
    asked = (await heard - start) * 1000

    request = await sync_to_async(lambda: call.transfer_requests.get().pk)()
    heard = scene.receptionist.expect(f"call-{call.pk}")
    start = time.perf_counter()
    assert await scene.director.post(f"/requests/{request}/answer/", "answer=busy") == 200
    answered = (await heard - start) * 1000
    await sync_to_async(end)(call, scene.user)
    return asked, answered


def _sessions(streams: int) -> list[str]:
    receptionist = User.objects.get(username="havryliuk")
    manager = User.objects.get(username="bondarenko")
    return [
        session_of(receptionist if place % RECEPTIONISTS_ONE_IN == 0 else manager)
        for place in range(streams)
    ]


def _bare_notify() -> list[float]:
    """NOTIFY on one connection until it is heard on another, in milliseconds."""
    params = connection.get_connection_params()
    params.pop("cursor_factory")
    params.pop("context")
    times = []
    with (
        psycopg.connect(**params, autocommit=True) as says,
        psycopg.connect(**params, autocommit=True) as hears,
    ):
        hears.execute(f"LISTEN {bus.CHANNEL}")
        for _round in range(WARM_UP + ROUNDS):
            start = time.perf_counter()
            says.execute("SELECT pg_notify(%s, 'lines')", [bus.CHANNEL])
            next(iter(hears.notifies(timeout=PATIENCE, stop_after=1)))
            times.append((time.perf_counter() - start) * 1000)
    return times[WARM_UP:]
