"""Calls are kept as long as the rules of the desk say; then nobody can tell whose they were."""

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from calls import (
    call_control,
    connecting,
    handover,
    intake,
    lessons,
    loose_ends,
    messages,
    promises,
    screening,
    tasks,
)
from calls.models import (
    Call,
    Caller,
    CallEvent,
    DeskRules,
    Lesson,
    Message,
    Promise,
    TransferRequest,
)
from calls.statuses import Answer, Disposition, Kind
from directory import gaps
from directory.models import Employee, Gap
from tests.calls.conftest import CallIn, page_of, told
from tests.conftest import Cast

SAID = {
    "caller_name": "Зореслав Перебийніс",
    "company": "Світанок-Захід",
    "phone": "067 555 04 04",
    "subject": "повернення бракованого підвіконня",
}
WORDS = ["Зореслав", "Перебийніс", "Світанок", "0675550404", "380675550404", "підвіконня", "куток"]


@pytest.fixture
def kept_a_year(db: None) -> None:
    DeskRules.objects.create(pk=1, keep_months=12)


@pytest.fixture
def long_ago(
    third: object, call_in: CallIn, cast: Cast, director: Employee, salesman: Employee
) -> Call:
    """All that can be said on a call, and more than a year ago."""
    call = told(call_in(), **SAID)
    handover.hand(call, cast.colleague, "Питає про куток", cast.receptionist)
    handover.take_over(call, cast.receptionist)
    asked = screening.ask(call, director, cast.receptionist)
    no = screening.Reply(Answer.MESSAGE, reason="Перебийніс уже телефонував")
    screening.decide(asked, no, cast.director)
    call.refresh_from_db()
    messages.begin(call, salesman)
    messages.take(call, cast.receptionist)
    call.refresh_from_db()
    made = promises.promise(call, salesman, timezone.now() + timedelta(hours=1), cast.receptionist)
    connecting.end(call, Disposition.CALL_BACK, cast.receptionist)
    promises.keep(made, cast.salesman)
    messages.mark_read(call.messages.get())
    lessons.learn_from(Call.objects.get(pk=call.pk))
    aged(call)
    return call


def aged(call: Call, days: int = 400) -> None:
    then = timezone.now() - timedelta(days=days)
    Call.objects.filter(pk=call.pk).update(created_at=then, answered_at=then, ended_at=then)


def everything() -> str:
    """All that the database holds of calls, as text."""
    models = (Call, CallEvent, Caller, Lesson, Message, Promise, TransferRequest)
    rows = [json.loads(serializers.serialize("json", model.objects.all())) for model in models]
    return json.dumps(rows, ensure_ascii=False).replace(" ", "")


def found() -> list[str]:
    text = everything()
    return [word for word in WORDS if word in text]


def test_nothing_of_the_caller_is_left_and_that_somebody_called_is(
    long_ago: Call, kept_a_year: None, cast: Cast
) -> None:
    assert found() == WORDS
    verbs = list(long_ago.events.values_list("verb", flat=True))
    tasks.erase_old(timestamp=0)
    assert found() == []
    long_ago.refresh_from_db()
    assert (long_ago.disposition, long_ago.receptionist) == ("call_back", cast.receptionist)
    assert list(long_ago.events.values_list("verb", flat=True)) == verbs
    log = page_of(cast.receptionist, whole=True).get(reverse("log")).text
    assert "Erased: kept long enough" in log
    record = page_of(cast.receptionist, whole=True).get(reverse("record", args=[long_ago.pk]))
    assert record.status_code == 200
    assert page_of(cast.director).get(reverse("decided")).status_code == 200


def test_without_a_word_from_the_admin_calls_are_kept_for_ever(long_ago: Call) -> None:
    tasks.erase_old(timestamp=0)
    assert found() == WORDS


def test_what_is_younger_stays(long_ago: Call, kept_a_year: None) -> None:
    aged(long_ago, days=360)
    tasks.erase_old(timestamp=0)
    assert found() == WORDS


def test_a_caller_who_has_called_since_is_known_still(
    long_ago: Call, kept_a_year: None, call_in: CallIn, cast: Cast
) -> None:
    again = told(call_in(), **SAID)
    connecting.end(again, Disposition.ANSWERED, cast.receptionist)
    tasks.erase_old(timestamp=0)
    again.refresh_from_db()
    assert again.caller is not None
    assert Caller.objects.get() == again.caller


@pytest.mark.parametrize("left", ["promise", "message"])
def test_what_somebody_still_owes_or_has_not_read_is_kept_whole(
    long_ago: Call, kept_a_year: None, left: str
) -> None:
    if left == "promise":
        long_ago.promises.update(kept_at=None, kept_by=None)
    else:
        long_ago.messages.update(read_at=None)
    tasks.erase_old(timestamp=0)
    assert found() == WORDS


