"""The ASGI application: live streams beside Django's own handler."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdesk.settings")
django_application = get_asgi_application()

from calls import live  # noqa: E402  (models exist only once Django is set up)

LIVE_PATH = "/live/"


async def application(scope: live.Scope, receive: live.Receive, send: live.Send) -> None:
    if scope["type"] == "http" and scope["path"] == LIVE_PATH:
        await live.application(scope, receive, send)
    else:
        await django_application(dict(scope), receive, send)  # type: ignore[arg-type]
