"""Callers about whom nobody is asked: rules and modes, and the trace that they leave."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from calls import call_control, connecting, deciders, intake, screening, standing_rules
from calls.models import Call, StandingRule
from calls.refusals import Overtaken, Refused
from calls.standing_rules import Subject
from calls.statuses import Answer, Kind, Mode, RequestStatus, Status
from directory import presence
from directory.models import Employee, Presence
from tests.calls.conftest import FACTS, CallIn, page_of, told
from tests.calls.ruling import NUMBER, ask, caller, only_request, rule
from tests.conftest import Cast


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
    call = caller(call_control.take(kind, cast.receptionist))
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
