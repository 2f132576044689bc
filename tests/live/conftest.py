"""Open pages of a running server."""

from collections.abc import Iterator

import pytest

from calls import live
from directory.models import User
from tests.conftest import Cast
from tests.live.streams import PATIENCE, Opened, Page, cookie_of


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed: the server has to see it."""
    return cast


@pytest.fixture
def opened(served: str) -> Iterator[Opened]:
    """Open somebody's page; it has said hello, so it hears whatever comes now."""
    pages: list[Page] = []

    def opening(user: User) -> Page:
        page = Page(served, cookie_of(user)[0])
        pages.append(page)
        assert page.heard(live.HELLO, PATIENCE)
        return page

    yield opening
    for page in pages:
        page.close()
