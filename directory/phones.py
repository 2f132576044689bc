"""Phone numbers: what is one, kept in E.164, shown the way they are written at home.

The one place that knows it, for the staff list and for the desk. The two differ in what may stand
beside a number: `e164` is for a cell of the staff list, which holds a number and nothing else, so
that a mistake in it is told; `heard` is for what a receptionist types of a caller, where an
extension or «тел.» is no reason not to recognise him.
"""

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

HOME_REGION = "UA"
HOME_CODE = phonenumbers.country_code_for_region(HOME_REGION)
_SHORT = 7  # digits of a number within a town at most
_SEVERAL = re.compile(r"[,;]|\s(?:або|чи|or)\s", re.I)

# The library reads «12, 34» and «12 ext 34» as a number with an extension. Here one cell holds
# one number, and anything else in it is a mistake to be told.
_WRITTEN = re.compile(r"\+?[\d\s().‐‑–-]+")
# «8 (067) …» as one dialled it until 2009, and many write still; an extension is not the number.
_OLD_LONG_DISTANCE = re.compile(r"\A8(?=\W*0(?:\W*\d){9}\W*$)")
_EXTENSION = re.compile(r"[\s,;(]*(?:дод|доб|вн|внутр)[а-яіїє]*\.?\s*\d{1,6}\W*$", re.I)


def e164(written: str) -> str | None:
    """«067 555-01-01» → «+380675550101»; None where it is not one whole phone number alone."""
    text = written.strip()
    return heard(text) if _WRITTEN.fullmatch(text) else None


def heard(written: str) -> str | None:
    """The same, with whatever is said beside the number left out: «тел. 067 555 01 01 дод. 12».

    A number without its city's code is none: it would make one number of two.
    """
    plain = _EXTENSION.sub("", written).strip()
    number = _parsed(_OLD_LONG_DISTANCE.sub("", plain, count=1))
    if number is None or not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def can_be_dialled(written: str) -> bool:
    """Are there digits in it that a telephone gets somewhere with: a whole number, one of abroad
    that begins with +, or a short one, as inside a house and in a town? Of several one is enough.

    «067 123 45 6» lacks a digit. What is no number at all cannot be dialled either.
    """
    if heard(written):
        return True
    # «вн. 101» is an extension and nothing else.
    plain = _EXTENSION.sub("", written) or written
    return any(_is_dialled(part) for part in _SEVERAL.split(plain))


def _is_dialled(part: str) -> bool:
    digits = sum(character.isdecimal() for character in part)
    if heard(part) or 0 < digits <= _SHORT:
        return True
    number = _parsed(part.strip())
    if number is None or number.country_code == HOME_CODE:
        return False
    return phonenumbers.is_possible_number(number)


def international(kept: str) -> str:
    """«+380675550101» → «+380 67 555 0101»; what is no phone number comes back as it is."""
    number = _parsed(kept) if kept.startswith("+") else None
    if number is None:
        return kept
    return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))


def read_aloud(kept: str) -> str:
    """National at home, «067 555 0101»; international from abroad."""
    number = _parsed(kept)
    if number is None or number.country_code != HOME_CODE:
        return international(kept)
    return str(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))


def _parsed(text: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
