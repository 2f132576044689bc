"""Laws of the desk, each by its number: law 1 against the database itself, too, and what of the
others is seen on a single call. Where a law needs a story of its own, its tests stand with that.
"""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from calls import connecting, intake, messages, screening
from calls.card import Card
from calls.lines import on_the_desk
from calls.models import Call, CallEvent, TransferRequest
from calls.refusals import Refused
from calls.routing import whom_to_connect
from calls.screening import Reply
from calls.statuses import Answer, Disposition, Kind, RequestStatus, Status, Told
from directory.models import Employee
from tests.calls.conftest import FACTS, CallIn, answered, page_of, told
from tests.conftest import Cast

REASON = "набридли Півночі борги"  # what a manager would never say to the caller

UNCLEARED = "law_1_protected_needs_clearance"
WRONG_CLEARANCE = "law_1_clearance_is_a_yes_for_this_call_and_person"


def refused_by(constraint: str, deed: Callable[[], object]) -> None:
    """The database refuses a deed and names the constraint; nothing of it remains."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        deed()
        connection.check_constraints()
    cause = refusal.value.__cause__
    assert cause.diag.constraint_name == constraint  # type: ignore[union-attr]


def connected(employee: Employee, **others: Any) -> dict[str, Any]:
    """The columns of a call that is connected to somebody."""
    return {
        "status": Status.ENDED,
        "disposition": Disposition.CONNECTED,
        "ended_at": timezone.now(),
        "connected_to": employee,
        **others,
    }


def store(call: Call, **columns: Any) -> None:
    Call.objects.filter(pk=call.pk).update(**columns)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def sql_connect(call: Call, employee: Employee, more: str = "") -> None:
    sql(
        "UPDATE calls_call SET status = 'ended', disposition = 'connected', ended_at = now(),"
        f" connected_to_id = %s {more} WHERE id = %s",
        employee.pk,
        call.pk,
    )


def test_law_1_no_orm_update_connects_a_protected_person(call: Call, director: Employee) -> None:
    refused_by(UNCLEARED, lambda: store(call, **connected(director)))
    refused_by(UNCLEARED, lambda: store(call, **connected(director, connected_protected=False)))
    call.refresh_from_db()
    assert (call.status, call.connected_to) == (Status.TALKING, None)


def test_law_1_no_orm_save_connects_a_protected_person(call: Call, director: Employee) -> None:
    for name, value in connected(director).items():
        setattr(call, name, value)
    refused_by(UNCLEARED, call.save)


def test_law_1_no_orm_insert_connects_a_protected_person(director: Employee, db: None) -> None:
    columns = connected(director, connected_protected=False)
    refused_by(UNCLEARED, lambda: Call.objects.create(**columns))
    refused_by(UNCLEARED, lambda: Call.objects.bulk_create([Call(), Call(**columns)]))
    assert not Call.objects.exists()


def test_law_1_no_sql_update_connects_a_protected_person(call: Call, director: Employee) -> None:
    refused_by(UNCLEARED, lambda: sql_connect(call, director))
    refused_by(UNCLEARED, lambda: sql_connect(call, director, ", connected_protected = false"))


def test_law_1_no_sql_insert_connects_a_protected_person(director: Employee) -> None:
    statement = (
        "INSERT INTO calls_call (kind, status, disposition, purpose, language, caller_name,"
        " company, phone, phone_e164, subject, asked_for, message_text, connected_protected,"
        " created_at, status_since, ended_at, connected_to_id) VALUES ('external', 'ended',"
        " 'connected', '', 'uk', '', '', '', '', '', '', '', false, now(), now(), now(), %s)"
    )
    refused_by(UNCLEARED, lambda: sql(statement, director.pk))
    director.is_protected = False
    director.save()
    sql(statement, director.pk)  # so it is the law that refused, not the statement


def test_law_1_a_clearance_is_of_this_call(
    call: Call, call_in: CallIn, cast: Cast, director: Employee
) -> None:
    other = told(call_in(actor=cast.colleague))
    yes = answered(other, director, cast.director, Answer.CONNECT)
    refused_by(WRONG_CLEARANCE, lambda: store(call, **connected(director, clearance=yes)))
    refused_by(WRONG_CLEARANCE, lambda: sql_connect(call, director, f", clearance_id = {yes.pk}"))


def test_law_1_a_clearance_is_for_this_person(
    call: Call, cast: Cast, director: Employee, accountant: Employee
) -> None:
    yes = answered(told(call), accountant, cast.accountant, Answer.CONNECT)
    refused_by(WRONG_CLEARANCE, lambda: store(call, **connected(director, clearance=yes)))


@pytest.mark.parametrize("status", sorted(set(RequestStatus) - {RequestStatus.APPROVED}))
def test_law_1_only_a_yes_is_a_clearance(
    call: Call, cast: Cast, director: Employee, status: RequestStatus
) -> None:
    no = TransferRequest.objects.create(
        call=call,
        executive=director,
        status=status,
        requested_by=cast.receptionist,
        decided_at=None if status == RequestStatus.PENDING else timezone.now(),
    )
    refused_by(WRONG_CLEARANCE, lambda: store(call, **connected(director, clearance=no)))


def test_law_1_a_yes_that_was_used_stays_a_yes(call: Call, cast: Cast, director: Employee) -> None:
    yes = answered(told(call), director, cast.director, Answer.CONNECT)
    connecting.connect(yes.call, director, cast.receptionist)
    request = TransferRequest.objects.filter(pk=yes.pk)
    for status in set(RequestStatus) - {RequestStatus.APPROVED, RequestStatus.PENDING}:
        refused_by(WRONG_CLEARANCE, lambda status=status: request.update(status=status))
    refused_by(WRONG_CLEARANCE, lambda: sql("DELETE FROM calls_transferrequest"))
    refused_by(UNCLEARED, lambda: store(call, clearance=None))
    refused_by(UNCLEARED, lambda: store(call, clearance=None, connected_protected=False))


def test_law_1_the_proper_way_passes(call: Call, cast: Cast, director: Employee) -> None:
    yes = answered(told(call), director, cast.assistant, Answer.CONNECT)
    connecting.connect(yes.call, director, cast.receptionist)
    call.refresh_from_db()
    assert (call.connected_to, call.clearance, call.connected_protected) == (director, yes, True)


def test_law_1_the_raw_way_passes_with_the_clearance(
    call: Call, cast: Cast, director: Employee
) -> None:
    yes = answered(told(call), director, cast.director, Answer.CONNECT)
    store(call, **connected(director, clearance=yes))
    call.refresh_from_db()
    assert call.connected_protected


def test_law_1_an_older_connection_stays_when_somebody_becomes_protected(
    call: Call, cast: Cast, salesman: Employee
) -> None:
    connecting.connect(call, salesman, cast.receptionist)
    salesman.is_protected = True
    salesman.save()
    store(call, subject="уточнено")
    call.refresh_from_db()
    assert (call.connected_to, call.connected_protected) == (salesman, False)


def test_law_1_the_last_answer_counts(call: Call, cast: Cast, director: Employee) -> None:
    yes = answered(told(call), director, cast.assistant, Answer.CONNECT)
    earlier = TransferRequest.objects.filter(pk=yes.pk)
    # While a yes stands nobody is asked again; and if somebody were, it would not count any more.
    earlier.update(clearance_until=None)
    no = answered(yes.call, director, cast.director, Answer.BUSY)
    earlier.update(clearance_until=yes.clearance_until)
    with pytest.raises(Refused):
        connecting.connect(no.call, director, cast.receptionist)


@pytest.mark.parametrize("missing", FACTS)
def test_law_1_name_company_and_subject_come_first(
    call: Call, cast: Cast, director: Employee, missing: str
) -> None:
    told(call, **{**FACTS, missing: "  "})
    with pytest.raises(Refused) as refusal:
        screening.ask(call, director, cast.receptionist)
    assert list(refusal.value.fields) == [missing]
    assert not TransferRequest.objects.exists()


@pytest.mark.parametrize("answer", [Answer.BUSY, Answer.MESSAGE])
@pytest.mark.parametrize("hears", [None, *Told])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_law_2_a_no_tells_the_caller_nothing(
    call: Call, cast: Cast, director: Employee, answer: Answer, hears: Told | None, language: str
) -> None:
    intake.choose_language(call, language, cast.receptionist)
    heard = {}
    for reason in ("", REASON):
        request = screening.ask(told(call), director, cast.receptionist)
        screening.decide(request, Reply(answer, reason=reason, told=hears), cast.director)
        html = page_of(cast.receptionist).get(reverse("card", args=[call.pk])).text
        assert (REASON in html) is bool(reason)  # the receptionist alone may know it
        heard[reason] = Card(Call.objects.get(pk=call.pk), cast.receptionist).sentence
        assert heard[reason] in unescape(html)
        assert 'id="act-message"' in html  # it costs him nothing: he may leave a message
    # Whatever the reason is, he hears the same, and nothing of the answer.
    assert heard[""] == heard[REASON]
    with override(language):
        assert str(answer.label).lower() not in heard[REASON].lower()
    assert not set(REASON.lower().split()) & set(heard[REASON].lower().split())


def test_law_5_the_person_asked_for_comes_first(call: Call, director: Employee) -> None:
    Call.objects.filter(pk=call.pk).update(asked_employee=director)
    call.refresh_from_db()
    assert whom_to_connect(call, "")[0].employee == director


def test_law_6_external_calls_come_before_internal_ones(db: None) -> None:
    internal = Call.objects.create(kind=Kind.INTERNAL)
    external = Call.objects.create(kind=Kind.EXTERNAL)
    assert [line.call for line in on_the_desk()] == [external, internal]


def test_law_8_history_cannot_be_rewritten(call: Call) -> None:
    events = CallEvent.objects.filter(call=call)
    before = list(events.values())
    assert before
    for deed in (
        lambda: events.update(verb="ended"),
        events.delete,
        lambda: sql("UPDATE calls_callevent SET at = now()"),
        lambda: sql("DELETE FROM calls_callevent"),
    ):
        refused_by("call_event_append_only", deed)
    assert list(events.values()) == before


def test_law_8_a_message_sent_twice_is_one(call: Call, cast: Cast, salesman: Employee) -> None:
    told(call, phone="067 555 01 01", message_text="передзвонити")
    messages.begin(call, salesman)
    messages.take(call, cast.receptionist)
    with pytest.raises(Refused):
        messages.take(call, cast.receptionist)
    assert call.messages.count() == 1
