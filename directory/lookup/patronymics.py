"""Patronymics as they are written in Russian and as they are said in haste.

Made from the father's name, so that «Алексеевна» is known as Олексіївна and «Степанич» as
Степанович; the made forms are compared by sound only, so they need not be spelt to the letter.
"""

from directory.lookup.endings import name_stem
from directory.lookup.letters import sound, written

# The father's Ukrainian name, where it is another in Russian, and what both patronymics begin with
# where the rule does not give it.
_FATHERS = """
Олександр Александр, Олексій Алексей, Анатолій Анатолий, Андрій Андрей, Антон, Аркадій Аркадий,
Арсен, Артем, Артур, Богдан, Борис, Вадим, Валентин, Валерій Валерий, Василь Василий,
Віктор Виктор, Віталій Виталий, Владислав, Володимир Владимир, Вячеслав, Геннадій Геннадий,
Георгій Георгий, Данило Данил, Денис, Дмитро Дмитрий, Едуард Эдуард, Євген Евгений, Захар,
Іван Иван, Ігор Игорь, Йосип Иосиф, Кирило Кирилл, Костянтин Константин, Леонід Леонид, Макар,
Максим, Мар'ян Марьян, Матвій Матвей, Мирон, Мирослав, Михайло Михайл, Назар, Олег, Омелян Емельян,
Орест, Остап, Павло Павл, Петро Петр, Прокіп Прокоп, Роман, Ростислав, Руслан, Святослав,
Семен, Сергій Сергей, Станіслав Станислав, Степан, Тарас, Тимофій Тимофей, Тимур, Федір Федор,
Юліан Юлиан, Юрій Юрий, Ярослав
"""
# Ukrainian man's and woman's, Russian man's and woman's.
_IRREGULAR = """
Григорович Григорівна Григорьевич Григорьевна
Ілліч Іллівна Ильич Ильинична
Кузьмич Кузьмівна Кузьмич Кузьминична
Левович Левівна Львович Львовна
Львович Львівна Львович Львовна
Лукич Луківна Лукич Лукинична
Миколайович Миколаївна Николаевич Николаевна
Микитович Микитівна Никитич Никитична
Савович Савівна Саввич Саввична
Хомич Хомівна Фомич Фоминична
Якович Яківна Яковлевич Яковлевна
"""


def _ukrainian(father: str) -> tuple[str, str]:
    stem = father.removesuffix("о")
    if stem.endswith("й"):
        return f"{stem}ович", f"{stem[:-1]}ївна"
    if father in ("Федір", "Прокіп"):
        return f"{stem[:-2]}о{stem[-1]}ович", f"{stem[:-2]}о{stem[-1]}івна"
    return f"{stem}ович", f"{stem}івна"


def _russian(father: str) -> tuple[str, str]:
    if father.endswith("ий"):
        return f"{father[:-2]}иевич", f"{father[:-2]}иевна"
    if father[-1] in "йь":
        return f"{father[:-1]}евич", f"{father[:-1]}евна"
    return f"{father}ович", f"{father}овна"


def _families() -> list[tuple[str, str, str, str]]:
    families = []
    for line in _IRREGULAR.strip().splitlines():
        man, woman, russian_man, russian_woman = line.split()
        families.append((man, woman, russian_man, russian_woman))
    for names in _FATHERS.replace("\n", " ").split(","):
        father, *other = names.split()
        families.append((*_ukrainian(father), *_russian(other[0] if other else father)))
    return families


def _stem(patronymic: str) -> str:
    return name_stem(sound(written(patronymic)))


def _read() -> dict[str, str]:
    found: dict[str, str] = {}
    for man, woman, russian_man, russian_woman in _families():
        for russian, ukrainian in ((russian_man, man), (russian_woman, woman)):
            found.setdefault(_stem(russian), _stem(ukrainian))
    return found


_FROM_RUSSIAN = _read()


def full_stems(stem: str) -> list[str]:
    """Return the stems of the patronymics that a Russian or a hasty one stands for."""
    stems = [_FROM_RUSSIAN[stem]] if stem in _FROM_RUSSIAN else []
    if stem.endswith("ič") and not stem.endswith("ovič"):
        stems.append(f"{stem[:-2]}ovič")
    return stems
