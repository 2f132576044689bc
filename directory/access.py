"""Who may come where: roles, the page each works on, and the topics that end a log-in."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
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
