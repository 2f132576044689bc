"""What goes into lookup and what comes out of it: plain values, no database."""

import enum
from typing import NamedTuple


class Person(NamedTuple):
    """One employee who works here; those who have left are not handed in.

    `department` is the key of a `Unit`, or None. `mobile` and `email` may be empty.
    """

    pk: int
    surname: str
    given_name: str = ""
    patronymic: str = ""
    position: str = ""
    department: int | None = None
    is_head: bool = False
    extension: str = ""
    mobile: str = ""
    email: str = ""


class Unit(NamedTuple):
    """One department: its name and what it answers for, in one text with commas or lines."""

    pk: int
    name: str
    responsibilities: str = ""


class Kind(enum.Enum):
    """Why something was found, where the words typed do not simply stand in the name."""

    NICKNAME = "nickname"
    SPELLING = "spelling"
    TRANSLITERATED = "transliterated"
    LAYOUT = "layout"
    POSITION = "position"
    DEPARTMENT = "department"
    RESPONSIBILITY = "responsibility"
    EXTENSION = "extension"
    PHONE = "phone"
    EMAIL = "email"
    LEFT_OUT = "left_out"


class Reason(NamedTuple):
    """`typed` is the word of the query, `found` what it was found in («тендери»).

    LEFT_OUT says that `typed` was found nowhere; its `found` is empty.
    """

    kind: Kind
    typed: str
    found: str


class Hit(NamedTuple):
    """A person found; `cost` is 0 for exactly what was typed and grows with the doubt.

    `sure` tells a name, number or word that stands there from a guess at a mistyped one.
    """

    pk: int
    cost: int
    sure: bool
    reasons: tuple[Reason, ...]


class UnitHit(NamedTuple):
    """A department found by its name or by what it answers for."""

    pk: int
    cost: int
    reasons: tuple[Reason, ...]
