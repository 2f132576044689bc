"""The ASGI application: live streams beside Django's requests."""

import os

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdesk.settings")
# Each request from its first middleware to its last byte in one thread of a few. Under Django's own
# ASGI handler it changes threads at each middleware and gets a thread that is thrown away with it,
# which costs more than most of our views. Fewer threads than database connections: see POOL.
THREADS = 12
django_application = WSGIMiddleware(get_wsgi_application(), workers=THREADS)  # type: ignore[arg-type]

from calls import live  # noqa: E402  (models exist only once Django is set up)

LIVE_PATH = "/live/"


async def application(scope: live.Scope, receive: live.Receive, send: live.Send) -> None:
    if scope["type"] == "http" and scope["path"] == LIVE_PATH:
        await live.application(scope, receive, send)
    else:
        await django_application(scope, receive, send)  # type: ignore[arg-type]
