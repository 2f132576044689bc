"""Live pages, on a real server: news comes with the commit, to those who may hear it."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from calls import intake, live, log, screening
from calls.statuses import Kind
from directory import presence
from directory.models import Presence, User
from frontdesk.bus import tick
from tests.calls.conftest import told
from tests.conftest import Cast
from tests.directory.admin_pages import page as admin_page
from tests.directory.admin_pages import save

pytestmark = pytest.mark.django_db(transaction=True)

SECOND = 1.0  # the promise: news is on the page within this time of the commit
PATIENCE = 10.0  # for what is no promise: a start, a reconnection


class Page:
    """An open page's stream, read event by event."""

    def __init__(self, address: str, cookie: str) -> None:
        place = urlsplit(address)
        assert place.hostname and place.port
        self.socket = socket.create_connection((place.hostname, place.port), PATIENCE)
        head = f"GET /live/ HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\n\r\n"
        self.socket.sendall(head.encode())
        self.text = ""
        self.over = False

    def close(self) -> None:
        self.socket.close()

    def heard(self, name: str, within: float = SECOND) -> bool:
        """Does an event of this name come in time? It and what came before it are then read."""
        return self._read(rf"event: {re.escape(name)}\n", within)

    def begins(self) -> str:
        """The head of the answer."""
        assert self._read(r"\r\n\r\n", PATIENCE, keep=True)
        head, _, self.text = self.text.partition("\r\n\r\n")
        return head

    def ends(self) -> bool:
        """Does the server end the stream?"""
        self._read(r"(?!)", SECOND)
        return self.over

    def names_until(self, name: str) -> list[str]:
        """What comes before an event, and that."""
        assert self._read(rf"event: {re.escape(name)}\n", SECOND, keep=True)
        before, _, self.text = self.text.partition(f"event: {name}\n")
        return [*re.findall(r"event: (\S+)", before), name]

    def _read(self, pattern: str, within: float, keep: bool = False) -> bool:
        deadline = time.monotonic() + within
        while True:
            found = re.search(pattern, self.text)
            if found:
                self.text = self.text if keep else self.text[found.end() :]
                return True
            left = deadline - time.monotonic()
            if left <= 0 or self.over:
                return False
            self.socket.settimeout(left)
            try:
                read = self.socket.recv(65536)
            except TimeoutError:
                return False
            self.text += read.decode()
            # An empty chunk ends a stream; so does a closed connection.
            self.over = not read or self.text.endswith("\r\n0\r\n\r\n")


Opened = Callable[[User], Page]


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """The cast, committed: the server has to see it."""
    return cast


def cookie_of(user: User) -> tuple[str, Client]:
    client = Client()
    client.force_login(user, backend="directory.login.RoleBackend")
    return f"sessionid={client.cookies['sessionid'].value}", client


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
        call = intake.take(Kind.EXTERNAL, cast.receptionist)
        assert not page.heard("lines", 0.3)
    assert page.heard("lines")
    intake.hold(call, cast.receptionist)
    assert page.heard(log.call_topic(call.pk))


def test_no_news_of_what_was_rolled_back(opened: Opened, cast: Cast) -> None:
    page = opened(cast.receptionist)
    with transaction.atomic():
        intake.take(Kind.EXTERNAL, cast.receptionist)
        transaction.set_rollback(True)
    tick("presence")
    assert page.names_until("presence") == ["presence"]


def test_a_request_is_on_the_managers_page_within_a_second(opened: Opened, cast: Cast) -> None:
    director, assistant, accountant = (
        opened(who) for who in (cast.director, cast.assistant, cast.accountant)
    )
    call = told(intake.take(Kind.EXTERNAL, cast.receptionist))
    screening.ask(call, cast.person(cast.director), cast.receptionist)
    for page, who in ((director, cast.director), (assistant, cast.assistant)):
        assert page.heard(log.requests_topic(cast.person(who).pk))
    tick("presence")
    assert accountant.names_until("presence") == ["presence"]


def test_a_number_said_after_the_asking_is_on_the_managers_page_too(
    opened: Opened, cast: Cast
) -> None:
    call = told(intake.take(Kind.EXTERNAL, cast.receptionist))
    screening.ask(call, cast.person(cast.director), cast.receptionist)
    director = opened(cast.director)
    intake.keep(call, "phone", "067 555 77 01")
    assert director.heard(log.requests_topic(cast.person(cast.director).pk))


def test_a_manager_does_not_hear_of_the_lines(opened: Opened, cast: Cast) -> None:
    pages = [opened(who) for who in (cast.director, cast.admin, cast.stranger)]
    intake.take(Kind.EXTERNAL, cast.receptionist)
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
    assert live.topics_of(user) == {"presence", "staff"} | own | desk


