"""Callers about whom nobody is asked: rules and modes, and the trace that they leave."""

import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from calls import connecting, deciders, intake, recognition, screening, standing_rules
from calls.models import Call, StandingRule, TransferRequest
from calls.recognition import company_key
from calls.refusals import Overtaken, Refused
from calls.standing_rules import Subject, key_of
from calls.statuses import Answer, Kind, Mode, RequestStatus, Status
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import FACTS, CallIn, page_of, told
from tests.conftest import Cast

NUMBER = "067 555 77 01"
VALUES = {Subject.NUMBER: NUMBER, Subject.PERSON: "Іванович Іван", Subject.COMPANY: "ТОВ «Північ»"}


def caller(call: Call) -> Call:
    return told(call, **FACTS, phone="+380675557701")


def rule(
    cast: Cast, executive: Employee | None, subject: Subject = Subject.NUMBER, always: bool = True
) -> StandingRule:
    return standing_rules.add(
        executive, always=always, subject=subject, value=VALUES[subject], actor=cast.director
    )


def ask(page: Client, call: Call, executive: Employee) -> str:
    url = reverse("transfer-request", args=[call.pk])
    return page.post(url, {"employee": executive.pk}).text


def only_request(call: Call) -> TransferRequest:
    return call.transfer_requests.select_related("rule").get()


@pytest.mark.parametrize("subject", Subject)
def test_always_connects_at_once_by_a_clearance_that_names_the_rule(
    desk: Client, call: Call, cast: Cast, director: Employee, subject: Subject
) -> None:
    standing = rule(cast, director, subject)
    ask(desk, caller(call), director)
    call.refresh_from_db()
    request = only_request(call)
    assert (call.status, call.connected_to, call.clearance) == (Status.ENDED, director, request)
    assert (request.rule, request.ground, request.decided_by) == (standing, "list", None)
    assert [event.verb for event in call.events.all()][-2:] == ["approved", "connected"]
    page = page_of(cast.director).get(reverse("decided")).text
    assert cast.director.shown_name in page
    assert reverse("rule-undone", args=[standing.pk]) in page


@pytest.mark.parametrize("subject", Subject)
def test_never_is_the_polite_phrase_and_disturbs_nobody(
    desk: Client, call: Call, cast: Cast, director: Employee, subject: Subject
) -> None:
    rule(cast, director, subject, always=False)
    html = ask(desk, caller(call), director)
    request = only_request(call)
    assert (request.status, request.answer) == (RequestStatus.DECLINED, Answer.MESSAGE)
    assert not request.asked.exists()
    assert "на нараді" in html
    assert 'id="act-message" class="button primary"' in html
    call.refresh_from_db()
    assert call.status == Status.TALKING
    assert call.events.last().verb == "declined"


