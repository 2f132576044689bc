"""Work done once and kept: what was studied at one start is only read at the next.

A shelf is a folder of the application's own. What lies on it can be thrown away at any time.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calls.learner import words

Arrays = tuple[NDArray[Any], ...]
_SPOILED = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
_FORM = 4  # another number when the same material would give other arrays


def kept(shelf: Path | None, name: str, material: object, make: Callable[[], Arrays]) -> Arrays:
    """What `make` makes of `material`; read from the shelf where that lies there already.

    Each name has one place, so that old work doesn't pile up. A shelf that cannot be read or
    written costs time, never an answer.
    """
    if shelf is None:
        return make()
    mark = hashlib.blake2b(repr((_FORM, material)).encode(), digest_size=16).hexdigest()
    path = shelf / f"{name}.npz"
    with contextlib.suppress(*_SPOILED), np.load(path) as found:
        if str(found["mark"]) == mark:
            return tuple(found[f"a{at}"] for at in range(len(found.files) - 1))
    made = make()
    with contextlib.suppress(OSError):
        _written(path, lambda part: np.savez(part, mark=mark, **_numbered(made)))
    return made


def keep_words(shelf: Path | None, forms: Mapping[str, Sequence[str]]) -> None:
    """Put the dictionary forms of words on the shelf; never those of what callers said."""
    if shelf is not None:
        text = json.dumps(forms, ensure_ascii=False).encode()
        with contextlib.suppress(OSError):
            _written(shelf / "words.json", lambda part: part.write(text))


def recall_words(shelf: Path | None) -> None:
    """Take the words on the shelf as known."""
    if shelf is not None:
        with contextlib.suppress(OSError, ValueError):
            words.recall(json.loads((shelf / "words.json").read_text(encoding="utf-8")))


def _numbered(arrays: Arrays) -> dict[str, Any]:
    return {f"a{at}": array for at, array in enumerate(arrays)}


def _written(path: Path, write: Callable[[Any], object]) -> None:
    """Write aside and move into place, so that nobody ever reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        write(part)
        part.flush()
        os.fsync(part.fileno())  # a power cut may not leave half a file under a whole one's name
    os.replace(part.name, path)  # noqa: PTH105 - the name is a string already
