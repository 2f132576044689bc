"""Names inside a Ukrainian sentence: «просить Мельника А. С.», «для Олени Петрівни»."""

from functools import lru_cache

from shevchenko import detect_gender, in_ablative, in_accusative, in_genitive

from directory.models import Employee

_CASES = {"ablative": in_ablative, "genitive": in_genitive, "accusative": in_accusative}


def full(employee: Employee, case: str) -> str:
    """Surname, given name and patronymic in the genitive, the accusative or the ablative."""
    return " ".join(_declined(employee.surname, employee.given_name, employee.patronymic, case))


def short(employee: Employee, case: str) -> str:
    """The surname in that case, and the initials."""
    surname = _declined(employee.surname, employee.given_name, employee.patronymic, case)[0]
    return employee.short_name.replace(employee.surname, surname, 1)


@lru_cache(maxsize=4096)
def _declined(surname: str, given_name: str, patronymic: str, case: str) -> tuple[str, ...]:
    keys = ("familyName", "givenName", "patronymicName")
    parts = zip(keys, (surname, given_name, patronymic), strict=True)
    known = {key: part for key, part in parts if part}
    gender = detect_gender(known).get("gender")
    if not gender:
        return tuple(known.values())
    declined = _CASES[case]({**known, "gender": gender})
    return tuple(declined[key] for key in keys if key in known)
