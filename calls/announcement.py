"""The sentence said to a manager: who calls, from where, about what. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pymorphy3.analyzer import Parse

from calls.private_person import WRITTEN, is_private
from directory.latin import latin
from directory.morphology import parses

_ABOUT = re.compile(r"(щодо|про|з приводу|стосовно|з питан(ня|ь|нь)|у справі|в справі)\s", re.I)
_THE_MATTER = re.compile(r"\Aпитання\s+(?=\w)", re.I)  # «питання щодо вікон»
_MARKS = ' ,;:!?()«»"–—-'
_OBLIQUE = {"gent", "datv", "accs", "ablt", "loct"}
# «оплати», «заміни скла»: of what is done one says as often what one matter is about as that there
# are many, and the form serves for both. «ціни», «вікна» are many.
_OF_DEEDS = """
оплата заміна доставка поставка оренда реклама робота покупка купівля перевірка співпраця
установка відправка видача гарантія поїздка відпустка скарга закупівля розмова
"""
_DEEDS = frozenset(_OF_DEEDS.split())
# The dictionary knows these as a noun and as an adjective only.
_PREDICATES = {"треба", "можна"}
_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]*)[»\"”“]")


@dataclass(frozen=True)
class Colleague:
    """Who of the house is calling. `place`: his department or position; empty where only his name
    is known."""

    name: str
    place: str = ""
    extension: str = ""


def announce(name: str, company: str, subject: str, language: str) -> str:
    """«Вам телефонує Іван Іванович, компанія «Північ», з питання зустрічі на форумі»."""
    name, company = " ".join(name.split()), " ".join(company.split())
    if is_private(company):
        return _is_calling(f"{name}, {WRITTEN[language]}", subject, language)
    company = _quoted(company)
    if language == "en":
        plain = company[1:-1] if company.rfind("«") == 0 and company.endswith("»") else company
        return _is_calling(", ".join(filter(None, [name, plain])), subject, language)
    return _is_calling(name + (f", компанія {company}" if company else ""), subject, language)


def announce_colleague(one: Colleague, subject: str, language: str) -> str:
    """«Вам телефонує Олег Коваль, відділ збуту, вн. 103, з питання звіту»."""
    name, place = " ".join(one.name.split()), " ".join(one.place.split())
    if language == "en":
        # What is written in Ukrainian only is not spelt in Latin letters: see wording.of_person.
        place = place if place and latin(place) == place else "a colleague"
        extension = f"ext. {one.extension}" if one.extension else ""
        return _is_calling(
            ", ".join(filter(None, [latin(name), place, extension])), subject, language
        )
    extension = f"вн. {one.extension}" if one.extension else ""
    who = [name if place else f"колега {name}", _inside_sentence(place), extension]
    return _is_calling(", ".join(filter(None, who)), subject, language)


def _inside_sentence(place: str) -> str:
    """«Відділ збуту» → «відділ збуту»; «ІТ-відділ» and «Львів» stay as they are."""
    words = place.split()
    if not words or not words[0][1:].islower():
        return place
    kind, _bent_form = _genitive(words[0].lower(), len(words) > 1, "")
    if _is_name(words[0], kind, opens=True):
        return place
    return place[0].lower() + place[1:]


def _is_calling(who: str, subject: str, language: str) -> str:
    """The sentence about whoever it is, with what he calls about."""
    subject = " ".join(subject.split()).strip(" .")
    if language == "en":
        return f"{who}, is calling for you" + (f", about: {subject}" if subject else "")
    told = f"Вам телефонує {who}"
    if not subject:
        return told
    said = _THE_MATTER.sub("", subject)
    if _ABOUT.match(said):
        return f"{told}, {said[0].lower()}{said[1:]}"
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
    that noun and stays. A subject that begins otherwise («хоче зустрітися»), that is a sentence of
    its own («водій чекає на воротах») or begins with a name («Одеса, поставка») is better quoted.
    """
    words = subject.split()
    if words[0].lower() in {"питання", "питанням", "питаннях"} and len(words) > 1:
        return "" if _is_preposition(words[1]) else " ".join(words[1:])
    if words[0].lower() in _PREDICATES or any(_is_finite_verb(word) for word in words[1:]):
        return ""
    bent: list[str] = []
    before = ""
    for place, written in enumerate(words):
        word = written.rstrip(",")
        before_a_noun = place + 1 < len(words)
        kind, genitive = _genitive(word.lower(), before_a_noun, before)
        if not genitive or _is_name(word, kind, opens=place == 0):
            return ""
        if kind != "NOUN" and word != written:
            return ""  # «Зеленський, оплата»: that adjective is not the noun's
        bent.append(_as_written(word, genitive, place) + written[len(word) :])
        if kind == "NOUN":
            return " ".join(bent + words[len(bent) :])
        before = _number_of(word.lower()) if genitive != word.lower() else "gent"
    return ""


