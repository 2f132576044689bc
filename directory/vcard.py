"""People as vCards, for the address book of a phone or a mail program.

Version 3.0, because the address books of today read it and half of them not yet 4.0. Text is
escaped and folded as RFC 6350 says; both versions agree on that.
"""

from collections.abc import Iterable

from directory.models import Employee

CONTENT_TYPE = "text/vcard; charset=utf-8"
_LINE_OCTETS = 75


def cards(people: Iterable[Employee], company: str) -> str:
    """One card for each, one after the other; each with its department at hand."""
    return "".join(card(person, company) for person in people)


def card(person: Employee, company: str) -> str:
    name = (person.surname, person.given_name, person.patronymic, "", "")
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:frontdesk-employee-{person.pk}",
        f"FN:{_text(person.full_name)}",
        f"N:{';'.join(_text(part) for part in name)}",
        f"ORG:{_text(company)};{_text(person.department.name)}",
        f"TITLE:{_text(person.position)}",
    ]
    if person.extension:
        lines.append(f"TEL;TYPE=WORK,VOICE:{_text(person.extension)}")
    if person.mobile:
        lines.append(f"TEL;TYPE=CELL,VOICE:{_text(person.mobile)}")
    if person.email:
        lines.append(f"EMAIL;TYPE=INTERNET,WORK:{_text(person.email)}")
    lines.append("END:VCARD")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(value: str) -> str:
    """A value in which nothing is taken for a separator or the end of the line."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        value = value.replace(plain, escaped)
    return "\\n".join(value.splitlines())


def _folded(line: str) -> str:
    """Lines of at most 75 octets, each next one begun with a space, and no letter cut in two."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return "\r\n".join([*parts, part])
