"""How many queries each action costs, counted within this process."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from bench._desk_company import Staffed
from bench._desk_story import Answer, Caller, Deed, Who, number_of
from calls import call_control, intake
from calls.models import Call
from calls.statuses import Disposition, Kind, Status
from directory.models import User

CALLERS = (20, 21, 28)  # whose stories hold every action there is


class _Count:
    """Counts statements, savepoints among them."""

    queries = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.queries += 1
        return execute(*args)


def queries(staffed: Staffed, surnames: list[str], lines: int) -> dict[str, int]:
    """The most that each action takes while so many other lines stand on the desk."""
    others = [_line(staffed.receptionists[1 + place % 14], place) for place in range(lines)]
    executive = staffed.executives[0]
    pages = {
        Who.RECEPTIONIST: _page(staffed.receptionists[0]),
        Who.EXECUTIVE: _page(executive),
        Who.EXCHANGE: Client(
            SERVER_NAME="localhost", headers={"Authorization": f"Bearer {settings.TELEPHONE_TOKEN}"}
        ),
    }
    most: defaultdict[str, int] = defaultdict(int)
    for number in CALLERS:
        caller = Caller(number, executive.employee, surnames)
        call = number_of(_told(pages, caller.rings(), most))
        _tell(pages, caller, call, most)
    Call.objects.filter(pk__in=others).update(
        status=Status.ENDED, disposition=Disposition.ANSWERED, ended_at="2026-01-01T00:00Z"
    )
    return dict(most)


def _tell(pages: dict[Who, Client], caller: Caller, call: int, most: dict[str, int]) -> None:
    story = caller.story(call)
    deed = next(story)
    try:
        while True:
            answer = _told(pages, deed, most)
            for action, path in (
                ("refetch the lines", f"/desk/lines/?current={call}"),
                ("refetch the card", f"/calls/{call}/card/"),
                ("refetch the loose ends", "/loose-ends/count/"),
            ):
                _told(pages, Deed(action, path), most)
            deed = story.send(answer)
    except StopIteration:
        return


def _told(pages: dict[Who, Client], deed: Deed, most: dict[str, int]) -> Answer:
    page, count = pages[deed.who], _Count()
    with connection.execute_wrapper(count):
        if deed.form is None:
            given = page.get(deed.path)
        elif deed.who is Who.EXCHANGE:
            body = json.dumps(deed.form)
            given = page.post(deed.path, body, content_type="application/json")
        else:
            given = page.post(deed.path, deed.form)
    assert given.status_code < 400, (deed, given.status_code)
    most[deed.action] = max(most[deed.action], count.queries)
    place = str(given.headers.get("HX-Redirect", ""))
    return Answer(given.status_code, given.text, place)


def _page(user: User) -> Client:
    page = Client(SERVER_NAME="localhost", headers={"HX-Request": "true"})
    page.force_login(user, backend="directory.login.RoleBackend")
    return page


def _line(user: User, place: int) -> int:
    """A line in one of the states that stand on a desk, known and unknown callers among them."""
    if place % 3 == 0:
        return call_control.ring(Kind.EXTERNAL, phone=f"+3806755{50000 + place}").pk
    call = call_control.take(Kind.EXTERNAL, user)
    intake.keep(call, "phone", f"+3806755{50000 + place}")
    if place % 3 == 1:
        call_control.hold(call, user)
    return call.pk
