"""What the admin calls the moments of a call that a ready sentence exists for."""

from django.utils.translation import gettext_lazy as _

from calls.script import Situation

NAMES = {
    Situation.GREETING: _("Greeting"),
    Situation.GREETING_CLOSED: _("Greeting after hours"),
    Situation.AFTER_HOURS: _("After hours: a message, or a call-back"),
    Situation.HELP: _("Greeting a caller who is known, or a colleague"),
    Situation.MATTER: _("Asking what it is about"),
    Situation.SUBJECT: _("The same, before a protected person is asked"),
    Situation.NAME_AND_COMPANY: _("Asking for name and company"),
    Situation.NAME: _("Asking for the name"),
    Situation.COMPANY: _("Asking for the company"),
    Situation.SPOKEN_BEFORE: _("Asking whether they have called before"),
    Situation.BUY_OR_SELL: _("Asking whether they buy or offer"),
    Situation.DETAILS: _("Asking for more of the matter"),
    Situation.ANSWERING: _("The receptionist answers it"),
    Situation.CONNECTING: _("Connecting"),
    Situation.SPECIALIST_BUSY: _("The specialist cannot answer"),
    Situation.NOBODY_FREE: _("A buyer, and nobody of the sales side is free"),
    Situation.CALL_BACK: _("A call-back is promised"),
    Situation.SEND_OFFER: _("Send the offer by mail"),
    Situation.NOT_NEEDED: _("Thank you, it is not needed"),
    Situation.ASKING: _("A protected person is being asked"),
    Situation.APPROVED: _("May be connected after all"),
    Situation.GIVEN_TO: _("Somebody else will help"),
    Situation.EXECUTIVE_BUSY: _("The executive is busy: try later"),
    Situation.IN_MEETING: _("The executive is in a meeting"),
    Situation.ON_ANOTHER_LINE: _("The executive is on another line"),
    Situation.OUT_OF_OFFICE: _("The executive is not in the office"),
    Situation.NOT_PICKED_UP: _("Nobody has picked up"),
    Situation.PHONE: _("Asking for the number"),
    Situation.TEXT_OF_MESSAGE: _("Asking what to pass on"),
    Situation.MESSAGE_TAKEN: _("The message is taken"),
    Situation.PLEASE_HOLD: _("Please hold"),
    Situation.ON_HOLD: _("Thank you for holding"),
    Situation.STILL_HOLDING: _("A caller on hold waits for more than a moment"),
    Situation.ASK_TO_WAIT: _("Asking to wait: another line rings"),
    Situation.WRONG_NUMBER: _("Wrong number"),
    Situation.GOODBYE: _("Goodbye"),
}
