"""Where people are: said in one tap, seen by everybody, over by itself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from directory import presence
from directory.models import Employee, Presence
from directory.templatetags.directory import until_when
from frontdesk.tasks import tell
from tests.conftest import Cast

State = Presence.State
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # noon in Kyiv


pytestmark = pytest.mark.usefixtures("english")


def say(client: Client, employee: Employee, **data: str):
    return client.post(
        reverse("presence", args=[employee.pk]), data, headers={"HX-Request": "true"}
    )


def seen(employee: Employee) -> Presence:
    return presence.of(Employee.objects.select_related("presence_row").get(pk=employee.pk))


def test_a_person_says_where_he_is_in_one_tap(cast: Cast, client: Client) -> None:
    client.force_login(cast.salesman)
    with time_machine.travel(NOON, tick=False):
        answer = say(client, cast.person(cast.salesman), how="quick", said="meeting-60")
        now = seen(cast.person(cast.salesman))
    assert answer.status_code == 204
    assert (now.state, now.until, now.set_by) == (
        State.MEETING,
        NOON + timedelta(hours=1),
        cast.salesman,
    )


def test_the_receptionist_says_it_for_him_and_that_is_told(cast: Cast, client: Client) -> None:
    client.force_login(cast.receptionist)
    director = cast.person(cast.director)
    assert say(client, director, how="quick", said="busy").status_code == 204
    page = client.get(reverse("person", args=[director.pk])).content.decode()
    assert "said by Левицька Х. О." in page


def test_nobody_else_speaks_for_him(cast: Cast, client: Client) -> None:
    director = cast.person(cast.director)
    for user in (cast.salesman, cast.assistant, cast.admin, cast.stranger):
        client.force_login(user)
        assert say(client, director, how="quick", said="away").status_code == 403
    assert seen(director).state == State.FREE


def test_until_a_time_of_today(cast: Cast, client: Client) -> None:
    client.force_login(cast.director)
    director = cast.person(cast.director)
    with time_machine.travel(NOON, tick=False):
        refused = say(client, director, how="time", state="meeting", until="11:59")
        assert refused.status_code == 422
        assert "This time has passed today" in refused.content.decode()
        assert 'value="11:59"' in refused.content.decode()
        assert seen(director).state == State.FREE
        assert say(client, director, how="time", state="meeting", until="13:30").status_code == 204
        now = seen(director)
        assert now.until == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
        assert (now.label, until_when(now)) == ("in a meeting", "until 13:30")


def test_away_until_a_day(cast: Cast, client: Client) -> None:
    client.force_login(cast.director)
    director = cast.person(cast.director)
    with time_machine.travel(NOON, tick=False):
        refused = say(client, director, how="day", reason="vacation", back_on="2026-11-23")
        assert "tomorrow or later" in refused.content.decode()
        say(client, director, how="day", reason="vacation", back_on="2026-11-25")
        now = seen(director)
        assert (now.state, now.label, until_when(now)) == (State.AWAY, "vacation", "from 25.11")


@pytest.mark.parametrize("data", [{}, {"how": "quick"}, {"how": "quick", "said": "asleep"},
                                  {"how": "magic"}, {"how": "time", "until": "25:99"}])  # fmt: skip
def test_nonsense_says_nothing(cast: Cast, client: Client, data: dict[str, str]) -> None:
    client.force_login(cast.director)
    assert say(client, cast.person(cast.director), **data).status_code == 422
    assert not Presence.objects.exists()


def test_past_its_time_a_person_is_free_since_then(cast: Cast) -> None:
    director = cast.person(cast.director)
    with time_machine.travel(NOON, tick=False):
        presence.say(director, State.MEETING, None, until=NOON + timedelta(minutes=30))
    with time_machine.travel(NOON + timedelta(minutes=29, seconds=59), tick=False):
        assert seen(director).state == State.MEETING
    with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
        now = seen(director)
    assert (now.state, now.since, now.until) == (State.FREE, NOON + timedelta(minutes=30), None)


def test_every_page_is_told_when_it_is_said_and_when_it_is_over(cast: Cast) -> None:
    director = cast.person(cast.director)
    until = NOON + timedelta(minutes=30)
    with time_machine.travel(NOON, tick=False):
        presence.say(director, State.MEETING, None, until=until)
    job = ProcrastinateJob.objects.get(task_name="frontdesk.tell")
    assert (job.scheduled_at, job.args) == (
        until,
        {"topics": ["presence", f"presence-{director.pk}"]},
    )


@pytest.mark.django_db(transaction=True)
def test_the_news_travels_with_the_commit(cast: Cast) -> None:
    director = cast.person(cast.director)
    with connection.cursor() as cursor:
        cursor.execute("LISTEN frontdesk")
        presence.say(director, State.BUSY, None)
        tell(topics=["presence", f"presence-{director.pk}"])
        heard = [note.payload for note in connection.connection.notifies(timeout=2, stop_after=2)]
        cursor.execute("UNLISTEN frontdesk")
    assert heard == [f"presence presence-{director.pk}"] * 2


def test_a_connected_call_makes_busy_for_a_while(cast: Cast) -> None:
    salesman = cast.person(cast.salesman)
    for minutes in (0, 3):
        now = NOON + timedelta(minutes=minutes)
        with time_machine.travel(now, tick=False):
            presence.note_talk(salesman, cast.receptionist, until=now + timedelta(minutes=5))
            busy = seen(salesman)
            assert (busy.state, busy.until) == (State.BUSY, now + timedelta(minutes=5))


@pytest.mark.parametrize("minutes", [2, 60, None])
@pytest.mark.parametrize("state", [State.MEETING, State.AWAY])
def test_a_connected_call_ends_no_meeting_and_no_absence(
    cast: Cast, state: Presence.State, minutes: int | None
) -> None:
    salesman = cast.person(cast.salesman)
    with time_machine.travel(NOON, tick=False):
        until = NOON + timedelta(minutes=minutes) if minutes else None
        presence.say(salesman, state, cast.salesman, until=until)
        presence.note_talk(salesman, cast.receptionist, until=NOON + timedelta(minutes=5))
        now = seen(salesman)
    assert (now.state, now.until, now.set_by) == (state, until, cast.salesman)


def test_busy_for_longer_stays_so_and_a_past_meeting_does_not(cast: Cast) -> None:
    salesman = cast.person(cast.salesman)
    talk = NOON + timedelta(minutes=5)
    with time_machine.travel(NOON, tick=False):
        for until in (NOON + timedelta(hours=1), None):
            presence.say(salesman, State.BUSY, cast.salesman, until=until)
            presence.note_talk(salesman, cast.receptionist, until=talk)
            assert seen(salesman).until == until
        presence.say(salesman, State.MEETING, cast.salesman, until=NOON + timedelta(minutes=1))
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        presence.note_talk(salesman, cast.receptionist, until=talk)
        assert seen(salesman).state == State.BUSY


def test_a_talk_that_was_none_leaves_him_free_unless_he_has_said_more(cast: Cast) -> None:
    salesman = cast.person(cast.salesman)
    talk = NOON + timedelta(minutes=5)
    with time_machine.travel(NOON, tick=False):
        presence.note_talk(salesman, cast.receptionist, until=talk)
        presence.end_talk(salesman, cast.receptionist, until=talk)
        assert seen(salesman).state == State.FREE
        presence.note_talk(salesman, cast.receptionist, until=talk)
        presence.say(salesman, State.BUSY, cast.salesman)
        presence.end_talk(salesman, cast.receptionist, until=talk)
        assert seen(salesman).state == State.BUSY


@pytest.mark.parametrize(
    "wrong", [{"state": "busy", "reason": "sick"}, {"state": "free", "until": NOON}]
)
def test_the_database_keeps_presence_sensible(cast: Cast, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(employee=cast.person(cast.director), **wrong)


def test_everybody_has_his_own_at_the_top_of_every_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.salesman)
    presence.say(cast.person(cast.salesman), State.AWAY, cast.salesman, reason="trip")
    assert "business trip" in client.get(reverse("my-presence")).content.decode()
    assert 'id="my-presence"' in client.get(reverse("inbox")).content.decode()
    client.force_login(cast.stranger)
    assert client.get(reverse("my-presence")).status_code == 403
    assert 'id="my-presence"' not in client.get(reverse("directory")).content.decode()
