"""Playwright's expectations, looked at closely.

Its own looks grow rarer with time, down to two a second: most of what a page does in answer to a
key is there just after a look, and each test has many of them.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Locator, Page
from playwright.sync_api import expect as expect_at_leisure

# Milliseconds for a page to show what has happened: browsers and servers share a machine.
PATIENCE = 15_000
ROUND = 175  # milliseconds; within it Playwright looks four times, and then a new one begins


class Expecting:
    """What is expected of `actual`: each assertion as Playwright's own, with its message."""

    def __init__(self, actual: Page | Locator) -> None:
        self._assertions = expect_at_leisure(actual)

    def __getattr__(self, name: str) -> Callable[..., None]:
        holds = getattr(self._assertions, name)

        def looking(*expected: Any, timeout: float = PATIENCE, **options: Any) -> None:
            deadline = time.monotonic() + timeout / 1000
            while (left := (deadline - time.monotonic()) * 1000) > ROUND:
                try:
                    return holds(*expected, timeout=ROUND, **options)
                except AssertionError:
                    continue
            holds(*expected, timeout=max(left, 1), **options)

        return looking


if TYPE_CHECKING:
    expect = expect_at_leisure
else:
    expect = Expecting
