"""A private person: an answer to the question for the company, and no company. Pure."""

# As it is written by the desk itself, by the language of the call.
WRITTEN = {"uk": "приватна особа", "en": "private person"}
_SAID = frozenset(
    {
        *WRITTEN.values(),
        "фізична особа",
        "фіз. особа",
        "фізособа",
        "приватний клієнт",
        "приватно",
        "як приватна особа",
        "сам від себе",
        "сама від себе",
        "private",
        "a private person",
        "private individual",
        "private customer",
        "myself",
    }
)


def is_private(company: str) -> bool:
    """Do these words for a company say that there is none: that the caller speaks for himself?"""
    return " ".join(company.casefold().split()).strip("«»\"'. ") in _SAID


def quoted(company: str) -> str:
    """A company's name in its quotation marks, «Північ»; a private person stays without any."""
    return f"«{company}»" if company and not is_private(company) else company
