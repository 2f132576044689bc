"""The history of changes in words: names of people instead of their numbers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from directory.models import Change, Company, Department, Employee, User

MODELS: dict[str, type[models.Model]] = {
    Change.Kind.EMPLOYEE: Employee,
    Change.Kind.DEPARTMENT: Department,
    Change.Kind.LOG_IN: User,
    Change.Kind.COMPANY: Company,
}
_REFERS: dict[str, type[models.Model]] = {
    "department_id": Department,
    "parent_id": Department,
    "user_id": User,
}
_ASSISTANT = "assistant:"


@dataclass(frozen=True)
class Line:
    """One field, before and after; both empty where the value is not to be told."""

    field: str
    old: str
    new: str


@dataclass
class Told:
    """A change, what it is a change of, and its lines."""

    change: Change
    name: str
    lines: list[Line] = field(default_factory=list)


def of(thing: models.Model) -> models.QuerySet[Change]:
    """Every change of one thing, the newest first; those of a person with those of his log-in."""
    kinds = {model: kind for kind, model in MODELS.items()}
    about = Q(kind=kinds[type(thing)], object_id=thing.pk)
    if isinstance(thing, Employee) and thing.user_id:
        about |= Q(kind=Change.Kind.LOG_IN, object_id=thing.user_id)
    return Change.objects.filter(about).select_related("actor__employee")


def told(changes: Iterable[Change]) -> list[Told]:
    """The changes in words, in one query for each kind of thing named in them."""
    changes = list(changes)
    names = _names(changes)
    return [
        Told(
            change,
            names[MODELS[change.kind]].get(change.object_id) or f"#{change.object_id}",
            [
                _line(change, column, old, new, names)
                for column, (old, new) in sorted(change.fields.items())
            ],
        )
        for change in changes
    ]


def _names(changes: list[Change]) -> dict[type[models.Model], dict[int, str]]:
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for change in changes:
        wanted[MODELS[change.kind]].add(change.object_id)
        for column, pair in change.fields.items():
            if column in _REFERS:
                wanted[_REFERS[column]].update(filter(None, pair))
            elif column.startswith(_ASSISTANT):
                wanted[Employee].add(int(column.removeprefix(_ASSISTANT)))
    names: dict[type[models.Model], dict[int, str]] = defaultdict(dict)
    for model, keys in wanted.items():
        found = model._default_manager.in_bulk(keys)
        names[model] = {pk: str(thing) for pk, thing in found.items()}
    # What is gone is called as it was called last.
    for change in changes:
        if change.verb == Change.Verb.REMOVED and "name" in change.fields:
            names[MODELS[change.kind]].setdefault(change.object_id, change.fields["name"][0])
    return names


def _line(
    change: Change,
    column: str,
    old: Any,
    new: Any,
    names: dict[type[models.Model], dict[int, str]],
) -> Line:
    if column.startswith(_ASSISTANT):
        pk = int(column.removeprefix(_ASSISTANT))
        name = names[Employee].get(pk, f"#{pk}")
        return Line(_("assistant"), _turn(name, old), _turn(name, new))
    if column == "password":
        return Line(_("password"), "", _("set anew"))
    referred = names[_REFERS[column]] if column in _REFERS else None
    return Line(_label(MODELS[change.kind], column), _value(old, referred), _value(new, referred))


def _label(model: type[models.Model], column: str) -> str:
    try:
        return str(getattr(model._meta.get_field(column.removesuffix("_id")), "verbose_name", ""))
    except FieldDoesNotExist:
        return column


def _value(value: Any, referred: dict[int, str] | None) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if referred is not None:
        return referred.get(value, f"#{value}")
    return str(value)


def _turn(name: str, turn: int | None) -> str:
    if turn is None:
        return "—"
    return _("%(name)s, turn %(turn)s") % {"name": name, "turn": turn + 1}
