"""A call goes to a colleague, with its card and a note; or she comes for it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import call_control, connecting, handover, screening, shifts
from calls.board import Board
from calls.models import Call, DeskRules, TransferRequest
from calls.refusals import Overtaken, Refused
from calls.statuses import Answer, Disposition, Kind, Status
from directory.models import Employee, User
from tests.calls.conftest import CallIn, page_of, told
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def both_at_the_desk(cast: Cast) -> None:
    shifts.open_for(cast.receptionist)
    shifts.open_for(cast.colleague)


def test_the_colleague_gets_the_card_and_the_note(desk: Client, call: Call, cast: Cast) -> None:
    told(call)
    answer = desk.post(
        reverse("handing-over", args=[call.pk]),
        {"colleague": str(cast.colleague.pk), "note": "чекає  на\nрахунок"},
    )
    assert answer.status_code == 200
    call.refresh_from_db()
    assert (call.receptionist, call.status) == (cast.colleague, Status.ON_HOLD)
    html = page_of(cast.colleague).get(reverse("card", args=[call.pk])).text
    assert "чекає на рахунок" in html
    assert "Іван Іванович" in html
    assert 'id="act-resume"' in html
    assert 'id="act-resume"' not in answer.text, "it is hers no more"


def test_it_is_told_in_the_history(call: Call, cast: Cast) -> None:
    handover.hand(call, cast.colleague, "чекає", cast.receptionist)
    html = page_of(cast.receptionist).get(reverse("record", args=[call.pk])).text
    assert f"Handed over: {cast.colleague.shown_name}, «чекає»" in html


def test_only_to_somebody_else_who_is_at_the_desk(call: Call, cast: Cast) -> None:
    with pytest.raises(Refused):
        handover.hand(call, cast.receptionist, "", cast.receptionist)
    shift = shifts.current(cast.colleague)
    assert shift is not None
    shifts.close(shift)
    with pytest.raises(Refused, match=cast.colleague.shown_name):
        handover.hand(call, cast.colleague, "", cast.receptionist)
    call.refresh_from_db()
    assert (call.receptionist, call.status) == (cast.receptionist, Status.TALKING)


def test_a_note_with_a_character_that_no_text_has_is_kept_without_it(
    call: Call, cast: Cast
) -> None:
    handover.hand(call, cast.colleague, "чекає\x00 на рахунок", cast.receptionist)
    last = call.events.last()
    assert last is not None
    assert last.detail["note"] == "чекає на рахунок"


@pytest.mark.parametrize("chosen", ["", "x", "9" * 30, "director"])
def test_nonsense_is_handed_to_nobody(desk: Client, call: Call, cast: Cast, chosen: str) -> None:
    pk = str(cast.director.pk) if chosen == "director" else chosen
    answer = desk.post(reverse("handing-over", args=[call.pk]), {"colleague": pk})
    assert answer.status_code == 404
    call.refresh_from_db()
    assert call.receptionist == cast.receptionist


def test_a_note_that_is_too_long_is_refused_and_nothing_is_lost(
    desk: Client, call: Call, cast: Cast
) -> None:
    answer = desk.post(
        reverse("handing-over", args=[call.pk]),
        {"colleague": str(cast.colleague.pk), "note": "ї" * 301},
    )
    assert answer.status_code == 422
    assert "300" in answer.text


def test_a_decision_comes_to_whoever_has_the_call_now(
    call: Call, cast: Cast, director: Employee
) -> None:
    asked = screening.ask(told(call), director, cast.receptionist)
    handover.hand(call, cast.colleague, "", cast.receptionist)
    mine = call_control.take(Kind.EXTERNAL, cast.receptionist)
    screening.decide(TransferRequest.objects.get(pk=asked.pk), Answer.CONNECT, cast.director)
    call.refresh_from_db()
    assert (call.receptionist, call.status) == (cast.colleague, Status.TALKING)
    connecting.connect(call, director, cast.colleague)
    mine.refresh_from_db()
    assert mine.status == Status.TALKING


def test_the_one_before_can_do_nothing_with_it_any_more(call: Call, cast: Cast) -> None:
    stale = Call.objects.get(pk=call.pk)
    call_control.hold(call, cast.receptionist)
    held = Call.objects.get(pk=call.pk)
    handover.hand(call, cast.colleague, "", cast.receptionist)
    for late in (stale, held):
        with pytest.raises(Overtaken, match=cast.colleague.shown_name):
            connecting.end(late, Disposition.ANSWERED, cast.receptionist)
    call.refresh_from_db()
    assert call.status == Status.ON_HOLD


def test_a_waiting_call_can_be_taken_over_and_one_that_is_talked_on_can_not(
    call_in: CallIn, cast: Cast
) -> None:
    held, talked = call_in(), call_in()
    held.refresh_from_db()
    with pytest.raises(Refused, match=cast.receptionist.shown_name):
        handover.take_over(talked, cast.colleague)
    own = call_in(actor=cast.colleague)
    handover.take_over(held, cast.colleague)
    held.refresh_from_db()
    own.refresh_from_db()
    assert (held.receptionist, held.status) == (cast.colleague, Status.TALKING)
    assert own.status == Status.ON_HOLD
    with pytest.raises(Refused):
        handover.take_over(held, cast.colleague)


def test_a_call_that_was_left_can_be_taken_over_though_it_seems_talked_on(
    call: Call, cast: Cast
) -> None:
    shift = shifts.current(cast.receptionist)
    assert shift is not None
    shifts.close(shift)
    handover.take_over(call, cast.colleague)
    call.refresh_from_db()
    assert (call.receptionist, call.status) == (cast.colleague, Status.TALKING)


def test_so_can_one_that_has_stood_too_long(call: Call, cast: Cast) -> None:
    DeskRules.objects.create(pk=1, unfinished_minutes=5)
    since = timezone.now() - timedelta(minutes=6)
    Call.objects.filter(pk=call.pk).update(status_since=since)
    call.refresh_from_db()
    answer = page_of(cast.colleague).post(reverse("taking-over", args=[call.pk]))
    assert answer.headers["HX-Redirect"] == reverse("desk-call", args=[call.pk])


def test_a_request_that_waits_goes_on_waiting(call: Call, cast: Cast, director: Employee) -> None:
    asked = screening.ask(told(call), director, cast.receptionist)
    handover.take_over(call, cast.colleague)
    asked.refresh_from_db()
    assert (asked.status, asked.call.status) == ("pending", Status.AWAITING)
    assert asked.call.receptionist == cast.colleague


def test_a_stranger_to_the_call_sees_who_has_it_and_a_button_to_come_for_it(
    call_in: CallIn, cast: Cast
) -> None:
    held, talked = call_in(), call_in()
    colleague = page_of(cast.colleague)
    html = colleague.get(reverse("card", args=[held.pk])).text
    assert cast.receptionist.shown_name in html
    assert 'id="act-take-over"' in html
    assert 'id="act-take-over"' not in colleague.get(reverse("card", args=[talked.pk])).text


def test_a_call_that_was_handed_over_says_so_in_the_lines(
    call: Call, cast: Cast, third: User
) -> None:
    """On every page, until she whose it is now goes on with it: to her, that it is for her; to the
    others, from whom to whom."""
    giver = cast.receptionist.shown_name
    others = [page_of(user) for user in (cast.receptionist, cast.colleague)]
    handover.hand(call, third, "", cast.receptionist)
    for page in others:
        html = page.get(reverse("lines")).text
        assert f"{giver} → {third.shown_name}" in html and "handed to you" not in html
    assert f"handed to you by {giver}" in page_of(third).get(reverse("lines")).text
    call_control.resume(Call.objects.get(pk=call.pk), third)
    assert f"handed to you by {giver}" not in page_of(third).get(reverse("lines")).text
    assert not any("→" in page.get(reverse("lines")).text for page in others)


def test_whoever_talks_with_nobody_is_told_of_what_is_handed_to_her(call: Call, cast: Cast) -> None:
    told(call)
    handover.hand(call, cast.colleague, "просить знижку", cast.receptionist)
    page = page_of(cast.colleague)
    html = page.get(reverse("lines")).text
    assert 'id="take-handed"' in html and "«просить знижку»" in html
    assert Board(cast.colleague).heard == str(call.pk), "it sounds as a new line does"
    assert 'id="take-handed"' not in page_of(cast.receptionist).get(reverse("lines")).text
    opened = page.post(reverse("taking-over", args=[call.pk]))
    assert opened.headers["HX-Redirect"] == reverse("desk-call", args=[call.pk])
    call.refresh_from_db()
    assert (call.status, call.receptionist) == (Status.TALKING, cast.colleague)
    assert 'id="take-handed"' not in page.get(reverse("lines")).text


def test_whoever_talks_is_not_interrupted_by_what_is_handed_to_her(
    call: Call, cast: Cast, call_in: CallIn
) -> None:
    call_in(actor=cast.colleague)
    handover.hand(call, cast.colleague, "", cast.receptionist)
    board = Board(cast.colleague)
    assert (board.handed, board.heard) == (None, "")
    assert "handed to you" in page_of(cast.colleague).get(reverse("lines")).text


def test_what_was_handed_with_its_request_waits_for_the_decision(
    call: Call, cast: Cast, director: Employee
) -> None:
    screening.ask(told(call), director, cast.receptionist)
    handover.hand(call, cast.colleague, "", cast.receptionist)
    page_of(cast.colleague).post(reverse("taking-over", args=[call.pk]))
    call.refresh_from_db()
    assert (call.status, call.receptionist) == (Status.AWAITING, cast.colleague)
