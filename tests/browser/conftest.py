"""The whole program under a real server, driven in Chromium by several people at once."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page

from calls import purposes, suggestions
from tests.browser.expecting import PATIENCE
from tests.conftest import Cast

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HERE = Path(__file__).parent
LONGEST = "test_busy_hour.py"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The long ones first: at the end short ones are left, and no process waits for another.
    items.sort(key=lambda item: (item.path.name != LONGEST, HERE not in item.path.parents))
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


Arrive = Callable[..., Page]


@pytest.fixture
def arrive(transactional_db: None, cast: Cast, served: str, browser: Browser) -> Iterator[Arrive]:
    """Open a browser of one's own for somebody of the cast and log in with one click.

    A service worker would, from some moment on, take requests past `page.route`: whoever tests
    one lets it in with `service_workers="allow"`.
    """
    suggestions.get_ready(purposes.all_known())  # the first mind takes seconds, as at every start
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def arriving(username: str, **options: Any) -> Page:
        settings = {
            "viewport": {"width": 1280, "height": 720},
            "locale": "uk-UA",
            "service_workers": "block",
        }
        context = browser.new_context(**{"base_url": served, **settings, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: troubles.append(f"{username}: {error}"))
        page.goto("/login/")
        page.locator(f"#as-{username}").click()
        page.wait_for_url(lambda address: "/login/" not in address)
        return page

    yield arriving
    for context in contexts:
        context.close()
    _let_the_server_finish()
    assert not troubles, troubles


def _let_the_server_finish() -> None:
    """What the pages asked for last is answered still: emptied meanwhile, the tables would
    deadlock. It is over when no connection has done anything for a while."""
    deadline = time.monotonic() + PATIENCE / 1000
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
                " AND (state <> 'idle' OR state_change > clock_timestamp() - interval '0.2 s')"
            )
            if not cursor.fetchall():
                return
            cursor.execute("SELECT pg_sleep(0.05)")  # the processor is left to the server
