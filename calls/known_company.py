"""The company that the learner is to know: as the database has it, or the demo company."""

from calls.learner.company import Company, Department, Person, company_from_rows
from directory.demo.company import sheet
from directory.models import Department as DepartmentRow
from directory.models import Employee


def company_in_database() -> Company:
    """The departments and those who work in them; without any department it is empty."""
    departments = {
        row.pk: Department(row.name, row.responsibilities) for row in DepartmentRow.objects.all()
    }
    for one in Employee.objects.working():
        departments[one.department_id].people.append(
            Person(one.surname, one.given_name, one.patronymic, one.position)
        )
    return Company(list(departments.values()))


def demo_company() -> Company:
    """The invented company that the program can show itself with."""
    return company_from_rows(
        {str(column): cell for column, cell in line.items()} for _, line in sheet().lines
    )
