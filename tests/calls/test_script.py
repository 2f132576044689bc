"""The next question, over all that can be known: never one that is answered already. Law 7."""

from dataclasses import replace
from itertools import product

import pytest

from calls.script import Known, missing_facts, next_situation, sends_offer
from calls.situations import Decision, Situation
from calls.statuses import Handling, Purpose

# What each question asks for; the other situations ask for nothing.
ASKS = {
    Situation.MATTER: {"subject"},
    Situation.SUBJECT: {"subject"},
    Situation.GREETING: {"subject"},
    Situation.HELP: {"subject"},
    Situation.NAME_AND_COMPANY: {"name", "company"},
    Situation.NAME: {"name"},
    Situation.COMPANY: {"company"},
    Situation.SPOKEN_BEFORE: {"spoke_before"},
    Situation.BUY_OR_SELL: {"purpose"},
    Situation.DETAILS: {"purpose"},
}

EVERYTHING = [
    Known(
        name=name,
        company=company,
        subject=subject,
        purpose=purpose,
        asked_somebody=asked > 0,
        asked_protected=asked > 1,
        on_hold=on_hold,
        ended=ended,
        decision=decision,
        message_taken=message_taken,
        internal=internal,
        recognised=internal,
    )
    for (
        internal,
        name,
        company,
        subject,
        purpose,
        asked,
        on_hold,
        ended,
        decision,
        message_taken,
    ) in product(
        [False, True],
        ["", "Іван"],
        ["", "Північ"],
        ["", "зустріч"],
        ["", *Purpose.values],
        range(3),
        [False, True],
        [False, True],
        Decision,
        [False, True],
    )
]

# What the words suggest, and what is known of whom he needs, beside the facts above.
EVERYTHING += [
    Known(
        name=name,
        subject=subject,
        purpose=purpose,
        likely=likely,
        unsure=bool(subject) and not likely,
        trading=trading,
        handling=handling,
        recognised=recognised,
        spoke_before=spoke_before,
        asked_somebody=asked > 0,
        asked_protected=asked > 1,
        asked_busy=busy,
        nobody_free=nobody_free,
    )
    for (
        name,
        subject,
        purpose,
        likely,
        trading,
        handling,
        recognised,
        spoke_before,
        asked,
        busy,
        nobody_free,
    ) in product(
        ["", "Іван"],
        ["", "рахунок"],
        ["", "buy", "sell", "existing", "info"],
        ["", "buy", "sell", "existing", "wrong"],
        [False, True],
        ["", *Handling.values],
        [False, True],
        [None, False, True],
        range(3),
        [False, True],
        [False, True],
    )
]

_OF_WHOM_HE_NEEDS = {Situation.SPOKEN_BEFORE, Situation.BUY_OR_SELL, Situation.DETAILS}
SCREENED = Known(asked_somebody=True, asked_protected=True)
# Recognised by his number alone, and to be put through unasked if it is he.
BY_NUMBER = replace(
    SCREENED,
    name="Іван",
    company="Північ",
    subject="рахунок",
    recognised=True,
    unheard=frozenset(["caller_name", "company"]),
)


def test_nothing_known_is_asked_again() -> None:
    for known in EVERYTHING:
        situation = next_situation(known)
        for fact in ASKS.get(situation, ()):
            assert getattr(known, fact) in {"", None}, (situation, known)


def test_there_is_one_thing_to_say_whatever_is_known() -> None:
    assert {type(next_situation(known)) for known in EVERYTHING} == {Situation}


def test_nothing_is_asked_of_a_caller_who_waits_or_has_gone() -> None:
    for known in EVERYTHING:
        # A yes that has lapsed leaves everything as before it was asked for.
        unsettled = known.decision in {Decision.NONE, Decision.LAPSED}
        if known.ended or known.on_hold or not unsettled:
            assert next_situation(known) not in ASKS, known


def test_law_4_a_seller_is_asked_nothing_more() -> None:
    for known in EVERYTHING:
        sells = known.purpose == "sell" and known.handling in {"", Handling.MAIL}
        busy = known.ended or known.on_hold or known.message_taken
        if sells and not busy and known.decision is Decision.NONE:
            assert next_situation(known) is Situation.SEND_OFFER, known


