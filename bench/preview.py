"""How long an admin waits for the preview of a staff file of 10 000 lines.

From the file as it was uploaded to the preview as it is kept: read, checked line by line and with
each other, compared with the staff list, its progress written meanwhile. "first": everybody is new
to an empty list. "update": one in ten has another extension, one in a hundred is new, as many are
gone. Beside it what tablib takes merely to load the same file. Seconds on the wall, the median of
three.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from tablib import Dataset

from bench.people import departments, people
from directory.lookup import Person
from directory.models import StaffUpload, User
from directory.staff_file import apply, plan, upload
from directory.staff_file.checks import staff_list

NAME = "preview"
ROWS = 10_000
TIMES = 3
_ONE_IN_TEN, _ONE_IN_A_HUNDRED = 10, 100
HEADER = [
    "Підрозділ", "За що відповідає", "Посада", "Прізвище", "Ім'я", "По батькові",
    "Внутрішній номер", "Мобільний", "E-mail", "Керівник підрозділу",
]  # fmt: skip


def run() -> list[dict[str, Any]]:
    admin = User.objects.create_user("admin", is_staff=True)
    everybody = list(people(ROWS + ROWS // _ONE_IN_A_HUNDRED))
    first = _written(everybody[:ROWS])
    rows = [row for ending in first for row in _measured("first", ending, first[ending], admin)]
    apply.apply(staff_list(first["csv"], plan.known_departments()))
    update = _written(_changed(everybody))
    rows += [row for ending in update for row in _measured("update", ending, update[ending], admin)]
    return rows


def _measured(case: str, ending: str, data: bytes, admin: User) -> Iterator[dict[str, Any]]:
    about = {"rows": ROWS, "case": case, "file": ending}
    yield {**about, "engine": "frontdesk", "s": _timed(lambda: _preview(data, admin))}
    yield {**about, "engine": "tablib load", "s": _timed(lambda: _load(data, ending))}


def _preview(data: bytes, admin: User) -> None:
    kept = upload.receive("staff", data, admin)
    upload.read(kept.pk)
    kept.refresh_from_db()
    assert kept.state == StaffUpload.State.READY, kept.outcome


def _load(data: bytes, ending: str) -> None:
    content = data.decode("utf-8-sig") if ending == "csv" else data
    options = {"delimiter": ";"} if ending == "csv" else {}
    assert len(Dataset().load(content, format=ending, **options)) == ROWS


def _timed(act: Callable[[], None]) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return round(statistics.median(took), 2)


def _changed(everybody: list[Person]) -> list[Person]:
    gone = ROWS // _ONE_IN_A_HUNDRED
    return [
        one._replace(extension=f"{one.extension}0") if one.pk % _ONE_IN_TEN == 0 else one
        for one in everybody[gone:]
    ]


def _written(everybody: list[Person]) -> dict[str, bytes]:
    """The same list in both kinds of file."""
    units = {unit.pk: unit for unit in departments()}
    table = Dataset(headers=HEADER)
    for one in everybody:
        unit = units[one.department or 0]
        head = "так" if one.is_head else "ні"
        table.append(
            [unit.name, unit.responsibilities, one.position, one.surname, one.given_name,
             one.patronymic, one.extension, one.mobile, one.email, head]
        )  # fmt: skip
    csv_text = str(table.export("csv", delimiter=";"))
    xlsx = table.export("xlsx")
    assert isinstance(xlsx, bytes)
    return {"csv": csv_text.encode("utf-8-sig"), "xlsx": xlsx}
