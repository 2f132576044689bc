"""A standing rule knows its caller however he is spelt, and lets no namesake in."""

import importlib

import pytest
from django.apps import apps

from calls import recognition, screening, standing_rules
from calls.models import Call, StandingRule
from calls.recognition import company_key
from calls.refusals import Refused
from calls.standing_rules import Subject, key_of
from calls.statuses import Answer
from directory.models import Employee
from tests.calls.conftest import FACTS, told
from tests.conftest import Cast

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
