"""The admin's part of the desk: the purposes of calls and the ready phrases."""

from calls.admin import phrases, purposes

__all__ = ["phrases", "purposes"]
