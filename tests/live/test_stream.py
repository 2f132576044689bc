"""Live pages, on a real server: news comes with the commit, to those who may hear it."""

import threading
from contextlib import closing

import pytest
from django.db import connection, transaction

from calls import admission, call_control, intake, live, log, screening
from calls.statuses import Kind
from directory import presence
from directory.models import Presence, User
from frontdesk.bus import tick
from tests.calls.conftest import told
from tests.conftest import Cast
from tests.live.streams import PATIENCE, Opened, Page, cookie_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_open_page_is_greeted(served: str, cast: Cast) -> None:
    with closing(Page(served, cookie_of(cast.receptionist)[0])) as page:
        head = page.begins().lower()
        assert "200" in head.splitlines()[0]
        assert "content-type: text/event-stream" in head
        assert "cache-control: no-store" in head
        assert page.heard(live.HELLO, PATIENCE)


@pytest.mark.parametrize("cookie", ["", "sessionid=", "sessionid=nobody", 'a=b; ;=;"', "\xff=1"])
def test_nobody_gets_no_stream(served: str, cast: Cast, cookie: str) -> None:
    with closing(Page(served, cookie)) as page:
        assert page.heard(live.GONE, PATIENCE)
        assert page.ends()


def test_news_comes_with_the_commit_and_not_before(opened: Opened, cast: Cast) -> None:
    page = opened(cast.receptionist)
    with transaction.atomic():
        call = call_control.take(Kind.EXTERNAL, cast.receptionist)
        assert not page.heard("lines", 0.3)
    assert page.heard("lines")
    call_control.hold(call, cast.receptionist)
    assert page.heard(log.call_topic(call.pk))


def test_no_news_of_what_was_rolled_back(opened: Opened, cast: Cast) -> None:
    page = opened(cast.receptionist)
    with transaction.atomic():
        call_control.take(Kind.EXTERNAL, cast.receptionist)
        transaction.set_rollback(True)
    tick("presence")
    assert page.names_until("presence") == ["presence"]


def test_a_request_is_on_the_managers_page_within_a_second(opened: Opened, cast: Cast) -> None:
    director, assistant, accountant = (
        opened(who) for who in (cast.director, cast.assistant, cast.accountant)
    )
    call = told(call_control.take(Kind.EXTERNAL, cast.receptionist))
    screening.ask(call, cast.person(cast.director), cast.receptionist)
    for page, who in ((director, cast.director), (assistant, cast.assistant)):
        assert page.heard(log.requests_topic(cast.person(who).pk))
    tick("presence")
    assert accountant.names_until("presence") == ["presence"]


def test_a_number_said_after_the_asking_is_on_the_managers_page_too(
    opened: Opened, cast: Cast
) -> None:
    call = told(call_control.take(Kind.EXTERNAL, cast.receptionist))
    screening.ask(call, cast.person(cast.director), cast.receptionist)
    director = opened(cast.director)
    intake.keep(call, "phone", "067 555 77 01")
    assert director.heard(log.requests_topic(cast.person(cast.director).pk))


def test_a_manager_does_not_hear_of_the_lines(opened: Opened, cast: Cast) -> None:
    pages = [opened(who) for who in (cast.director, cast.admin, cast.stranger)]
    call_control.take(Kind.EXTERNAL, cast.receptionist)
    presence.say(cast.person(cast.director), Presence.State.BUSY, None)
    for page in pages:
        assert page.names_until("presence") == ["presence"]


@pytest.mark.parametrize("role", ["receptionist", "director", "admin", "stranger"])
def test_what_each_may_hear_of(cast: Cast, role: str) -> None:
    user = User.objects.get(pk=getattr(cast, role).pk)
    own = set()
    if user.person is not None:
        own = {f"{what}-{user.person.pk}" for what in ("requests", "messages", "presence")}
    desk = (
        {"lines", "events", "shifts", "calls", "promises", "loose-ends"}
        if role == "receptionist"
        else set()
    )
    assert admission.topics_of(user) == {"presence", "staff"} | own | desk


def test_a_lost_listener_comes_back_and_says_hello_again(opened: Opened, cast: Cast) -> None:
    page = opened(cast.receptionist)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        )
        assert cursor.fetchone()[0] == 1, "one listener a process"
    assert page.heard(live.HELLO, PATIENCE)
    call_control.take(Kind.EXTERNAL, cast.receptionist)
    assert page.heard("lines")


def test_many_pages_hear_at_once(opened: Opened, cast: Cast) -> None:
    pages = [opened((cast.receptionist, cast.colleague)[one % 2]) for one in range(20)]
    call_control.take(Kind.EXTERNAL, cast.receptionist)
    heard: list[bool] = []
    readers = [
        threading.Thread(target=lambda page=page: heard.append(page.heard("lines")))
        for page in pages
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert heard == [True] * len(pages)
