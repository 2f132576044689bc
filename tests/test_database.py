"""The embedded PostgreSQL: closed to others, durable, shared, and clear when it cannot be had."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from frontdesk import database
from frontdesk.account import account_for
from frontdesk.cluster import Cluster, binaries

ROOT = Path(__file__).resolve().parent.parent
NOBODY = 65534
NUMBER = "+380671234567"


@pytest.fixture(scope="module")
def state(place: Path) -> Iterator[Path]:
    """A running database that the tests only look at."""
    with database.running("", place / "looked-at"):
        yield place / "looked-at"


@pytest.fixture
def own(place: Path, request: pytest.FixtureRequest) -> Path:
    """A state folder for one test."""
    return place / request.node.name[:30]


def connect(state: Path, **changes: str) -> psycopg.Connection:
    """Connect as Django would."""
    settings = database.settings_for("", state)
    options = {key: value for key, value in settings["OPTIONS"].items() if key != "pool"}
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    parameters = options | {key: settings[name] for key, name in names.items()} | changes
    return psycopg.connect(**parameters, autocommit=True)


def at(state: Path) -> AbstractContextManager[None]:
    """A running database of a test's own; without fsync, which takes most of the time."""
    return database.running("", state, durable=False)


def is_up(state: Path) -> bool:
    try:
        connect(state).close()
    except psycopg.OperationalError:
        return False
    return True


def shown(state: Path, name: str) -> str:
    with connect(state) as connection:
        row = connection.execute(f"SHOW {name}").fetchone()
    assert row is not None
    return row[0]


def refusal(state: Path, url: str = "") -> str:
    with pytest.raises(database.DatabaseUnavailable) as caught, database.running(url, state):
        pass
    told = str(caught.value)
    assert "\n" not in told
    return told


def test_another_account_cannot_get_in(state: Path) -> None:
    for path, mode in (
        (Cluster(state).socket_folder, 0o700),
        (Cluster(state).password_file, 0o600),
    ):
        assert stat.S_IMODE(path.stat().st_mode) == mode
    if os.geteuid() != 0:
        return  # only root can become somebody else and try
    psql = [binaries() / "psql", "-h", Cluster(state).socket_folder, "-U", "frontdesk", "-c", "\\l"]
    for command in (psql, ["cat", Cluster(state).password_file]):
        tried = subprocess.run(
            command, user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True, text=True
        )
        assert tried.returncode != 0
        assert "Permission denied" in tried.stderr


def test_the_socket_alone_is_not_enough(state: Path) -> None:
    for user in ("frontdesk", "postgres"):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(state, user=user, password="guess", dbname="postgres")


def test_it_is_durable_and_on_no_network(state: Path) -> None:
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        assert shown(state, name) == "on"
    assert shown(state, "listen_addresses") == ""


def test_ukrainian_letters_change_case(state: Path) -> None:
    with connect(state) as connection:
        row = connection.execute("SELECT upper('їжак ґудзик'), 'Єва' ILIKE 'єВА'").fetchone()
    assert row == ("ЇЖАК ҐУДЗИК", True)


def test_the_application_is_no_superuser(state: Path) -> None:
    assert shown(state, "is_superuser") == "off"
    with connect(state) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("COPY (SELECT 1) TO PROGRAM 'true'")


def test_what_callers_say_is_not_logged(state: Path) -> None:
    with connect(state) as connection:
        connection.execute("CREATE TEMP TABLE caller (number text UNIQUE)")
        connection.execute("INSERT INTO caller VALUES (%s)", [NUMBER])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO caller VALUES (%s)", [NUMBER])
        with pytest.raises(psycopg.DataError, match="671234567"):
            connection.execute("SELECT %s::text::int", [f"{NUMBER}?"])
    assert NUMBER not in Cluster(state).log.read_text()


def test_variables_meant_for_other_servers_are_ignored(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "another")
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.9")
    monkeypatch.setenv("PGPORT", "1")
    assert is_up(state)
    with database.running("", state):
        pass


def test_the_last_to_leave_stops_it_and_the_data_stays(own: Path) -> None:
    with at(own):
        with at(own), connect(own) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('Приймальня')")
        assert is_up(own)
    assert not is_up(own)
    with at(own), connect(own) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("Приймальня",)


