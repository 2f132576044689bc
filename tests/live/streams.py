"""A page's stream, read as a browser reads it."""

import re
import socket
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.test import Client

from directory.models import User

SECOND = 1.0  # the promise: news is on the page within this time of the commit
PATIENCE = 10.0  # for what is no promise: a start, a reconnection


class Page:
    """An open page's stream, read event by event."""

    def __init__(self, address: str, cookie: str) -> None:
        place = urlsplit(address)
        assert place.hostname and place.port
        self.socket = socket.create_connection((place.hostname, place.port), PATIENCE)
        head = f"GET /live/ HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\n\r\n"
        self.socket.sendall(head.encode())
        self.text = ""
        self.over = False

    def close(self) -> None:
        self.socket.close()

    def heard(self, name: str, within: float = SECOND) -> bool:
        """Does an event of this name come in time? It and what came before it are then read."""
        return self._read(rf"event: {re.escape(name)}\n", within)

    def begins(self) -> str:
        """The head of the answer."""
        assert self._read(r"\r\n\r\n", PATIENCE, keep=True)
        head, _, self.text = self.text.partition("\r\n\r\n")
        return head

    def ends(self) -> bool:
        """Does the server end the stream?"""
        self._read(r"(?!)", SECOND)
        return self.over

    def names_until(self, name: str) -> list[str]:
        """What comes before an event, and that."""
        assert self._read(rf"event: {re.escape(name)}\n", SECOND, keep=True)
        before, _, self.text = self.text.partition(f"event: {name}\n")
        return [*re.findall(r"event: (\S+)", before), name]

    def _read(self, pattern: str, within: float, keep: bool = False) -> bool:
        deadline = time.monotonic() + within
        while True:
            found = re.search(pattern, self.text)
            if found:
                self.text = self.text if keep else self.text[found.end() :]
                return True
            left = deadline - time.monotonic()
            if left <= 0 or self.over:
                return False
            self.socket.settimeout(left)
            try:
                read = self.socket.recv(65536)
            except TimeoutError:
                return False
            self.text += read.decode()
            # An empty chunk ends a stream; so does a closed connection.
            self.over = not read or self.text.endswith("\r\n0\r\n\r\n")


def cookie_of(user: User) -> tuple[str, Client]:
    client = Client()
    client.force_login(user, backend="directory.login.RoleBackend")
    return f"sessionid={client.cookies['sessionid'].value}", client


Opened = Callable[[User], Page]
