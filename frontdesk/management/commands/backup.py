"""`manage.py backup FILE` and `manage.py backup --restore FILE`."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from psycopg.conninfo import make_conninfo

from frontdesk.cluster import binaries, last_line

# libpq's programs know nothing of the first three.
NOT_FOR_PROGRAMS = {"cursor_factory", "context", "prepare_threshold", "password"}

# A table that a later version has added is in no older backup, and would stand in the way later.
EMPTY = (
    "SET client_min_messages TO warning",
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
    "GRANT USAGE ON SCHEMA public TO PUBLIC",
)


class Command(BaseCommand):
    help = "Writes the whole database to a file, also while Frontdesk is running; or puts it back."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--restore",
            action="store_true",
            help="replace everything in the database with the file (stop Frontdesk first)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if options["restore"]:
            self._restore(file)
            self.stdout.write(f"The database is as it was in {file}.")
        else:
            self._write(file)
            self.stdout.write(f"The database is in {file}. It holds personal data: keep it safe.")

    def _write(self, file: Path) -> None:
        """Beside its place first, so that a failed backup never replaces a good one."""
        with _private_file_beside(file) as fresh:
            _run("pg_dump", f"--dbname={_address()}", "--format=custom", "--no-owner", f"-f{fresh}")
            fresh.replace(file)

    def _restore(self, file: Path) -> None:
        """Read the whole file first, then replace everything in one transaction or nothing."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with _private_file_beside(file) as script:
            _run("pg_restore", "--no-owner", f"--file={script}", str(file.resolve()))
            _run(
                "psql",
                f"--dbname={_address()}",
                "--no-psqlrc",
                "--quiet",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
                *(f"--command={statement}" for statement in EMPTY),
                f"--file={script}",
            )


@contextlib.contextmanager
def _private_file_beside(file: Path) -> Iterator[Path]:
    """A file that only its owner can read, removed at the end unless it was moved away."""
    try:
        handle, name = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}.")
    except OSError as error:
        raise CommandError(f"Cannot write beside {file}: {error.strerror}") from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _address() -> str:
    parameters = connection.get_connection_params()
    return make_conninfo(
        **{key: value for key, value in parameters.items() if key not in NOT_FOR_PROGRAMS}
    )


def _run(program: str, *arguments: str) -> None:
    # The password goes by the environment, because everybody can read a process's arguments.
    password = connection.get_connection_params().get("password", "")
    try:
        subprocess.run(  # noqa: S603 - the program is ours
            [str(binaries() / program), *arguments],
            env={**os.environ, "PGPASSWORD": password},
            stdin=subprocess.DEVNULL,
            check=True,
            capture_output=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        raise CommandError(f"{program} has failed: {last_line(error.stderr)}") from error
