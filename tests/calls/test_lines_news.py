"""The lines are fetched anew whenever they have changed: every deed that there is, is tried."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from calls import log
from calls.board import Board
from directory.models import User
from tests.addresses import PAGES, RECEPTIONISTS, WRITE
from tests.calls.conftest import CallIn, page_of
from tests.calls.deeds import DEEDS, Desk
from tests.calls.news import told_by_it
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

# Deeds that no line shows anything of; the lines must not be fetched for them.
QUIET = {
    "keep what it is about",
    "purpose that is no buyer's",
    "message",
    "message-form",
    "spoken-before",
    "search-given-up",
    "shift-notes",
    "follow-up",
}
OTHERS = {"sounds", "telephone-ringing", "telephone-silent"}  # her own page's, or done above


def lines_of(user: User) -> str:
    """The list of lines as somebody's page has it."""
    return render_to_string("desk/_lines.html", {"board": Board(user), "user": user})


@pytest.mark.parametrize("name", DEEDS)
def test_what_changes_a_line_tells_the_lines(cast: Cast, call_in: CallIn, name: str) -> None:
    deed = DEEDS[name](Desk(cast, call_in))
    known = name if name in PAGES else name.split()[0]
    address = reverse(known, args=[deed.pk] if deed.pk else [])
    viewers = (cast.receptionist, cast.colleague)
    before = [lines_of(user) for user in viewers]

    with told_by_it() as topics:
        done = page_of(deed.user).post(address, deed.form or {})

    assert done.status_code < 400, done.text
    changed = [lines_of(user) for user in viewers] != before
    assert not changed or log.LINES in topics
    if name in QUIET:
        assert not changed and log.LINES not in topics


def test_every_deed_of_the_desk_is_tried() -> None:
    of_the_desk = {
        name for name, (who, how) in PAGES.items() if who >= RECEPTIONISTS and how == WRITE
    }
    elsewhere = {"demo-login", "logout", "left-promise-owner", "message-addressee"}
    assert of_the_desk - elsewhere - OTHERS <= set(DEEDS)
