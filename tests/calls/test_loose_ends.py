"""What nobody has ended stays in a list until somebody does; who hung up waiting is called back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import call_control, connecting, intake, loose_ends, messages, screening, shifts
from calls.models import Call, DeskRules
from calls.statuses import Disposition, Kind, Status
from directory.models import Employee
from tests.calls.conftest import CallIn, page_of, told
from tests.conftest import Cast


@pytest.mark.parametrize("status", [Status.TALKING, Status.ON_HOLD, Status.AWAITING])
def test_a_call_of_one_who_is_gone_is_unfinished_until_it_is_ended(
    call_in: CallIn, cast: Cast, status: Status
) -> None:
    call = call_in(status)
    assert loose_ends.unfinished() == []
    shift = shifts.current(cast.receptionist)
    assert shift is not None
    shifts.close(shift)
    assert loose_ends.unfinished() == [call]
    page = page_of(cast.colleague)
    page.post(reverse("taking-over", args=[call.pk]))
    page.post(reverse("ending", args=[call.pk]), {"disposition": "abandoned"})
    assert loose_ends.unfinished() == []


def test_so_is_one_that_nobody_touches(call: Call) -> None:
    DeskRules.objects.create(pk=1, unfinished_minutes=10)
    for minutes, is_left in ((9, False), (11, True)):
        since = timezone.now() - timedelta(minutes=minutes)
        Call.objects.filter(pk=call.pk).update(status_since=since)
        assert (call in loose_ends.unfinished()) == is_left


def test_it_can_be_seen_and_counted_from_every_page(desk: Client, call: Call, cast: Cast) -> None:
    told(call)
    Call.objects.filter(pk=call.pk).update(status_since=timezone.now() - timedelta(hours=2))
    assert "Іван Іванович" in desk.get(reverse("loose-ends")).text
    assert '<b class="count">1' in desk.get(reverse("loose-end-count")).text
    assert '<b class="count">1' in page_of(cast.colleague).get(reverse("log")).text


def test_whoever_hangs_up_waiting_is_in_the_list_with_all_that_is_known(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    told(call)
    intake.keep(call, "phone", "067 555 01 01")
    asked = screening.ask(call, director, cast.receptionist)
    desk.post(reverse("hanging-up", args=[call.pk]))
    asked.refresh_from_db()
    assert asked.status == "withdrawn"
    html = desk.get(reverse("loose-ends")).text
    for words in ("Іван Іванович", "Північ", "зустріч на форумі", "tel:+380675550101"):
        assert words in html


def test_the_card_of_one_who_has_gone_says_what_to_do_and_no_farewell(
    desk: Client, call: Call, cast: Cast
) -> None:
    told(call, phone="067 555 01 01")
    call_control.hold(call, cast.receptionist)
    card = reverse("card", args=[call.pk])
    gone = desk.post(reverse("hanging-up", args=[call.pk])).text
    for html in (gone, desk.get(card).text):
        assert "The caller has hung up." in html
        assert "until somebody has called back" in html
        assert "tel:+380675550101" in html
        assert "Дякую за дзвінок" not in html
    loose_ends.follow_up(call, cast.receptionist)
    assert "until somebody has called back" not in desk.get(card).text
    assert "Seen to: Левицька" in desk.get(card).text


def test_of_an_unknown_one_it_says_that_there_is_nobody_to_call(desk: Client, call: Call) -> None:
    desk.post(reverse("hold", args=[call.pk]))
    gone = desk.post(reverse("hanging-up", args=[call.pk])).text
    assert "nobody can be called back" in gone


def test_he_leaves_it_once_he_is_called_back(desk: Client, call: Call, cast: Cast) -> None:
    told(call, phone="067 555 01 01")
    connecting.end(call, Disposition.ABANDONED, cast.receptionist)
    assert list(loose_ends.abandoned()) == [call]
    answer = desk.post(reverse("follow-up", args=[call.pk]))
    assert "067 555 01 01" not in answer.text
    call.refresh_from_db()
    assert call.followed_up_by == cast.receptionist
    assert call.events.last().verb == "followed_up"  # type: ignore[union-attr]
    late = desk.post(reverse("follow-up", args=[call.pk]))
    assert (late.status_code, call.events.count()) == (409, Call.objects.get().events.count())


def test_of_one_who_has_left_no_number_it_says_so(desk: Client, call: Call, cast: Cast) -> None:
    told(call, caller_name="Ігор")
    connecting.end(call, Disposition.ABANDONED, cast.receptionist)
    html = desk.get(reverse("loose-ends")).text
    assert "no number: ask for it when they call again" in html
    assert "Called back" not in html
    assert "Take off the list" in html


def test_or_once_he_has_got_through(call: Call, cast: Cast) -> None:
    told(call, phone="067 555 01 01")
    connecting.end(call, Disposition.ABANDONED, cast.receptionist)
    again = call_control.ring(Kind.EXTERNAL, phone="067 555 01 01")
    assert list(loose_ends.abandoned()) == [call], "it only rings"
    call_control.answer(again, cast.receptionist)
    assert list(loose_ends.abandoned()) == []


def test_a_second_try_that_was_given_up_too_is_not_getting_through(cast: Cast) -> None:
    first, second = (
        call_control.stop_ringing(call_control.ring(Kind.EXTERNAL, phone="067 555 01 01"), None)
        for _try in range(2)
    )
    assert list(loose_ends.abandoned()) == [second, first]


def test_of_whom_nothing_is_known_nobody_can_be_called(cast: Cast) -> None:
    call_control.stop_ringing(call_control.ring(Kind.EXTERNAL), None)
    assert list(loose_ends.abandoned()) == []


def test_only_an_abandoned_caller_is_followed_up(desk: Client, call: Call) -> None:
    assert desk.post(reverse("follow-up", args=[call.pk])).status_code == 409
    call.refresh_from_db()
    assert call.followed_up_at is None


def test_law_8_a_message_that_was_written_and_not_passed_on_is_left(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    told(call, subject="вікна", phone="067 555 01 01")
    messages.begin(call, salesman)
    intake.keep(call, "message_text", "просить рахунок до п'ятниці")
    assert not loose_ends.unsent().exists(), "the call goes on"
    desk.post(reverse("ending", args=[call.pk]), {"disposition": "answered"})
    assert "просить рахунок до п&#x27;ятниці" in desk.get(reverse("loose-ends")).text
    assert '<b class="count">1' in desk.get(reverse("loose-end-count")).text
    call.refresh_from_db()
    messages.take(call, cast.receptionist)
    assert not loose_ends.unsent().exists()


def test_it_leaves_the_list_once_somebody_has_seen_to_it(
    desk: Client, call: Call, cast: Cast, salesman: Employee
) -> None:
    told(call, message_text="просить рахунок")
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    assert desk.post(reverse("follow-up", args=[call.pk])).status_code == 200
    assert not loose_ends.unsent().exists()
    assert desk.post(reverse("follow-up", args=[call.pk])).status_code == 409


def test_a_form_that_was_opened_and_closed_is_no_message(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    messages.begin(told(call, subject="вікна"), salesman)
    messages.begin(call, None)
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    assert not loose_ends.unsent().exists()
