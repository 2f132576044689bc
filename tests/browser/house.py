"""The program as one starts it, worker included, in a process that can be killed and started."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30.0  # seconds that a start may take on a busy machine


class House:
    """One server on one port, on the test database."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(self.port)],
            env={**os.environ, "DATABASE_URL": _database_url(), "FRONTDESK_DEMO": "1"},
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not start"

    def kill(self) -> None:
        """No farewell: as when the machine loses its power."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/offline/", timeout=1):
                return True
        except OSError:
            return False


def _database_url() -> str:
    """The test database as `DATABASE_URL` names one."""
    known = connection.get_connection_params()
    user, password = (quote(str(known.get(key) or ""), safe="") for key in ("user", "password"))
    place = f"?host={quote(str(known['host']), safe='')}&port={known.get('port') or 5432}"
    if "passfile" in known:
        place += f"&passfile={quote(str(known['passfile']), safe='')}"
    return f"postgresql://{user}:{password}@/{quote(known['dbname'], safe='')}{place}"
