"""Minds that have learned nothing, lent to one test after another.

To make one, with all that is built in, takes longer than most tests that need it; and only a
lesson changes it. One that was taught is not lent again.
"""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from calls import suggestions
from calls.known_company import demo_company
from calls.learner.company import Company
from calls.learner.mind import Lesson, Mind

AT_ONCE = 3  # that are remembered; each is some thirty megabytes


class Pupil(Mind):
    """A mind that says whether it was taught."""

    taught = False

    def learn(self, lesson: Lesson) -> None:
        self.taught = True
        super().learn(lesson)


class Minds:
    """What stands in the place of `Mind` for the program under test."""

    def __init__(self) -> None:
        self._demo = _known_of(demo_company())
        self._untaught: dict[str, Pupil] = {}
        self._lent: list[tuple[str, Pupil]] = []

    def __call__(self, company: Company, *, admin_cues: Mapping[str, str], shelf: Path) -> Pupil:
        """Nobody has this one beside whoever asked: two processes are two minds."""
        asked = repr((company, admin_cues))
        mind = self._untaught.pop(asked, None)
        if mind is None and not admin_cues and _known_of(company) == self._demo:
            mind = Pupil(company, shelf=shelf)
        elif mind is None:
            mind = _studied_aside(company, admin_cues, shelf)
        self._lent.append((asked, mind))
        return mind

    def take_back(self) -> None:
        """The test is over that they were lent to."""
        self._untaught |= {asked: mind for asked, mind in self._lent if not mind.taught}
        self._untaught = dict(list(self._untaught.items())[-AT_ONCE:])
        self._lent.clear()


class Prompt(suggestions.Here):
    """A test waits for its first mind, instead of for the news of it."""

    def is_ready(self, cues: Mapping[str, str]) -> bool:
        self.get_ready(cues)
        return True


def _known_of(company: Company) -> list[tuple[str, str, frozenset[object]]]:
    return [(one.name, one.responsibilities, frozenset(one.people)) for one in company.departments]


def _studied_aside(company: Company, cues: Mapping[str, str], shelf: Path) -> Pupil:
    """There is one place on a shelf, and the demo company, which nearly all tests have, keeps it:
    to study that anew takes seconds."""
    with tempfile.TemporaryDirectory() as own:
        if shelf.exists():
            half_written = shutil.ignore_patterns("tmp*")
            shutil.copytree(shelf, own, ignore=half_written, dirs_exist_ok=True)
        return Pupil(company, admin_cues=cues, shelf=Path(own))