@pytest.mark.parametrize("left", ["caller", "message"])
def test_law_8_a_loose_end_stays_until_somebody_has_seen_to_it(
    call: Call, kept_a_year: None, cast: Cast, salesman: Employee, left: str
) -> None:
    told(call, **SAID)
    if left == "message":
        messages.begin(call, salesman)
        intake.keep(call, "message_text", "Перебийніс просить передзвонити")
    ending = Disposition.ABANDONED if left == "caller" else Disposition.ANSWERED
    connecting.end(call, ending, cast.receptionist)
    aged(call)
    before = found()
    tasks.erase_old(timestamp=0)
    assert found() == before and before
    assert loose_ends.count() == 1
    loose_ends.follow_up(call, cast.receptionist)
    tasks.erase_old(timestamp=0)
    assert found() == []


def test_who_has_got_through_since_is_no_loose_end_and_goes(
    call: Call, kept_a_year: None, call_in: CallIn, cast: Cast
) -> None:
    told(call, **SAID)
    connecting.end(call, Disposition.ABANDONED, cast.receptionist)
    aged(call)
    again = told(call_in(), **SAID)
    connecting.end(again, Disposition.ANSWERED, cast.receptionist)
    aged(again, days=399)
    tasks.erase_old(timestamp=0)
    assert found() == []


def test_what_it_taught_is_forgotten_by_every_process(
    long_ago: Call, kept_a_year: None, call_in: CallIn, cast: Cast
) -> None:
    again = reverse("card", args=[told(call_in(), subject=SAID["subject"]).pk])
    page = page_of(cast.receptionist)
    page.get(again)  # this process has learned it
    taught = Lesson.objects.get()
    tasks.erase_old(timestamp=0)
    now = Lesson.objects.get()
    assert (now.text, now.purpose, now.department) == ("", "", None)
    assert now.seq > taught.seq, "whoever has read it reads it anew"
    assert page.get(again).status_code == 200


def test_nobody_writes_into_an_erased_call(long_ago: Call, kept_a_year: None, cast: Cast) -> None:
    tasks.erase_old(timestamp=0)
    page = page_of(cast.receptionist)
    answer = page.post(reverse("keep", args=[long_ago.pk]), {"caller_name": "Зореслав"})
    assert answer.status_code == 409
    assert "is erased" in answer.text
    assert found() == []


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


def test_the_history_may_lose_the_words_of_an_erased_call_and_nothing_else(
    long_ago: Call, kept_a_year: None, cast: Cast
) -> None:
    lose = "UPDATE calls_callevent SET detail = detail - 'announcement' - 'note'"
    assert refused(lose), "the call is not erased"
    tasks.erase_old(timestamp=0)
    assert not refused(lose)
    assert refused("UPDATE calls_callevent SET detail = '{}'")
    assert refused("UPDATE calls_callevent SET verb = 'kept'")
    assert refused("DELETE FROM calls_callevent")
    assert refused("UPDATE calls_call SET erased_at = NULL")


def test_no_call_is_erased_within_a_month_nor_while_it_says_something(
    call: Call, cast: Cast
) -> None:
    assert refused("UPDATE calls_call SET erased_at = now()"), "it goes on"
    connecting.end(told(call), Disposition.ANSWERED, cast.receptionist)
    assert refused("UPDATE calls_call SET erased_at = now()"), "it has just ended"
    aged(call)
    assert refused("UPDATE calls_call SET erased_at = now()"), "it says who called"


def test_notes_of_old_shifts_go_too(kept_a_year: None, cast: Cast, call: Call) -> None:
    shift = cast.receptionist.shifts.get()
    then = timezone.now() - timedelta(days=400)
    cast.receptionist.shifts.update(notes="Перебийніс", opened_at=then, closed_at=then)
    tasks.erase_old(timestamp=0)
    shift.refresh_from_db()
    assert shift.notes == ""


def test_what_was_searched_in_vain_goes_too(kept_a_year: None) -> None:
    for words, days in (("скарга на Перебийніса", 400), ("космодроми", 360)):
        gap = gaps.note_nothing_found(words)
        assert gap is not None
        Gap.objects.filter(pk=gap.pk).update(last_at=timezone.now() - timedelta(days=days))
    tasks.erase_old(timestamp=0)
    assert [gap.query for gap in Gap.objects.all()] == ["космодроми"]


def test_the_admin_sets_it_among_the_rules_of_the_desk(cast: Cast) -> None:
    page = page_of(cast.admin, whole=True)
    rules = page.get(reverse("admin:calls_deskrules_changelist")).headers["Location"]
    assert "Months that calls are kept" in page.get(rules).text
    assert not DeskRules.objects.exists(), "nothing is written by looking"
    kept = {"hold_seconds": "30", "unfinished_minutes": "20", "keep_months": "18"}
    assert page.post(rules, kept).status_code == 302
    assert DeskRules.ours().keep_months == 18


def test_a_colleague_who_called_is_erased_alike(kept_a_year: None, cast: Cast) -> None:
    call = told(call_control.take(Kind.INTERNAL, cast.receptionist), **SAID)
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    aged(call)
    tasks.erase_old(timestamp=0)
    assert found() == []
