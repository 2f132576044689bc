"""How a person is spoken to: «Іван Іванович» → «Іване Івановичу»."""

from functools import lru_cache

from shevchenko import GrammaticalGender, InputValidationError, detect_gender, in_vocative

from directory.morphology import is_given_name, is_surname_only

_PATRONYMIC_ENDINGS = ("ович", "йович", "евич", "івна", "ївна", "овна", "евна", "ліч")
_ORDER = ("givenName", "patronymicName", "familyName")

_TITLES = {
    "пан": ("пане", GrammaticalGender.MASCULINE),
    "пані": ("пані", GrammaticalGender.FEMININE),
}


@lru_cache(maxsize=4096)
def address(name: str) -> str:
    """The vocative of a name as a caller gives it, in whatever order; itself where unsure.

    Spoken to, a person is called by given name and patronymic; the surname is left out when
    these are known.
    """
    name = " ".join(name.split())
    title, _, rest = name.partition(" ")
    if title.lower() in _TITLES:
        polite, gender = _TITLES[title.lower()]
        return f"{polite} {_called(rest, gender)}".strip()
    return _called(name, None)


def _called(name: str, gender: GrammaticalGender | None) -> str:
    parts = _parts(name)
    if not parts:
        return name
    try:
        gender = gender or detect_gender(parts)["gender"]
        if gender is None:
            return name
        spoken = {key: value for key, value in parts.items() if key != "familyName"}
        called = in_vocative({**(spoken or parts), "gender": gender})
    except InputValidationError:
        return name
    return " ".join(called[key] for key in _ORDER if called.get(key))


def _parts(name: str) -> dict[str, str]:
    """Name a caller's words: which is the given name, which the patronymic, which the surname."""
    words = name.split()
    if not words or len(words) > 3 or not all(word[:1].isalpha() for word in words):
        return {}
    patronymic = next(
        (word for word in words[1:] if word.lower().endswith(_PATRONYMIC_ENDINGS)), ""
    )
    if patronymic:
        at = words.index(patronymic)
        rest = words[: at - 1] + words[at + 1 :]
        parts = {"givenName": words[at - 1], "patronymicName": patronymic}
        return {**parts, "familyName": rest[0]} if rest else parts
    if len(words) == 1:
        return _alone(words[0])
    if len(words) > 2:
        return {}
    given, family = words
    if is_given_name(family) and not is_given_name(given):
        given, family = family, given
    return {"givenName": given, "familyName": family}


def _alone(word: str) -> dict[str, str]:
    """One word, a given name unless it can only be a surname. One like an adjective
    («Зеленський») stays as it is."""
    if not is_surname_only(word):
        return {"givenName": word}
    return {} if word.lower().endswith("ий") else {"familyName": word}
