"""The demo company as a staff table, so that it comes in by the same door as a real one."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from directory.staff_file.columns import Column, Sheet

_FILE = Path(__file__).with_name("company.toml")


def profile() -> dict[str, str]:
    """What phrases say of the company itself."""
    company = _company()
    return {
        "name": company["name"],
        "name_en": company["name_en"],
        "offers_email": f"{company['offers_email']}@{company['domain']}",
    }


def sheet() -> Sheet:
    """The staff list, as if read from a file."""
    company = _company()
    lines = [
        line
        for department in company["departments"]
        for line in _lines(department, "", company["domain"])
    ]
    titles = {column: str(column) for column in lines[0]}
    return Sheet(titles, [], list(enumerate(lines, start=1)))


def _company() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _lines(department: dict[str, Any], parent: str, domain: str) -> Iterator[dict[Column, str]]:
    for person in department["people"]:
        assists = person.get("assists")
        yield {
            Column.DEPARTMENT: department["name"],
            Column.PARENT: parent,
            Column.RESPONSIBILITIES: ", ".join(department["answers_for"]),
            Column.FULL_NAME: person["name"],
            Column.POSITION: person["position"],
            Column.EXTENSION: person["extension"],
            Column.MOBILE: person.get("mobile", ""),
            Column.EMAIL: f"{person['email']}@{domain}",
            Column.IS_HEAD: "yes" if person.get("heads") else "no",
            Column.IS_PROTECTED: "yes" if person.get("protected") else "no",
            Column.ASSISTANT_FOR: f"{assists}@{domain}" if assists else "",
        }
    for inner in department.get("departments", []):
        yield from _lines(inner, department["name"], domain)
