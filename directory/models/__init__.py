"""What the directory keeps in the database, one room for each matter."""

from directory.models.company import Company
from directory.models.memory import Change, Gap, StaffChange
from directory.models.people import Assistance, Department, Employee, EmployeeQuerySet, User
from directory.models.presence import Presence
from directory.models.upload import StaffUpload

__all__ = [
    "Assistance",
    "Change",
    "Company",
    "Department",
    "Employee",
    "EmployeeQuerySet",
    "Gap",
    "Presence",
    "StaffChange",
    "StaffUpload",
    "User",
]