def test_a_stream_ends_at_log_out(served: str, cast: Cast) -> None:
    cookie, client = cookie_of(cast.receptionist)
    with closing(Page(served, cookie)) as page, closing(Page(served, cookie)) as second_tab:
        for one in (page, second_tab):
            assert one.heard(live.HELLO, PATIENCE)
        client.post(reverse("logout"))
        assert page.ends()
        assert second_tab.ends()


def test_a_stream_ends_at_the_admins_log_out(served: str, cast: Cast) -> None:
    cookie, client = cookie_of(cast.admin)
    with closing(Page(served, cookie)) as page:
        assert page.heard(live.HELLO, PATIENCE)
        left = client.post(reverse("admin:logout"))
        assert left.headers["Location"] == reverse("login")
        assert page.ends()


def test_a_new_password_ends_the_streams_and_leads_to_the_log_in_page(
    served: str, cast: Cast
) -> None:
    cookie, _client = cookie_of(cast.salesman)
    with closing(Page(served, cookie)) as page:
        assert page.heard(live.HELLO, PATIENCE)
        _cookie, admin = cookie_of(cast.admin)
        password = {"password1": "нове слово 77", "password2": "нове слово 77"}
        url = reverse("admin:auth_user_password_change", args=[cast.salesman.pk])
        assert admin.post(url, password).status_code == 302
        assert page.ends()
    with closing(Page(served, cookie)) as again:
        assert again.heard(live.GONE, PATIENCE)


def test_one_who_is_no_receptionist_any_more_hears_of_no_calls(served: str, cast: Cast) -> None:
    cookie, _client = cookie_of(cast.receptionist)
    with closing(Page(served, cookie)) as page:
        assert page.heard(live.HELLO, PATIENCE)
        _cookie, admin = cookie_of(cast.admin)
        own = User.objects.get(pk=cast.receptionist.pk)
        saved = save(admin, admin_page(own), is_receptionist=None)
        assert saved.status_code == 302
        assert page.ends()
    with closing(Page(served, cookie)) as again:
        assert again.heard(live.HELLO, PATIENCE)
        intake.ring(Kind.EXTERNAL)
        tick("presence")
        assert again.names_until("presence") == ["presence"]


def test_a_session_that_ends_while_nobody_listens_hears_no_more(
    served: str, opened: Opened, cast: Cast
) -> None:
    stays = opened(cast.colleague)
    cookie, client = cookie_of(cast.receptionist)
    with closing(Page(served, cookie)) as page:
        assert page.heard(live.HELLO, PATIENCE)
        SessionStore(client.cookies["sessionid"].value).delete()  # unheard
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )
        assert stays.heard(live.HELLO, PATIENCE)
        assert page.ends()


def test_a_stream_ends_when_another_comes_in_on_its_session(served: str, cast: Cast) -> None:
    cookie, client = cookie_of(cast.receptionist)
    with closing(Page(served, cookie)) as page:
        assert page.heard(live.HELLO, PATIENCE)
        client.post(reverse("demo-login", args=["melnyk"]))
        assert page.ends()


def test_a_stream_ends_with_its_time(served: str, cast: Cast) -> None:
    cookie, client = cookie_of(cast.receptionist)
    session = SessionStore(client.cookies["sessionid"].value)
    session.set_expiry(1)
    session.save()
    with closing(Page(served, cookie)) as page:
        assert page.heard(live.HELLO, PATIENCE)
        assert not page.heard("nothing", PATIENCE)
        assert page.over


def test_other_log_ins_stay_when_one_goes(served: str, opened: Opened, cast: Cast) -> None:
    page = opened(cast.receptionist)
    _cookie, client = cookie_of(cast.receptionist)  # the same person, elsewhere
    client.post(reverse("logout"))
    tick("presence")
    assert page.heard("presence")


def test_a_lost_listener_comes_back_and_says_hello_again(opened: Opened, cast: Cast) -> None:
    page = opened(cast.receptionist)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        )
        assert cursor.fetchone()[0] == 1, "one listener a process"
    assert page.heard(live.HELLO, PATIENCE)
    intake.take(Kind.EXTERNAL, cast.receptionist)
    assert page.heard("lines")


def test_many_pages_hear_at_once(opened: Opened, cast: Cast) -> None:
    pages = [opened((cast.receptionist, cast.colleague)[one % 2]) for one in range(20)]
    intake.take(Kind.EXTERNAL, cast.receptionist)
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
