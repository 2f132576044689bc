"""A whole desk at work: fifteen receptionists, two hundred managers, a call every two seconds.

Every request is a whole one over HTTP, to a server process of its own, and its time is measured
where it was sent, on the same machine: from the first byte sent to the last one received. Beside
what people do, every page hears its stream and fetches its live parts as browsers do. Queries are
counted in a pass of their own, with few other lines on the desk and with many.
"""

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.urls import reverse

from bench._client import session_of
from bench._desk_company import Staffed, staff
from bench._desk_pages import Clock, Page, Wire
from bench._desk_queries import queries
from bench._desk_story import Caller, Who, number_of
from bench._scene import percentile
from bench._served import Served, served
from directory.models import Employee

NAME = "desk"
SECONDS = float(os.environ.get("DESK_SECONDS", "120"))
STAFF = int(os.environ.get("DESK_STAFF", "10000"))
EVERY = 2.0  # seconds between two calls
WARM_UP = 20.0  # seconds, not measured
FEW, MANY = 3, 42  # other lines on the desk while queries are counted
TOKEN = "told to the exchange alone"


def run() -> list[dict[str, Any]]:
    os.environ["FRONTDESK_TELEPHONE_TOKEN"] = settings.TELEPHONE_TOKEN = TOKEN
    staffed = staff(STAFF)
    surnames = sorted(set(Employee.objects.values_list("surname", flat=True)[:300]))
    queries(staffed, surnames, 0)  # what is asked only once, and callers who are known then
    few, many = (queries(staffed, surnames, lines) for lines in (FEW, MANY))
    with served() as server:
        clock, cost = asyncio.run(_busy(server, staffed, surnames))
    assert not clock.errors, clock.errors[:10]
    return [
        {
            "action": action,
            "times": len(times),
            "p50_ms": percentile(times, 50),
            "p99_ms": percentile(times, 99),
            "queries": many.get(action),
            "queries_few_lines": few.get(action),
            **cost,
        }
        for action, times in sorted(clock.times.items(), key=lambda pair: -percentile(pair[1], 99))
    ]


class _Desk:
    """The pages, and which receptionist is free."""

    def __init__(self, server: Served, staffed: Staffed, clock: Clock) -> None:
        self.clock = clock
        bearer = f"Authorization: Bearer {TOKEN}\r\n"
        self.exchange = Wire(server.port, bearer, clock)
        self.desks = [
            Page(server.port, session_of(user), clock, reverse("desk"))
            for user in staffed.receptionists
        ]
        self.managers = [
            Page(server.port, session_of(user), clock, reverse("requests"))
            for user in staffed.managers
        ]
        self.executives = [user.employee for user in staffed.executives]
        self.free: asyncio.Queue[Page] = asyncio.Queue()

    async def open(self) -> None:
        for page in [*self.managers, *self.desks]:
            await page.open()
        for page in self.desks:
            self.free.put_nowait(page)

    async def close(self) -> None:
        for page in [*self.managers, *self.desks]:
            await page.close()
        await self.exchange.close()

    async def serve(self, caller: Caller, manager: Page) -> None:
        """One call, from the ring to its end."""
        pk = number_of(await self.exchange.do(caller.rings()))
        desk = await self.free.get()
        story = caller.story(pk)
        deed = next(story)
        try:
            while True:
                await asyncio.sleep(deed.pause * caller.chance.uniform(0.7, 1.3))
                at = manager if deed.who is Who.EXECUTIVE else desk
                opens = deed.opens is not None
                answer = await (at.open(deed) if opens else at.do(deed))
                deed = story.send(answer)
        except StopIteration:
            self.free.put_nowait(desk)


async def _busy(
    server: Served, staffed: Staffed, surnames: list[str]
) -> tuple[Clock, dict[str, float]]:
    clock = Clock()
    desk = await sync_to_async(_Desk)(server, staffed, clock)
    await sync_to_async(connections.close_all)()
    await desk.open()
    calls: set[asyncio.Task[None]] = set()
    begin = time.monotonic()
    cpu = wall = 0.0
    for number in range(int((WARM_UP + SECONDS) / EVERY)):
        await asyncio.sleep(max(0.0, begin + number * EVERY - time.monotonic()))
        if not clock.running and number * EVERY >= WARM_UP:
            clock.running, cpu, wall = True, server.cpu_seconds(), time.monotonic()
        # In turn: nobody's answer may be to the request of another call that is under way.
        place = number % len(desk.executives)
        caller = Caller(1000 + number, desk.executives[place], surnames)
        calls.add(asyncio.create_task(desk.serve(caller, desk.managers[place])))
    await asyncio.gather(*calls)
    cost = {
        "cpu_s": round(server.cpu_seconds() - cpu, 1),
        "wall_s": round(time.monotonic() - wall, 1),
        "peak_mib": round(_peak_kib(server.pid) / 1024, 1),
    }
    await desk.close()
    return clock, cost


def _peak_kib(pid: int) -> int:
    """The most memory that a process has held."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
