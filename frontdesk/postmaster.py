"""The server process of the embedded PostgreSQL: started, asked and stopped.

It listens on no network address, and nothing that a caller said can reach its log.
"""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from frontdesk.account import Account, DatabaseUnavailable
from frontdesk.cluster import NAME, PORT, SUPERUSER, Cluster, binaries, last_line

START_SECONDS = 120  # recovery after a power cut takes its time
STOP_SECONDS = 60
ORPHANS_SECONDS = 20  # children of a server that was killed need a moment to notice
_ORPHANS = "shared memory block"  # is still in use: what the server says of them
LOG_LIMIT = 1_000_000  # bytes; a log longer than this is begun anew

SERVER_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement, its parameters, or the row that broke a rule hold what callers said: none of
    # them may reach the log. "log" leaves out the errors of statements (whoever sent the
    # statement is told), "terse" leaves out every DETAIL.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}
DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")

# Servers that this process has started: a dead one stays a zombie until it is asked about.
_children: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Postmaster:
    cluster: Cluster

    def bring_up(self, *, durable: bool) -> None:
        """Start the server if it is down, make the database, and check what runs there.

        The caller sees to it that only one process does this at a time. Raises
        DatabaseUnavailable, and OSError where a file cannot be written.
        """
        account = self.cluster.make_ready(durable=durable)
        if not self._answers():
            self._start(account, durable)
        try:
            with self.connect() as connection:
                _check_server(connection, durable)
                _make_database(connection, self.cluster.password())
        except psycopg.Error as error:
            raise DatabaseUnavailable(self._refusal(error)) from error

    def connect(self) -> psycopg.Connection:
        """Connect as the superuser, which the application itself never does."""
        return psycopg.connect(
            host=str(self.cluster.socket_folder),
            hostaddr="",  # empty, like the service: nothing of ours comes from PG* variables
            port=PORT,
            user=SUPERUSER,
            password=self.cluster.password(),
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        )

    def stop(self) -> None:
        """Stop the server: running statements are broken off, nothing committed is lost."""
        deadline = time.monotonic() + STOP_SECONDS
        while (pid := self._pid()) is not None and time.monotonic() < deadline:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            for _ in range(50):
                if self._pid() is None:
                    return
                time.sleep(0.02)

    def _start(self, account: Account, durable: bool) -> None:
        self._disown_pid_file()
        settings = dict(SERVER_SETTINGS)
        quoted = str(self.cluster.socket_folder).replace('"', '""')
        settings["unix_socket_directories"] = f'"{quoted}"'
        settings |= dict.fromkeys(DURABILITY, "on" if durable else "off")
        command = [str(binaries() / "postgres"), "-D", str(self.cluster.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self.cluster.log.exists() and self.cluster.log.stat().st_size > LOG_LIMIT:
            self.cluster.log.unlink()
        deadline = time.monotonic() + ORPHANS_SECONDS
        while not self._answers(self._launch(command, account)):
            said = self.cluster.log.read_text(errors="replace")
            if time.monotonic() > deadline or _ORPHANS not in "".join(said.splitlines()[-5:]):
                raise DatabaseUnavailable(
                    f"PostgreSQL does not start in {self.cluster.data}: {last_line(said)} "
                    f"(see {self.cluster.log})"
                )
            time.sleep(0.1)

    def _launch(self, command: list[str], account: Account) -> subprocess.Popen[bytes]:
        log = os.open(self.cluster.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            server = subprocess.Popen(  # noqa: S603 - the program and its arguments are ours
                command,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C in the terminal is for us; we stop it last
                **account.identity,
            )
        finally:
            os.close(log)
        _children.append(server)
        return server

    def _answers(self, server: subprocess.Popen[bytes] | None = None) -> bool:
        """Whether the server takes connections; waits while one is starting or stopping."""
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None if server else self._pid() is not None:
            try:
                self.connect().close()
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise DatabaseUnavailable(self._refusal(error)) from error
                if time.monotonic() > deadline:
                    raise DatabaseUnavailable(self._refusal(error)) from error
                time.sleep(0.02)
            else:
                return True
        return False

    def _pid(self) -> int | None:
        """The process that serves this cluster now, whoever started it."""
        for child in _children:
            child.poll()
        pid = self._pid_on_file()
        if pid is None:
            return None
        try:
            os.kill(pid, 0)
            # After a restart of the machine the number may be any other program's. Where there
            # is a /proc, everybody may read there how a process was called.
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except FileNotFoundError:
            return None if Path("/proc/self").exists() else pid
        except OSError:
            return None
        if os.fsencode(self.cluster.data) not in command.split(b"\0"):
            return None
        return pid

    def _pid_on_file(self) -> int | None:
        try:
            return int((self.cluster.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None

    def _disown_pid_file(self) -> None:
        """Let the server start where another program now has its old process number.

        PostgreSQL takes the number of its own parent, ours, for stale; the rest of the file
        stays, for by it PostgreSQL checks that no orphan of the old server is still at work.
        """
        file = self.cluster.data / "postmaster.pid"
        if self._pid_on_file() is None:
            file.unlink(missing_ok=True)  # a broken line, with which PostgreSQL would not start
            return
        rest = file.read_text().partition("\n")[2]
        handle = os.open(file, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
        with os.fdopen(handle, "w") as opened:
            opened.write(f"{os.getpid()}\n{rest}")

    def _refusal(self, error: psycopg.Error) -> str:
        return (
            f"The database in {self.cluster.data} refuses us: {last_line(str(error))} "
            f"(its password: {self.cluster.password_file}; its log: {self.cluster.log})"
        )


def _check_server(connection: psycopg.Connection, durable: bool) -> None:
    shown = {}
    for name in ("fsync", "listen_addresses"):
        row = connection.execute(sql.SQL("SHOW {}").format(sql.Identifier(name))).fetchone()
        shown[name] = row[0] if row else None
    if durable and shown["fsync"] != "on":
        raise DatabaseUnavailable(
            "The database is running for tests, without fsync: what is written could be lost. "
            "Stop those tests first."
        )
    if shown["listen_addresses"]:
        raise DatabaseUnavailable("The database listens on the network, which it never should.")


def _make_database(connection: psycopg.Connection, password: str) -> None:
    """The application's role may make databases (its tests do) and nothing else."""
    name = sql.Identifier(NAME)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(name, sql.Literal(password))
        )
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
