"""What else could find a person: PostgreSQL ILIKE, SQLite's trigram index, a scan with rapidfuzz.

Each is given, beside the name, its official Latin spelling and what its keys give in the other
keyboard layout, so that the comparison is fair.
"""

import re
import sqlite3
import sys
from collections.abc import Callable
from typing import Protocol

from django.db import connection
from rapidfuzz import fuzz, process, utils

from bench.mistakes import other_layout
from directory.lookup import Person
from directory.lookup.letters import romanised, written

_ILIKE_SIGN = re.compile(r"([%_\\])")
_ESCAPED = r"\\\1"
Search = Callable[[str], list[int]]


class Peer(Protocol):
    """`search` returns the keys of at most five people, the best first."""

    name: str

    def search(self, query: str) -> list[int]: ...

    def megabytes(self) -> float: ...

    def close(self) -> None: ...


def _spellings(person: Person) -> tuple[str, str, str]:
    name = f"{person.surname} {person.given_name} {person.patronymic}".lower()
    return name, " ".join(romanised(written(word)) for word in name.split()), other_layout(name)


class Ilike:
    """Every word somewhere in the row, as a plain Django search does it."""

    name = "postgresql ilike"

    def __init__(self, people: list[Person]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE bench_people (pk integer, words text)")
            with cursor.copy("COPY bench_people FROM STDIN") as copy:
                for person in people:
                    copy.write_row((person.pk, " ".join(_spellings(person))))
            cursor.execute("ANALYZE bench_people")

    def search(self, query: str) -> list[int]:
        words = [f"%{_ILIKE_SIGN.sub(_ESCAPED, word)}%" for word in query.split()]
        every = " AND ".join(["words ILIKE %s"] * len(words))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pk FROM bench_people WHERE {every} LIMIT 5", words)
            return [pk for (pk,) in cursor.fetchall()]

    def megabytes(self) -> float:
        """The table's, on disk."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('bench_people') / 1e6")
            return float(cursor.fetchone()[0])

    def close(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_people")


class Trigrams:
    """Every word first; where that finds nobody, the rows that share most trigrams."""

    name = "sqlite fts5 trigram"

    def __init__(self, people: list[Person]) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute(
            "CREATE VIRTUAL TABLE people USING fts5(name, latin, layout, tokenize='trigram')"
        )
        self._base.executemany(
            "INSERT INTO people(rowid, name, latin, layout) VALUES (?, ?, ?, ?)",
            ((person.pk, *_spellings(person)) for person in people),
        )

    def search(self, query: str) -> list[int]:
        words = query.lower().split()
        if min(map(len, words)) < 3:
            like = " AND ".join(["name LIKE ?"] * len(words))
            sql = f"SELECT rowid FROM people WHERE {like} LIMIT 5"
            return self._rows(sql, [f"%{word}%" for word in words])
        ranked = "SELECT rowid FROM people WHERE people MATCH ? ORDER BY rank LIMIT 5"
        found = self._rows(ranked, [" AND ".join(map(_quoted, words))])
        if not found:
            parts = {word[i : i + 3] for word in words for i in range(len(word) - 2)}
            found = self._rows(ranked, [" OR ".join(map(_quoted, sorted(parts)))])
        return found

    def _rows(self, sql: str, values: list[str]) -> list[int]:
        return [pk for (pk,) in self._base.execute(sql, values)]

    def megabytes(self) -> float:
        """The whole database's, which is in memory."""
        ((pages,),) = self._base.execute("PRAGMA page_count")
        ((size,),) = self._base.execute("PRAGMA page_size")
        return float(pages * size / 1e6)

    def close(self) -> None:
        self._base.close()


class Scan:
    """Every full name compared with the query, in each of the three spellings."""

    name = "rapidfuzz scan"

    def __init__(self, people: list[Person]) -> None:
        self._pks = [person.pk for person in people]
        self._columns = [list(column) for column in zip(*map(_spellings, people), strict=True)]

    def search(self, query: str) -> list[int]:
        typed = query.lower() if any(sign in query for sign in "[];',.`") else ""
        plain = utils.default_process(query)
        found: list[tuple[float, int]] = []
        for column, wanted in zip(self._columns, (plain, plain, typed), strict=True):
            if wanted:
                found += (
                    (-score, place)
                    for _, score, place in process.extract(
                        wanted, column, scorer=fuzz.token_set_ratio, limit=5
                    )
                )
        return [self._pks[place] for _, place in sorted(found)[:5]]

    def megabytes(self) -> float:
        """The strings' and their lists'."""
        strings = sum(sys.getsizeof(name) for column in self._columns for name in column)
        return (strings + sum(map(sys.getsizeof, self._columns))) / 1e6

    def close(self) -> None:
        self._columns.clear()


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


PEERS: list[Callable[[list[Person]], Peer]] = [Ilike, Trigrams, Scan]
