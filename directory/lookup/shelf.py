"""A fixed set of people laid out for searching; edits are laid over it by the index."""

import enum
from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from directory.lookup.columns import Column, Rows
from directory.lookup.full_names import FullNames
from directory.lookup.mail import Addresses, AddressList
from directory.lookup.matching import Direct, Match, Table
from directory.lookup.names import Names
from directory.lookup.numbers import NumberList, Numbers, dialled, digits_of, national
from directory.lookup.phrases import Phrases, plus
from directory.lookup.records import Kind, Person
from directory.lookup.units import Units
from directory.lookup.vocabulary import NONE, PREFIX, Costs, Token
from directory.names import sort_key

# What is added for a surname, a given name and a patronymic that the word is, and that it only
# begins or hints at. A word alone is rather a surname: «роман» may become Романюк.
_ALONE = ((0, 0), (2, 1), (3, 4))
_AMONG_OTHERS = ((0, 0), (0, 1), (1, 2))
_BY_POSITION = 6
_EXACT_NUMBER, _BEGUN_NUMBER, _PART_OF_NUMBER = 0, 4, 5
_SHORTEST_PART = 3


class Guess(enum.IntEnum):
    """What may be wrong: nothing, names, words that are no known names, any, their beginnings."""

    NONE = 0
    NAMES = 1
    UNKNOWN_WORDS = 2
    ALL_WORDS = 3
    BEGINNINGS = 4


class _Distinct:
    """Numbers distinct values in the order in which they come."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.column = array("q")

    def add(self, value: str) -> None:
        self.column.append(self.ids.setdefault(value, len(self.ids)))

    def alphabetical(self) -> npt.NDArray[np.intp]:
        """For each row the place of its value in the alphabet."""
        places = np.argsort(np.array([sort_key(value) for value in self.ids], dtype=str))
        ranks = np.empty(len(places), np.intp)
        ranks[places] = np.arange(len(places))
        return ranks[np.array(self.column, np.intp)]


class Shelf:
    """People in the order of their names; a row is a place in that order."""

    def __init__(self, people: Iterable[Person]) -> None:
        surnames, given_names, patronymics, positions = (_Distinct() for _ in range(4))
        unit_ids: dict[int | None, int] = {}
        units, pks, heads = array("q"), array("q"), array("b")
        extensions, mobiles, addresses = NumberList(), NumberList(), AddressList()
        for person in people:
            pks.append(person.pk)
            surnames.add(person.surname)
            given_names.add(person.given_name)
            patronymics.add(person.patronymic)
            positions.add(person.position)
            units.append(unit_ids.setdefault(person.department, len(unit_ids)))
            heads.append(person.is_head)
            extensions.add(digits_of(person.extension))
            mobiles.add(national(digits_of(person.mobile)))
            addresses.add(person.email)
        named = (surnames, given_names, patronymics)
        order = np.lexsort([each.alphabetical() for each in reversed(named)])
        self.size = len(pks)
        self.pks = np.array(pks, np.int64)[order]
        self.heads = np.array(heads, bool)[order]
        self.texts = [list(each.ids) for each in (*named, positions)]
        self.columns = [
            Column(np.array(each.column, np.intp)[order], len(each.ids))
            for each in (*named, positions)
        ]
        self.unit_pks = list(unit_ids)
        self.units = Column(np.array(units, np.intp)[order], len(unit_ids))
        self.full_names = FullNames(self.columns[:3], self.texts[:3])
        self._names = Names(*self.texts[:3])
        self._by_name = {
            Guess.NONE: self._names.known,
            Guess.NAMES: self._names.similar,
            Guess.UNKNOWN_WORDS: self._names.similar,
            Guess.ALL_WORDS: self._names.similar,
            Guess.BEGINNINGS: self._names.begun,
        }
        self._positions = Phrases(self.texts[3])
        self._extensions = Numbers(extensions.table()[order], shortest=None)
        self._mobiles = Numbers(mobiles.table()[order], shortest=_SHORTEST_PART)
        self._addresses = Addresses(addresses.table()[order])

    def unit_places(self, units: Units) -> Rows:
        """For each distinct department of these people its place among the units, -1 for none."""
        return np.array(
            [-1 if pk is None else units.places.get(pk, -1) for pk in self.unit_pks], np.intp
        )

    def by_word(
        self, token: Token, units: Units, unit_places: Rows, guess: Guess, alone: bool
    ) -> Match:
        """Find by a word, more or less doubtful of how it is written.

        `alone`: it is all that the query says.
        """
        if guess is Guess.UNKNOWN_WORDS and self._names.has(token):
            guess = Guess.NONE
        names = self._by_name[guess](token)
        positions = self._positions.known(token)
        if guess >= Guess.UNKNOWN_WORDS:
            positions = np.minimum(positions, self._positions.similar(token))
        found = units.match(token, guess >= Guess.UNKNOWN_WORDS)
        by_unit = np.append(found.costs, np.uint8(NONE))[unit_places]
        ways = (*names, positions, by_unit)
        charges = _ALONE if alone else _AMONG_OTHERS
        costs = (*map(_charged, names, charges), plus(positions, _BY_POSITION), by_unit)
        tables = map(Table, (*self.columns, self.units), costs, ways)
        return Match(token.text, token, tuple(tables), (), found)

    def by_number(self, digits: str) -> Match:
        """Find by an extension or its beginning, or by a part of a mobile number."""
        extension = self._extensions
        number = dialled(digits)
        direct = [
            Direct(Kind.EXTENSION, extension.exactly(digits), _EXACT_NUMBER),
            Direct(Kind.EXTENSION, extension.beginning(digits), _BEGUN_NUMBER),
        ]
        if len(number) >= _SHORTEST_PART:
            direct.append(Direct(Kind.PHONE, self._mobiles.beginning(number), _PART_OF_NUMBER))
        return Match(digits, direct=tuple(direct))

    def by_address(self, address: str) -> Match:
        """Find by the beginning of an e-mail address."""
        rows = self._addresses.beginning(address)
        return Match(address, direct=(Direct(Kind.EMAIL, rows, _EXACT_NUMBER),))


def _charged(costs: Costs, charge: tuple[int, int]) -> Costs:
    whole, part = charge
    return plus(costs, np.where(costs < PREFIX, np.uint8(whole), np.uint8(part)))
