"""Phone numbers: any way of writing one, kept in E.164, shown in national form."""

import phonenumbers

REGION = "UA"


def e164(written: str) -> str:
    """«(067) 555-01-01» → "+380675550101"; an empty string for what is no number."""
    try:
        number = phonenumbers.parse(written, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
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
