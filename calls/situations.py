"""What there is to say: the moments of a call, and where a question to a manager stands."""

from enum import StrEnum


class Situation(StrEnum):
    """A moment of a call that a ready sentence exists for."""

    GREETING = "greeting"
    GREETING_CLOSED = "greeting_closed"
    AFTER_HOURS = "after_hours"
    HELP = "help"
    MATTER = "matter"
    NAME_AND_COMPANY = "name_and_company"
    NAME = "name"
    COMPANY = "company"
    SUBJECT = "subject"
    SPOKEN_BEFORE = "spoken_before"
    BUY_OR_SELL = "buy_or_sell"
    DETAILS = "details"
    WHOM = "whom"
    ANSWERING = "answering"
    CONNECTING = "connecting"
    REGRET = "regret"
    SPECIALIST_BUSY = "specialist_busy"
    NOBODY_FREE = "nobody_free"
    SEND_OFFER = "send_offer"
    NOT_NEEDED = "not_needed"
    ASKING = "asking"
    APPROVED = "approved"
    EXECUTIVE_BUSY = "executive_busy"
    IN_MEETING = "in_meeting"
    ON_ANOTHER_LINE = "on_another_line"
    OUT_OF_OFFICE = "out_of_office"
    NOT_PICKED_UP = "not_picked_up"
    CALL_BACK = "call_back"
    GIVEN_TO = "given_to"
    PHONE = "phone"
    TEXT_OF_MESSAGE = "text_of_message"
    MESSAGE_TAKEN = "message_taken"
    PLEASE_HOLD = "please_hold"
    ON_HOLD = "on_hold"
    STILL_HOLDING = "still_holding"
    ASK_TO_WAIT = "ask_to_wait"
    GOODBYE = "goodbye"
    WRONG_NUMBER = "wrong_number"


class Decision(StrEnum):
    """Where the question put to a manager stands."""

    NONE = ""
    PENDING = "pending"
    APPROVED = "approved"
    HELD_UP = "held_up"  # approved, and whoever is asked for is in a talk that nobody interrupts
    DECLINED = "declined"
    EXPIRED = "expired"  # nobody has answered in time
    LAPSED = "lapsed"  # the yes holds no longer, and was not used
