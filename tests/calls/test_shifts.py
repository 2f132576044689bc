"""Shifts: who is at the desk, and what one leaves to the next."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import call_control, connecting, messages, promises, screening, shifts
from calls.models import Call, Shift
from calls.refusals import Overtaken
from calls.shift_sheet import Sheet
from calls.statuses import Disposition, Kind, Status
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import CallIn, page_of, queries, told
from tests.conftest import Cast


def test_a_shift_is_opened_once_and_closed_once(desk: Client, cast: Cast) -> None:
    for _click in range(2):
        assert desk.post(reverse("shift-opening")).status_code == 302
    assert list(shifts.at_the_desk()) == [cast.receptionist]
    shift = Shift.objects.get()
    for _click in range(2):
        assert desk.post(reverse("shift-closing", args=[shift.pk])).status_code == 302
    assert list(shifts.at_the_desk()) == []
    with pytest.raises(Overtaken):
        shifts.close(shift)


def test_whoever_answers_is_at_the_desk(cast: Cast) -> None:
    call_control.take(Kind.EXTERNAL, cast.receptionist)
    call_control.answer(call_control.ring(Kind.EXTERNAL), cast.colleague)
    here = list(shifts.at_the_desk())
    assert set(here) == {cast.receptionist, cast.colleague}
    assert all(one.is_talking for one in here)


def test_who_is_at_the_desk_is_plain_on_every_desk(desk: Client, cast: Cast, call: Call) -> None:
    html = page_of(cast.colleague).get(reverse("desk")).text
    assert "At the desk:" in html
    assert cast.receptionist.shown_name in html
    assert 'id="open-shift"' in html
    assert 'id="open-shift"' not in desk.get(reverse("desk")).text


def test_notes_are_kept_as_they_are_typed(desk: Client, cast: Cast) -> None:
    shift = shifts.open_for(cast.receptionist)
    notes = reverse("shift-notes", args=[shift.pk])
    assert desk.post(notes, {"notes": "Ключі в шухляді"}).status_code == 204
    assert "Ключі в шухляді" in page_of(cast.receptionist, whole=True).get(reverse("shift")).text
    desk.post(reverse("shift-closing", args=[shift.pk]), {"notes": "Ключі\x00 в охорони"})
    assert Shift.objects.get().notes == "Ключі в охорони"


def test_notes_typed_after_the_shift_was_closed_elsewhere_are_kept(
    desk: Client, cast: Cast
) -> None:
    shift = shifts.open_for(cast.receptionist)
    notes = reverse("shift-notes", args=[shift.pk])
    desk.post(reverse("shift-closing", args=[shift.pk]))  # another tab
    assert desk.post(notes, {"notes": "Ключі в шухляді"}).status_code == 204
    shifts.open_for(cast.receptionist)  # and back again: it is the notes of the other still
    desk.post(reverse("shift-closing", args=[shift.pk]), {"notes": "Ключі в охорони"})
    assert "Ключі в охорони" in page_of(cast.colleague).get(reverse("shift")).text
    assert shifts.current(cast.receptionist) is not None


def test_notes_typed_after_somebody_has_taken_over_are_told_not_to_be_kept(
    desk: Client, cast: Cast
) -> None:
    shift = shifts.close(shifts.open_for(cast.receptionist))
    shifts.confirm(shift, cast.colleague)
    answer = desk.post(reverse("shift-notes", args=[shift.pk]), {"notes": "Ключі в шухляді"})
    assert answer.status_code == 409
    assert cast.colleague.shown_name in answer.text and "is not kept" in answer.text
    closing = {"notes": "Ключі в шухляді"}
    page = page_of(cast.receptionist, whole=True)
    answer = page.post(reverse("shift-closing", args=[shift.pk]), closing, follow=True)
    assert "is not kept" in answer.text


def test_nobody_writes_into_the_shift_of_another(cast: Cast) -> None:
    shift = shifts.open_for(cast.receptionist)
    for name in ("shift-notes", "shift-closing"):
        at = reverse(name, args=[shift.pk])
        assert page_of(cast.colleague).post(at, {"notes": "чуже"}).status_code == 404
    shift.refresh_from_db()
    assert (shift.notes, shift.closed_at) == ("", None)


def test_everything_is_on_the_one_page(
    call_in: CallIn, cast: Cast, director: Employee, salesman: Employee
) -> None:
    asked = screening.ask(told(call_in()), director, cast.receptionist).call
    held = told(call_in(), caller_name="Хто на утриманні")
    talked = told(call_in(), caller_name="З ким розмовляють")
    call_control.ring(Kind.EXTERNAL, phone="067 555 09 09")
    promises.promise(held, salesman, timezone.now() + timedelta(hours=1), cast.receptionist)
    later = timezone.now() + timedelta(days=9)
    promises.promise(talked, director, later, cast.receptionist)
    told(talked, phone="067 555 01 01", message_text="зателефонувати")
    messages.begin(talked, salesman)
    messages.take(talked, cast.receptionist)
    gone = told(call_in(actor=cast.colleague), caller_name="Хто не дочекався")
    connecting.end(gone, Disposition.ABANDONED, cast.colleague)
    sheet = Sheet(cast.colleague)
    assert [line.call for line in sheet.in_progress] == [talked]
    assert {line.call.phone for line in sheet.waiting} == {"", "067 555 09 09"}
    assert [one.call for one in sheet.requests] == [asked]
    assert [one.owner for one in sheet.promises] == [salesman]
    assert list(sheet.abandoned) == [gone]
    assert list(sheet.messages) == [], "he is here and reads it himself"
    presence.say(salesman, Presence.State.AWAY, cast.receptionist)
    assert [one.employee for one in Sheet(cast.colleague).messages] == [salesman]
    html = page_of(cast.colleague).get(reverse("shift")).text
    for words in ("Хто на утриманні", "З ким розмовляють", "Хто не дочекався", "зателефонувати"):
        assert words in html


def test_the_page_costs_the_same_however_much_is_on_it(
    desk: Client, call_in: CallIn, cast: Cast, salesman: Employee
) -> None:
    def more() -> None:
        call = told(call_in())
        promises.promise(call, salesman, timezone.now() + timedelta(hours=1), cast.receptionist)
        call_control.ring(Kind.EXTERNAL)

    more()
    alone = queries(desk, reverse("shift"))
    for _number in range(6):
        more()
    assert queries(desk, reverse("shift")) == alone


def test_the_next_one_confirms_and_has_the_calls(call_in: CallIn, cast: Cast) -> None:
    held, talked = call_in(), call_in()
    shift = shifts.current(cast.receptionist)
    assert shift is not None
    shifts.keep_notes(shift, "Чекаємо на кур'єра")
    shifts.close(shift)
    next_one = page_of(cast.colleague)
    assert "Чекаємо на кур&#x27;єра" in next_one.get(reverse("shift")).text
    next_one.post(reverse("shift-confirmation", args=[shift.pk]))
    shift.refresh_from_db()
    assert shift.confirmed_by == cast.colleague
    for call in (held, talked):
        call.refresh_from_db()
        assert (call.receptionist, call.status) == (cast.colleague, Status.ON_HOLD)
    assert list(shifts.to_confirm()) == []


def test_confirmed_twice_the_second_is_told(cast: Cast) -> None:
    shift = shifts.close(shifts.open_for(cast.receptionist))
    shifts.confirm(shift, cast.colleague)
    page = page_of(cast.receptionist, whole=True)
    answer = page.post(reverse("shift-confirmation", args=[shift.pk]), follow=True)
    assert f"{cast.colleague.shown_name} has taken this shift over already." in answer.text


def test_an_open_shift_can_not_be_taken_over(cast: Cast) -> None:
    shift = shifts.open_for(cast.receptionist)
    with pytest.raises(Overtaken):
        shifts.confirm(shift, cast.colleague)
    shift.refresh_from_db()
    assert shift.confirmed_at is None


def test_who_has_come_back_keeps_her_calls(call: Call, cast: Cast) -> None:
    shift = shifts.current(cast.receptionist)
    assert shift is not None
    shifts.close(shift)
    shifts.open_for(cast.receptionist)
    shifts.confirm(shift, cast.colleague)
    call.refresh_from_db()
    assert call.receptionist == cast.receptionist


def test_notes_that_were_read_do_not_change(cast: Cast) -> None:
    shift = shifts.close(shifts.open_for(cast.receptionist))
    shifts.confirm(shift, cast.colleague)
    with pytest.raises(Overtaken):
        shifts.keep_notes(shift, "інше")
    shift.refresh_from_db()
    assert shift.notes == ""


@pytest.mark.parametrize("back", ["abc", "//elsewhere.example", "/\\elsewhere.example", ""])
def test_after_the_sounds_one_is_at_home_or_where_one_was(cast: Cast, back: str) -> None:
    page = page_of(cast.receptionist, whole=True)
    assert page.post(reverse("sounds"), {"next": back}).headers["Location"] == reverse("home")
    assert page.post(reverse("sounds"), {"next": "/calls/"}).headers["Location"] == "/calls/"


def test_no_page_of_somebodys_is_kept_by_a_browser(desk: Client) -> None:
    assert "no-store" in desk.get(reverse("log")).headers["Cache-Control"]