@lru_cache(maxsize=4096)
def _genitive(word: str, before_a_noun: bool, adjective: str) -> tuple[str, str]:
    """The part of speech of an adjective or a noun, and its genitive; nothing for other words.

    «нова партія»: what can be an adjective is one where another word follows. «ціни» may be one
    price's genitive or many prices: many, unless an `adjective` in the genitive ("gent") has come
    before it («нової ціни»); after one that is "plur" («нові ціни») it is many in any case.
    """
    possible = [one for one in parses(word) if one.tag.POS in {"NOUN", "ADJF"}]
    # «борг» is somebody's surname as well, «люди» a Liuda's.
    common = [one for one in possible if not {"Name", "Surn"} & one.tag.grammemes]
    possible = common if any(_is_nominative(one) for one in common) else possible
    if before_a_noun:
        possible.sort(key=lambda one: one.tag.POS != "ADJF")
    if adjective == "plur":
        possible.sort(key=lambda one: "plur" not in one.tag)
    for parse in possible:
        part = parse.tag.POS
        if not _is_nominative(parse):
            continue
        if "plur" in parse.tag and _is_genitive_too(possible, part):
            one_matter = adjective != "plur" and _may_be_one_matter(possible)
            if part != "NOUN" or adjective == "gent" or one_matter:
                return part, word
        # Its dictionary marks the plural only.
        bent = [_bent(one) for one in possible if one.tag == parse.tag]
        # «стан» bends in two ways: «стану» of affairs, «стана» of a mill.
        return part, next((one for one in bent if one.endswith(("у", "ю"))), bent[0])
    return (possible[0].tag.POS, word) if _is_genitive_too(possible, "NOUN") else ("", "")


@lru_cache(maxsize=4096)
def _is_finite_verb(written: str) -> bool:
    """«чекає», «прийшло». What hangs on a noun is no nominative: «стекла» in «заміна стекла» is
    no verb, though it can be one, and «три» rather a number than an order to rub."""
    possible = parses(written.lower().strip(_MARKS))
    verbs = [one for one in possible if one.tag.POS == "VERB" and "infn" not in one.tag]
    others = [one for one in possible if one.tag.POS != "VERB"]
    orders = all("impr" in one.tag for one in verbs)
    hangs = any(one.tag.case in _OBLIQUE for one in others)
    return bool(verbs) and not hangs and not (orders and others)


def _is_name(word: str, kind: str, *, opens: bool) -> bool:
    """«Одеса», «Київстар», «Петренко»: to bend it would cost it its capital, or its owner.

    Inside the subject a capital tells a name. Its first word has one anyhow; there a name is what
    the dictionary knows as somebody's, or as what there is only one of: it has no plural.
    """
    # «КиївСтар», and «Пошта» of «Нова Пошта».
    if word != word.lower() and not word.isupper() and (not opens or not word[1:].islower()):
        return True
    if kind != "NOUN" or (word.isupper() and len(word) > 1):
        return False  # «ПДВ» stays as it is written
    possible = [one for one in parses(word.lower()) if _is_nominative(one)]
    nouns = [one for one in possible if one.tag.POS == "NOUN"]
    common = [one for one in nouns if not {"Name", "Surn"} & one.tag.grammemes]
    if not word[:1].isupper():
        return bool(nouns) and not common
    # «Стан» is a surname as well; those that women bear too are known for what they are.
    somebody = any("Name" in one.tag or {"Surn", "Fixd"} in one.tag for one in nouns)
    many = any("plur" in form.tag for one in common for form in one.lexeme)
    return somebody or (bool(nouns) and not many)


def _is_nominative(parse: Parse) -> bool:
    """«лист»: of some words the dictionary leaves the nominative unmarked."""
    return "nomn" in parse.tag or (parse.tag.case is None and "Fixd" not in parse.tag)


def _bent(parse: Parse) -> str:
    bent = parse.inflect({"gent", "plur"} if "plur" in parse.tag else {"gent"})
    return str(bent.word) if bent else str(parse.word)


def _may_be_one_matter(possible: list[Parse]) -> bool:
    """«оплати»; «зустрічі», «якості»: nouns that end in a consonant are said of one as a rule."""
    one = [each for each in possible if "gent" in each.tag and "plur" not in each.tag]
    return any(
        each.normal_form in _DEEDS or ("femn" in each.tag and each.normal_form[-1] not in "ая")
        for each in one
    )


def _number_of(adjective: str) -> str:
    """Is an adjective in the nominative of one, "sing", or of many, "plur"?"""
    many = any(one.tag.POS == "ADJF" and {"plur", "nomn"} in one.tag for one in parses(adjective))
    return "plur" if many else "sing"


def _is_preposition(word: str) -> bool:
    return any(one.tag.POS == "PREP" for one in parses(word.lower()))


def _is_genitive_too(possible: list[Parse], part: str) -> bool:
    return any(part == one.tag.POS and "gent" in one.tag for one in possible)


def _as_written(original: str, bent: str, place: int) -> str:
    """Keep «ПДВ» and names in capitals; the word that opens a subject goes inside a sentence."""
    if original.isupper() and len(original) > 1:
        return original
    return bent.capitalize() if place and original[:1].isupper() else bent
