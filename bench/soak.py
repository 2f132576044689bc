"""Minutes of work with pages that come and go: is a stream lost, is any news late?

Streams are cut at random and come back, as those of laptops and phones do; meanwhile the director
is asked and answers, and people say where they are, which every page hears. Lateness counts from
the moment before the POST, whole view included, on every stream that was open by then and stayed.
"""

import asyncio
import os
import random
import time
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections

from bench._client import Browser, session_of
from bench._scene import Scene, announced_call, end, percentile, scene_on
from bench._served import Served, served
from directory import demo
from directory.models import User

NAME = "soak"
MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
STREAMS = int(os.environ.get("SOAK_STREAMS", "500"))
LATE = 1.0  # seconds: the promise
PATIENCE = 10.0  # seconds, then news is not late but missed, and a stream that is away is lost
CUTS_A_SECOND = 5
ABSENT = 2.0  # seconds that a page is away at most


@dataclass
class Soak:
    """What has happened so far; times in seconds."""

    late: list[float] = field(default_factory=list)
    missed: int = 0
    lost: int = 0
    cuts: int = 0
    deeds: int = 0


class Page:
    """A stream that is opened again whenever it was cut."""

    def __init__(self, port: int, session: str, receptionist: bool, soak: Soak) -> None:
        self.browser, self.soak, self.hears_calls = Browser(port, session), soak, receptionist
        self.open = False

    async def connect(self) -> None:
        await self.browser.listen()
        self.open = True

    async def cut(self) -> None:
        """Break the connection, stay away for a moment, and come back."""
        self.soak.cuts += 1
        self.open = False
        await self.browser.close()
        for future in self.browser.waiting.values():
            future.cancel()  # what it fetches when it is back holds the news
        self.browser.waiting.clear()
        await asyncio.sleep(random.uniform(0, ABSENT))
        try:
            await asyncio.wait_for(self.connect(), PATIENCE)
        except (OSError, TimeoutError):
            self.soak.lost += 1

    @property
    def is_dead(self) -> bool:
        """Has the server ended a stream that nobody has cut?"""
        listener = self.browser.listener
        return self.open and listener is not None and listener.done()


def run() -> list[dict[str, Any]]:
    settings.DEMO = True
    demo.load()
    random.seed(1)
    with served() as server:
        soak = asyncio.run(_soak(server))
    assert not soak.lost, f"{soak.lost} streams were lost"
    assert not soak.missed, f"{soak.missed} pieces of news never came"
    return [
        {
            "minutes": MINUTES,
            "streams": STREAMS,
            "deeds": soak.deeds,
            "reconnections": soak.cuts,
            "heard": len(soak.late),
            "lost_streams": soak.lost,
            "missed": soak.missed,
            "later_than_1_s": sum(1 for late in soak.late if late > LATE),
            "p50_ms": percentile([late * 1000 for late in soak.late], 50),
            "p99_ms": percentile([late * 1000 for late in soak.late], 99),
            "worst_ms": percentile([late * 1000 for late in soak.late], 100),
        }
    ]


async def _soak(server: Served) -> Soak:
    soak = Soak()
    scene = await sync_to_async(scene_on)(server.port)
    pages = await sync_to_async(_pages)(server.port, soak)
    for browser in (scene.receptionist, scene.director):
        await browser.connect()
        await browser.listen()
    for start in range(0, STREAMS, 100):
        await asyncio.gather(*(page.connect() for page in pages[start : start + 100]))
    until = time.monotonic() + MINUTES * 60
    cutting = asyncio.create_task(_cut(pages, until))
    while time.monotonic() < until:
        await _deeds(scene, pages, soak)
    await cutting
    soak.lost += sum(1 for page in pages if page.is_dead)
    for browser in (scene.receptionist, scene.director, *(page.browser for page in pages)):
        await browser.close()
    await sync_to_async(connections.close_all)()
    return soak


async def _cut(pages: list[Page], until: float) -> None:
    away: set[asyncio.Task[None]] = set()
    while time.monotonic() < until:
        page = random.choice(pages)
        if page.open and not page.is_dead:
            task = asyncio.create_task(page.cut())
            away.add(task)
            task.add_done_callback(away.discard)
        await asyncio.sleep(random.expovariate(CUTS_A_SECOND))
    await asyncio.gather(*away)


async def _deeds(scene: Scene, pages: list[Page], soak: Soak) -> None:
    """One call asked about and answered, and somebody who says where he is."""
    call = await sync_to_async(announced_call)(scene.user)
    card = f"call-{call.pk}"
    path = f"/calls/{call.pk}/transfer-request/"
    deed = scene.receptionist.post(path, f"employee={scene.executive.pk}")
    await _heard(deed, card, _open(pages, True), soak)
    request = await sync_to_async(lambda: call.transfer_requests.get().pk)()
    deed = scene.director.post(f"/requests/{request}/answer/", "answer=busy")
    await _heard(deed, card, _open(pages, True), soak)
    await sync_to_async(end)(call, scene.user)
    path = f"/directory/people/{scene.executive.pk}/presence/"
    deed = scene.director.post(path, "how=quick&said=free")
    await _heard(deed, "presence", _open(pages, False), soak)


def _open(pages: list[Page], desks: bool) -> list[Browser]:
    """The streams that are open now: all of them, or only those that hear of calls."""
    return [page.browser for page in pages if page.open and (page.hears_calls or not desks)]


async def _heard(deed: Any, topic: str, listeners: list[Browser], soak: Soak) -> None:
    """Do it, and note how late each of these streams hears of it."""
    waiting = [browser.expect(topic) for browser in listeners]
    start = time.perf_counter()
    assert await deed in {200, 204}
    soak.deeds += 1
    await asyncio.wait(waiting, timeout=PATIENCE)
    for future in waiting:
        if not future.done():
            soak.missed += 1
        elif not future.cancelled():
            soak.late.append(future.result() - start)


def _pages(port: int, soak: Soak) -> list[Page]:
    """Of every ten pages one is a receptionist's, who hears of every call."""
    receptionist = User.objects.get(username="havryliuk")
    manager = User.objects.get(username="bondarenko")
    return [
        Page(port, session_of(receptionist if place % 10 == 0 else manager), place % 10 == 0, soak)
        for place in range(STREAMS)
    ]
