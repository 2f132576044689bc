"""Reads what was typed with the keyboard left in the other language."""

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`\\"
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю.'ґ"
_LATIN_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?~|'
_UKRAINIAN_SHIFTED = "ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,ʼҐ"

# The Russian layout has its own letters on three keys; they lead to the same Latin ones.
_RUSSIAN = str.maketrans("ыъэ", "s]'")
_TO_UKRAINIAN = str.maketrans(_LATIN + _LATIN_SHIFTED, _UKRAINIAN + _UKRAINIAN_SHIFTED)
_TO_LATIN = str.maketrans(
    _UKRAINIAN + _UKRAINIAN_SHIFTED + '"', _LATIN + _LATIN_SHIFTED + "@"
) | dict(_RUSSIAN)


def to_ukrainian(typed: str) -> str:
    """Return what the Latin keys give in the Ukrainian layout: "rhfdxtyrj" is «кравченко»."""
    return typed.translate(_TO_UKRAINIAN)


def to_latin(typed: str) -> str:
    """Return what the Ukrainian keys give in the Latin layout: «ыьшер» or «іьшер» is "smith"."""
    return typed.translate(_TO_LATIN)
