"""The words a call is described with, their groups, and which status may follow which. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    EXTERNAL = "external", pgettext_lazy("call", "external")
    INTERNAL = "internal", pgettext_lazy("call", "internal")


class Status(TextChoices):
    RINGING = "ringing", _("ringing")
    TALKING = "talking", _("talking")
    ON_HOLD = "on_hold", _("on hold")
    AWAITING = "awaiting", _("awaiting a decision")
    ENDED = "ended", _("ended")


class Disposition(TextChoices):
    """How a call ended."""

    CONNECTED = "connected", pgettext_lazy("disposition", "connected")
    MESSAGE = "message", _("message taken")
    OFFER_BY_MAIL = "offer_by_mail", _("offer by e-mail")
    ANSWERED = "answered", _("answered")
    CALL_BACK = "call_back", _("call-back promised")
    TURNED_AWAY = "turned_away", _("turned away")
    ABANDONED = "abandoned", _("abandoned")
    WRONG_NUMBER = "wrong_number", pgettext_lazy("disposition", "wrong number")


class Purpose(TextChoices):
    """Why they call."""

    BUY = "buy", _("buy")
    SELL = "sell", _("sell")
    EXISTING = "existing", _("existing matter")
    SERVICE = "service", pgettext_lazy("purpose", "service")
    BUSINESS = "business", pgettext_lazy("purpose", "business")
    JOB = "job", pgettext_lazy("purpose", "job")
    PERSONAL = "personal", pgettext_lazy("purpose", "personal")
    INFORMATION = "info", pgettext_lazy("purpose", "information")
    WRONG = "wrong", pgettext_lazy("purpose", "wrong number")


class Handling(TextChoices):
    """What the desk does with a call of some purpose."""

    SALES = "sales", _("Connect the sales side")
    MAIL = "mail", _("Ask to send the offer by e-mail")
    LAST = "last", _("Connect whoever they spoke with last")
    DEPARTMENT = "department", _("Connect the department that answers for it")
    PERSON = "person", _("Ask whom they would like to speak to")
    DESK = "desk", _("Answered at the desk")


# What is done where the admin has said nothing; with any other purpose, DEPARTMENT.
HANDLED: dict[str, Handling] = {
    Purpose.BUY: Handling.SALES,
    Purpose.SELL: Handling.MAIL,
    Purpose.EXISTING: Handling.LAST,
    Purpose.PERSONAL: Handling.PERSON,
    Purpose.INFORMATION: Handling.DESK,
    Purpose.WRONG: Handling.DESK,
}


class RequestStatus(TextChoices):
    """Of a transfer request."""

    PENDING = "pending", _("pending")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Answer(TextChoices):
    """What a manager says to a transfer request."""

    CONNECT = "connect", _("Connect")
    BUSY = "busy", _("Busy now")
    MESSAGE = "message", _("Let them leave a message")
    CALL_BACK = "call_back", _("I shall call back")
    GIVE = "give", _("Give to somebody else")


class Told(TextChoices):
    """What the caller hears of an executive who does not take the call; never why. Law 2."""

    MEETING = "meeting", pgettext_lazy("told", "in a meeting")
    LINE = "line", pgettext_lazy("told", "talks on another line")
    OUT = "out", pgettext_lazy("told", "not in the office")
    UNABLE = "unable", pgettext_lazy("told", "cannot answer just now")


class Ground(TextChoices):
    """On what ground a request was settled, where it was not a person who answered it."""

    LIST = "list", _("by a standing rule")
    MODE = "mode", _("by the mode of screening")
    ABSENCE = "absence", _("nobody is there to decide")
    CLOCK = "clock", _("the time ran out")


class Mode(TextChoices):
    """How a protected person wants his calls screened just now."""

    ALL = "all", _("Ask about every call")
    UNKNOWN = "unknown", _("Ask about unknown callers only")
    EXTERNAL = "external", _("External calls only")
    INTERNAL = "internal", _("Internal calls only")
    SILENT = "silent", _("Do not disturb")
    ASSISTANT = "assistant", _("Everything to the assistant")


# What may follow what; anything else is refused in one place, `lifecycle.move`.
MOVES: dict[Status, frozenset[Status]] = {
    Status.RINGING: frozenset({Status.TALKING, Status.ENDED}),
    Status.TALKING: frozenset({Status.ON_HOLD, Status.AWAITING, Status.ENDED}),
    Status.ON_HOLD: frozenset({Status.TALKING, Status.AWAITING, Status.ENDED}),
    Status.AWAITING: frozenset({Status.TALKING, Status.ON_HOLD, Status.ENDED}),
    Status.ENDED: frozenset(),
}

# The caller is on the line: the call stands on the desk.
LIVE = frozenset(Status) - {Status.ENDED}

# Endings a receptionist chooses by hand, each by a digit that her fingers know: its place here.
# «Connected» comes only of connecting.
CHOSEN_DISPOSITIONS = (
    Disposition.ANSWERED,
    Disposition.MESSAGE,
    Disposition.OFFER_BY_MAIL,
    Disposition.CALL_BACK,
    Disposition.TURNED_AWAY,
    Disposition.ABANDONED,
    Disposition.WRONG_NUMBER,
)


def may_move(old: Status, new: Status) -> bool:
    return new in MOVES[old]
