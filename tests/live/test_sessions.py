"""A stream ends with the session that it was opened in, and hears what that may hear."""

from contextlib import closing

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse

from calls import call_control, live
from calls.statuses import Kind
from directory.models import User
from frontdesk.bus import tick
from tests.conftest import Cast
from tests.directory.admin_pages import page as admin_page
from tests.directory.admin_pages import save
from tests.live.streams import PATIENCE, Opened, Page, cookie_of

pytestmark = pytest.mark.django_db(transaction=True)


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
        call_control.ring(Kind.EXTERNAL)
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
