"""The company as a tree: departments as they lie in each other, the head of each first."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count, Q

from directory.models import Department, Employee, EmployeeQuerySet

SHOWN_AT_ONCE = 150  # people; in a larger company each department's are fetched as it is opened


@dataclass
class Branch:
    """A department with its people, head first, and the departments in it.

    `people` is None where there are too many in the company to show all at once.
    """

    department: Department
    count: int
    head: Employee | None = None
    people: list[Employee] | None = None
    branches: list["Branch"] = field(default_factory=list)


def company_tree(*, whole: bool = False) -> list[Branch]:
    """The departments at the top, in three queries however many there are.

    `whole` brings all the people along, even in a large company.
    """
    working = Count("people", filter=Q(people__left_on=None))
    departments = Department.objects.annotate(working=working).order_by("position", "pk")
    branches = {one.pk: Branch(one, one.working) for one in departments}
    if whole or sum(branch.count for branch in branches.values()) <= SHOWN_AT_ONCE:
        for branch in branches.values():
            branch.people = []
        for person in colleagues():
            people = branches[person.department_id].people
            assert people is not None
            people.append(person)
    else:
        for head in colleagues().filter(is_head=True):
            branches[head.department_id].head = head
    top: list[Branch] = []
    for branch in branches.values():
        parent = branch.department.parent_id
        (branches[parent].branches if parent else top).append(branch)
    return top


def colleagues() -> EmployeeQuerySet:
    """Everybody who works here, heads first, with what a row of a list shows."""
    people = Employee.objects.working().select_related("presence_row")
    return people.order_by("-is_head", "sort_key", "pk")


def flattened(branches: list[Branch]) -> Iterator[Branch]:
    """Every department after the one it is part of."""
    for branch in branches:
        yield branch
        yield from flattened(branch.branches)


def path_to(department: Department) -> list[Department]:
    """From the top of the company to a department, itself the last."""
    parents = dict(Department.objects.values_list("pk", "parent"))
    keys = [department.pk]
    while (above := parents.get(keys[-1])) is not None and above not in keys:
        keys.append(above)
    found = Department.objects.in_bulk(keys)
    return [found[key] for key in reversed(keys)]
