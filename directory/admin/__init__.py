"""The admin's part of the directory: people, departments, log-ins, the company, the history."""

from directory.admin import changes, company, departments, gaps, logins, people

__all__ = ["changes", "company", "departments", "gaps", "logins", "people"]
