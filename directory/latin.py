"""Ukrainian names in Latin letters, as in passports (resolution 55 of 2010). Pure."""

import re

from directory.lookup.letters import romanised

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_APOSTROPHES = re.compile(r"['’ʼ`]")


def latin(text: str) -> str:
    """«Ґалаґан Юрій» → "Galagan Yurii"; what is Latin already stays as it is."""
    return _WORD.sub(_latin_word, text)


def _latin_word(match: re.Match[str]) -> str:
    word = _APOSTROPHES.sub("", match[0])
    spelt = romanised(word.lower())
    if spelt == word.lower():
        return match[0]
    if word.isupper() and len(word) > 1:
        return spelt.upper()
    return spelt.capitalize() if word[0].isupper() else spelt
