"""Who may come where: roles, the page each works on, and the topics that are somebody's own."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from directory.models import Employee, User

View = Callable[..., HttpResponse]


def log_in_of(request: HttpRequest) -> User:
    """The log-in behind a request that has passed the log-in wall."""
    return cast(User, request.user)


def is_fragment(request: HttpRequest) -> bool:
    """Does a page ask for a part of itself?"""
    return bool(getattr(request, "htmx", False))


def receptionists_only(view: View) -> View:
    """The desk is for receptionists; anybody else gets 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not log_in_of(request).is_receptionist:
            raise PermissionDenied(_("This page is for receptionists."))
        return view(request, *args, **kwargs)

    return guarded


def employees_only(view: View) -> View:
    """Pages of an employee's own: his requests, his messages; anybody else gets 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if log_in_of(request).person is None:
            raise PermissionDenied(_("This page is for people on the staff list."))
        return view(request, *args, **kwargs)

    return guarded


def person_of(request: HttpRequest) -> Employee:
    """The employee behind a request; only for views under `employees_only`."""
    person = log_in_of(request).person
    if person is None:
        raise PermissionDenied
    return person


def person_seen(request: HttpRequest, pk: int) -> Employee:
    """A person to look at: everybody who works here; one who has left, only for the admin."""
    people = Employee.objects.select_related("department", "presence_row__set_by__employee")
    if not log_in_of(request).is_staff:
        people = people.working()
    return get_object_or_404(people, pk=pk)


def person_spoken_for(request: HttpRequest, pk: int) -> Employee:
    """A working person whose presence this log-in may set: his own, or anybody's at the desk."""
    user = log_in_of(request)
    people = Employee.objects.working().select_related("presence_row__set_by__employee")
    employee = get_object_or_404(people, pk=pk)
    if not (user.is_receptionist or user.person == employee):
        raise PermissionDenied(_("Only this person or a receptionist can say this."))
    return employee


def working_page(user: User) -> str:
    """The name of the page that a log-in works on."""
    if user.is_receptionist:
        return "desk"
    if user.person is not None:
        return "requests"
    return "admin:index" if user.is_staff else "nothing-here"


def session_topic(session_key: str) -> str:
    """The topic that ends a session's streams; the key itself never travels."""
    return "session-" + hashlib.sha256(session_key.encode()).hexdigest()[:32]


def user_topic(pk: int) -> str:
    """The topic that ends all streams of a log-in."""
    return f"user-{pk}"


def presence_topic(employee_pk: int) -> str:
    """The topic of one person's presence; «presence» is that of everybody's."""
    return f"presence-{employee_pk}"
