"""The lines as one receptionist sees them: what rings, what her manners ask for, who waits."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from calls import lines, manners, phrase_book, phrases, shifts
from calls.lines import Line
from calls.manners import Manner, Rank
from calls.models import Call, DeskRules, Shift, Sounds
from calls.situations import Situation
from directory.latin import latin
from directory.models import Employee, User
from directory.vocative import address
from frontdesk.snapshot import Shared


@dataclass
class Seen:
    """What the board holds whoever looks at it: read once for all pages that ask together.

    `markup` keeps what was rendered of it, by all that it depends on.
    """

    lines: list[Line]
    at_the_desk: list[User]
    shifts: dict[int, Shift]
    sounds: dict[int, Sounds]
    first_persons: list[Employee]
    hold_seconds: int
    own_phrases: dict[tuple[str, str], str]
    markup: dict[Hashable, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """How one line looks on one page, beyond what it shows to all. `says` is what is said to her
    caller who waits; `is_turn`: of all who wait for her it is his turn; `is_next`: of those that
    ring it is the first; `says_first`: what her present caller hears, in the language
    `says_first_in`, before he is put on hold for it all the same."""

    is_others: bool
    is_current: bool
    is_turn: bool
    says: str
    is_next: bool
    manner: Manner | None
    why: str
    by_key: bool
    says_first: str
    says_first_in: str


def _read() -> Seen:
    return Seen(
        lines.on_the_desk(),
        list(shifts.at_the_desk()),
        shifts.open_now(),
        Sounds.objects.in_bulk(),
        lines.first_persons(),
        DeskRules.ours().hold_seconds,
        phrase_book.own([Situation.ASK_TO_WAIT, Situation.STILL_HOLDING, Situation.PLEASE_HOLD]),
    )


seen = Shared(_read)


@dataclass
class Board:
    """`current`: the pk of the call whose card is open."""

    viewer: User
    current: int | None = None
    seen: Seen = field(default_factory=seen)

    @property
    def lines(self) -> list[Line]:
        return self.seen.lines

    @cached_property
    def talk(self) -> Line | None:
        """The line she is talking on."""
        mine = (line for line in self.lines if line.call.receptionist_id == self.viewer.pk)
        return next((line for line in mine if line.status == "talking"), None)

    @cached_property
    def ringing(self) -> Line | None:
        """The ringing line whose turn it is."""
        return lines.first_ringing(self.lines)

    @property
    def _talking(self) -> Rank | None:
        return self.talk.rank if self.talk else None

    @cached_property
    def manner(self) -> Manner | None:
        """What she does about the line that rings."""
        return manners.manner(self._talking, self.ringing.rank) if self.ringing else None

    @cached_property
    def sentence(self) -> str:
        """What she says to her present caller before she answers another."""
        if self.manner is not Manner.ASK_TO_WAIT or self.talk is None:
            return ""
        return self._say(Situation.ASK_TO_WAIT, self.talk.call)

    @cached_property
    def manner_in_words(self) -> str:
        """Why the ringing line is not answered at once, and who could."""
        why = {
            Manner.QUIET: _("This talk is not interrupted: the line is next."),
            Manner.NEXT: _("Finish this talk first: the line is next."),
        }.get(self.manner or Manner.ANSWER, "")
        free = ", ".join(one.shown_name for one in self.free_colleagues)
        who = _("Free at the desk: %(names)s") % {"names": free} if free else ""
        return f"{why} {who}".strip() if why else ""

    @property
    def heard(self) -> str:
        """The lines that ring or were handed over, and sound for her: their pks, in a row."""
        if self.shift is None or not self.sounds.new_line:
            return ""
        ringing = (line for line in self.lines if line.is_ringing)
        heard = [one for one in ringing if manners.is_heard(self._talking, one.rank)]
        return " ".join(str(one.pk) for one in [*heard, *self._handed])

    @property
    def _handed(self) -> list[Line]:
        """What colleagues have handed to her, while she talks with nobody."""
        return [] if self.talk else [one for one in self.lines if one.is_handed_to(self.viewer)]

    @cached_property
    def handed(self) -> Line | None:
        """The first of them, while she has no line open: she is told of it, not only shown it."""
        busy = any(line.pk == self.current for line in self.lines)
        return next(iter(self._handed), None) if not busy else None

    @cached_property
    def held(self) -> list[tuple[Line, str]]:
        """Her callers on hold, whose turn it is first, each with what to say to one who waits."""
        mine = [line for line in self.lines if line.is_held_by(self.viewer)]
        return [(line, self._say(Situation.STILL_HOLDING, line.call)) for line in mine]

    @cached_property
    def waits_for_her(self) -> dict[int, str]:
        """What to say, by the pk of a line, to her callers on hold."""
        return {line.pk: sentence for line, sentence in self.held}

    @cached_property
    def next_held(self) -> Line | None:
        """With whom she may go on by one key: with nobody while she talks with the director."""
        if self._talking is Rank.FIRST_PERSON:
            return None
        return self.held[0][0] if self.held else None

    def look(self, line: Line) -> Look:
        holder = line.call.receptionist_id
        is_next = self.ringing is not None and line.pk == self.ringing.pk
        return Look(
            is_others=holder is not None and holder != self.viewer.pk,
            is_current=line.pk == self.current,
            is_turn=self.next_waiting is not None and line.pk == self.next_waiting.pk,
            says=self.waits_for_her.get(line.pk, ""),
            is_next=is_next,
            manner=self.manner if line.is_ringing else None,
            why=self.manner_in_words if is_next else "",
            by_key=is_next and not self.sentence,
            says_first=self.says_first if is_next else "",
            says_first_in=self.talk.call.language if is_next and self.talk else "",
        )

    @cached_property
    def says_first(self) -> str:
        """What her present caller is told where the next one is answered before he has gone."""
        if self.manner is not Manner.NEXT or self.talk is None:
            return ""
        return self._say(Situation.PLEASE_HOLD, self.talk.call)

    @cached_property
    def next_waiting(self) -> Line | None:
        """Whose turn it is: her caller who waits longest, or a line that rings."""
        turn = (one for one in self.lines if one.is_ringing or one.is_held_by(self.viewer))
        return next(turn, None)

    @property
    def shift(self) -> Shift | None:
        return self.seen.shifts.get(self.viewer.pk)

    @property
    def at_the_desk(self) -> list[User]:
        return self.seen.at_the_desk

    @cached_property
    def free_colleagues(self) -> list[User]:
        """Who could take a line while she talks."""
        others = (one for one in self.at_the_desk if one != self.viewer)
        return [one for one in others if not getattr(one, "is_talking", False)]

    @property
    def first_persons(self) -> list[Employee]:
        return self.seen.first_persons

    @property
    def sounds(self) -> Sounds:
        return self.seen.sounds.get(self.viewer.pk) or Sounds(user=self.viewer)

    @property
    def hold_seconds(self) -> int:
        return self.seen.hold_seconds

    def _say(self, situation: Situation, call: Call) -> str:
        said = call.called
        name = address(said) if call.language == "uk" else latin(said)
        own = self.seen.own_phrases.get((situation.value, call.language))
        return phrases.say(situation, call.language, {"caller": name}, own)
