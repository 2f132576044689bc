"""What people do in more than one of the browser tests."""

import re

from playwright.sync_api import Page

FACTS = {"caller_name": "Іван Іванович", "company": "Північ", "subject": "зустріч на форумі"}


def take_call(page: Page) -> str:
    """Answer an external call by its key; returns the address of its card."""
    before = page.url
    page.keyboard.press("F2")
    page.wait_for_url(lambda url: url != before and bool(re.search(r"/desk/\d+/$", url)))
    return page.url


def on_a_call(page: Page) -> Page:
    """With a call just taken, and the hand on no field."""
    take_call(page)
    page.keyboard.press("Escape")
    return page


def tell(page: Page, **facts: str) -> None:
    for field, said in facts.items():
        page.locator(f"#id_{field}").fill(said)


def ask_for(page: Page, name: str) -> None:
    """Search a person by keyboard and take the first one found."""
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("#people-search").fill(name)
    page.keyboard.press("Enter")


def announced_call(page: Page, name: str = "мельник", **facts: str) -> str:
    address = take_call(page)
    tell(page, **{**FACTS, **facts})
    ask_for(page, name)
    return address
