"""The program in a process of its own, on the bench's scratch database."""

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
from django.db import connection

DATABASE = "FRONTDESK_BENCH_DATABASE"


@dataclass(frozen=True)
class Served:
    """A running server: where it listens, and its process."""

    port: int
    pid: int

    def resident_kib(self) -> float:
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1024

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served() -> Iterator[Served]:
    """Start the server and have it until the block ends."""
    raise_file_limit()
    with socket.create_server(("127.0.0.1", 0), backlog=4096) as listening:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench._served", str(listening.fileno())],
            # The demo log-ins open nothing where the demo is off.
            env={
                **os.environ,
                DATABASE: str(connection.settings_dict["NAME"]),
                "FRONTDESK_DEMO": "1",
            },
            pass_fds=[listening.fileno()],
            stdout=subprocess.PIPE,
        )
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n", "the server did not start"
            yield Served(listening.getsockname()[1], process.pid)
        finally:
            process.terminate()
            process.wait(20)


def raise_file_limit() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main() -> None:
    raise_file_limit()
    django.setup()
    connection.settings_dict["NAME"] = os.environ[DATABASE]
    listening = socket.socket(fileno=int(sys.argv[1]))

    from frontdesk import serving  # noqa: PLC0415 - models exist once Django is set up

    serving.run(listening, with_worker=False, ready=lambda: print("ready", flush=True))


if __name__ == "__main__":
    main()
