"""What a page says of itself with each request, and what it is told of the moment it shows."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from frontdesk import bus

DEED = "Frontdesk-Deed"  # sent: which page, by a random name, and its how manieth request
BROUGHT = "Frontdesk-Brought"  # answered: the topic whose part the answer holds, as it stands now
SEARCH = "Frontdesk-Search"  # sent: what is searched, percent-encoded
LONGEST_SEARCH = 200  # letters; what is beyond them is not read
_NAME = re.compile(r"[a-z0-9]{1,40}-[0-9]{1,9}", re.ASCII)


class Marked:
    """Marks a page with the news that it holds, before anything of it is read; and the news that
    a request makes with its page, which need not fetch what the answer has brought."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.news_mark = bus.heard.mark  # type: ignore[attr-defined]
        named = request.headers.get(DEED, "")
        token = bus.deed.set(named if _NAME.fullmatch(named) else "")
        try:
            return self.get_response(request)
        finally:
            bus.deed.reset(token)


def searched(request: HttpRequest) -> str | None:
    """What a page searches, as far as it is read; None where it searches nothing.

    A page sends it in a header, for an address is written down by proxies, and it may be what a
    caller wants; a form sends it as a field, and a link to the directory in its address.
    """
    sent: str | None = request.headers.get(SEARCH)
    if sent is not None:
        return unquote(sent)[:LONGEST_SEARCH]
    sent = request.POST.get("q", request.GET.get("q"))
    return None if sent is None else sent[:LONGEST_SEARCH]
