"""Is this the caller we know? Compares what was heard with who has called before. Pure. Law 5."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from calls.private_person import is_private
from directory.lookup import letters

_WORD = re.compile(r"[\w'’ʼ`´-]+")
# What a company is, not what it is called.
_FORMS = """
тов ооо тзов тдв фоп спд пп прат пат ат зат ват кп дп ко компанія фірма товариство з обмеженою
відповідальністю llc ltd inc limited company gmbh co corp plc
"""
LEGAL_FORMS = frozenset(map(letters.written, _FORMS.split()))

NO, POSSIBLE, BY_NAME_OR_COMPANY, BY_NAME_AND_COMPANY, BY_NUMBER, BY_NUMBER_AND_NAME = range(6)


def name_words(name: str) -> list[str]:
    """The words of a name as they sound: «Олена», "Olena" and «ОЛЕНА» are one."""
    return sorted({letters.sound(word) for word in _words(name)} - {""})


def is_one_name(said: str, known: str) -> bool:
    """Is it the same name, whatever its order and spelling?"""
    words = name_words(said)
    return bool(words) and words == name_words(known)


def may_be_his_name(said: str, known: str) -> bool:
    """May whoever says this name be the one that is known by another, a patronymic more or less?

    One word alone is nobody's name where more of it is known.
    """
    heard, words = set(name_words(said)), set(name_words(known))
    return bool(words) and (words <= heard or (len(heard) > 1 and heard <= words))


def is_called(company: str) -> bool:
    """Does it say how a company is called, and not only what it is?"""
    return bool(_telling(company))


def company_key(company: str) -> str:
    """A company's name without its legal form: «ТОВ «Північ»» and «північ» are one.

    Private persons have none in common.
    """
    if is_private(company):
        return ""
    telling = _telling(company) or _words(company)
    return " ".join(filter(None, map(letters.sound, telling)))


@dataclass(frozen=True)
class Heard:
    """What is typed of a caller so far, as it is compared."""

    words: tuple[str, ...]
    company: str
    is_private: bool = False  # he speaks for no company


@dataclass(frozen=True)
class Candidate:
    """A record of a caller. `person` is the record that stands for him where two were merged."""

    pk: int
    person: int
    words: tuple[str, ...]
    company: str
    by_number: bool


def likeness(heard: Heard, one: Candidate) -> int:
    """How surely it is he: one of the levels above; from BY_NAME_OR_COMPANY on, sure enough.

    A private person is nobody who calls for a company.
    """
    says_which = bool(heard.company) or heard.is_private
    other_company = says_which and bool(one.company) and heard.company != one.company
    if one.by_number:
        if heard.words and one.words:
            return BY_NUMBER_AND_NAME if _agree(heard.words, one.words, begun=True) else NO
        return POSSIBLE if other_company else BY_NUMBER
    same_company = bool(heard.company) and heard.company == one.company
    if heard.words and one.words:
        if not _agree(heard.words, one.words):
            return NO
        if same_company:
            return BY_NAME_AND_COMPANY
        whole = min(len(heard.words), len(one.words)) > 1 and not other_company
        return BY_NAME_OR_COMPANY if whole else NO
    return BY_NAME_OR_COMPANY if same_company and not heard.words else NO


@dataclass(frozen=True)
class Verdict:
    """`known` is the record that it surely is, if there is one, and `level` how surely; `possible`
    those it may be, the likeliest first."""

    known: int | None = None
    level: int = NO
    possible: tuple[int, ...] = ()


def verdict(heard: Heard, candidates: Iterable[Candidate]) -> Verdict:
    """Whose call it is: one person's only where nobody else is as likely."""
    levels = [(likeness(heard, one), one) for one in candidates]
    levels = sorted((pair for pair in levels if pair[0]), key=lambda pair: (-pair[0], -pair[1].pk))
    if not levels:
        return Verdict()
    top = levels[0][0]
    best = [one for level, one in levels if level == top]
    alone = len({one.person for one in best}) == 1 and top > POSSIBLE
    return Verdict(best[0].pk if alone else None, top, tuple(one.pk for _level, one in levels))


def _words(text: str) -> list[str]:
    return [word for part in _WORD.findall(text) if (word := letters.written(part))]


def _telling(company: str) -> list[str]:
    return [word for word in _words(company) if word not in LEGAL_FORMS]


def _agree(heard: tuple[str, ...], known: tuple[str, ...], begun: bool = False) -> bool:
    """Is one of the two names a part of the other? `begun`: a word may still be being typed."""
    if set(heard) <= set(known) or set(known) <= set(heard):
        return True
    return begun and all(any(one.startswith(word) for one in known) for word in heard)
