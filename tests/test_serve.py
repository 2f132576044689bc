"""`manage.py serve`, as it is started: one process, and one clear line where it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from frontdesk.cluster import Cluster

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]


@pytest.fixture
def state(place: Path) -> Path:
    """A state folder in which nothing has been started yet."""
    return place / f"state-{len(list(place.iterdir()))}"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def environment(state: Path, **changes: str) -> dict[str, str]:
    others = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return others | {"FRONTDESK_VAR": str(state), "FRONTDESK_DEMO": "1"} | changes


def refused(state: Path, *command: str, **changes: str) -> str:
    """The one line with which a command ends that cannot do its work."""
    done = subprocess.run(
        [*MANAGE, *(command or ["serve"])],
        env=environment(state, **changes),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_taken_port_is_told_before_anything_is_started(state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1])
        assert f"Port {number} is in use" in refused(state, PORT=number)
    assert not Cluster(state).data.exists()


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_a_wrong_port_is_told(state: Path, port: str) -> None:
    assert "PORT" in refused(state, PORT=port)
    assert "PORT" in refused(state, "serve", "--port", port)


def test_an_address_of_another_machine_is_told(state: Path, port: int) -> None:
    assert "203.0.113.7" in refused(state, HOST="203.0.113.7", PORT=str(port))


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_an_unreachable_database_is_told_without_its_password(
    state: Path, port: int, command: str
) -> None:
    url = "postgresql://desk:very-secret@127.0.0.1:1/calls"
    told = refused(state, command, DATABASE_URL=url, PORT=str(port))
    assert "DATABASE_URL is unavailable" in told
    assert "very-secret" not in told
    assert not Cluster(state).data.exists()


def test_a_state_folder_that_cannot_be_made_is_told(state: Path, port: int) -> None:
    state.write_text("a file stands here")
    assert "FRONTDESK_VAR" in refused(state / "var", PORT=str(port))
    told = refused(state / "var", PORT=str(port), FRONTDESK_SECRET_KEY="k" * 60)
    assert "FRONTDESK_VAR" in told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_serves_until_a_signal_and_takes_everything_with_it(
    place: Path, port: int, number: signal.Signals
) -> None:
    state = place / "served"  # the same for every signal: the second start is the usual one
    address = f"http://127.0.0.1:{port}/"
    with subprocess.Popen(
        [*MANAGE, "serve"],
        env=environment(state, PORT=str(port)),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert any(address in line for line in iter(process.stdout.readline, ""))
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200
        server = int((Cluster(state).data / "postmaster.pid").read_text().split()[0])
        process.send_signal(number)
        process.send_signal(number)
        assert process.wait(timeout=15) == 0
    assert not (Cluster(state).data / "postmaster.pid").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
