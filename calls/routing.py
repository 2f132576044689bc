"""Whom to connect a caller with, and why, in words: gathers what `calls.ranking` puts in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from calls import earlier, holds, purposes, reasons, suggestions
from calls.learner.mind import Suggestions
from calls.models import Call, Hold
from calls.ranking import Choice, Person, Why, Wish, call_back_owner, nobody_free, ranked
from calls.reasons import Reasons
from calls.recognition import company_key
from calls.statuses import Handling
from directory import finding, presence
from directory.models import Department, Employee, Presence

_OFFERED = 8
_LOOKED_AT = 120  # people of the departments that answer for a matter
_WAITING = timedelta(hours=24)  # who took a caller before that has waited as long as anybody
_LEAST_LIKELY = 0.1  # of a department that may answer


@dataclass(frozen=True)
class Suggestion:
    """One person to connect, with the reason in words. `hold`: for whom he is held just now.
    `is_ground`: the reason is ground enough for the main button to choose him."""

    employee: Employee
    presence: Presence
    reason: str = ""
    asked: bool = False
    hold: Hold | None = None
    is_ground: bool = True


@dataclass(frozen=True)
class Offer:
    """Whom the desk offers. `nobody_free`: it is a buyer, and the whole sales side is taken.
    `asked_taken`: whoever the caller asks for is not free, or is held for another call. `owner`:
    who owes the caller a call-back, if one is promised. `looked_at`: all whose being free or not
    decides about it, by their numbers."""

    people: list[Suggestion] = field(default_factory=list)
    nobody_free: bool = False
    asked_taken: bool = False
    owner: Employee | None = None
    looked_at: frozenset[int] = frozenset()

    @property
    def best(self) -> Suggestion | None:
        """The first of them, where there is a reason to take him."""
        first = self.people[0] if self.people else None
        return first if first and first.is_ground else None

    @property
    def instead(self) -> Suggestion | None:
        """Who can take a buyer at once, where the one he asks for cannot. Law 3."""
        best = self.best
        return best if self.asked_taken and best is not None and not best.asked else None


def whom_to_connect(call: Call, query: str) -> list[Suggestion]:
    """The answers to a search; without one, whom the desk offers."""
    if not query.strip():
        return offer(call).people
    held = holds.standing()
    asked = call.asked_employee_id
    return [
        Suggestion(
            one.employee,
            presence.of(one.employee),
            one.reason,
            asked=asked == one.employee.pk,
            hold=_by_another(held, one.employee.pk, call),
        )
        for one in finding.find(query)
    ]


def offer(call: Call) -> Offer:
    """Whom to connect: in a number of queries that doesn't grow with people or calls."""
    known = purposes.all_known()
    guess = suggestions.of(call, known) if call.subject.strip() else None
    return offer_by(call, known, guess, earlier.past(call))


def offer_by(
    call: Call, known: list[purposes.Known], guess: Suggestions | None, past: earlier.Past | None
) -> Offer:
    """The same, from what the card has gathered already."""
    wish = _wish(call, known, guess, past)
    found = _found(call)
    wish = replace(wish, named=tuple(one.employee.pk for one in found))
    held = holds.standing()
    persons = _persons(call, wish, held)
    if not persons:
        heads = _heads()
        return Offer(heads, nobody_free=bool(wish.sales), owner=_first_to_owe(heads))
    chosen = ranked(persons, wish)[:_OFFERED]
    owing = call_back_owner(persons, wish)
    employees = _employees({one.pk for one in chosen} | ({owing.pk} if owing else set()))
    because = Reasons(call, past, guess, {person.pk: person for person in persons}, found)
    meant = finding.meant(found, call.asked_for)
    people = [
        Suggestion(
            employees[one.pk],
            presence.of(employees[one.pk]),
            because.told(employees[one.pk], one.why),
            asked=one.pk == wish.asked,
            hold=_by_another(held, one.pk, call),
            is_ground=_is_ground(one, wish, meant),
        )
        for one in chosen
        if one.pk in employees
    ]
    people = people or _heads()
    owner = employees.get(owing.pk) if owing else None
    return Offer(
        people,
        nobody_free(persons, wish),
        any(one.pk == wish.asked and not one.is_free for one in persons),
        call.asked_employee or owner or _first_to_owe(people),
        looked_at=frozenset(person.pk for person in persons),
    )


def buys(call: Call, known: list[purposes.Known], guess: Suggestions | None) -> bool:
    """Is it a call for the sales side, as was noted or as the words leave no doubt?"""
    rule = _rule(call, known, guess)
    return rule is not None and rule.handling is Handling.SALES


def _rule(
    call: Call, known: list[purposes.Known], guess: Suggestions | None
) -> purposes.Known | None:
    """The purpose of the call, noted or likely, as this company handles it."""
    purpose = call.purpose
    if not purpose and guess and guess.sure_of_purpose:
        purpose = guess.purposes[0].label
    return next((one for one in known if one.purpose.value == purpose), None)


