"""Phone numbers: any way of writing one, kept in E.164, shown in national form."""

import re

import phonenumbers

REGION = "UA"


# «8 (067) …» as one dialled it until 2009, and many write still; an extension is not the number.
_OLD_LONG_DISTANCE = re.compile(r"\A8(?=\W*0(?:\W*\d){9}\W*$)")
_EXTENSION = re.compile(r"[\s,;(]*(?:дод|доб|вн|внутр)[а-яіїє]*\.?\s*\d{1,6}\W*$", re.I)


def e164(written: str) -> str:
    """«(067) 555-01-01» → "+380675550101"; an empty string for what is no number.

    A number without its city's code is none: it would make one caller of two.
    """
    plain = _OLD_LONG_DISTANCE.sub("", _EXTENSION.sub("", written).strip(), count=1)
    try:
        number = phonenumbers.parse(plain, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def shown(written: str) -> str:
    """A number as one reads it aloud: national at home, international from abroad."""
    known = e164(written)
    if not known:
        return written
    number = phonenumbers.parse(known)
    home = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if home
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return str(phonenumbers.format_number(number, form))
