"""Lines that ring: noted, taken by one, or given up. Law 6: the director is not interrupted."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import call_control, callers, connecting, intake, lines, shifts
from calls.board import Board
from calls.manners import Manner, Rank
from calls.models import Call, CallEvent, Phrase, Promise, ScreeningWish, Sounds
from calls.refusals import Overtaken, Refused
from calls.statuses import Disposition, Kind, Purpose, Status
from directory.models import Employee
from tests.calls.conftest import CallIn, page_of, queries, told
from tests.conftest import Cast


@pytest.fixture
def talk_with_director(cast: Cast, director: Employee) -> Call:
    """The receptionist is talking with the director, who has called her."""
    call = call_control.take(Kind.INTERNAL, cast.receptionist)
    return intake.keep(call, "caller_name", director.full_name)


def test_a_line_that_rings_is_answered(cast: Cast) -> None:
    ringing = call_control.ring(Kind.EXTERNAL, phone="067 555 01 01")
    call = call_control.answer(ringing, cast.receptionist)
    assert (call.status, call.receptionist) == (Status.TALKING, cast.receptionist)
    assert call.answered_at is not None
    assert [event.verb for event in call.events.all()] == ["rang", "taken"]


def test_the_present_caller_is_held_when_another_line_is_answered(call: Call, cast: Cast) -> None:
    call_control.answer(call_control.ring(Kind.EXTERNAL), cast.receptionist)
    call.refresh_from_db()
    assert call.status == Status.ON_HOLD


def test_whoever_is_slower_is_told_who_has_the_call(call: Call, cast: Cast) -> None:
    ringing = call_control.ring(Kind.EXTERNAL)
    call_control.answer(Call.objects.get(pk=ringing.pk), cast.colleague)
    with pytest.raises(Overtaken, match=cast.colleague.shown_name):
        call_control.answer(ringing, cast.receptionist)
    call.refresh_from_db()
    assert call.status == Status.TALKING, "her own caller was put on hold for nothing"


def test_a_caller_is_known_before_he_is_answered(call: Call, cast: Cast) -> None:
    told(call, caller_name="Іван Іванович", company="Північ", phone="067 555 01 01")
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    ringing = call_control.ring(Kind.EXTERNAL, phone="+38 (067) 555-01-01")
    assert ringing.title == "Іван Іванович, «Північ»"


@pytest.mark.parametrize("said", ["Мельник Андрій Степанович", "генеральний директор", "101"])
def test_a_colleague_who_calls_is_known_by_name_position_or_extension(
    cast: Cast, director: Employee, said: str
) -> None:
    call = call_control.take(Kind.INTERNAL, cast.receptionist)
    assert intake.keep(call, "caller_name", said).from_employee == director
    assert lines.rank_of(call) is Rank.FIRST_PERSON
    assert intake.keep(call, "caller_name", "хтось").from_employee is None
    assert lines.rank_of(call) is Rank.INTERNAL


def test_a_stranger_with_the_directors_name_is_no_director(call: Call, director: Employee) -> None:
    intake.keep(call, "caller_name", director.full_name)
    assert call.from_employee is None
    assert lines.rank_of(call) is Rank.EXTERNAL


def test_whose_calls_come_first_can_be_said_otherwise(
    cast: Cast, director: Employee, accountant: Employee, salesman: Employee
) -> None:
    assert lines.first_persons() == [director]
    ScreeningWish.objects.create(executive=director, comes_first=False)
    ScreeningWish.objects.create(executive=accountant, comes_first=True)
    ScreeningWish.objects.create(executive=salesman, comes_first=True)  # not protected
    assert lines.first_persons() == [accountant]


def test_law_6_a_call_with_the_director_is_not_interrupted(
    talk_with_director: Call, cast: Cast
) -> None:
    ringing = call_control.ring(Kind.EXTERNAL)
    with pytest.raises(Refused):
        call_control.answer(ringing, cast.receptionist)
    noted = call_control.take(Kind.EXTERNAL, cast.receptionist)
    talk_with_director.refresh_from_db()
    assert talk_with_director.status == Status.TALKING
    assert (noted.status, noted.receptionist) == (Status.RINGING, None)
    assert call_control.answer(noted, cast.colleague).receptionist == cast.colleague


def test_law_6_no_other_caller_puts_the_director_on_hold(
    call_in: CallIn, cast: Cast, director: Employee, salesman: Employee
) -> None:
    waits, elsewhere = call_in(Status.ON_HOLD), call_in(Status.ON_HOLD, cast.colleague)
    rings_on = connecting.connect(call_in(), salesman, cast.receptionist)
    talk = told(call_control.take(Kind.INTERNAL, cast.receptionist), caller_name=director.full_name)
    page = page_of(cast.receptionist)
    assert 'id="swap"' not in page.get(reverse("lines")).text
    for deed in (
        reverse("swap"),
        reverse("resume", args=[waits.pk]),
        reverse("taking-over", args=[elsewhere.pk]),
        reverse("take-back", args=[rings_on.pk]),
    ):
        answer = page.post(deed)
        assert answer.status_code == 422
        assert "This talk is not interrupted" in answer.text
    talk.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (talk.status, elsewhere.receptionist) == (Status.TALKING, cast.colleague)


def test_the_director_himself_may_ask_her_for_a_moment(
    talk_with_director: Call, cast: Cast, call_in: CallIn
) -> None:
    waits = call_in(Status.ON_HOLD, cast.colleague)
    page = page_of(cast.receptionist)
    page.post(reverse("hold", args=[talk_with_director.pk]))
    talk_with_director.refresh_from_db()
    assert talk_with_director.status == Status.ON_HOLD
    assert 'id="swap"' in page.get(reverse("lines")).text
    assert page.post(reverse("taking-over", args=[waits.pk])).headers["HX-Redirect"]


def test_with_the_director_the_desk_says_quietly_what_is_next_and_who_is_free(
    talk_with_director: Call, cast: Cast
) -> None:
    ringing = call_control.ring(Kind.EXTERNAL)
    shifts.open_for(cast.colleague)
    board = Board(cast.receptionist)
    assert (board.manner, board.sentence, board.heard) == (Manner.QUIET, "", "")
    assert cast.colleague.shown_name in board.manner_in_words
    assert Board(cast.colleague).heard == str(ringing.pk)
    html = page_of(cast.receptionist).get(reverse("lines")).text
    assert f"answer-{ringing.pk}" not in html


def test_a_colleague_is_asked_to_wait_while_an_external_call_rings(
    cast: Cast, salesman: Employee
) -> None:
    talk = call_control.take(Kind.INTERNAL, cast.receptionist)
    intake.keep(talk, "caller_name", salesman.full_name)
    call_control.ring(Kind.EXTERNAL)
    html = page_of(cast.receptionist).get(reverse("lines")).text
    assert "Перепрошую, Юліє Андріївно, у мене дзвінок на іншій лінії." in html
    assert 'id="answer-next"' in html
    Phrase.objects.create(situation="ask_to_wait", language="uk", text="Хвилинку[, {caller}]!")
    assert Board(cast.receptionist).sentence == "Хвилинку, Юліє Андріївно!"


def test_the_next_external_call_waits_until_this_one_is_over(call: Call, cast: Cast) -> None:
    call_control.ring(Kind.EXTERNAL)
    board = Board(cast.receptionist)
    assert (board.manner, board.sentence) == (Manner.NEXT, "")
    assert board.heard == "", "it rings while she talks"


def test_whoever_answers_the_next_line_all_the_same_asks_to_wait_first(
    call: Call, cast: Cast
) -> None:
    told(call)
    ringing = call_control.ring(Kind.EXTERNAL)
    html = page_of(cast.receptionist).get(reverse("lines")).text
    line = html[html.index(f'id="answer-{ringing.pk}"') - 600 :]
    assert "Зачекайте, будь ласка, хвилинку, Іване Івановичу." in line
    assert "Hold and answer" in line
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    html = page_of(cast.receptionist).get(reverse("lines")).text
    assert "Зачекайте" not in html and "Hold and answer" not in html


def test_a_new_line_sounds_only_at_the_desk_and_only_where_it_is_wanted(cast: Cast) -> None:
    ringing = call_control.ring(Kind.EXTERNAL)
    assert Board(cast.receptionist).heard == ""
    shifts.open_for(cast.receptionist)
    assert Board(cast.receptionist).heard == str(ringing.pk)
    Sounds.objects.create(user=cast.receptionist, new_line=False)
    assert Board(cast.receptionist).heard == ""


def test_a_line_that_rings_no_more_is_an_abandoned_call(cast: Cast) -> None:
    call = call_control.stop_ringing(call_control.ring(Kind.EXTERNAL, phone="067 555 01 01"), None)
    assert (call.status, call.disposition) == (Status.ENDED, Disposition.ABANDONED)
    assert call.caller is not None
    with pytest.raises(Overtaken):
        call_control.answer(call, cast.receptionist)


def test_swap_goes_on_with_whoever_has_waited_longest(call_in: CallIn, cast: Cast) -> None:
    first, second, third = call_in(), call_in(), call_in()
    assert call_control.swap(lines.on_the_desk(), cast.receptionist) == first
    third.refresh_from_db()
    assert third.status == Status.ON_HOLD
    assert call_control.swap(lines.on_the_desk(), cast.receptionist) == second
    with pytest.raises(Refused):
        call_control.swap(lines.on_the_desk(), cast.colleague)


def test_a_known_buyer_and_one_who_was_promised_an_answer_are_marked(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    told(call, phone="067 555 01 01")
    intake.choose_purpose(call, Purpose.BUY, cast.receptionist)
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    call_control.ring(Kind.EXTERNAL, phone="067 555 01 01")
    (known,) = lines.on_the_desk()
    assert (known.is_buyer, known.is_promised) == (True, False)
    Promise.objects.create(call=call, owner=salesman, due_at=call.created_at)
    (known,) = lines.on_the_desk()
    assert known.is_promised


def test_a_stranger_is_not_marked_with_what_other_strangers_did(call: Call, cast: Cast) -> None:
    intake.choose_purpose(call, Purpose.BUY, cast.receptionist)
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    call_control.ring(Kind.EXTERNAL)
    (stranger,) = lines.on_the_desk()
    assert (stranger.is_buyer, stranger.is_promised) == (False, False)


def test_the_lines_cost_the_same_for_many_as_for_one(desk: Client, call_in: CallIn) -> None:
    call_in()
    call_in()
    call_control.ring(Kind.EXTERNAL)
    alone = queries(desk, reverse("lines"))
    for _number in range(12):
        told(call_in())
        call_control.ring(Kind.EXTERNAL)
    assert queries(desk, reverse("lines")) == alone


def test_the_keys_of_the_desk(desk: Client, cast: Cast) -> None:
    """What a receptionist's keys send: note a line, take it, let it go, swap."""
    desk.post(reverse("ringing"), {"kind": "external"})
    ringing = Call.objects.get()
    assert ringing.events.get().actor == cast.receptionist
    answer = desk.post(reverse("answering", args=[ringing.pk]))
    assert answer.headers["HX-Redirect"] == reverse("desk-call", args=[ringing.pk])
    assert desk.post(reverse("answering", args=[ringing.pk])).status_code == 409
    desk.post(reverse("ringing"), {"kind": "internal"})
    other = Call.objects.exclude(pk=ringing.pk).get()
    assert desk.post(reverse("silence", args=[other.pk])).status_code == 204
    other.refresh_from_db()
    assert other.disposition == Disposition.ABANDONED
    assert desk.post(reverse("swap")).status_code == 422
    call_control.hold(Call.objects.get(pk=ringing.pk), cast.receptionist)
    assert desk.post(reverse("swap")).headers["HX-Redirect"].endswith(f"/{ringing.pk}/")


def test_the_directors_own_line_is_noted_as_his(desk: Client, director: Employee) -> None:
    desk.post(reverse("ringing"), {"kind": "internal", "employee": str(director.pk)})
    (line,) = lines.on_the_desk()
    assert (line.rank, line.call.from_employee) == (Rank.FIRST_PERSON, director)
    assert line.call.title == director.full_name


def test_ringing_is_in_the_history_without_an_actor_where_the_telephone_said_it(cast: Cast) -> None:
    event = call_control.ring(Kind.EXTERNAL).events.get()
    assert (event.verb, event.actor) == (CallEvent.Verb.RANG, None)
    assert callers.possible(event.call) == []
