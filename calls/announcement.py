"""The sentence said to a manager: who calls, from where, about what. Pure."""

import re
from functools import lru_cache

from pymorphy3.analyzer import Parse

from directory.morphology import parses

_ABOUT = re.compile(r"(щодо|про|з приводу|стосовно|з питан(ня|ь|нь)|у справі|в справі)\s", re.I)
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]*)[»\"”“]")


def announce(name: str, company: str, subject: str, language: str) -> str:
    """«Вам телефонує Іван Іванович, компанія «Північ», з питання зустрічі на форумі»."""
    name, company = " ".join(name.split()), _quoted(" ".join(company.split()))
    subject = " ".join(subject.split()).strip(" .")
    if language == "en":
        about = f", about: {subject}" if subject else ""
        plain = company[1:-1] if company.rfind("«") == 0 and company.endswith("»") else company
        return f"{', '.join(filter(None, [name, plain]))}, is calling for you{about}"
    told = f"Вам телефонує {name}" + (f", компанія {company}" if company else "")
    if not subject:
        return told
    if _ABOUT.match(subject):
        return f"{told}, {subject[0].lower()}{subject[1:]}"
    genitive = _in_genitive(subject)
    return f"{told}, з питання {genitive}" if genitive else f"{told}. Питання: {subject}"


def _quoted(company: str) -> str:
    """«Північ» in quotation marks, once; «ТОВ «Північ»» keeps those that it came with."""
    company = _QUOTED.sub(r"«\1»", company.strip("' "))
    if "«" in company:
        return company if company.strip("«» ") else ""
    return f"«{company}»" if company else ""


def _in_genitive(subject: str) -> str:
    """«зустріч на форумі» → «зустрічі на форумі», or nothing where it does not begin with a noun.

    The adjectives and the noun that open the subject change their case; what follows hangs on
    that noun and stays. A subject that begins otherwise («хоче зустрітися») is better quoted.
    """
    words = subject.split()
    if words[0].lower() in {"питання", "питанням", "питаннях"} and len(words) > 1:
        return " ".join(words[1:])
    bent: list[str] = []
    for place, written in enumerate(words):
        word = written.rstrip(",")
        before_a_noun = place + 1 < len(words)
        kind, genitive = _genitive(word.lower(), before_a_noun)
        if not genitive:
            return ""
        bent.append(_as_written(word, genitive, place) + written[len(word) :])
        if kind == "NOUN":
            return " ".join(bent + words[len(bent) :])
    return ""


@lru_cache(maxsize=4096)
def _genitive(word: str, before_a_noun: bool) -> tuple[str, str]:
    """The part of speech of an adjective or a noun, and its genitive; nothing for other words.

    «нова партія»: what can be an adjective is one where another word follows. «зустрічі» is a
    genitive already; to bend it once more («зустрічей») would change what was said.
    """
    possible = [one for one in parses(word) if one.tag.POS in {"NOUN", "ADJF"}]
    if before_a_noun:
        possible.sort(key=lambda one: one.tag.POS != "ADJF")
    for parse in possible:
        part = parse.tag.POS
        if not _is_nominative(parse):
            continue
        if "plur" in parse.tag and _is_genitive_too(possible, part):
            return part, word
        # Its dictionary marks the plural only.
        bent = [_bent(one) for one in possible if one.tag == parse.tag]
        # «стан» bends in two ways: «стану» of affairs, «стана» of a mill.
        return part, next((one for one in bent if one.endswith(("у", "ю"))), bent[0])
    return (possible[0].tag.POS, word) if _is_genitive_too(possible, "NOUN") else ("", "")


def _is_nominative(parse: Parse) -> bool:
    """«лист»: of some words the dictionary leaves the nominative unmarked."""
    return "nomn" in parse.tag or (parse.tag.case is None and "Fixd" not in parse.tag)


def _bent(parse: Parse) -> str:
    bent = parse.inflect({"gent", "plur"} if "plur" in parse.tag else {"gent"})
    return str(bent.word) if bent else str(parse.word)


def _is_genitive_too(possible: list[Parse], part: str) -> bool:
    return any(part == one.tag.POS and "gent" in one.tag for one in possible)


def _as_written(original: str, bent: str, place: int) -> str:
    """Keep «ПДВ» and names in capitals; the word that opens a subject goes inside a sentence."""
    if original.isupper() and len(original) > 1:
        return original
    return bent.capitalize() if place and original[:1].isupper() else bent
