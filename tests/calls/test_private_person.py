"""A private person reaches whoever he needs: it is an answer, and no company that others share."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import connecting, deciders, screening, standing_rules
from calls.card import Card
from calls.models import Call, Caller, StandingRule
from calls.private_person import WRITTEN, is_private
from calls.recognition import company_key
from calls.refusals import Refused
from calls.situations import Situation
from calls.statuses import Answer, Disposition, Kind, Mode, RequestStatus
from directory.models import Employee
from tests.calls.conftest import CallIn, answered, told
from tests.conftest import Cast


@pytest.mark.parametrize(
    ("company", "private"),
    [
        *((written, True) for written in WRITTEN.values()),
        ("«Приватна особа».", True),
        ("фіз. особа", True),
        ("Private individual", True),
        ("", False),
        ("Північ", False),
        ("Приватна клініка «Особа»", False),
        ("PrivatBank", False),
    ],
)
def test_whether_an_answer_names_no_company(company: str, private: bool) -> None:
    assert is_private(company) is private


@pytest.mark.parametrize("language", ["uk", "en"])
def test_one_press_answers_for_the_company_and_the_accountant_can_be_asked(
    desk: Client, call: Call, cast: Cast, accountant: Employee, language: str
) -> None:
    Call.objects.filter(pk=call.pk).update(language=language)
    told(call, caller_name="Марія Іваненко", subject="договір")
    html = desk.post(reverse("asked-employee", args=[call.pk]), {"employee": accountant.pk}).text
    assert 'id="private-person"' in html
    html = desk.post(reverse("private-person", args=[call.pk])).text
    assert 'id="private-person"' not in html
    call.refresh_from_db()
    assert call.company == WRITTEN[language]
    assert Card(call, cast.receptionist).situation is Situation.ASKING
    asked = screening.ask(call, accountant, cast.receptionist)
    assert f", {WRITTEN[language]}, " in asked.announcement
    assert "«" not in call.title


def test_nobody_offers_it_where_a_company_is_known_or_a_colleague_calls(
    desk: Client, call: Call
) -> None:
    told(call, company="Північ")
    card = reverse("card", args=[call.pk])
    assert 'id="private-person"' not in desk.get(card).text
    Call.objects.filter(pk=call.pk).update(company="", kind=Kind.INTERNAL)
    assert 'id="private-person"' not in desk.get(card).text


def test_law_5_two_private_persons_are_not_of_one_company(call_in: CallIn, cast: Cast) -> None:
    first = told(call_in(), caller_name="Марія Іваненко", company="приватна особа")
    connecting.end(first, Disposition.ANSWERED, cast.receptionist)
    assert Caller.objects.get().company_key == company_key("приватна особа") == ""
    for name in ("", "Марія"):
        other = told(call_in(), caller_name=name, company="приватна особа")
        assert other.caller is None
        connecting.end(other, Disposition.ANSWERED, cast.receptionist)
    again = told(call_in(), caller_name="Марія Іваненко", company="приватна особа")
    assert again.caller == Caller.objects.get(name="Марія Іваненко")


def test_no_rule_is_about_all_private_persons(cast: Cast, director: Employee) -> None:
    with pytest.raises(Refused):
        standing_rules.add(
            director,
            always=False,
            subject=StandingRule.Subject.COMPANY,
            value="приватна особа",
            actor=cast.director,
        )


@pytest.mark.parametrize(
    ("before", "name", "now"),
    [
        ("Північ", "Іван Коваль", WRITTEN["uk"]),
        (WRITTEN["uk"], "Іван Коваль", WRITTEN["uk"]),
        (WRITTEN["uk"], "Іван Коваль", "Північ"),
        ("Північ", "Іван", "Північ"),
        ("Північ", "Іван Коваль", "Захід"),
    ],
)
def test_law_1_a_namesake_of_one_who_is_known_is_asked_about(
    call_in: CallIn, call: Call, cast: Cast, director: Employee, before: str, name: str, now: str
) -> None:
    """Alike enough for the card to say who it is, not for letting him in unasked."""
    earlier = told(call_in(), caller_name="Іван Коваль", company=before, subject="договір")
    answered(earlier, director, cast.director, Answer.CONNECT)
    earlier.refresh_from_db()
    connecting.connect(earlier, director, cast.receptionist)
    deciders.set_mode(director, Mode.UNKNOWN, cast.director)
    told(call, caller_name=name, company=now, subject="договір")
    call.refresh_from_db()
    assert screening.ask(call, director, cast.receptionist).status == RequestStatus.PENDING


def test_a_private_person_is_known_by_his_number(
    call_in: CallIn, call: Call, cast: Cast, director: Employee
) -> None:
    said = {"caller_name": "Іван Коваль", "company": WRITTEN["uk"], "phone": "067 555 01 01"}
    earlier = told(call_in(), **said, subject="договір")
    answered(earlier, director, cast.director, Answer.CONNECT)
    earlier.refresh_from_db()
    connecting.connect(earlier, director, cast.receptionist)
    deciders.set_mode(director, Mode.UNKNOWN, cast.director)
    told(call, **said, subject="договір")
    call.refresh_from_db()
    assert screening.ask(call, director, cast.receptionist).status == RequestStatus.APPROVED
