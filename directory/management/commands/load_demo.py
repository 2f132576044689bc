"""`manage.py load_demo`: fills an empty database with the demo company."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from directory import demo


class Command(BaseCommand):
    help = "Load the demo company and its log-ins into an empty database (demo mode only)."

    def handle(self, **options: Any) -> None:
        try:
            loaded = demo.load()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        if not loaded:
            self.stdout.write(_("There are people in the database already; nothing was changed."))
        for role, username, password in demo.logins():
            self.stdout.write(f"{role}: {username} / {password}")
