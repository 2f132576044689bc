"""The company's own phrases, where it has some."""

from collections.abc import Iterable, Mapping

from calls import phrases
from calls.models import Phrase
from calls.situations import Situation


def say(situation: Situation, language: str, blanks: Mapping[str, str]) -> str:
    """The sentence for a situation, in the company's words or the built-in ones."""
    own = Phrase.objects.filter(situation=situation.value, language=language)
    return phrases.say(situation, language, blanks, own.values_list("text", flat=True).first())


def own(situations: Iterable[Situation]) -> dict[tuple[str, str], str]:
    """The company's own sentences for some situations, by situation and language."""
    rows = Phrase.objects.filter(situation__in=[one.value for one in situations])
    return {(row.situation, row.language): row.text for row in rows}
