"""Case endings: what name may stand behind «Кравченка» or «з Оленою», as sounds.

`name_stem` cuts a name as the staff list has it; `name_stems` says which stems a name heard in any
case may have, so that the two meet. `word_stem` cuts common words, which stand in any case on
both sides, in one way only.
"""

import re

# Longer ones first.
_NAME_ENDINGS = re.findall(
    r"\w+", "oho omu imi ovi evi ami ou eu oi ei om em im ih ah am a e i o u"
)
_VOWELS = "aeiou"
_BEFORE_SOFTENING = {"z": "h", "c": "k", "s": "h", "ž": "h", "č": "k", "š": "h"}
_FLED = {"c": "ec", "č": "ec", "k": "ok", "l": "el"}
_LAST_SYLLABLE = re.compile(r"[oe](?=[^aeiou]+$)")

_WORD_ENDINGS = re.findall(
    r"\w+",
    "uvannam uvanna uvanni uvatisa uvati uvala uvav ovuet ovue uetsa aetsa uet aet ue iti ati "
    "oho omu imi ovi evi ami ah am ou eu oi ei om em im ih iv iu a e i o u",
)
_FLEETING = re.compile(r"(?<=[^aeiou])[oe](?=[klcn]$)")


def name_stem(key: str) -> str:
    """Return a nominative's sound without its last vowel: "olena" → "olen"."""
    return key[:-1] if len(key) > 2 and key[-1] in _VOWELS else key


def name_stems(key: str) -> list[str]:
    """Return the nominative stems a name in any case may have, without other sounds changing."""
    stems = [key]
    for ending in _NAME_ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 2:
            stems.append(key[: -len(ending)])
    return stems


def changed_stems(key: str) -> list[str]:
    """Return those whose sounds change before an ending: Федора, Ользі, Олеже, Кравця."""
    return [
        changed
        for ending in _NAME_ENDINGS
        if key.endswith(ending) and len(key) - len(ending) >= 3
        for changed in _alternating(key[: -len(ending)], ending)
        if changed != key[: -len(ending)]
    ]


def _alternating(stem: str, ending: str) -> list[str]:
    changed = [_LAST_SYLLABLE.sub("i", stem)]
    if ending in ("i", "e") and stem[-1] in _BEFORE_SOFTENING:
        changed.append(stem[:-1] + _BEFORE_SOFTENING[stem[-1]])
    if stem[-1] in _FLED and stem[-2] not in _VOWELS:
        changed.append(f"{stem[:-1]}{_FLED[stem[-1]]}")
    return changed


def word_stem(key: str) -> str:
    """Return a common word's stem: тендерами, тендери → "tender"; рахунок, рахунки → "rahunk"."""
    for ending in _WORD_ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            key = key[: -len(ending)]
            break
    if key.endswith("ist"):
        return f"{key[:-3]}ost"
    return _FLEETING.sub("", key)