def test_never_by_a_number_needs_no_questions(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    rule(cast, director, always=False)
    ask(desk, told(call, phone=NUMBER), director)
    assert only_request(call).status == RequestStatus.DECLINED


def test_law_1_always_still_wants_name_company_and_subject(
    desk: Client, call: Call, cast: Cast, director: Employee
) -> None:
    rule(cast, director)
    html = ask(desk, told(call, phone=NUMBER), director)
    assert 'aria-invalid="true"' in html
    assert not call.transfer_requests.exists()


def test_law_1_always_is_for_whoever_is_calling_by_now(
    call: Call, cast: Cast, director: Employee
) -> None:
    rule(cast, director)
    looked_at = Call.objects.get(pk=caller(call).pk)
    intake.keep(Call.objects.get(pk=call.pk), "caller_name", "Павло Сторонній")
    with pytest.raises(Overtaken):
        screening.ask(looked_at, director, cast.receptionist)
    assert not call.transfer_requests.exists()


def test_a_rule_is_of_its_executive_or_of_all(
    call_in: CallIn, cast: Cast, director: Employee, accountant: Employee
) -> None:
    rule(cast, director)
    of_another = screening.ask(caller(call_in()), accountant, cast.receptionist)
    assert of_another.status == RequestStatus.PENDING
    rule(cast, None)
    for_all = screening.ask(caller(call_in()), accountant, cast.receptionist)
    assert for_all.status == RequestStatus.APPROVED


@pytest.mark.parametrize(
    ("own", "for_all", "approved"), [(True, False, True), (False, True, False)]
)
def test_his_own_rule_counts_before_that_for_all(
    call: Call, cast: Cast, director: Employee, own: bool, for_all: bool, approved: bool
) -> None:
    rule(cast, director, always=own)
    rule(cast, None, always=for_all)
    request = screening.ask(caller(call), director, cast.receptionist)
    assert (request.status == RequestStatus.APPROVED) == approved


def test_a_number_counts_before_its_company(call: Call, cast: Cast, director: Employee) -> None:
    rule(cast, director, Subject.COMPANY, always=False)
    rule(cast, director, Subject.NUMBER, always=True)
    request = screening.ask(caller(call), director, cast.receptionist)
    assert request.status == RequestStatus.APPROVED


def test_undone_from_the_list_it_holds_no_longer(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    standing = rule(cast, director)
    screening.ask(caller(call_in()), director, cast.receptionist)
    page_of(cast.director).post(reverse("rule-undone", args=[standing.pk]))
    again = screening.ask(caller(call_in()), director, cast.receptionist)
    assert again.status == RequestStatus.PENDING
    with pytest.raises(Refused):
        standing_rules.undo(standing, cast.director)


def test_a_later_rule_takes_the_place_of_the_earlier(cast: Cast, director: Employee) -> None:
    first = rule(cast, director, always=True)
    second = rule(cast, director, always=False)
    assert list(StandingRule.objects.filter(undone_at=None)) == [second]
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


ONE_COMPANY = [
    ("ТОВ «Північ»", "північ"),
    ("ПрАТ Північ-Буд", "Північ Буд"),
    ("Компанія «Північ», ТДВ", "Північ"),
    ("Київстар", "Kyivstar LLC"),
    ("Ґранд", "Гранд"),
]
ONE_NAME = [
    ("Коваль Іван", "іван  КОВАЛЬ"),
    ("Ivan Koval", "Іван Коваль"),
    ("Галина Лис", "Ґалина Лис"),
    ("Мар'яна Лис", "Марʼяна Лис"),
]
# Less or more of a name is said: it may be he, and it may be a namesake.
PERHAPS_ONE = [
    ("Іван Коваль", "Коваль Іван Петрович"),
    ("Коваль Іван Петрович", "Іван Коваль"),
    ("Коваль", "Іван Коваль"),
]
TWO_PEOPLE = [("Іван Коваль", "Іван"), ("Іван Коваль", "Іван Лис"), ("Іван Коваль", "Марія Коваль")]


def answer_by(
    call: Call, cast: Cast, director: Employee, written: str, said: str, *, always: bool, field: str
) -> str:
    """What the director's rule about a caller, as it is written, says to who has said this."""
    subject = Subject.PERSON if field == "caller_name" else Subject.COMPANY
    standing_rules.add(director, always=always, subject=subject, value=written, actor=cast.director)
    facts = {**FACTS, field: said}
    return screening.ask(told(call, **facts), director, cast.receptionist).answer


@pytest.mark.parametrize("always", [True, False])
@pytest.mark.parametrize(
    ("field", "written", "said"),
    [("company", *pair) for pair in ONE_COMPANY] + [("caller_name", *pair) for pair in ONE_NAME],
)
def test_a_rule_knows_a_caller_however_he_is_spelt(
    call: Call, cast: Cast, director: Employee, field: str, written: str, said: str, always: bool
) -> None:
    answer = answer_by(call, cast, director, written, said, always=always, field=field)
    assert answer == (Answer.CONNECT if always else Answer.MESSAGE)


@pytest.mark.parametrize(("written", "said"), PERHAPS_ONE)
def test_never_holds_for_a_patronymic_more_or_less(
    call: Call, cast: Cast, director: Employee, written: str, said: str
) -> None:
    never = answer_by(call, cast, director, written, said, always=False, field="caller_name")
    assert never == Answer.MESSAGE


@pytest.mark.parametrize(("written", "said"), PERHAPS_ONE)
def test_law_1_always_lets_no_namesake_in(
    call: Call, cast: Cast, director: Employee, written: str, said: str
) -> None:
    asked = answer_by(call, cast, director, written, said, always=True, field="caller_name")
    assert asked == ""


@pytest.mark.parametrize(("written", "said"), TWO_PEOPLE)
def test_about_somebody_else_it_is_no_rule(
    call: Call, cast: Cast, director: Employee, written: str, said: str
) -> None:
    asked = answer_by(call, cast, director, written, said, always=False, field="caller_name")
    assert asked == ""


@pytest.mark.parametrize(
    ("subject", "written"), [(Subject.NUMBER, "немає"), (Subject.COMPANY, "ТОВ")]
)
def test_what_names_nobody_is_no_rule(
    cast: Cast, director: Employee, subject: Subject, written: str
) -> None:
    with pytest.raises(Refused):
        standing_rules.add(
            director, always=False, subject=subject, value=written, actor=cast.director
        )


@pytest.mark.parametrize("form", sorted(recognition.LEGAL_FORMS))
def test_a_company_is_the_same_for_a_rule_and_for_the_card(form: str) -> None:
    assert key_of(Subject.COMPANY, f"{form} «Північ»") == key_of(Subject.COMPANY, "північ")
    assert company_key(f"{form} «Північ»") == company_key("північ")


def test_a_later_rule_takes_the_place_of_one_spelt_otherwise(
    cast: Cast, director: Employee
) -> None:
    """Also where the earlier one was written when callers were compared in another way."""
    earlier = standing_rules.add(
        director, always=True, subject=Subject.PERSON, value="Іван Коваль", actor=cast.director
    )
    StandingRule.objects.filter(pk=earlier.pk).update(key="іван коваль")
    later = standing_rules.add(
        director, always=False, subject=Subject.PERSON, value="Koval Ivan", actor=cast.director
    )
    assert list(StandingRule.objects.filter(undone_at=None)) == [later]


def test_rules_written_before_are_compared_in_the_same_way(cast: Cast, director: Employee) -> None:
    """As they stood when fewer legal forms were known: two of them are about one company."""
    older, newer, other = (
        StandingRule.objects.create(
            executive=director,
            always=always,
            subject=Subject.COMPANY,
            value=key,
            key=key,
            made_by=cast.director,
        )
        for key, always in (("фірма північ", True), ("північ", False), ("corp схід", True))
    )
    migration = importlib.import_module("calls.migrations.0012_keys_of_companies")
    migration.compare_anew(apps, None)
    left = StandingRule.objects.filter(undone_at=None).order_by("pk")
    assert [(one, one.key) for one in left] == [(newer, "північ"), (other, "схід")]
    assert older not in left


def test_a_rule_about_nothing_is_refused(cast: Cast, director: Employee) -> None:
    url = reverse("standing-rules", args=[director.pk])
    form = {"always": "yes", "subject": "number", "value": "немає"}
    assert page_of(cast.director).post(url, form).status_code == 422
    assert not StandingRule.objects.exists()


def test_only_the_admin_makes_a_rule_for_everybody(cast: Cast, director: Employee) -> None:
    url = reverse("standing-rules", args=[director.pk])
    form = {"always": "no", "subject": "company", "value": "Північ", "for_all": "on"}
    page_of(cast.director).post(url, form)
    page_of(cast.admin).post(url, form)
    assert {one.executive for one in StandingRule.objects.all()} == {director, None}


def test_the_admin_undoes_a_rule_for_everybody_where_he_sees_it(cast: Cast) -> None:
    standing_rules.add(
        None, always=False, subject=Subject.COMPANY, value="Північ", actor=cast.admin
    )
    page = page_of(cast.admin)
    assert "Північ" in page.get(reverse("screenings")).text
    undoing = reverse("rule-undone", args=[StandingRule.objects.get().pk])
    after = page.post(undoing, {"from": "screening"}, follow=True)
    assert after.status_code == 200
    assert "Північ" not in after.text


@pytest.mark.parametrize(
    ("mode", "kind", "answer"),
    [
        (Mode.ALL, Kind.EXTERNAL, ""),
        (Mode.ALL, Kind.INTERNAL, ""),
        (Mode.UNKNOWN, Kind.EXTERNAL, ""),
        (Mode.EXTERNAL, Kind.EXTERNAL, ""),
        (Mode.EXTERNAL, Kind.INTERNAL, Answer.MESSAGE),
        (Mode.INTERNAL, Kind.INTERNAL, ""),
        (Mode.INTERNAL, Kind.EXTERNAL, Answer.MESSAGE),
        (Mode.SILENT, Kind.EXTERNAL, Answer.MESSAGE),
        (Mode.ASSISTANT, Kind.EXTERNAL, Answer.GIVE),
    ],
)
def test_each_mode(cast: Cast, director: Employee, mode: Mode, kind: Kind, answer: str) -> None:
    page_of(cast.director).post(reverse("mode"), {"mode": mode})
    call = caller(intake.take(kind, cast.receptionist))
    request = screening.ask(call, director, cast.receptionist)
    assert request.answer == answer
    assert request.asked.exists() == (answer == "")
    if mode is Mode.ASSISTANT:
        assert request.given_to == cast.person(cast.assistant)
        connected = connecting.connect(call, request.given_to, cast.receptionist)
        assert connected.connected_to == cast.person(cast.assistant)


def test_everything_to_the_assistant_who_is_out_is_a_message(
    call: Call, cast: Cast, director: Employee
) -> None:
    presence.say(cast.person(cast.assistant), Presence.State.AWAY, cast.assistant)
    deciders.set_mode(director, Mode.ASSISTANT, cast.director)
    assert screening.ask(caller(call), director, cast.receptionist).answer == Answer.MESSAGE


def test_a_caller_whom_he_has_talked_with_is_known(
    call_in: CallIn, cast: Cast, director: Employee
) -> None:
    deciders.set_mode(director, Mode.UNKNOWN, cast.director)
    first = caller(call_in())
    screening.decide(
        screening.ask(first, director, cast.receptionist), Answer.CONNECT, cast.director
    )
    first.refresh_from_db()
    connecting.connect(first, director, cast.receptionist)
    again = screening.ask(told(call_in(), **FACTS), director, cast.receptionist)
    assert (again.status, again.ground) == (RequestStatus.APPROVED, "mode")
    other = told(call_in(), caller_name="Петро", company="Північ", subject="договір")
    assert screening.ask(other, director, cast.receptionist).status == RequestStatus.PENDING


def test_his_own_always_passes_do_not_disturb(call: Call, cast: Cast, director: Employee) -> None:
    deciders.set_mode(director, Mode.SILENT, cast.director)
    rule(cast, director)
    assert screening.ask(caller(call), director, cast.receptionist).status == "approved"
