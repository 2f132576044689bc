"""The ASGI application: live streams beside Django's own handler."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdesk.settings")

from django.core.asgi import get_asgi_application

django_application = get_asgi_application()
