"""From bytes to a table: CSV in whatever delimiter and encoding, XLSX with its merged cells.

Read with `csv` and `openpyxl` themselves: a table library drops empty lines, and with them the line
numbers that a problem is told by, and does not show which cells are merged.
"""

import codecs
import csv
import io
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from directory.staff_file import progress
from directory.staff_file.columns import TITLE_LINES, Line, recognised
from directory.staff_file.problems import Problem, StaffFileError

MEGABYTE = 1024 * 1024
LIMIT_MB = 20
# An XLSX file is a compressed archive: a small one can hold more than the memory does.
UNPACKED_LIMIT_MB = 300
MERGED_LIMIT = 500_000  # cells
# One stray cell far below or far to the right makes a sheet a billion cells large.
ROW_LIMIT = 200_000
COLUMN_LIMIT = 200

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DELIMITERS = ";,\t"
_MERGED = re.compile(rb"mergeCell\b[^>]*\bref=[\"']([^\"']+)")


class _Watched(io.BytesIO):
    """Tells how much of it has been read. An archive is read from its end, so it is counted."""

    def __init__(self, data: bytes, tell: progress.Tell) -> None:
        super().__init__(data)
        self._tell_progress = tell
        self._size = len(data)
        self._read = 0

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(size)
        self._read = min(self._read + len(content), self._size)
        self._tell_progress(progress.OPENING, self._read, self._size)
        return content


def table(data: bytes, tell: progress.Tell = progress.nobody) -> list[Line]:
    """The lines of a file, empty ones left out, all of one width.

    Raises StaffFileError where it is no table, or too large.
    """
    if len(data) > LIMIT_MB * MEGABYTE:
        raise _refused("too_large", limit=LIMIT_MB)
    if not data.strip():
        raise _refused("empty")
    if data.startswith(_OLD_OFFICE):
        raise _refused("old_excel")
    lines = _xlsx(data, tell) if data.startswith(_ZIP) else _csv(_decoded(data))
    lines = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    width = max((len(cells) for _, cells in lines), default=0)
    return [(number, cells + [""] * (width - len(cells))) for number, cells in lines]


def _refused(kind: str, line: int | None = None, **details: Any) -> StaffFileError:
    return StaffFileError([Problem(kind, line, details=details)])


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1251"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _refused("not_a_table")


def _csv(text: str) -> list[Line]:
    """The records with the number of the line each begins on.

    The delimiter is the one by which most column names are understood: a list of what somebody
    answers for has more commas in it than the file has semicolons.
    """
    delimiter = max(_DELIMITERS, key=lambda tried: _understood(_first_records(text, tried)))
    lines: list[Line] = []
    begins = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            lines.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        raise _refused("open_quote", begins) from None
    return lines


def _first_records(text: str, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[Line] = []
    # By a wrong delimiter a quotation mark may never close, which is no fault of the file.
    with suppress(csv.Error):
        lines.extend((0, cells) for cells in islice(reader, TITLE_LINES))
    return lines


def _understood(lines: list[Line]) -> int:
    return max((recognised(cells) for _, cells in lines[:TITLE_LINES]), default=0)


def _xlsx(data: bytes, tell: progress.Tell) -> list[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > UNPACKED_LIMIT_MB * MEGABYTE:
                raise _refused("too_large", limit=UNPACKED_LIMIT_MB)
            if _merged(archive) > MERGED_LIMIT:
                raise _refused("damaged")
        book = load_workbook(_Watched(data, tell), data_only=True)
    except StaffFileError:
        raise
    # Whatever the reader stumbles over in a file from outside, the file is at fault.
    except Exception as error:
        raise _refused("damaged") from error
    readings = [_cells(page) for page in book.worksheets if page.sheet_state == "visible"]
    return max(readings, key=_understood, default=[])


def _merged(archive: zipfile.ZipFile) -> int:
    """How many cells are merged: each costs memory as soon as the book is opened, and a few
    letters can name them all."""
    cells = 0
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for area in _MERGED.findall(archive.read(name)):
                left, top, right, bottom = range_boundaries(area.decode())
                cells += (right - left + 1) * (bottom - top + 1)
    return cells


def _cells(page: Any) -> list[Line]:
    """The rows of one sheet; a cell merged downwards says the same in every row it covers."""
    if page.max_row > ROW_LIMIT:
        raise _refused("too_many_rows", limit=ROW_LIMIT)
    values = page.iter_rows(max_col=min(page.max_column, COLUMN_LIMIT), values_only=True)
    rows = [[_shown(value) for value in row] for row in values]
    for area in page.merged_cells.ranges:
        for index in range(area.min_row - 1, min(area.max_row, len(rows))):
            if area.min_col <= len(rows[index]):
                rows[index][area.min_col - 1] = rows[area.min_row - 1][area.min_col - 1]
    return list(enumerate(rows, start=1))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
