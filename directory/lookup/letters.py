"""Brings every way of writing a word to forms that can be compared.

A word has three: `written` is what was typed, cleaned; `romanised` is the same in official Latin
letters; `sound` is a coarse key in which Cyrillic and Latin, Ukrainian and Russian spelling, and
the letters people mix up come out alike: Шевчук, Shevchuk, Shewczuk and Shevtchuk are all "ševčuk".
"""

import re
import unicodedata

_APOSTROPHES = "'`´ʹʼʻ‘’‛′＇\""
_CLEAN = str.maketrans(
    dict.fromkeys(_APOSTROPHES + "\u0301\u0300\u00ad", "") | {"ґ": "г", "ё": "е"}
)
_CYRILLIC = re.compile("[а-яіїєґё]")
_LATIN = re.compile("[a-z]")
_PLAIN = re.compile("[a-zа-яіїє0-9]*")
_TO_CYRILLIC = str.maketrans("aceiopxykmthb", "асеіорхукмтнв")
_TO_LATIN = str.maketrans("асеіорхукмтнв", "aceiopxykmthb")

# Resolution 55 of the Cabinet of Ministers (2010): the spelling in Ukrainian passports.
_OFFICIAL = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
        "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
        "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
        "ъ": "", "ы": "y", "э": "e",
    }
)  # fmt: skip
_OFFICIAL_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

# Г and Х are one letter here, as "h" is used for both; so are Ш and Щ ("sch"); Ь is none.
_CYRILLIC_SOUNDS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "д": "d", "е": "e", "є": "ie", "ж": "ž", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č",
        "ш": "š", "щ": "š", "ь": "", "ю": "iu", "я": "ia", "ъ": "", "ы": "i", "э": "e",
    }
)  # fmt: skip
_LATIN_SOUNDS = {
    "shch": "š", "schtsch": "š", "tsch": "č", "sch": "š", "tch": "č", "zgh": "zh", "sh": "š",
    "sz": "š", "ch": "č", "cz": "č", "zh": "ž", "kh": "h", "gh": "h", "ts": "c", "tz": "c",
    "ph": "f", "th": "t", "ck": "k", "ce": "ce", "ci": "ci", "cy": "ci", "c": "k", "g": "h",
    "w": "v", "x": "ks", "q": "k", "y": "i",
}  # fmt: skip
_LATIN_SOUND = re.compile("|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)))
_LATIN_J = re.compile("j(?![aeiouy])(?<![aeiouy]j)")
_OTHER_C = re.compile("(?<![cst])c(?![hz])")
_GLIDE = re.compile("i+(?=[aeou])")
_DOUBLED = re.compile(r"(.)\1+")


def is_latin(word: str) -> bool:
    """Whether a cleaned word has Latin letters and no Cyrillic ones."""
    return bool(_LATIN.search(word)) and not _CYRILLIC.search(word)


def written(word: str) -> str:
    """Return the word in lower case, without apostrophes, accents and look-alike letters."""
    word = unicodedata.normalize("NFC", word.lower()).translate(_CLEAN)
    if not _PLAIN.fullmatch(word):
        word = "".join(map(_without_marks, word))
    latin, cyrillic = _LATIN.findall(word), _CYRILLIC.findall(word)
    if latin and cyrillic:
        strangers = all(ord(letter) in _TO_CYRILLIC for letter in latin)
        word = word.translate(
            _TO_CYRILLIC if strangers or len(cyrillic) > len(latin) else _TO_LATIN
        )
    return word


def romanised(word: str) -> str:
    """Return a cleaned word in the official Latin spelling; Latin words come back as they are."""
    first = _OFFICIAL_FIRST.get(word[:1])
    rest = (word[1:] if first else word).replace("зг", "zgh").translate(_OFFICIAL)
    return (first or "") + rest


def sound(word: str) -> str:
    """Return the coarse key of a cleaned word in either alphabet; may be empty."""
    if _CYRILLIC.search(word):
        word = word.translate(_CYRILLIC_SOUNDS)
    else:
        word = _LATIN_SOUND.sub(lambda found: _LATIN_SOUNDS[found[0]], _LATIN_J.sub("zh", word))
        word = word.replace("j", "i")
    return _DOUBLED.sub(r"\1", _GLIDE.sub("", word))


def other_sound(word: str) -> str:
    """Return the sound of a cleaned Latin word with C read as Ц and J as Ж."""
    return sound(_OTHER_C.sub("ts", word).replace("j", "zh")) if is_latin(word) else sound(word)


def _without_marks(letter: str) -> str:
    if letter in "йї" or not letter.isalnum():
        return letter if letter in "йї" else ""
    return unicodedata.normalize("NFKD", letter)[0].lower()
