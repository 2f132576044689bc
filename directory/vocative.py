"""How a person is spoken to: «Іван Іванович» → «Іване Івановичу»."""

from functools import lru_cache

from shevchenko import InputValidationError, detect_gender, in_vocative

_PATRONYMIC_ENDINGS = ("ович", "йович", "евич", "івна", "ївна", "овна", "евна", "ліч")

_TITLES = {"пан": "пане", "пані": "пані"}


@lru_cache(maxsize=4096)
def address(name: str) -> str:
    """The vocative of a name as a caller gives it, in whatever order; itself where unsure.

    Spoken to, a person is called by given name and patronymic; the surname is left out when
    these are known.
    """
    title, _, rest = name.strip().partition(" ")
    if title.lower() in _TITLES:
        return f"{_TITLES[title.lower()]} {address(rest)}".strip()
    parts = _parts(name)
    gender = detect_gender(parts) if parts else None
    if not parts or not gender or not gender.get("gender"):
        return name
    spoken = {key: value for key, value in parts.items() if key != "familyName"} or parts
    try:
        called = in_vocative({**spoken, "gender": gender["gender"]})
    except InputValidationError:
        return name
    order = ("givenName", "patronymicName", "familyName")
    return " ".join(called[key] for key in order if called.get(key))


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
        return {"givenName": words[0]}
    return {"givenName": words[0], "familyName": words[1]} if len(words) == 2 else {}