def test_a_seller_about_whom_a_protected_person_is_to_be_asked_is_asked_who_he_is() -> None:
    seller = replace(SCREENED, purpose="sell", subject="реклама")
    assert next_situation(seller) is Situation.SEND_OFFER
    assert sends_offer(seller)
    insists = replace(seller, insists=True)
    assert next_situation(insists) is Situation.NAME_AND_COMPANY
    assert next_situation(replace(insists, name="Іван", company="Північ")) is Situation.ASKING
    # Nobody is to be asked about him any more.
    assert next_situation(replace(insists, asked_protected=False)) is Situation.SEND_OFFER


def test_a_complaint_adds_no_question_and_takes_some_away() -> None:
    for known in EVERYTHING:
        before, after = next_situation(known), next_situation(replace(known, complains=True))
        if before is Situation.CONNECTING:
            assert after in {Situation.CONNECTING, Situation.REGRET}, known
        elif before in _OF_WHOM_HE_NEEDS:
            assert after is before or after not in ASKS, known
        else:
            assert after is before, known


def test_a_question_answered_brings_another_situation() -> None:
    """Whatever is asked, the answer to it moves the call on: nobody goes round in circles."""
    answers: dict[str, object] = {"name": "Іван", "company": "Північ", "subject": "зустріч"}
    answers |= {"purpose": "existing", "spoke_before": False}
    for known in EVERYTHING:
        situation = next_situation(known)
        if situation in ASKS:
            told = replace(known, **{fact: answers[fact] for fact in ASKS[situation]})
            assert next_situation(told) is not situation, known


def test_law_1_a_protected_person_is_asked_only_when_nothing_is_missing() -> None:
    for known in EVERYTHING:
        plain = known.decision is Decision.NONE and not known.ended and not known.message_taken
        if known.asked_protected and plain and next_situation(known) is Situation.ASKING:
            assert not missing_facts(known), known


def test_law_1_nobody_is_told_that_he_is_connected_with_a_protected_person_unasked() -> None:
    for known in EVERYTHING:
        if known.asked_protected and known.decision is not Decision.APPROVED:
            told = {next_situation(replace(known, complains=yes)) for yes in (False, True)}
            assert not told & {Situation.CONNECTING, Situation.REGRET, Situation.APPROVED}, known


def test_law_7_a_colleague_is_never_asked_for_his_company() -> None:
    for known in EVERYTHING:
        if known.internal:
            assert next_situation(known) not in {Situation.COMPANY, Situation.NAME_AND_COMPANY}
            assert "company" not in missing_facts(known)


def test_nobody_is_told_that_he_is_connected_while_nothing_says_with_whom() -> None:
    for known in EVERYTHING:
        if not known.asked_somebody:
            lost = replace(known, nobody_meant=True)
            assert next_situation(lost) is not Situation.CONNECTING, lost


