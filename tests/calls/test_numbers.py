"""However a number is written, it is one number; what is no number is left as it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from calls import messages, promises
from calls.card import Card
from calls.models import Call
from calls.numbers import can_be_called, e164, lacks_digits, shown
from calls.situations import Situation
from calls.wording import blanks
from directory.models import Employee
from tests.calls.conftest import told
from tests.conftest import Cast

MOBILE = [
    "067 555 01 01",
    "0675550101",
    "(067) 555-01-01",
    "067.555.01.01",
    "067–555–01–01",
    "067/555/01/01",
    " 067 - 555 - 01 - 01 ",
    "675550101",
    "+380 67 555 01 01",
    "+380(67)5550101",
    "+38 (067) 555-01-01",
    "+38067-555-01-01",
    "38(067)5550101",
    "380675550101",
    "00380675550101",
    "80675550101",
    "8-067-555-01-01",
    "8 (067) 555 01 01",
    "тел. 067 555 01 01",
    "tel:+380675550101",
    "０６７５５５０１０１",
    "067 555 01 01 дод. 12",
    "067 555 01 01, вн. 12",
    "067 555 01 01 (внутрішній 12)",
    "067 555 01 01 ext. 12",
]

NOT_ONE_WHOLE_NUMBER = [
    "",
    "   ",
    "Іван",
    "не сказав",
    "101",
    "вн. 101",
    "555 01 01",  # of which city?
    "067 555 01 0",
    "067 555 01 011",
    "067 555 О1 О1",  # letters
    "067 555 01 01, 050 111 22 33",
    "067 555 01 01 або 050 111 22 33",
    "+",
    "+380",
    "1" * 300,
]


@pytest.mark.parametrize("written", MOBILE)
def test_one_number_however_it_is_written(written: str) -> None:
    assert e164(written) == "+380675550101"
    assert shown(written) == "067 555 0101"


@pytest.mark.parametrize(
    ("written", "kept", "read"),
    [
        ("044 255 77 01", "+380442557701", "044 255 7701"),
        ("0 800 50 10 10", "+380800501010", "0800 501 010"),
        ("+48 22 123 45 67", "+48221234567", "+48 22 123 45 67"),
        ("0048 22 123 45 67", "+48221234567", "+48 22 123 45 67"),
        ("+420 601 123 456", "+420601123456", "+420 601 123 456"),
    ],
)
def test_numbers_of_cities_services_and_other_countries(written: str, kept: str, read: str) -> None:
    assert (e164(written), shown(written)) == (kept, read)


@pytest.mark.parametrize("written", NOT_ONE_WHOLE_NUMBER)
def test_what_is_no_whole_number_recognises_nobody(written: str) -> None:
    assert e164(written) == ""
    assert shown(written) == written


@given(st.text() | st.text("0123456789+-() "))
def test_any_text_is_a_number_or_none(written: str) -> None:
    kept = e164(written)
    assert len(kept) <= 16
    assert kept == "" or e164(kept) == e164(shown(written)) == kept


@pytest.mark.parametrize(
    ("written", "possible"),
    [
        (MOBILE[0], True),
        ("555 01 01", True),
        ("вн. 101", True),
        ("０６７５５５０１０１", True),
        ("", False),
        ("   ", False),
        ("не сказав", False),
    ],
)
def test_whether_somebody_could_call_it(written: str, possible: bool) -> None:
    assert can_be_called(written) is possible


@pytest.mark.parametrize(
    ("written", "lacks"),
    [
        *((one, False) for one in MOBILE),
        ("555 01 01", False),
        ("вн. 101", False),
        ("112", False),
        ("+48 22 123 45 67", False),
        ("0048 22 123 45 67", False),
        ("067 555 01 01, 050 111 22 33", False),
        ("067 555 01 01 або 050 111 22 33", False),
        ("", False),
        ("не сказав", False),  # that is no number, and is told where one is needed
        ("067 123 45 6", True),
        ("067 555 01 011", True),
        ("067 123 45 6 дод. 12", True),
        ("+380 67 123", True),
        ("+48 22 123 45 67 89 01 23 45", True),
    ],
)
def test_a_digit_too_few_or_too_many_is_noticed(written: str, lacks: bool) -> None:
    assert lacks_digits(written) is lacks


def test_it_is_told_at_the_field_and_kept_all_the_same(desk: Client, call: Call) -> None:
    for phone, is_told in (("067 123 45 6", True), ("067 123 45 67", False)):
        answer = desk.post(reverse("keep", args=[call.pk]), {"phone": phone})
        assert answer.status_code == 200
        assert ("This number cannot be dialled" in answer.text) is is_told
        assert Call.objects.get(pk=call.pk).phone == phone


@pytest.mark.parametrize("phone", ["", "  ", "не сказав"])
def test_what_is_no_number_is_none_everywhere(
    call: Call, cast: Cast, salesman: Employee, phone: str
) -> None:
    told(call, phone=phone, caller_name="Іван", message_text="передзвонити")
    assert "phone" in messages.needed(call)
    assert "phone" in promises.needed(call)
    assert blanks(call, None, None)["phone"] == ""
    messages.begin(call, salesman)
    assert Card(Call.objects.get(pk=call.pk), cast.receptionist).situation is Situation.PHONE
    messages.begin(call, None)
    promises.promise(call, salesman, timezone.now() + timedelta(hours=1), cast.receptionist)
    assert Card(Call.objects.get(pk=call.pk), cast.receptionist).situation is Situation.PHONE
