"""Purposes as this company has them: what each is called, in what order, what is done with it."""

from dataclasses import dataclass

from django.utils.translation import get_language

from calls.models import PurposeRule
from calls.statuses import HANDLED, Handling, Purpose

# Where each stands unless the admin has said so: its number is its key at the desk.
PLACES = {purpose: place for place, purpose in enumerate(Purpose, start=1)}


@dataclass(frozen=True)
class Known:
    """One purpose. `label` is in the language of the page; `cues` and `departments`
    are the admin's own."""

    purpose: Purpose
    label: str
    handling: Handling
    cues: str = ""
    departments: tuple[int, ...] = ()


def all_known() -> list[Known]:
    """Every purpose, in the admin's order; those he has not placed keep the built-in one."""
    rules = {rule.purpose: rule for rule in PurposeRule.objects.prefetch_related("departments")}
    known = [_known(purpose, rules.get(purpose)) for purpose in Purpose]

    def place(one: Known) -> tuple[int, int]:
        rule, own = rules.get(one.purpose), PLACES[one.purpose]
        return (own if rule is None or rule.position is None else rule.position, own)

    return sorted(known, key=place)


def built_in(purpose: Purpose) -> Handling:
    """What is done with a call of this purpose where the admin has said nothing of it."""
    return HANDLED.get(purpose, Handling.DEPARTMENT)


def _known(purpose: Purpose, rule: PurposeRule | None) -> Known:
    if rule is None:
        return Known(purpose, str(purpose.label).capitalize(), built_in(purpose))
    own = rule.name_uk if get_language() == "uk" else rule.name_en
    label = own or str(purpose.label).capitalize()
    departments = tuple(department.pk for department in rule.departments.all())
    handling = Handling(rule.handling) if rule.handling else built_in(purpose)
    return Known(purpose, label, handling, rule.cues, departments)
