"""Django's requests, each from its first middleware to its last byte in one thread of a few.

Under Django's own ASGI handler a request changes threads at each middleware that is not async, and
gets a thread of its own that is thrown away with it: with our short requests that cost more than
most of their views. Streams that last are none of this: they are `calls.live`.
"""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpResponseBase
from django.urls import set_script_prefix

THREADS = 12  # fewer than the database's connections: see POOL in frontdesk.database


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Handler(ASGIHandler):
    """Whoever hangs up meanwhile changes nothing: what was begun is done to its end."""

    def __init__(self) -> None:
        self.load_middleware(is_async=False)
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        run = contextvars.copy_context().run
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self.threads, run, self._answered, scope, body)
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": answer.headers,
            }
        )
        await send({"type": "http.response.body", "body": answer.body})

    def _answered(self, scope: Any, body: IO[bytes]) -> Answer:
        with body:
            set_script_prefix(get_script_prefix(scope))
            signals.request_started.send(sender=self.__class__, scope=scope)
            request, wrong = self.create_request(scope, body)
            response: Any = wrong if request is None else self.get_response(request)
            response._handler_class = self.__class__
            try:
                # What streams here is a file of a few kilobytes, and is sent whole.
                content = b"".join(response)
                return Answer(response.status_code, _headers_of(response), content)
            finally:
                response.close()  # gives the connection back, in the thread that has it


def _headers_of(response: HttpResponseBase) -> list[tuple[bytes, bytes]]:
    headers = [(name.encode("ascii"), value.encode("latin1")) for name, value in response.items()]
    cookies = [
        (b"Set-Cookie", cookie.output(header="").encode("ascii").strip())
        for cookie in response.cookies.values()
    ]
    return headers + cookies
