"""A caller's number, as it is typed on the card: `directory.phones` knows what a number is."""

from directory import phones


def e164(written: str) -> str:
    """«(067) 555-01-01» → "+380675550101"; an empty string for what is no number."""
    return phones.heard(written) or ""


def shown(written: str) -> str:
    """A number as one reads it aloud; what is no number as it was written."""
    known = e164(written)
    return phones.read_aloud(known) if known else written
