"""A backup brings back what it was made of, and nothing else."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from frontdesk import database
from frontdesk.cluster import Cluster

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """A running database, in a folder that root's PostgreSQL can reach too."""
    folder = Path(tempfile.mkdtemp(prefix="desk-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    with database.running("", folder / "var"):
        yield folder / "var"
    shutil.rmtree(folder)


def backup(state: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "manage.py", "backup", *arguments]
    others = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = others | {"FRONTDESK_VAR": str(state)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def connect(state: Path) -> psycopg.Connection:
    cluster = Cluster(state)
    return psycopg.connect(
        host=str(cluster.socket_folder),
        user="frontdesk",
        dbname="frontdesk",
        password=cluster.password(),
        autocommit=True,
    )


def words(state: Path) -> list[str]:
    with connect(state) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM kept")]


@pytest.fixture
def file(state: Path, tmp_path: Path) -> Path:
    """A backup of one word, after which everything has changed."""
    with connect(state) as connection:
        connection.execute("DROP TABLE IF EXISTS kept, later")
        connection.execute("CREATE TABLE kept AS SELECT 'перше' AS word")
        assert backup(state, tmp_path / "desk.dump").returncode == 0
        connection.execute("UPDATE kept SET word = 'друге'")
        connection.execute("CREATE TABLE later (word text)")
    return tmp_path / "desk.dump"


def test_only_its_owner_can_read_a_backup(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_restored_backup_replaces_everything(state: Path, file: Path) -> None:
    assert backup(state, "--restore", file).returncode == 0
    assert words(state) == ["перше"]
    with connect(state) as connection, pytest.raises(psycopg.errors.UndefinedTable):
        connection.execute("SELECT * FROM later")


def test_a_damaged_backup_changes_nothing(state: Path, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])
    done = backup(state, "--restore", file)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert words(state) == ["друге"]


def test_a_backup_that_cannot_be_written_is_told(state: Path, tmp_path: Path) -> None:
    done = backup(state, tmp_path / "missing" / "desk.dump")
    assert done.returncode == 1
    assert "No such file or directory" in done.stderr.strip().splitlines()[-1]
