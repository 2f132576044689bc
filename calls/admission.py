"""Who may open a stream, and what he hears there."""

from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest

from calls import log, promises
from directory.access import presence_topic, session_topic, user_topic
from directory.models import User


def topics_of(user: User) -> set[str]:
    """What a log-in may hear of. The content is fetched through views that check again."""
    topics = {"presence", "staff"}
    if user.is_receptionist:
        topics |= {log.LOOSE_ENDS, log.LINES, log.EVENTS, log.SHIFTS, "calls", promises.TOPIC}
    if user.person is not None:
        pk = user.person.pk
        topics |= {log.requests_topic(pk), log.messages_topic(pk), presence_topic(pk)}
    return topics


@dataclass(frozen=True)
class Admitted:
    """What a session may hear, what ends its streams, and the seconds that are left of it."""

    topics: set[str]
    owners: set[str]
    seconds: float


def admit_all(keys: set[str]) -> dict[str, Admitted | None]:
    """What each of these sessions may hear; None for nobody's."""
    try:
        return {key: _admit(key) for key in keys}
    finally:
        connection.close()


def _admit(session_key: str) -> Admitted | None:
    if not session_key:
        return None
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    if not isinstance(user, User):
        return None
    owners = {session_topic(session_key), user_topic(user.pk)}
    return Admitted(topics_of(user), owners, float(request.session.get_expiry_age()))


def session_key(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """The session that a request's cookies name."""
    raw = b"; ".join(value for name, value in headers if name == b"cookie")
    try:
        cookie = SimpleCookie(raw.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    return cookie.value if cookie else None
