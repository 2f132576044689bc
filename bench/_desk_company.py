"""The company behind the busy desk: receptionists, managers with log-ins, and all the others."""

from dataclasses import dataclass

from bench.people import departments, people
from directory.models import Department, Employee, Presence, User
from directory.names import sort_key

RECEPTIONISTS, MANAGERS, PROTECTED = 15, 200, 20
UNITS = 40


@dataclass(frozen=True)
class Staffed:
    """Log-ins, each with its employee; the first managers are protected."""

    receptionists: list[User]
    managers: list[User]

    @property
    def executives(self) -> list[User]:
        return self.managers[:PROTECTED]


def staff(count: int) -> Staffed:
    """Write a company of so many people into an empty database; the same every time."""
    units = [
        Department(name=unit.name, responsibilities=unit.responsibilities, position=place)
        for place, unit in enumerate(departments(UNITS))
    ]
    Department.objects.bulk_create(units)
    logins = [
        User(username=f"user-{number}", is_receptionist=number < RECEPTIONISTS)
        for number in range(RECEPTIONISTS + MANAGERS)
    ]
    User.objects.bulk_create(logins)
    employees = [
        Employee(
            user=logins[place] if place < len(logins) else None,
            department=units[place % UNITS],
            surname=one.surname,
            given_name=one.given_name,
            patronymic=one.patronymic,
            position=one.position,
            extension=one.extension,
            email=one.email,
            is_protected=RECEPTIONISTS <= place < RECEPTIONISTS + PROTECTED,
            sort_key=sort_key(one.surname, one.given_name, one.patronymic),
        )
        for place, one in enumerate(people(count))
    ]
    Employee.objects.bulk_create(employees, batch_size=1000)
    Presence.objects.bulk_create(
        [Presence(employee=one, state=Presence.State.FREE) for one in employees], batch_size=1000
    )
    return Staffed(logins[:RECEPTIONISTS], logins[RECEPTIONISTS:])
