"""A message is taken for an employee and is in his inbox at once, until it is done. Law 8."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from calls import intake, messages, screening
from calls.card import Card
from calls.models import Call, Message
from calls.refusals import Refused
from calls.situations import Situation
from calls.statuses import Answer, Disposition
from directory.models import Employee, User
from tests.calls.conftest import CallIn, answered, page_of, queries, told
from tests.conftest import Cast

TEXT = "Просить передзвонити\nщодо <форуму>"
PHONE = "+380 32 255 77 01"


def post(page: Client, name: str, call: Call, **fields: object) -> tuple[int, str]:
    answer = page.post(reverse(name, args=[call.pk]), fields)
    return answer.status_code, answer.text


@pytest.fixture
def open_form(desk: Client, call: Call, salesman: Employee) -> Call:
    """A call with the message form open for the salesman."""
    told(call)
    post(desk, "message-form", call, employee=salesman.pk)
    call.refresh_from_db()
    return call


def test_the_form_opens_with_the_subject(desk: Client, call: Call, salesman: Employee) -> None:
    told(call)
    status, html = post(desk, "message-form", call, employee=salesman.pk)
    assert status == 200
    assert salesman.full_name in html
    call.refresh_from_db()
    assert (call.message_for, call.message_text) == (salesman, "зустріч на форумі")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"subject": "форум"}, "id_caller_name"),
        ({"caller_name": "Іван"}, "id_phone"),
        ({"caller_name": "Іван", "phone": PHONE}, "id_message_text"),
    ],
)
def test_the_form_opens_at_what_the_caller_is_asked(
    desk: Client, call: Call, salesman: Employee, facts: dict[str, str], field: str
) -> None:
    told(call, **facts)
    html = post(desk, "message-form", call, employee=salesman.pk)[1]
    chosen = re.findall(r"<(?:input|textarea) id=\"(\w+)\"[^>]* data-focus", html)
    assert chosen == [field]


def test_while_it_is_open_the_form_has_the_main_button(
    desk: Client, call: Call, director: Employee, cast: Cast
) -> None:
    answered(told(call), director, cast.director, Answer.BUSY)
    card = reverse("card", args=[call.pk])
    assert 'id="act-message"' in desk.get(card).text
    html = post(desk, "message-form", call, employee=director.pk)[1]
    assert 'id="act-message"' not in html and 'id="act-ask"' not in html
    assert 'id="message-send" class="button primary"' in html


def test_what_was_typed_outlives_a_closed_form(desk: Client, open_form: Call) -> None:
    post(desk, "message-form", open_form, message_text=TEXT)
    open_form.refresh_from_db()
    assert (open_form.message_for, open_form.message_text) == (None, TEXT)


def test_another_person_keeps_the_text(desk: Client, open_form: Call, director: Employee) -> None:
    post(desk, "message-form", open_form, message_text=TEXT, employee=director.pk)
    open_form.refresh_from_db()
    assert (open_form.message_for, open_form.message_text) == (director, TEXT)


def test_a_message_is_in_the_inbox_at_once(
    desk: Client, open_form: Call, cast: Cast, salesman: Employee
) -> None:
    inbox, badge = reverse("inbox"), reverse("message-count")
    page = page_of(cast.salesman)
    assert TEXT not in page.get(inbox).text
    assert 'class="count"' not in page.get(badge).text
    assert post(desk, "message", open_form, message_text=TEXT, phone=PHONE)[0] == 200

    kept = Message.objects.get()
    assert (kept.employee, kept.call, kept.phone) == (salesman, open_form, PHONE)
    assert (kept.caller_name, kept.company) == ("Іван Іванович", "Північ")
    assert (kept.text, kept.taken_by) == (TEXT, cast.receptionist)
    html = page.get(inbox).text
    assert "Просить передзвонити<br>щодо &lt;форуму&gt;" in html
    assert PHONE in html
    assert 'class="count"' in page.get(badge).text
    assert 'class="count"' not in page_of(cast.director).get(badge).text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"phone": PHONE, "message_text": " "}, {"message_text"}),
        ({"phone": "", "message_text": TEXT}, {"phone"}),
        ({"phone": "не сказав", "message_text": TEXT}, {"phone"}),
        ({"phone": "", "message_text": ""}, {"phone", "message_text"}),
    ],
)
def test_a_message_that_cannot_be_answered_is_refused_at_its_fields(
    desk: Client, open_form: Call, fields: dict[str, str], wrong: set[str]
) -> None:
    status, html = post(desk, "message", open_form, **fields)
    assert status == 422
    assert html.count('aria-invalid="true"') == len(wrong)
    assert ('aria-describedby="hint-phone"' in html) == ("phone" in wrong)
    assert ('aria-describedby="hint-message"' in html) == ("message_text" in wrong)
    assert not Message.objects.exists()
    open_form.refresh_from_db()
    assert (open_form.phone, open_form.message_text) == (fields["phone"], fields["message_text"])


def test_sent_twice_it_is_one_and_nothing_is_left_behind(
    desk: Client, open_form: Call, director: Employee
) -> None:
    form = {"message_text": TEXT, "phone": PHONE}
    assert post(desk, "message", open_form, **form)[0] == 200
    assert post(desk, "message", open_form, **form)[0] == 409
    assert Message.objects.count() == 1
    post(desk, "message-form", open_form, employee=director.pk)
    open_form.refresh_from_db()
    assert open_form.message_text == "зустріч на форумі"


def test_the_same_words_may_go_to_two_people(
    desk: Client, open_form: Call, director: Employee
) -> None:
    form = {"message_text": TEXT, "phone": PHONE}
    post(desk, "message", open_form, **form)
    post(desk, "message-form", open_form, employee=director.pk)
    assert post(desk, "message", open_form, **form)[0] == 200
    assert Message.objects.filter(text=TEXT).count() == 2


def sentence(call: Call, viewer: User) -> Situation:
    return Card(Call.objects.get(pk=call.pk), viewer).situation


def test_a_call_goes_on_after_a_message(
    desk: Client, open_form: Call, cast: Cast, salesman: Employee, director: Employee
) -> None:
    me = cast.receptionist
    assert post(desk, "message", open_form, message_text=TEXT, phone=PHONE)[0] == 200
    assert sentence(open_form, me) is Situation.MESSAGE_TAKEN
    request = screening.ask(open_form, director, me)
    assert sentence(open_form, me) is Situation.ASKING
    screening.decide(request, Answer.CONNECT, cast.director)
    assert sentence(open_form, me) is Situation.APPROVED
    messages.begin(open_form, salesman)
    messages.take(open_form, me)
    assert sentence(open_form, me) is Situation.MESSAGE_TAKEN
    messages.begin(open_form, director)
    assert sentence(open_form, me) is not Situation.MESSAGE_TAKEN


def test_it_may_still_be_ended_as_one_with_a_message(
    desk: Client, open_form: Call, cast: Cast, salesman: Employee
) -> None:
    post(desk, "message", open_form, message_text=TEXT, phone=PHONE)
    intake.ask_for(open_form, salesman, cast.receptionist)
    card = Card(Call.objects.get(pk=open_form.pk), cast.receptionist)
    assert card.situation is not Situation.MESSAGE_TAKEN
    assert card.likely_disposition is Disposition.MESSAGE


def test_a_text_too_long_is_told_at_the_form_and_not_lost(desk: Client, open_form: Call) -> None:
    long = "я" * 4001
    status, html = post(desk, "message", open_form, message_text=long, phone=PHONE)
    assert status == 422
    assert long in html
    assert not Message.objects.exists()
    open_form.refresh_from_db()
    assert open_form.phone == PHONE


def test_a_message_can_be_taken_after_the_caller_has_hung_up(desk: Client, open_form: Call) -> None:
    post(desk, "ending", open_form, disposition="abandoned")
    assert post(desk, "message", open_form, message_text=TEXT, phone=PHONE)[0] == 200
    assert Message.objects.count() == 1


def test_law_8_ending_as_with_a_message_passes_on_the_one_that_is_written(
    desk: Client, open_form: Call, salesman: Employee
) -> None:
    form = {"disposition": "message", "message_text": TEXT, "phone": PHONE}
    assert post(desk, "ending", open_form, **form)[0] == 200
    kept = Message.objects.get()
    assert (kept.employee, kept.text) == (salesman, TEXT)
    open_form.refresh_from_db()
    assert (open_form.disposition, open_form.message_text) == (Disposition.MESSAGE, "")


def test_law_8_no_call_ends_with_a_message_that_is_not_there(desk: Client, open_form: Call) -> None:
    status, html = post(desk, "ending", open_form, disposition="message", message_text=TEXT)
    assert status == 422
    assert 'aria-describedby="hint-phone"' in html
    messages.begin(open_form, None)
    status, html = post(desk, "ending", open_form, disposition="message")
    assert status == 422
    assert "choose whom it is for" in html
    open_form.refresh_from_db()
    assert (open_form.is_live, open_form.message_text) == (True, TEXT)


def test_nobody_who_has_left_gets_a_message(
    desk: Client, open_form: Call, cast: Cast, salesman: Employee
) -> None:
    Employee.objects.filter(pk=salesman.pk).update(left_on="2026-01-31")
    with pytest.raises(Refused):
        messages.take(told(open_form, phone=PHONE), cast.receptionist)
    assert post(desk, "message-form", open_form, employee=salesman.pk)[0] == 404


def test_a_colleague_takes_no_message_on_my_call(cast: Cast, open_form: Call) -> None:
    status, _html = post(page_of(cast.colleague), "message", open_form, phone=PHONE)
    assert status == 409
    assert not Message.objects.exists()


@pytest.fixture
def received(call_in: CallIn, cast: Cast, salesman: Employee) -> Message:
    call = told(call_in(), phone=PHONE, message_text=TEXT)
    messages.begin(call, salesman)
    return messages.take(call, cast.receptionist)


def test_read_then_done(received: Message, cast: Cast) -> None:
    page = page_of(cast.salesman)
    html = page.post(reverse("message-read", args=[received.pk])).text
    assert "unread" not in html.split('class="panel message', 1)[1].split(">", 1)[0]
    received.refresh_from_db()
    read_at = received.read_at
    assert read_at is not None
    assert received.done_at is None

    html = page.post(reverse("message-done", args=[received.pk])).text
    assert 'class="panel message' not in html
    assert PHONE in html  # among those done
    received.refresh_from_db()
    assert received.read_at == read_at
    assert received.done_at is not None


def test_done_at_once_is_read_as_well_and_a_second_click_changes_nothing(
    received: Message, cast: Cast
) -> None:
    page = page_of(cast.salesman)
    for name in ("message-done", "message-done", "message-read"):
        assert page.post(reverse(name, args=[received.pk])).status_code == 200
        received.refresh_from_db()
        assert received.read_at == received.done_at is not None


def test_nobody_reads_anothers_messages(received: Message, cast: Cast) -> None:
    for who in (cast.director, cast.assistant, cast.accountant):
        page = page_of(who)
        assert PHONE not in page.get(reverse("inbox")).text
        for name in ("message-read", "message-done"):
            assert page.post(reverse(name, args=[received.pk])).status_code == 404
    received.refresh_from_db()
    assert (received.read_at, received.done_at) == (None, None)


def test_the_number_of_queries_does_not_grow_with_the_inbox(received: Message, cast: Cast) -> None:
    page = page_of(cast.salesman)
    url = reverse("inbox")
    alone = queries(page, url)
    Message.objects.bulk_create(
        Message(
            employee=received.employee,
            call=received.call,
            phone=PHONE,
            text=TEXT,
            taken_by=(cast.receptionist, cast.colleague)[number % 2],
        )
        for number in range(20)
    )
    assert queries(page, url) == alone