def test_a_server_outlives_a_killed_process_and_is_taken_over(own: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from frontdesk import database\n"
        "with database.running('', Path(sys.argv[1]), durable=False):\n"
        "    print('up', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(own)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        first = (own / "postgres" / "postmaster.pid").read_text()
        process.kill()
    assert is_up(own)
    with at(own):
        assert (own / "postgres" / "postmaster.pid").read_text() == first
    assert not is_up(own)


def test_it_starts_again_after_the_server_itself_was_killed(own: Path) -> None:
    with at(own):
        os.kill(int((own / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    with at(own):
        assert is_up(own)


def test_it_starts_where_its_old_number_is_another_programs(own: Path) -> None:
    with at(own):
        left = (own / "postgres" / "postmaster.pid").read_text()
    identity = account_for(own / "postgres").identity
    with subprocess.Popen(["sleep", "60"], cwd="/", **identity) as other:
        rest = left.partition("\n")[2]
        (own / "postgres" / "postmaster.pid").write_text(f"{other.pid}\n{rest}")
        try:
            with at(own):
                assert is_up(own)
            assert other.poll() is None
        finally:
            other.kill()


def test_a_path_too_long_for_a_socket_gets_a_private_one(own: Path) -> None:
    long = own / ("тека, " * 15).strip() / "var"
    socket_folder = Cluster(long).socket_folder
    assert long not in socket_folder.parents
    try:
        with at(long):
            assert is_up(long)
            assert stat.S_IMODE(socket_folder.stat().st_mode) == 0o700
        socket_folder.chmod(0o777)
        assert str(socket_folder) in refusal(long)
    finally:
        shutil.rmtree(socket_folder)


def test_tests_may_do_without_fsync_and_nobody_else(own: Path) -> None:
    with at(own):
        assert shown(own, "fsync") == "off"
        assert "without fsync" in refusal(own)
        assert is_up(own)


def test_a_state_folder_that_cannot_be_made_is_told_in_one_line(own: Path) -> None:
    own.write_text("a file stands here")
    told = refusal(own / "var")
    assert "FRONTDESK_VAR" in told
    assert str(own) in told


def test_a_closed_parent_is_named_and_not_opened(own: Path) -> None:
    own.mkdir(mode=0o700)
    if os.geteuid() != 0:
        own.chmod(0o500)
    before = own.stat().st_mode
    told = refusal(own / "var")
    assert str(own) in told
    assert "DATABASE_URL" in told
    assert own.stat().st_mode == before


def test_a_cluster_of_another_version_is_left_alone(own: Path) -> None:
    (own / "postgres").mkdir(parents=True, mode=0o700)
    assert "no complete PostgreSQL cluster" in refusal(own)
    (own / "postgres" / "PG_VERSION").write_text("16\n")
    assert "made by PostgreSQL 16" in refusal(own)
    assert [path.name for path in (own / "postgres").iterdir()] == ["PG_VERSION"]


def test_a_damaged_cluster_is_told_with_the_place_of_its_log(own: Path) -> None:
    with at(own):
        pass
    (own / "postgres" / "global" / "pg_control").unlink()
    assert str(own / "postgres.log") in refusal(own)


def test_a_lost_password_is_told(own: Path) -> None:
    with at(own):
        pass
    (own / "postgres.password").write_text("*:*:*:*:another\n")
    assert str(own / "postgres.password") in refusal(own)
    assert not is_up(own)


def test_settings_touch_nothing(own: Path) -> None:
    assert database.settings_for("", own)["NAME"] == "frontdesk"
    assert not own.exists()


def test_a_database_url_is_taken_apart(own: Path) -> None:
    url = "postgresql://desk:p%40ss%2Fword@db.example:6432/calls?sslmode=require"
    settings = database.settings_for(url, own)
    wanted = {"USER": "desk", "PASSWORD": "p@ss/word", "HOST": "db.example", "PORT": "6432"}
    assert {key: settings[key] for key in wanted} == wanted
    assert settings["NAME"] == "calls"
    assert settings["OPTIONS"]["sslmode"] == "require"
    with at(own):
        pass  # an embedded server needs no URL, and a URL needs no embedded server:
    assert "unavailable" in refusal(own, "postgresql://desk:secret@127.0.0.1:1/calls")
    assert not is_up(own)


def test_a_server_that_is_too_old_is_told_in_one_line(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Cluster(state)
    url = f"postgresql://frontdesk@/frontdesk?host={quote(str(place.socket_folder), safe='')}"
    url += f"&passfile={quote(str(place.password_file), safe='')}"
    with database.running(url, state):
        pass
    monkeypatch.setattr(database, "OLDEST", 99)
    told = refusal(state, url)
    assert "PostgreSQL 18" in told
    assert "99 or newer" in told


@pytest.mark.parametrize(
    "url",
    [
        "mysql://desk:secret@db.example/calls",
        "sqlite:///secret.db",
        "postgresql://desk:secret@db.example:port:1/calls?=",
        "postgresql://desk:secret@db.example",
        "host=db.example password=secret",
    ],
)
def test_a_wrong_database_url_is_refused_without_repeating_it(url: str, own: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as caught:
        database.settings_for(url, own)
    assert "secret" not in str(caught.value)
