"""The order of people in a list: a key that sorts as the Ukrainian alphabet does."""

import unicodedata

# ё, ъ, ы, э stand where a Ukrainian reader would look for them.
_ALPHABET = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"

# Two lower-case hexadecimal digits a letter: such a key sorts alike by code point and under
# every linguistic collation, so it does not matter how a database was created.
_FIELD_END = "01"
_WORD_END = "02"
_WEIGHTS = {
    letter: f"{weight:02x}"
    for weight, letter in enumerate("0123456789" + _LATIN + _ALPHABET, start=0x10)
}
_UNKNOWN = "ff"
_HYPHEN_TO_SPACE = str.maketrans("-‐‑‒–—", " " * 6)


def sort_key(surname: str, given_name: str = "", patronymic: str = "") -> str:
    """Return the key of a full name: ASCII, at most two characters for each one given, plus four.

    Surname first, then the given name, then the patronymic. Case, apostrophes and stress marks do
    not count; Ґ follows Г, Є follows Е, І and Ї follow И; Latin names come before Cyrillic ones.
    """
    return _FIELD_END.join(_field_key(field) for field in (surname, given_name, patronymic))


def _field_key(field: str) -> str:
    words = unicodedata.normalize("NFC", field).lower().translate(_HYPHEN_TO_SPACE).split()
    return _WORD_END.join(filter(None, ("".join(map(_weight, word)) for word in words)))


def _weight(letter: str) -> str:
    weight = _WEIGHTS.get(letter)
    if weight is None:
        # "Lm" is the modifier letters: the proper Ukrainian apostrophe is one of them.
        if not letter.isalnum() or unicodedata.category(letter) == "Lm":
            return ""
        # A letter with a mark no alphabet here knows (ö, á) goes with its plain one.
        weight = _WEIGHTS.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)
    return weight


def initials(given_name: str, patronymic: str = "") -> str:
    """«Андрій», «Степанович» → «А. С.»"""
    return " ".join(f"{name[0].upper()}." for name in (given_name, patronymic) if name)
