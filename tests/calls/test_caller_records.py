"""The records of one caller: merged, separated, matched wrongly and put right."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from calls import (
    callers,
    connecting,
    earlier,
    intake,
    lines,
    loose_ends,
    promises,
    standing_rules,
)
from calls.models import Call, Caller
from calls.refusals import Refused
from calls.statuses import Disposition, Purpose
from directory.models import Employee
from tests.calls.conftest import CallIn, told
from tests.conftest import Cast


def test_a_wrong_match_is_undone_and_stays_so(before: Call, call_in: CallIn, desk: Client) -> None:
    call = told(call_in(), phone="067 555 01 01")
    assert desk.post(reverse("caller-disowned", args=[call.pk])).status_code == 200
    call.refresh_from_db()
    assert (call.caller, call.caller_name, call.company) == (None, "", "")
    assert told(call, phone="(067) 555 01 01").caller is None
    other = told(call_in(), phone="067 555 01 01")
    assert other.caller == before.caller, "only this call was not his"


def test_a_wrong_match_leaves_no_number_behind(
    before: Call, call_in: CallIn, cast: Cast, desk: Client
) -> None:
    call = told(call_in(), phone="067 555 09 09", caller_name="Іван Іванович", company="Північ")
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    assert told(call_in(), phone="067 555 09 09").caller == before.caller
    desk.post(reverse("caller-disowned", args=[call.pk]))
    assert told(call_in(), phone="067 555 09 09").caller != before.caller


def test_the_receptionist_says_who_it_is(before: Call, call_in: CallIn, desk: Client) -> None:
    call = call_in()
    assert before.caller is not None
    desk.post(reverse("caller-chosen", args=[call.pk]), {"caller": before.caller.pk})
    call.refresh_from_db()
    assert (call.caller, call.caller_name) == (before.caller, "Іван Іванович")
    assert told(call, company="Схід").caller == before.caller


def test_two_records_are_merged_and_separated(
    before: Call, call_in: CallIn, cast: Cast, desk: Client
) -> None:
    double = told(call_in(), caller_name="Ваня", phone="067 555 02 02")
    connecting.end(double, Disposition.ANSWERED, cast.receptionist)
    double.refresh_from_db()
    assert before.caller is not None
    assert double.caller is not None
    desk.post(reverse("caller-merging", args=[before.caller.pk]), {"caller": double.caller.pk})
    now = earlier.past(told(call_in(), phone="067 555 02 02"))
    assert now is not None
    assert (now.caller, now.times) == (before.caller, 2)
    assert now.last_person == before.connected_to

    desk.post(reverse("caller-separation", args=[double.caller.pk]))
    now = earlier.past(told(call_in(), phone="067 555 02 02"))
    assert now is not None
    assert (now.caller, now.times, now.last_person) == (double.caller, 1, None)


def test_nobody_is_merged_with_himself(before: Call) -> None:
    assert before.caller is not None
    with pytest.raises(Refused):
        callers.merge(before.caller, before.caller)


def test_records_merged_into_one_that_is_merged_itself_stay_one_person(cast: Cast) -> None:
    one, two, three = (Caller.objects.create(name=name) for name in "АБВ")
    callers.merge(one, two)
    callers.merge(two, three)
    assert {each.main for each in Caller.objects.all()} == {three}


def test_what_is_corrected_after_the_call_leaves_no_other_caller(
    call_in: CallIn, cast: Cast
) -> None:
    call = told(call_in(), caller_name="Марія Гнатюк", phone="067 555 03 03")
    connecting.end(call, Disposition.ANSWERED, cast.receptionist)
    told(call, caller_name="Марія Гнатів")
    assert [caller.name for caller in Caller.objects.all()] == ["Марія Гнатів"]


def test_all_records_of_one_person_count_as_his_on_every_page(
    call_in: CallIn, cast: Cast, director: Employee, salesman: Employee
) -> None:
    """Merged, what the other record bought, is owed and has talked about is his too."""
    bought = told(call_in(), caller_name="Ганна Лис", phone="067 555 08 01", subject="вікна")
    intake.choose_purpose(bought, Purpose.BUY, cast.receptionist)
    promises.promise(bought, salesman, timezone.now() + timedelta(hours=1), cast.receptionist)
    connecting.end(bought, Disposition.ANSWERED, cast.receptionist, anyway=True)
    Call.objects.filter(pk=bought.pk).update(
        disposition=Disposition.CONNECTED, connected_to=salesman
    )
    gave_up = told(call_in(), caller_name="Ганна Лисенко", phone="067 555 08 02")
    connecting.end(gave_up, Disposition.ABANDONED, cast.receptionist)
    bought.refresh_from_db()
    gave_up.refresh_from_db()
    one, other = bought.caller, gave_up.caller
    assert one is not None and other is not None and one != other
    assert list(loose_ends.abandoned()) == [gave_up]
    callers.merge(other, one)
    again = told(call_in(), phone="067 555 08 02")
    assert again.caller == other
    (line,) = lines.on_the_desk()
    assert (line.is_buyer, line.is_promised) == (True, True)
    assert standing_rules.is_known(again, salesman)
    # By the number of the record that was merged into, he has got through.
    callers.own(again, one)
    Call.objects.filter(pk=again.pk).update(phone="", phone_e164="")
    assert list(loose_ends.abandoned()) == []
    callers.separate(other)
    assert list(loose_ends.abandoned()) == [gave_up]
