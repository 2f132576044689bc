"""The ASGI application: live streams beside Django's requests."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdesk.settings")
django.setup(set_prefix=False)

from calls import live  # noqa: E402  (models exist only once Django is set up)
from frontdesk.handler import Handler  # noqa: E402

LIVE_PATH = "/live/"
django_application = Handler()


async def application(scope: live.Scope, receive: live.Receive, send: live.Send) -> None:
    if scope["type"] == "http" and scope["path"] == LIVE_PATH:
        await live.application(scope, receive, send)
    else:
        await django_application(scope, receive, send)
