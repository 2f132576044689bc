"""Phone numbers: kept in E.164, shown the way they are written at home."""

import re

import phonenumbers

HOME_REGION = "UA"

# The library reads «12, 34» and «12 ext 34» as a number with an extension. Here one cell holds
# one number, and anything else in it is a mistake to be told.
_WRITTEN = re.compile(r"\+?[\d\s().‐‑–-]+")


def e164(written: str) -> str | None:
    """«067 555-01-01» → «+380675550101»; None where it is not one whole phone number."""
    text = written.strip()
    if not _WRITTEN.fullmatch(text):
        return None
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def international(kept: str) -> str:
    """«+380675550101» → «+380 67 555 0101»; what is no phone number comes back as it is."""
    try:
        number = phonenumbers.parse(kept)
    except phonenumbers.NumberParseException:
        return kept
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
