"""What every test stands on: a PostgreSQL of its own, and the cast."""

import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from calls import suggestions
from directory import demo, finding
from directory.models import Employee, User
from directory.roster import Roster
from frontdesk import database
from frontdesk.serving import Server, config
from tests.minds import Minds, Prompt

# A property holds or not; how long an example took says something of the machine only.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# Each holds up to fifty connections, with a server of its own and one that is killed and started;
# the database has two hundred.
MOST_WORKERS = 4

# Playwright keeps an event loop in the thread that the tests use the database from.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """The server that the test database is made on; not durable, which a test does not need.

    Processes that test beside each other share it, each with a database of its own.
    """
    with database.running(project.DATABASE_URL, project.STATE_DIR, durable=False):
        yield
        database.disconnect()


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def static_files_as_they_are_asked_for(settings: Settings) -> None:
    """Each test client would look through all of them first, for longer than it needs a page."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def no_jobs_of_others(request: pytest.FixtureRequest) -> None:
    """Jobs that another test has put off are none of this one's: their tables are not flushed."""
    wants_database = {"db", "transactional_db"} & set(request.fixturenames)
    if wants_database or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture(autouse=True)
def fresh_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's people are undone with its transaction, which no process would ever see."""
    monkeypatch.setattr(finding, "roster", Roster())


@pytest.fixture(scope="session")
def minds() -> Minds:
    return Minds()


@pytest.fixture(autouse=True)
def fresh_mind(
    minds: Minds, monkeypatch: pytest.MonkeyPatch, no_jobs_of_others: None
) -> Iterator[None]:
    """Each test has a mind of its own: it has learned nothing in the one before."""
    here = Prompt()
    monkeypatch.setattr(suggestions, "here", here)
    monkeypatch.setattr(suggestions, "Mind", minds)
    yield
    here.settle()
    minds.take_back()


@pytest.fixture
def in_ukrainian() -> Iterator[None]:
    """Words of no page, in Ukrainian, whatever page another test has left its language with."""
    with translation.override("uk"):
        yield


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class Cast:
    """The people of the demo company that tests speak of by their part."""

    receptionist: User
    colleague: User  # a second receptionist
    director: User
    assistant: User  # decides for the director
    accountant: User  # protected, without an assistant
    salesman: User
    admin: User
    stranger: User  # logged in, but with no role at all

    @staticmethod
    def person(user: User) -> Employee:
        return Employee.objects.select_related("department").get(user=user)


@pytest.fixture
def cast(db: None, settings: Settings) -> Cast:
    settings.DEMO = True
    demo.load()
    named = {user.username: user for user in User.objects.all()}
    return Cast(
        receptionist=named["levytska"],
        colleague=named["havryliuk"],
        director=named["melnyk"],
        assistant=named["savchuk"],
        accountant=named["tkachenko"],
        salesman=named["bondarenko"],
        admin=named["admin"],
        stranger=User.objects.create_user("stranger", password="stranger"),
    )


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that every account may pass through, root's PostgreSQL too; pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="desk-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a running server, on the test database."""
    listening = socket.create_server(("127.0.0.1", 0))
    ready = threading.Event()
    server = Server(config(), ready.set)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    with django_db_blocker.unblock():
        thread.start()
        assert ready.wait(10), "the server did not start"
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes `-n auto` is: one for each core."""
    return min(os.cpu_count() or 1, MOST_WORKERS)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.stats.get("", []):
        for what, count in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {count} {what}")
    skipped = terminalreporter.stats.get("skipped", [])
    skipped = [one for one in skipped if "browser" in one.keywords]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} browser tests were skipped: no Chromium here (apt install chromium)."
        )
