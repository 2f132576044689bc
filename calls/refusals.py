"""What the desk says when it will not do a thing: a sentence for a person, never a traceback."""

from collections.abc import Mapping


class Refused(Exception):
    """A rule of the desk said no. `sentence` is shown as it stands; `fields` maps a field of the
    card to what is wrong with it."""

    def __init__(self, sentence: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = dict(fields or {})


class Overtaken(Refused):
    """Somebody or something was faster; the page that asked is stale and needs the fresh facts."""
