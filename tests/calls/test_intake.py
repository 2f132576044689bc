"""Taking a call, and keeping what the caller says as it is typed. Laws 6, 8."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from calls import connecting, intake, messages
from calls.models import Call
from calls.refusals import Overtaken, Refused
from calls.statuses import Disposition, Kind, Purpose, Status
from directory.models import Employee
from tests.calls.conftest import CallIn
from tests.conftest import Cast

LIMITS = {
    "subject": 500,
    "caller_name": 200,
    "company": 200,
    "phone": 60,
    "asked_for": 200,
    "message_text": 4000,
}


def at(name: str, call: Call) -> str:
    return reverse(name, args=[call.pk])


def test_a_call_is_taken_with_one_click(desk: Client, cast: Cast) -> None:
    answer = desk.post(reverse("take"))
    call = Call.objects.get()
    assert answer.headers["HX-Redirect"] == reverse("desk-call", args=[call.pk])
    assert (call.kind, call.status, call.receptionist) == (
        Kind.EXTERNAL,
        Status.TALKING,
        cast.receptionist,
    )
    assert [event.verb for event in call.events.all()] == ["taken"]


def test_without_scripts_the_card_opens_as_well(desk: Client) -> None:
    answer = desk.post(reverse("take"), {"kind": "internal"}, headers={"HX-Request": ""})
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("desk-call", args=[Call.objects.get().pk])


def test_an_unknown_kind_of_call_is_none(desk: Client) -> None:
    assert desk.post(reverse("take"), {"kind": "collect"}).status_code == 404
    assert not Call.objects.exists()


def test_a_new_call_puts_the_present_one_on_hold(call: Call, call_in: CallIn) -> None:
    second = call_in()
    call.refresh_from_db()
    assert (call.status, second.status) == (Status.ON_HOLD, Status.TALKING)
    assert [event.verb for event in call.events.all()] == ["taken", "held"]


def test_a_colleagues_caller_is_left_alone(call: Call, call_in: CallIn, cast: Cast) -> None:
    call_in(actor=cast.colleague)
    call.refresh_from_db()
    assert call.status == Status.TALKING


def test_hold_and_go_on(desk: Client, call: Call) -> None:
    for action, status in [("hold", Status.ON_HOLD), ("resume", Status.TALKING)]:
        assert desk.post(at(action, call)).status_code == 200
        call.refresh_from_db()
        assert call.status == status


@pytest.mark.parametrize(
    ("status", "action"),
    [
        (Status.TALKING, "resume"),
        (Status.ON_HOLD, "hold"),
        (Status.AWAITING, "hold"),
        (Status.AWAITING, "resume"),
        (Status.ENDED, "hold"),
        (Status.ENDED, "resume"),
    ],
)
def test_a_stale_button_changes_nothing(
    desk: Client, call_in: CallIn, status: Status, action: str
) -> None:
    call = call_in(status)
    answer = desk.post(at(action, call))
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    call.refresh_from_db()
    assert call.status == status


@pytest.mark.parametrize("field", LIMITS)
def test_what_is_typed_is_kept(desk: Client, call: Call, field: str) -> None:
    said = "Їжак «Ґава» & <b>'зв'язок'</b> 😀"
    assert desk.post(at("keep", call), {field: said}).status_code == 200
    call.refresh_from_db()
    assert getattr(call, field) == said


def test_the_fullest_field_is_kept_whole(desk: Client, call: Call) -> None:
    for field, most in LIMITS.items():
        assert desk.post(at("keep", call), {field: "я" * most}).status_code == 200
        call.refresh_from_db()
        assert getattr(call, field) == "я" * most


@pytest.mark.parametrize("field", sorted(set(LIMITS) - {"message_text"}))
def test_too_long_a_text_is_told_at_its_field_and_not_lost(
    desk: Client, call: Call, field: str
) -> None:
    desk.post(at("keep", call), {field: "до"})
    long = "я" * (LIMITS[field] + 1)
    answer = desk.post(at("keep", call), {field: long})
    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 1
    assert f'aria-describedby="hint-{field}"' in answer.text
    assert str(LIMITS[field]) in answer.text
    assert long in answer.text  # to be made shorter
    call.refresh_from_db()
    assert getattr(call, field) == "до"


def test_one_field_too_long_does_not_lose_the_others(
    desk: Client, call: Call, salesman: Employee
) -> None:
    facts = {"subject": "я" * 501, "caller_name": "Іван", "company": "я" * 201, "phone": "101"}
    answer = desk.post(at("connection", call), {"employee": salesman.pk, **facts})
    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 2
    call.refresh_from_db()
    assert (call.caller_name, call.phone, call.subject) == ("Іван", "101", "")
    assert call.status == Status.TALKING  # first the field, then the action


def test_an_action_brings_along_what_was_typed_a_moment_ago(desk: Client, call: Call) -> None:
    desk.post(at("hold", call), {"caller_name": "Іван", "company": "Північ"})
    call.refresh_from_db()
    assert (call.status, call.caller_name, call.company) == (Status.ON_HOLD, "Іван", "Північ")


def test_nul_bytes_are_left_out(desk: Client, call: Call) -> None:
    assert desk.post(at("keep", call), {"subject": "ра\0хунок\0"}).status_code == 200
    call.refresh_from_db()
    assert call.subject == "рахунок"


def test_the_end_of_a_line_counts_once(desk: Client, call: Call) -> None:
    lines = "\r\n".join(["я"] * 2000)
    assert desk.post(at("keep", call), {"message_text": lines}).status_code == 200
    call.refresh_from_db()
    assert call.message_text == "\n".join(["я"] * 2000)


def test_a_field_that_the_card_has_not_is_not_written(desk: Client, call: Call) -> None:
    before = Call.objects.values().get(pk=call.pk)
    fields = {"status": "ended", "clearance": "1", "phone_e164": "+1", "receptionist": "1"}
    desk.post(at("keep", call), fields)
    assert Call.objects.values().get(pk=call.pk) == before
    with pytest.raises(Refused):
        intake.keep(call, "status", "ended")


def test_the_number_is_recognised_as_it_is_typed(desk: Client, call: Call) -> None:
    for typed, known in [("067 555 01", ""), ("067 555 01 01", "+380675550101"), ("?", "")]:
        desk.post(at("keep", call), {"phone": typed})
        call.refresh_from_db()
        assert (call.phone, call.phone_e164) == (typed, known)


def test_other_words_are_no_longer_the_chosen_person(
    desk: Client, call: Call, salesman: Employee
) -> None:
    desk.post(at("asked-employee", call), {"employee": salesman.pk})
    call.refresh_from_db()
    assert (call.asked_employee, call.asked_for) == (salesman, salesman.full_name)
    desk.post(at("keep", call), {"asked_for": salesman.full_name})
    call.refresh_from_db()
    assert call.asked_employee == salesman
    desk.post(at("keep", call), {"asked_for": "хтось із бухгалтерії"})
    call.refresh_from_db()
    assert (call.asked_employee, call.asked_for) == (None, "хтось із бухгалтерії")


def test_a_purpose_said_twice_stays_and_its_button_takes_it_back(desk: Client, call: Call) -> None:
    for chosen in ("buy", "sell", "sell"):
        html = desk.post(at("purpose", call), {"purpose": chosen}).text
        call.refresh_from_db()
        assert call.purpose == chosen
    assert call.events.filter(verb="purpose").count() == 2
    button = re.search(r'<button id="purpose-sell"[^>]*>', html)
    assert button and 'value="" aria-pressed="true"' in button[0]
    answer = desk.post(at("purpose", call), {"purpose": ""})
    assert 'aria-pressed="true"' not in answer.text
    call.refresh_from_db()
    assert call.purpose == ""
    assert desk.post(at("purpose", call), {"purpose": "spam"}).status_code == 404
    assert desk.post(at("purpose", call)).status_code == 404


def test_the_language_of_the_call_changes_the_sentence(desk: Client, call: Call) -> None:
    for language in ("en", "en", "uk"):
        html = desk.post(at("call-language", call), {"language": language}).text
        assert f'<blockquote lang="{language}">' in html
    assert call.events.filter(verb="language").count() == 2
    assert desk.post(at("call-language", call), {"language": "xx"}).status_code == 404


def test_a_call_that_has_ended_keeps_its_record(
    call: Call, cast: Cast, salesman: Employee, director: Employee
) -> None:
    who = cast.receptionist
    intake.ask_for(call, salesman, who)
    stale = Call.objects.get(pk=call.pk)
    connecting.end(call, Disposition.ANSWERED, who)
    before = Call.objects.values().get(pk=call.pk), call.events.count()
    for deed in (
        lambda: intake.ask_for(stale, director, who),
        lambda: intake.choose_purpose(stale, Purpose.BUY, who),
        lambda: intake.choose_language(stale, "en", who),
    ):
        with pytest.raises(Overtaken):
            deed()
    assert (Call.objects.values().get(pk=call.pk), call.events.count()) == before


def test_what_is_still_being_typed_when_the_caller_hangs_up_is_kept(
    desk: Client, call_in: CallIn, salesman: Employee
) -> None:
    call = call_in(Status.ENDED)
    assert desk.post(at("keep", call), {"subject": "рахунок № 15"}).status_code == 200
    messages.begin(call, salesman)
    assert desk.post(at("keep", call), {"message_text": "передзвонити"}).status_code == 200
    call.refresh_from_db()
    assert (call.subject, call.message_text) == ("рахунок № 15", "передзвонити")
