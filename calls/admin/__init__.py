"""The admin's part of the desk: the purposes of calls."""

from calls.admin import purposes

__all__ = ["purposes"]
