"""What one cell means: text without stray marks, a yes or no, an e-mail, a number."""

import re
import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from directory import phones

_INVISIBLE = {"Cc", "Cf", "Cn", "Cs"}
_NOTHING = re.compile(r"[-‐‑‒–—−_.]+")
# A spreadsheet takes a text that begins like this for a formula. The apostrophe in front, which
# the export writes, says that it is none.
_LOOKS_LIKE_FORMULA = re.compile(r"[=+@-]")
_FORMULA_GUARD = re.compile(r"^['\s]+(?=[=+@-])")
_SPLIT_NUMBER = re.compile(r"(\d+)[.,]0+")

# «+» and «-» are what people put in a table; «х» is Cyrillic, «x» is Latin.
_YES = {"так", "т", "є", "да", "yes", "y", "true", "істина", "1", "+", "x", "х", "v", "✓", "✔", "☑"}
_NO = {"", "ні", "н", "немає", "нет", "no", "n", "false", "хибність", "0", "☐"}

_LOOKALIKES = str.maketrans("aceiopxy‐‑‒–—", "асеіорху-----", "'’ʼ`‘´")


def text(value: str) -> str:
    """One line without stray spaces or invisible marks; a lone dash means that nothing is there."""
    line = " ".join(_visible(value).split())
    if line.startswith("'"):
        line = _FORMULA_GUARD.sub("", line)
    return "" if _NOTHING.fullmatch(line) else line


def _visible(value: str) -> str:
    composed = unicodedata.normalize("NFC", value)
    # Nearly every cell is plain text, and a long list has a hundred thousand of them.
    if composed.isprintable():
        return composed
    return "".join(
        char for char in composed if char.isspace() or unicodedata.category(char) not in _INVISIBLE
    )


def lines(value: str) -> str:
    """The same for a text that may have several lines, each cleaned and none empty."""
    return "\n".join(filter(None, map(text, value.splitlines())))


def guarded(value: str) -> str:
    """The text as it is safe to write into a spreadsheet; `text` reads it back as it was."""
    return f"'{value}" if _LOOKS_LIKE_FORMULA.match(value) else value


@lru_cache(maxsize=2**16)
def folded(value: str) -> str:
    """What two spellings of one name have in common: case, apostrophes, dashes and Latin letters
    that look like Cyrillic ones do not tell them apart. Remembered, because a long list asks it of
    the same departments, posts and names again and again.
    """
    return text(value).casefold().translate(_LOOKALIKES)


def yes_no(value: str) -> bool | None:
    """None where it is neither."""
    word = text(value).casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def email(value: str) -> str | None:
    """The address in lower case; None where it is none."""
    address = text(value).removeprefix("mailto:").lower()
    try:
        validate_email(address)
    except ValidationError:
        return None
    return address


def extension(value: str) -> str | None:
    """«101», «101.0» → «101», «1-01» → «1-01»; None where it is no internal number."""
    number = text(value)
    if stored_as_number := _SPLIT_NUMBER.fullmatch(number):
        number = stored_as_number[1]
    return number if re.fullmatch(r"[*#]?[0-9]+(?:[ -][0-9]+)*", number) else None


def mobile(value: str) -> str | None:
    """The number in E.164; None where it is no phone number."""
    number = text(value)
    if stored_as_number := _SPLIT_NUMBER.fullmatch(number):
        number = stored_as_number[1]
    return phones.e164(number)
