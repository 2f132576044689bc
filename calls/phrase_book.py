"""The company's own phrases, where it has some."""

from collections.abc import Mapping

from calls import phrases
from calls.models import Phrase
from calls.script import Situation


def say(situation: Situation, language: str, blanks: Mapping[str, str]) -> str:
    """The sentence for a situation, in the company's words or the built-in ones."""
    own = Phrase.objects.filter(situation=situation.value, language=language)
    return phrases.say(situation, language, blanks, own.values_list("text", flat=True).first())
