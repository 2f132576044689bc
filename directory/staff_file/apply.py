"""Makes the database what the staff file says: all of it in one transaction, or nothing."""

from django.db import transaction
from django.db.models import Max

from directory import staffing
from directory.models import Assistance, Department, Employee, User
from directory.names import sort_key
from directory.staff_file import cells
from directory.staff_file.checks import StaffList
from directory.staff_file.columns import Column
from directory.staff_file.plan import PLAIN, Plan, by_folded_name, compare
from directory.staff_file.rows import Person
from frontdesk import bus

BATCH = 1000


class NotApplied(Exception):
    """Nothing was written; `plan` is what the file would do now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class MostWouldLeave(NotApplied):
    """More than half of the staff are not in the file, and nobody said that this is meant."""


class WouldEndOneself(NotApplied):
    """Whoever applies the file is not in it, and would lose his own log-in."""


class Clashes(NotApplied):
    """The file was only to add, and somebody who is not in it has what only one can have."""


class PlanChanged(NotApplied):
    """The staff list was changed since the plan was agreed to: the file would do other things."""


def apply(
    staff: StaffList,
    *,
    only_add: bool = False,
    most_may_leave: bool = False,
    expected: str | None = None,
    by: User | None = None,
) -> Plan:
    """Do what the file says and tell every process that the staff list changed.

    Whoever is not in the file is ended today and his log-in stops at once; with `only_add` he
    stays as he is. `expected` is the fingerprint of the plan that somebody agreed to, as of the
    whole list, `by` the admin whose name stands in the history of each change. Raises
    StaffFileError or a NotApplied; then nothing is written.
    """
    with transaction.atomic():
        staffing.lock()
        staffing.made_by(by)
        plan = compare(staff)
        if expected is not None and plan.fingerprint != expected:
            raise PlanChanged(plan)
        if only_add:
            if plan.clashes:
                raise Clashes(plan)
            plan = plan.only_adding()
        if plan.most_would_leave and not most_may_leave:
            raise MostWouldLeave(plan)
        if by is not None and by.person in plan.gone:
            raise WouldEndOneself(plan)
        if plan.changes_anything:
            staffing.end(plan.gone)
            departments = _write_departments(plan)
            employees = _write_people(plan, departments)
            _write_assistants(plan, employees)
            bus.tick("staff")
    return plan


def _write_departments(plan: Plan) -> dict[str, Department]:
    """Returns every department by its folded name."""
    last = Department.objects.aggregate(last=Max("position"))["last"]
    position = -1 if last is None else last
    written = []
    for change in plan.units:
        department = change.department
        if department is None:
            position += 1
            department = Department.objects.create(name=change.unit.name, position=position)
        written.append((department, change))
    departments = by_folded_name(Department.objects.all())
    for department, change in written:
        changed = {field.column for field in change.fields}
        if Column.PARENT in changed:
            department.parent = departments.get(cells.folded(change.unit.parent))
        if Column.RESPONSIBILITIES in changed:
            department.responsibilities = change.unit.responsibilities
        department.save(update_fields=["parent", "responsibilities"])
    return departments


def _write_people(plan: Plan, departments: dict[str, Department]) -> dict[int, Employee]:
    """Returns the employee of every line."""
    # Two people may trade places or addresses, so first all give up what only one can have.
    changed = {change.employee.pk: change.employee for change in plan.changed}
    Employee.objects.filter(pk__in=changed).update(is_head=False, email="")
    for change in plan.changed:
        employee = change.employee
        for field in change.fields:
            if field.column in PLAIN:
                setattr(employee, field.column, field.new)
        employee.department = departments[cells.folded(change.person.department)]
        employee.left_on = None
        employee.sort_key = _sort_key(employee)
    columns = [*PLAIN, "department", "left_on", "sort_key"]
    Employee.objects.bulk_update(changed.values(), columns, batch_size=BATCH)
    new = [_employee(person, departments) for person in plan.new]
    Employee.objects.bulk_create(new, batch_size=BATCH)
    created = {person.line: employee for person, employee in zip(plan.new, new, strict=True)}
    return plan.employees | created


def _sort_key(employee: Employee) -> str:
    return sort_key(employee.surname, employee.given_name, employee.patronymic)


def _employee(person: Person, departments: dict[str, Department]) -> Employee:
    employee = Employee(department=departments[cells.folded(person.department)])
    for column in PLAIN:
        setattr(employee, column, getattr(person, column))
    employee.sort_key = _sort_key(employee)
    return employee


def _write_assistants(plan: Plan, employees: dict[int, Employee]) -> None:
    """Whoever helps already keeps his turn; a new assistant is asked after those there are."""
    if Column.ASSISTANT_FOR not in plan.staff.columns:
        return
    wanted = {
        (employees[executive].pk, employees[assistant].pk)
        for assistant, executives in plan.staff.executives.items()
        for executive in executives
    }
    stay = {employee.pk for employee in employees.values()}
    turns: dict[int, int] = {}
    dropped = []
    for helped in Assistance.objects.all():
        pair = helped.executive_id, helped.assistant_id
        turns[helped.executive_id] = max(turns.get(helped.executive_id, -1), helped.turn)
        if pair in wanted:
            wanted.discard(pair)
        elif stay.issuperset(pair):
            dropped.append(helped.pk)
    Assistance.objects.filter(pk__in=dropped).delete()
    added = []
    for assistant, executives in plan.staff.executives.items():
        for executive in executives:
            pair = employees[executive].pk, employees[assistant].pk
            if pair in wanted:
                turns[pair[0]] = turns.get(pair[0], -1) + 1
                added.append(
                    Assistance(executive_id=pair[0], assistant_id=pair[1], turn=turns[pair[0]])
                )
    Assistance.objects.bulk_create(added, batch_size=BATCH)