def _first_to_owe(people: Iterable[Suggestion]) -> Employee | None:
    """Of several who are offered, whoever may be rung without asking comes first."""
    offered = sorted(people, key=lambda one: one.employee.is_protected)
    return offered[0].employee if offered else None


def _wish(
    call: Call, known: list[purposes.Known], guess: Suggestions | None, past: earlier.Past | None
) -> Wish:
    rule = _rule(call, known, guess)
    asked = call.asked_employee
    helpers = finding.assistants_of(asked) if asked is not None and asked.is_protected else ()
    named = {one.label: one.probability for one in guess.departments[:3]} if guess else {}
    likely = {name: chance for name, chance in named.items() if chance >= _LEAST_LIKELY}
    to_sales = rule is not None and rule.handling is Handling.SALES
    selling = suggestions.selling(known) if to_sales else ()
    pks = dict(Department.objects.filter(name__in=[*likely, *selling]).values_list("name", "pk"))
    departments = {pks[name]: chance for name, chance in likely.items() if name in pks}
    sales: frozenset[int] = frozenset()
    if rule and to_sales:
        sales = frozenset(rule.departments or [pks[name] for name in selling if name in pks])
    elif rule and rule.departments:
        departments = dict.fromkeys(rule.departments, 1.0) | departments
    elif rule and rule.handling is Handling.PERSON:
        departments = {}  # it is nobody's matter but his for whom it is
    return Wish(
        asked=asked.pk if asked is not None else None,
        decide_for_asked=tuple(one.pk for one in helpers),
        last=past.last_person.pk if past and past.last_person else None,
        departments=departments,
        sure=bool(guess and guess.sure_of_department) or bool(rule and rule.departments),
        sales=sales,
    )


def _employees(pks: set[int]) -> dict[int, Employee]:
    """Those who are shown, with all that is shown of them."""
    people = Employee.objects.working().filter(pk__in=pks)
    return {one.pk: one for one in people.select_related("department", "presence_row")}


def _persons(call: Call, wish: Wish, held: dict[int, Hold]) -> list[Person]:
    """All who come into question, as far as their order goes: most of them are never shown."""
    named = {wish.asked, wish.last, *wish.decide_for_asked, *wish.named} - {None}
    others = wish.departments.keys() - wish.sales
    if not named and not others and not wish.sales:
        return []
    known = (
        Employee.objects.working()
        .order_by("-is_head", "sort_key")
        .values_list(
            "pk",
            "department",
            "is_head",
            "is_protected",
            "presence_row__state",
            "presence_row__until",
        )
    )
    # Whoever was named, and each of the sales side: one of them who is free is never overlooked.
    certain = Q(pk__in=named) | Q(department__in=wish.sales)
    rows = list(known.filter(certain))
    if others:
        rows += known.filter(department__in=others).exclude(certain)[:_LOOKED_AT]
    pks = [row[0] for row in rows]
    connected = Call.objects.filter(connected_to__in=pks).exclude(pk=call.pk)
    recent = connected.filter(created_at__gte=timezone.now() - _WAITING)
    took = dict(recent.order_by().values_list("connected_to").annotate(Max("ended_at")))
    key = company_key(call.company)
    dealt: dict[int, datetime] = {}
    if key:
        of_company = connected.filter(caller__company_key=key).order_by()
        dealt = dict(of_company.values_list("connected_to").annotate(Max("created_at")))
    now = timezone.now()
    people = []
    for pk, department, is_head, is_protected, said, until in rows:
        state = presence.state_of(said, until, now)
        people.append(
            Person(
                pk=pk,
                department=department,
                is_free=state is Presence.State.FREE and _by_another(held, pk, call) is None,
                is_away=state is Presence.State.AWAY,
                is_head=is_head,
                is_protected=is_protected,
                dealt_at=dealt.get(pk),
                last_caller_at=took.get(pk),
            )
        )
    return people


def _found(call: Call) -> list[finding.Found]:
    """Whom the words for the person he asks for may mean, while nobody of them is chosen."""
    if call.asked_employee is not None or not call.asked_for.strip():
        return []
    return finding.find(call.asked_for)


def _is_ground(choice: Choice, wish: Wish, meant: Employee | None) -> bool:
    """Is the reason enough to take this person without asking the caller more? Law 7."""
    if choice.why is Why.NAMED:
        return meant is not None and meant.pk == choice.pk
    return wish.sure or choice.why not in {Why.HEAD, Why.ANSWERS}


def _heads() -> list[Suggestion]:
    """Whoever heads a department, where nothing says whom the caller needs."""
    return [
        Suggestion(head, presence.of(head), reasons.heads(head), is_ground=False)
        for head in finding.heads(_OFFERED)
    ]


def _by_another(held: dict[int, Hold], pk: int, call: Call) -> Hold | None:
    hold = held.get(pk)
    return hold if hold and hold.call_id != call.pk else None