@pytest.mark.parametrize(
    ("known", "situation"),
    [
        (Known(), Situation.GREETING),
        (Known(name="Іван"), Situation.MATTER),
        (Known(company="Північ"), Situation.MATTER),
        (Known(name="Іван", recognised=True), Situation.HELP),
        (Known(subject="рахунок"), Situation.CONNECTING),
        (Known(asked_somebody=True), Situation.CONNECTING),
        (Known(subject="ошукали", complains=True, unsure=True), Situation.REGRET),
        (Known(subject="ошукали", complains=True, purpose="service"), Situation.REGRET),
        (Known(subject="скарга сусідів", complains=True, purpose="business"), Situation.CONNECTING),
        (Known(asked_somebody=True, complains=True), Situation.REGRET),
        (Known(asked_somebody=True, asked_busy=True, complains=True), Situation.SPECIALIST_BUSY),
        (SCREENED, Situation.SUBJECT),
        (replace(SCREENED, subject="зустріч"), Situation.NAME_AND_COMPANY),
        (replace(SCREENED, subject="зустріч", name="Іван"), Situation.COMPANY),
        (replace(SCREENED, subject="зустріч", company="Північ"), Situation.NAME),
        (replace(SCREENED, subject="зустріч", company="Північ", name="Іван"), Situation.ASKING),
        (replace(BY_NUMBER, unheard=frozenset(["caller_name"])), Situation.NAME),
        (replace(BY_NUMBER, unheard=frozenset(["company"])), Situation.COMPANY),
        (BY_NUMBER, Situation.NAME_AND_COMPANY),
        (replace(BY_NUMBER, asked_protected=False), Situation.CONNECTING),
        (replace(SCREENED, subject="звіт", internal=True), Situation.NAME),
        (replace(SCREENED, subject="звіт", name="Олег", internal=True), Situation.ASKING),
        (replace(SCREENED, decision=Decision.PENDING), Situation.ASKING),
        (replace(SCREENED, decision=Decision.APPROVED), Situation.APPROVED),
        (replace(SCREENED, decision=Decision.APPROVED, on_hold=True), Situation.APPROVED),
        (replace(SCREENED, decision=Decision.HELD_UP), Situation.PLEASE_HOLD),
        (replace(SCREENED, decision=Decision.DECLINED), Situation.IN_MEETING),
        (replace(SCREENED, decision=Decision.EXPIRED), Situation.EXECUTIVE_BUSY),
        (
            replace(SCREENED, decision=Decision.DECLINED, message_taken=True),
            Situation.MESSAGE_TAKEN,
        ),
        (Known(subject="той ваш майстер", unsure=True), Situation.SPOKEN_BEFORE),
        (Known(subject="рахунок", likely="existing"), Situation.SPOKEN_BEFORE),
        (Known(subject="рахунок", likely="existing", recognised=True), Situation.CONNECTING),
        (Known(subject="рахунок", likely="existing", spoke_before=False), Situation.CONNECTING),
        (
            Known(subject="вікна", unsure=True, trading=True, spoke_before=False),
            Situation.BUY_OR_SELL,
        ),
        (Known(subject="ну той", unsure=True, spoke_before=False), Situation.DETAILS),
        (Known(subject="ну той", unsure=True, purpose="service"), Situation.CONNECTING),
        (Known(subject="рахунок", purpose="service", nobody_meant=True), Situation.DETAILS),
        (Known(subject="Юлю", likely="personal", nobody_meant=True), Situation.WHOM),
        (Known(subject="вікна", likely="buy"), Situation.CONNECTING),
        (Known(subject="вікна", likely="buy", nobody_free=True), Situation.NOBODY_FREE),
        (Known(subject="папір", likely="sell"), Situation.SEND_OFFER),
        (Known(subject="папір", likely="sell", purpose="buy"), Situation.CONNECTING),
        (Known(purpose="job", handling="mail"), Situation.SEND_OFFER),
        (Known(purpose="sell", handling="department"), Situation.CONNECTING),
        (Known(purpose="info"), Situation.ANSWERING),
        (Known(asked_somebody=True, asked_busy=True), Situation.SPECIALIST_BUSY),
        (
            Known(asked_somebody=True, asked_busy=True, helped_by_another=True),
            Situation.GIVEN_TO,
        ),
        (replace(SCREENED, asked_busy=True), Situation.SUBJECT),
        (replace(SCREENED, purpose="sell"), Situation.SEND_OFFER),
        (Known(ended=True, disposition="offer_by_mail"), Situation.SEND_OFFER),
        (Known(ended=True, disposition="turned_away"), Situation.NOT_NEEDED),
        (Known(ended=True, disposition="call_back"), Situation.CALL_BACK),
        (
            replace(SCREENED, decision=Decision.DECLINED, ended=True, disposition="turned_away"),
            Situation.GOODBYE,
        ),
        (Known(purpose="sell"), Situation.SEND_OFFER),
        (Known(purpose="wrong"), Situation.WRONG_NUMBER),
        (Known(on_hold=True), Situation.PLEASE_HOLD),
        (Known(ended=True), Situation.GOODBYE),
        (Known(ended=True, message_taken=True), Situation.MESSAGE_TAKEN),
    ],
)
def test_what_is_said_next(known: Known, situation: Situation) -> None:
    assert next_situation(known) is situation


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_a_blank_is_no_fact(blank: str) -> None:
    known = Known(name=blank, company=blank, subject=blank)
    assert missing_facts(known) == ["subject", "caller_name", "company"]
    assert next_situation(known) is Situation.GREETING
