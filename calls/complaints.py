"""Do a caller's words complain? Then the desk says first that it is sorry. Pure."""

from functools import cache

from calls.learner.cues import Cue, CueBook, split

# In dictionary forms or as they are said: they are found in any form of theirs, in both languages,
# with a word or two between. Only what nobody says who is content; «не працює» alone is a matter.
_COMPLAINS = """
скарга, скаржитися, поскаржитися, маю претензію, претензія до вас, претензія до якості
обдурити, обдурювати, дурити, обманути, обманювати, обман, ошукати, неподобство, свавілля
обурений, обурення, обурливий, обурюватися, ганьба, хамство, хам, хамити, нахамити, нагрубити
знущання, знущатися, безвідповідальність, безвідповідальний, жах, жахливий
незадоволений, невдоволений, розчарований, зіпсували, так не роблять, нікому діла немає
скільки можна чекати, скільки можна дзвонити, скільки можна телефонувати
набридло чекати, втомився чекати, втомилася чекати, вкотре, вп'яте, втретє
третій раз, четвертий раз, п'ятий раз
поверніть гроші, повернути гроші, подам до суду, піду до суду, захист прав споживачів
complaint, complain, cheated, deceived, lied to me, disgrace, disgraceful, outrageous, outraged
appalling, unacceptable, terrible, horrible, awful, dreadful, rude, swindled, ripped off, fed up
disappointed, dissatisfied, unhappy with, angry, furious, my money back, let me down, nobody cares
third time, fourth time, fifth time, take you to court, sue you
"""
# With these the words say that there is nothing to complain of.
_CONTENT = """
без претензій, немає претензій, нема претензій, жодних претензій, не маю претензій
немає скарг, нема скарг, жодних скарг, не скаржуся
no complaint, no complaints, not complain, not complaining, not angry, not disappointed
"""


def is_complaint(words: str) -> bool:
    """Are these the words of somebody whom the company has let down?"""
    complains, content = _books()
    return bool(complains.found(words)) and not content.found(words)


@cache
def _books() -> tuple[CueBook, CueBook]:
    complains, content = (
        CueBook(Cue(phrase, "", 1.0) for phrase in split(phrases))
        for phrases in (_COMPLAINS, _CONTENT)
    )
    return complains, content
