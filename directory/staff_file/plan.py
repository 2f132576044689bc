"""What a file would change: who is new, changed, unchanged, gone. Nothing is written here."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Value
from django.db.models.functions import Coalesce

from directory.models import Assistance, Department, Employee
from directory.staff_file import cells, progress, tree
from directory.staff_file.checks import StaffList
from directory.staff_file.columns import Column
from directory.staff_file.matching import matched
from directory.staff_file.problems import Complaints, Problem
from directory.staff_file.rows import Person
from directory.staff_file.tree import Unit

# Of an employee, what a column holds as it is; the department and the assistants are relations.
PLAIN = (
    Column.SURNAME, Column.GIVEN_NAME, Column.PATRONYMIC, Column.POSITION, Column.EXTENSION,
    Column.MOBILE, Column.EMAIL, Column.IS_HEAD, Column.IS_PROTECTED,
)  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """One value before and after, as it is kept: text, or yes and no as a bool."""

    column: Column
    old: str | bool
    new: str | bool


@dataclass(frozen=True)
class Change:
    """What changes of one employee. `returns` where he had left."""

    employee: Employee
    person: Person
    fields: list[FieldChange]
    returns: bool


@dataclass(frozen=True)
class UnitChange:
    """What changes of one department; `department` is None where it is new."""

    unit: Unit
    department: Department | None
    fields: list[FieldChange]


@dataclass
class Plan:
    """The difference between a staff list and the database, in the order of the list.

    `working` counts those who work here before it; `employees` are, by line, those known already.
    """

    staff: StaffList
    working: int
    new: list[Person] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    gone: list[Employee] = field(default_factory=list)
    units: list[UnitChange] = field(default_factory=list)
    employees: dict[int, Employee] = field(default_factory=dict)

    @property
    def changes_anything(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.units)

    @property
    def most_would_leave(self) -> bool:
        """More than half of those who work here are not in the file: most likely the wrong file."""
        return 2 * len(self.gone) > self.working

    @property
    def many_would_leave(self) -> bool:
        """More than a quarter: perhaps the file is not meant as the whole list."""
        return 4 * len(self.gone) > self.working

    def only_adding(self) -> "Plan":
        """The same where the file is a part of the list: whoever is not in it stays."""
        return replace(self, gone=[])

    @property
    def clashes(self) -> list[Problem]:
        """What stands against only adding: somebody not in the file has what only one can have."""
        complaints = Complaints(self.staff.titles)
        heads = {cells.folded(one.department.name): one for one in self.gone if one.is_head}
        emails = {one.email.lower(): one for one in self.gone if one.email}
        for person in [*self.new, *(change.person for change in self.changed)]:
            head = heads.get(cells.folded(person.department)) if person.is_head else None
            if head:
                complaints.add(
                    "head_stays", person.line, Column.IS_HEAD, person.full_name,
                    department=person.department, person=head.full_name,
                )  # fmt: skip
            if owner := emails.get(person.email):
                complaints.add(
                    "email_stays", person.line, Column.EMAIL, person.email, person=owner.full_name
                )
        return complaints.problems

    @property
    def fingerprint(self) -> str:
        """Two plans that would do the same have the same one."""
        facts = [
            [repr(person) for person in self.new],
            [(c.employee.pk, c.returns, [repr(f) for f in c.fields]) for c in self.changed],
            [employee.pk for employee in self.gone],
            [(u.department and u.department.pk, u.unit.name, repr(u.fields)) for u in self.units],
        ]
        return hashlib.sha256(repr(facts).encode()).hexdigest()


def known_departments() -> dict[str, str]:
    """Every department there is, with its parent's name."""
    return dict(Department.objects.values_list("name", Coalesce("parent__name", Value(""))))


