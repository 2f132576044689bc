"""`manage.py serve`: everything that one installation needs, in one process."""

import errno
import io
import logging
import os
import socket
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from calls import purposes, suggestions
from directory import demo
from directory.models import Employee
from frontdesk import database, environment, serving

logger = logging.getLogger(__name__)

Login = tuple[str, str, str]  # role, log-in, password

SET_UP_LOCK = 7_260_142_001  # any number, as long as every Frontdesk uses the same


class Command(BaseCommand):
    help = "Brings the database up to date, then runs the web server and its workers until Ctrl-C."
    requires_system_checks = []  # `make check` runs them; a start should not take longer for it

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", help="address to listen on (or HOST; 127.0.0.1)")
        parser.add_argument("--port", help="port to listen on (or PORT; 8000)")
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="leave jobs to others, each started with `manage.py procrastinate worker`",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("host", "port"):
            if options[name] is not None:
                os.environ[name.upper()] = options[name]
        host = environment.text("HOST") or "127.0.0.1"
        port = environment.number("PORT", 8000, least=1, most=65535)
        with (
            _listen(host, port) as listening,
            database.running(settings.DATABASE_URL, settings.STATE_DIR),
        ):
            try:
                logins = self._set_up()
                serving.run(
                    listening,
                    with_worker=not options["no_worker"],
                    ready=lambda: self._ready(host, port, logins),
                )
            finally:
                database.disconnect()

    def _ready(self, host: str, port: int, logins: list[Login]) -> None:
        self._tell(host, port, logins)
        # The first start studies for some seconds, any later one a quarter of one: cards do without
        # suggestions meanwhile.
        threading.Thread(target=_study, daemon=True).start()

    def _set_up(self) -> list[Login]:
        """Migrate, and load the demo company into an empty database, one process at a time.

        Returns the demo log-ins. Closing the connection drops the lock, whatever has happened.
        """
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [SET_UP_LOCK])
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                self.stdout.write("Bringing the database up to date.")
                call_command("migrate", interactive=False, verbosity=0)
            if settings.DEMO and not Employee.objects.exists():
                self.stdout.write("Loading the demo company.")
                # What it says about log-ins is said below, at every start.
                call_command("load_demo", stdout=io.StringIO())
            return demo.logins() if settings.DEMO else []
        except DatabaseError as error:
            # The lines after the first may quote a row, and with it what a caller said.
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database could not be brought up to date: {reason}") from error
        finally:
            database.disconnect()

    def _tell(self, host: str, port: int, logins: list[Login]) -> None:
        shown = "localhost" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared only
        shown = f"[{shown}]" if ":" in shown else shown
        self.stdout.write(f"Frontdesk is ready: http://{shown}:{port}/ (Ctrl-C stops it)")
        if logins:
            self.stdout.write("Demo log-ins (role, log-in, password):")
        for role, name, password in logins:
            self.stdout.write(f"  {role:<24} {name:<16} {password}")
        self.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is started. Raises CommandError."""
    v6 = ":" in host
    try:
        return socket.create_server(
            (host, port),
            family=socket.AF_INET6 if v6 else socket.AF_INET,
            backlog=2048,
            dualstack_ipv6=v6 and socket.has_dualstack_ipv6(),
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is in use, perhaps by another Frontdesk. Stop that one, or choose "
                f"another port: PORT={port % 65535 + 1} make run"
            ) from error
        raise CommandError(
            f"Cannot listen on {host} (HOST), port {port} (PORT): {error.strerror}"
        ) from error


def _study() -> None:
    try:
        suggestions.get_ready(purposes.all_known())
    except DatabaseError:  # gone while we studied: whoever asks first studies then
        logger.warning("The groundwork of the suggestions could not be studied at the start.")
    finally:
        connection.close()
