"""Reads settings from the environment and refuses a bad value by its name."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """A yes or no; raises ImproperlyConfigured for anything else."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0")


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within bounds; raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    try:
        result = int(value)
    except ValueError:
        result = least - 1
    if not least <= result <= most:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write a whole number from {least} to {most}"
        )
    return result


def token(name: str, *, least: int) -> str:
    """A password for a machine, empty where none is set; raises ImproperlyConfigured if short."""
    value = text(name)
    if value and len(value) < least:
        raise ImproperlyConfigured(f"{name} is too short; write at least {least} characters")
    return value


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()


def kept_secret(path: Path) -> str:
    """A random secret made once and kept in a file that only its owner can read.

    Raises OSError where the file can be neither read nor made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # "x" and the mode together: two processes starting at once agree on one secret.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
