"""The admin's part of the desk: the purposes of calls, the ready phrases, the hours."""

from calls.admin import phrases, purposes, week, workday

__all__ = ["phrases", "purposes", "week", "workday"]
