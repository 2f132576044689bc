"""Who may log in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from directory.models import User


class RoleBackend(ModelBackend):
    """Django's own, except that the demo cast, whose password everybody knows, stays outside
    unless the program runs as a demo. That goes for a session left over from a demo as well.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if getattr(user, "is_demo", False) and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
