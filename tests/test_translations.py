"""Everything that the interface says is said in Ukrainian too, and what is compiled is true."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
CODE = ("frontdesk", "directory", "calls")

# How each function of gettext takes its words: which argument is the context, which the
# message, which its plural.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
# A call of gettext in what Django makes of a template.
_TEMPLATE_CALL = re.compile(
    r"\b_?(?:n?p?gettext|_)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)"
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Message(NamedTuple):
    context: str | None
    text: str


def said_in(code: str, place: str) -> Iterator[tuple[Message, str]]:
    """The messages of a piece of Python, each with where it stands."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in CALLS:
            context, text, _plural = CALLS[node.func.id]
            words = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            assert isinstance(words[text], str), f"{place}:{node.lineno}: not a plain text"
            told = None if context is None else str(words[context])
            yield Message(told, words[text]), f"{place}:{node.lineno}"


def said_in_template(path: Path) -> Iterator[tuple[Message, str]]:
    python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in _TEMPLATE_CALL.findall(python):
        yield from said_in(call, str(path.relative_to(ROOT)))


def everything_said() -> dict[Message, str]:
    """Every message of the program, with a place where it is said."""
    said: dict[Message, str] = {}
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            said |= said_in(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.html")):
        said |= said_in_template(path)
    return said


def entries(catalogue: polib.POFile | polib.MOFile) -> dict[Message, polib.POEntry]:
    return {Message(one.msgctxt, one.msgid): one for one in catalogue if not one.obsolete}


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_there_is_a_ukrainian_catalogue() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["uk"]


def test_the_words_are_found_where_they_are_said(tmp_path: Path) -> None:
    """The reading itself: of code, and of every tag that a template says something with."""
    code = '_("one" " two")\npgettext_lazy("of", "it")\nngettext("a", "b", n)'
    assert [message for message, _place in said_in(code, "here")] == [
        Message(None, "one two"),
        Message("of", "it"),
        Message(None, "a"),
    ]
    page = ROOT / "templates" / "desk" / "_line.html"
    found = {message.text for message, _place in said_in_template(page)}
    assert {"Has stopped ringing", "asks for %(name)s"} <= found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_everything_said_is_translated(path: Path) -> None:
    known = entries(polib.pofile(str(path)))
    missing = [
        f"{place}: {message}"
        for message, place in everything_said().items()
        if message not in known or known[message].fuzzy or not all(translations(known[message]))
    ]
    assert not missing, "\n".join(["", *missing])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_nothing_is_translated_that_is_said_no_more(path: Path) -> None:
    left_over = set(entries(polib.pofile(str(path)))) - set(everything_said())
    assert not left_over


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_has_the_blanks_of_its_message(path: Path) -> None:
    wrong = []
    for message, entry in entries(polib.pofile(str(path))).items():
        wanted = set(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for text in translations(entry):
            blanks = set(_PLACEHOLDER.findall(text))
            # One form of a plural may leave its number out: «один рядок».
            if blanks != wanted and not (entry.msgid_plural and blanks < wanted):
                wrong.append(f"{message}: {text}")
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_what_is_compiled_says_what_is_written(path: Path) -> None:
    written, compiled = polib.pofile(str(path)), polib.mofile(str(path.with_suffix(".mo")))
    ready = {
        message: translations(entry)
        for message, entry in entries(written).items()
        if not entry.fuzzy and any(translations(entry))
    }
    assert {message: translations(one) for message, one in entries(compiled).items()} == ready
    assert compiled.metadata == written.metadata
