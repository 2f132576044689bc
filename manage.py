#!/usr/bin/env python
"""Runs Django's management commands, with the database there for as long as each needs it."""

import os
import signal
import sys
from types import FrameType

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from frontdesk import database

# `serve` is among them because it first sees whether its port is free.
WITHOUT_DATABASE = {
    "-h",
    "--help",
    "--version",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "serve",
    "startapp",
    "version",
}


def needs_database(arguments: list[str]) -> bool:
    if not arguments or arguments[0] in WITHOUT_DATABASE:
        return any(argument.startswith("--database") for argument in arguments)
    return True


def leave(number: int, frame: FrameType | None) -> None:
    """End as after a Ctrl-C, so that the database is stopped on the way out."""
    sys.exit(128 + number)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdesk.settings")
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)
    try:
        url, state = settings.DATABASE_URL, settings.STATE_DIR
        if needs_database(sys.argv[1:]):
            with database.running(url, state):
                try:
                    execute_from_command_line(sys.argv)
                finally:
                    database.disconnect()
        else:
            execute_from_command_line(sys.argv)
    except (database.DatabaseUnavailable, ImproperlyConfigured) as error:
        sys.exit(f"Frontdesk: {error}")
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
