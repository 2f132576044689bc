"""A caller's number, as it is typed on the card: `directory.phones` knows what a number is."""

from directory import phones


def e164(written: str) -> str:
    """«(067) 555-01-01» → "+380675550101"; an empty string for what is no number."""
    return phones.heard(written) or ""


def shown(written: str) -> str:
    """A number as one reads it aloud; what is no number as it was written."""
    known = e164(written)
    return phones.read_aloud(known) if known else written


def lacks_digits(written: str) -> bool:
    """Is it a number that nobody gets anywhere with: «067 123 45 6», a digit too few or too many?
    It is kept all the same; whoever typed it is told."""
    return can_be_called(written) and not phones.can_be_dialled(written)


def can_be_called(written: str) -> bool:
    """Is there a number in what was typed? «555 01 01» or «вн. 101» is enough for a person to
    call it, though it is none that a caller could be recognised by; «не сказав» is nothing."""
    return any(character.isdecimal() for character in written)