def compare(staff: StaffList, tell: progress.Tell = progress.nobody) -> Plan:
    """Raises StaffFileError where the departments in the database make the file's impossible."""
    complaints = Complaints(staff.titles)
    tree.check(staff.units, known_departments(), complaints)
    complaints.raise_any()
    tell(progress.COMPARING, 0, len(staff.people))
    working: dict[Employee, Person] = {}
    left: dict[Employee, Person] = {}
    for employee in Employee.objects.select_related("department"):
        group = working if employee.left_on is None else left
        group[employee] = as_person(employee)
    employees = matched(
        staff.people, working, left, with_patronymic=Column.PATRONYMIC in staff.columns
    )
    plan = Plan(staff, len(working), units=_unit_changes(staff), employees=employees)
    stay = {employee.pk for employee in employees.values()}
    plan.gone = [employee for employee in working if employee.pk not in stay]
    people_before = working | left
    decides_for = _executives_before(plan)
    people = progress.counted(staff.people, len(staff.people), progress.COMPARING, tell)
    for person in people:
        known = employees.get(person.line)
        if known is None:
            plan.new.append(person)
            continue
        fields = _field_changes(person, known, people_before[known], staff.columns)
        if Column.ASSISTANT_FOR in staff.columns:
            fields += _assistant_change(person, plan, decides_for[known.pk])
        returns = known.left_on is not None
        if fields or returns:
            plan.changed.append(Change(known, person, fields, returns))
        else:
            plan.unchanged += 1
    return plan


def as_person(employee: Employee) -> Person:
    """The employee as a file would have him, so that the two compare like with like."""
    return Person(
        line=employee.pk,
        department=cells.text(employee.department.name),
        surname=cells.text(employee.surname),
        given_name=cells.text(employee.given_name),
        patronymic=cells.text(employee.patronymic),
        position=cells.text(employee.position),
        extension=cells.extension(employee.extension) or cells.text(employee.extension),
        mobile=cells.mobile(employee.mobile) or cells.text(employee.mobile),
        email=employee.email.lower(),
        is_head=employee.is_head,
        is_protected=employee.is_protected,
    )


def _field_changes(
    person: Person, employee: Employee, before: Person, columns: frozenset[Column]
) -> list[FieldChange]:
    changes = [
        FieldChange(column, getattr(before, column), getattr(person, column))
        for column in PLAIN
        if column in columns and getattr(before, column) != getattr(person, column)
    ]
    moves = cells.folded(before.department) != cells.folded(person.department)
    if moves:
        changes.insert(0, FieldChange(Column.DEPARTMENT, before.department, person.department))
    returns = employee.left_on is not None
    # What the file does not say stays, unless it was true only of the place he had: the new
    # department has its own head, and the e-mail of one who left may be somebody else's by now.
    if before.is_head and (moves or returns) and Column.IS_HEAD not in columns:
        changes.append(FieldChange(Column.IS_HEAD, True, False))
    if before.email and returns and Column.EMAIL not in columns:
        changes.append(FieldChange(Column.EMAIL, before.email, ""))
    return changes


def _executives_before(plan: Plan) -> dict[int, set[int]]:
    """By an assistant's key, the keys of those he decides for and who stay."""
    stay = {employee.pk for employee in plan.employees.values()}
    result: dict[int, set[int]] = defaultdict(set)
    for assistant, executive in Assistance.objects.values_list("assistant_id", "executive_id"):
        if executive in stay:
            result[assistant].add(executive)
    return result


def _assistant_change(person: Person, plan: Plan, before: set[int]) -> list[FieldChange]:
    lines = plan.staff.executives[person.line]
    known = {plan.employees[line].pk for line in lines if line in plan.employees}
    if known == before and len(known) == len(lines):
        return []
    old = [e.full_name for e in plan.employees.values() if e.pk in before]
    new = [other.full_name for other in plan.staff.people if other.line in lines]
    return [FieldChange(Column.ASSISTANT_FOR, ", ".join(sorted(old)), ", ".join(sorted(new)))]


def _unit_changes(staff: StaffList) -> list[UnitChange]:
    departments = by_folded_name(Department.objects.select_related("parent"))
    changes = []
    for unit in staff.units:
        department = departments.get(cells.folded(unit.name))
        fields = []
        parent = department.parent.name if department and department.parent else ""
        if Column.PARENT in staff.columns and cells.folded(parent) != cells.folded(unit.parent):
            fields.append(FieldChange(Column.PARENT, parent, unit.parent))
        answers_for = cells.lines(department.responsibilities) if department else ""
        # Only one line of many says it, and that line may be of somebody who has left.
        if unit.responsibilities and answers_for != unit.responsibilities:
            fields.append(FieldChange(Column.RESPONSIBILITIES, answers_for, unit.responsibilities))
        if fields or department is None:
            changes.append(UnitChange(unit, department, fields))
    return changes


def by_folded_name(departments: Iterable[Department]) -> dict[str, Department]:
    return {cells.folded(department.name): department for department in departments}
