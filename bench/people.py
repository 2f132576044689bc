"""An invented company of any size whose names are spread as Ukrainian names are.

A few names are borne by many and most by few (Zipf's law); surnames are stems of given names,
trades and nicknames with the usual endings, some thousands of them. The same seed gives the same
company.
"""

import random
from collections.abc import Iterator

from directory.lookup import Person, Unit
from directory.lookup.letters import romanised, written

_MEN = """
Олександр Сергій Андрій Володимир Микола Іван Дмитро Юрій Віталій Максим Олексій Михайло Ігор
Василь Віктор Олег Євген Роман Богдан Артем Ярослав Денис Владислав Вадим Руслан Петро Анатолій
Тарас Антон Павло Валерій Станіслав Степан Назар Данило Кирило Костянтин Леонід Вячеслав Григорій
Борис Едуард Святослав Ростислав Геннадій Микита Валентин Георгій Остап Матвій Артур Федір Орест
Мирослав Арсен Тимофій Марко Любомир Яків Захар Давид Лев Маркіян Ілля Семен Тимур Гліб Зеновій
Макар Аркадій Устим Всеволод Мар'ян Йосип Омелян Лук'ян Пилип Прокіп Гнат Кузьма Северин Ернест
Тихон Трохим Юхим Панас Опанас Данило Самійло Яромир Зіновій Августин Адам Альберт Антін Аполлон
Броніслав Веніамин Вікентій Віталіан Влас Гаврило Герман Гордій Дем'ян Добромир Доброслав Єгор
Єремія Ерік Ігнат Іларіон Інокентій Іполит Казимир Карл Касян Клим Лаврентій Лазар Леонтій Лука
Мстислав Модест Мечислав Никифор Олесь Онисим Павлин Радим Радослав Рафаїл Роберт Рудольф Сава
Спиридон Стефан Філарет Фелікс Харитон Христофор Юліан Юліян Ян Яким Ярема
"""
_WOMEN = """
Олена Наталія Тетяна Ірина Оксана Світлана Людмила Ольга Юлія Марія Галина Анна Катерина Вікторія
Анастасія Надія Валентина Лариса Любов Ніна Інна Лілія Віра Алла Марина Христина Софія Дарина
Діана Аліна Яна Тамара Лідія Богдана Зоряна Соломія Ганна Раїса Роксолана Уляна Вероніка Карина
Аліса Мар'яна Євгенія Валерія Руслана Віта Жанна Антоніна Кіра Поліна Леся Олеся Дарія Єлизавета
Зінаїда Мирослава Стефанія Емілія Маргарита Ангеліна Анжела Варвара Василина Владислава Ярослава
Іванна Іроїда Каміла Клавдія Ксенія Лада Леоніда Лукія Мілана Мілена Меланія Мотрона Наталя Неля
Нонна Олександра Орися Орина Павлина Параска Регіна Римма Розалія Руслана Сніжана Сузанна Таїсія
Тереза Устина Федора Фаїна Цвітана Юліана Юстина Яніна Ярина Адріана Азалія Аделіна Альбіна
Августина Аврора Ада Агата Агнеса Аглая Анфіса Аполлінарія Ариадна Белла Броніслава Валерина
Віолетта Віталіна Галя Гелена Гликерія Домініка Доротея Ева Едіта Елеонора Ельвіра Еріка Естер
Євдокія Єва Зореслава Зоя Ізабелла Ілона Інга Іраїда Калина Квітослава Ліана Ліліана Лоліта Майя
Малуша Марта Марфа Матильда Мальвіна Мелана Мирра Надіна Одарка Олімпія Пелагея Русана Серафима
Станіслава Тамила Теодора Ульяна Фросина Христя Чеслава Шарлота Яромира
"""
_COMMON = """
Мельник Шевченко Коваленко Бондаренко Бойко Ткаченко Кравченко Ковальчук Коваль Олійник Шевчук
Поліщук Ткачук Савченко Бондар Марченко Руденко Мороз Лисенко Петренко Клименко Павленко Кравчук
Кузьменко Пономаренко Савчук Василенко Левченко Сидоренко Карпенко Гаврилюк Гончаренко Мазур
Кушнір Іваненко Романюк Панченко Хоменко Павлюк Кравець Вовк Мартинюк Іванюк Гончарук Зінченко
Гончар Козак Литвин Романенко Волошин Яковенко Костенко Нечипоренко Пилипенко Демченко Семенюк
Ярошенко Приходько Назаренко Гриценко Дяченко Власенко Ткач Пархоменко Швець Жук Дорошенко Іванов
Тимошенко Лук'яненко Сорока Білоус Заєць Чорний Рудий Левицький Чернецький Вишневський Каменецький
Яворський Островський Гнатюк Коломієць Щербак Щербина Якименко Зайченко Юрченко Ющенко Юхименко
"""
_STEMS = """
Адам Андрієв Антон Барабаш Бас Бел Береж Берез Біл Боб Бог Богдан Бойч Бондар Борис Боров Брат
Бров Бур Бутен Вакул Варв Васил Ведм Вербов Верес Вишн Влас Вовч Войт Волош Ворон Гавр Гаврил
Гайд Галаган Галуш Гарб Герас Гладк Гнат Голов Голуб Гонч Гончар Горб Гордій Грабов Грек Гриц
Гриш Гук Гум Гуцал Данил Дем Демид Дереж Дем'ян Діден Дмитр Добров Долин Дороф Доц Дрозд
Дуб Дубров Дуд Дяч Євдок Євтух Єрем Єфим Жадан Жит Жолуд Журав Забол Завал Загор Заїч Залізн Запор
Захар Звар Здоров Зелен Земл Зін Зозул Іван Ігнат Ілл Йосип Кабан Кал Калин Камін Капуст Кармал
Карп Качур Квіт Кирил Кисл Клим Клод Кобз Ковал Ковб Ковт Кож Козл Колес Колод Комар Конд Кондрат
Конон Корж Корнів Корол Корон Коряк Косов Костюк Кот Коцюб Кошов Краве Красн Крив Круг Крупс Кудр
Кузьм Кулін Кур Кут Куцен Кучер Лаврин Лаз Лебед Лев Лемеш Лес Лип Лис Литв Лоб Логв Лозов Лук Лут
Луц Лях Мазур Мак Макар Макс Мал Малин Маляр Март Мартин Марч Масл Матв Матвій Мед Мельн Микит
Микол Мирон Мис Михайл Міщ Могил Мороз Москал Мудр Музич Назар Наум Недб Нестер Никиф Ничипор Новик
Носен Овчар Огор Олекс Олефір Олій Онищ Онопр Опанас Орел Орл Орлов Осад Остап Охр Павл Палам Панас
Панч Парф Пас Пасіч Пащ Пер Петр Печер Пив Пилип Писар Підгор Плахот Погор Полов Полт Пономар Поп
Потап Приход Прокоп Прон Проц Пруд Пташ Пшен Радч Редьк Реш Риб Рог Родіон Розум Роман Рябч Рудн
Саванч Сав Сад Сак Самойл Сахн Семен Сен Середн Серг Сивор Сидор Синь Скиб Сков Скор Скрип
Слобод Смоля Сніж Собол Сокол Солов Солод Сом Сопіл Сорок Соснов Стад Старод Степан Стець Стор
Стриж Струк Сулим Суховер Сушк Таран Тарас Терещ Терн Тимош Тимч Титар Тих Ткач Товст Трет Трох
Труш Турч Тютюн Удов Усик Устим Фед Федор Фесен Филип Фом Хар Харит Хар Хвил Хим Хом Храм Христ
Цап Цар Цвірк Цибул Цимбал Чаба Чайк Чепур Черв Черед Череп Черк Чиж Чорн Чуб Чумач Шам Шаповал
Шар Шве Шевел Шелест Шепел Шинк Широк Шкур Шпак Штан Шуляк Шух Щепан Щерб Юрк Юхим Яблон Явор Яким
Яков Якуб Янков Яремч Ярмол Ярош Ясен Яцен Ящ
"""
# Roughly how often Ukrainian surnames end so, in parts of a hundred.
_ENDINGS = {
    "енко": 26, "чук": 9, "юк": 6, "ук": 7, "ко": 5, "ський": 7, "цький": 3, "івський": 4,
    "ий": 3, "ець": 3, "ак": 3, "як": 2, "ів": 4, "ишин": 2, "ович": 2, "ик": 3, "ченко": 2,
    "ан": 1, "ар": 1, "аш": 1, "ина": 1, "ай": 1, "ей": 1, "ник": 1, "ов": 2, "ін": 1, "ура": 1,
}  # fmt: skip
_ENDINGS_A_STEM = 12
_AREAS = """
продажу закупівель логістики бухгалтерії персоналу маркетингу виробництва якості сервісу безпеки
проєктування тендерів договорів реклами ремонту складу транспорту монтажу архіву контролю
"""
_POSTS = "фахівець інженер менеджер економіст диспетчер технолог юрист оператор касир водій"
_RANKS = "провідний старший молодший головний"


def _zipf(count: int, flatness: float) -> list[float]:
    """Cumulative weights; the first names of a list are the commonest."""
    total, weights = 0.0, []
    for rank in range(count):
        total += 1 / (rank + flatness)
        weights.append(total)
    return weights


def _patronymics(father: str) -> tuple[str, str]:
    """A son's and a daughter's."""
    if father in ("Ілля", "Лука", "Кузьма", "Сава"):
        return f"{father[:-1]}{'і' if father == 'Ілля' else 'и'}ч", f"{father[:-1]}івна"
    stem = father.rstrip("оаья")
    if stem[-1] in "йї":
        return f"{stem}ович", f"{stem[:-1]}ївна"
    return f"{stem}ович", f"{stem}івна"


def _woman(surname: str) -> str:
    if surname.endswith(("ський", "цький", "ий")):
        return f"{surname[:-2]}а"
    return f"{surname}а" if surname.endswith(("ов", "ин")) and len(surname) > 5 else surname


def surnames(seed: int = 1) -> list[str]:
    """Some four thousand of them, the commonest first."""
    chance = random.Random(seed)
    share = dict.fromkeys(_COMMON.split(), 100.0)
    for stem in dict.fromkeys(_STEMS.split()):
        fitting = {end: often for end, often in _ENDINGS.items() if _fits(stem, end)}
        for _ in range(_ENDINGS_A_STEM):
            end = chance.choices(list(fitting), weights=list(fitting.values()))[0]
            share.setdefault(stem + end, fitting[end] * chance.random())
    return sorted(share, key=lambda name: -share[name])


def _fits(stem: str, end: str) -> bool:
    """Whether they can be said together: neither two vowels nor a letter twice."""
    last, first = stem[-1], end[0]
    if last == first:
        return False
    if last in "гкхжшчщц":
        return first not in "юясцч"
    return last != "н" or end != "ник"


def departments(count: int = 300) -> list[Unit]:
    """Departments that answer for two things each."""
    areas = _AREAS.split()
    return [
        Unit(
            number,
            f"Відділ {areas[number % len(areas)]} № {number}",
            f"{areas[(number * 7 + 3) % len(areas)]}, {areas[(number * 11 + 5) % len(areas)]}",
        )
        for number in range(1, count + 1)
    ]


def people(count: int, seed: int = 1) -> Iterator[Person]:
    """Yield so many invented people, one at a time."""
    chance = random.Random(seed)
    families, units = surnames(), len(departments())
    men, women = (list(dict.fromkeys(names.split())) for names in (_MEN, _WOMEN))
    fathers = [_patronymics(father) for father in men]
    family_weights, man_weights = _zipf(len(families), 40), _zipf(len(men), 3)
    woman_weights = _zipf(len(women), 3)
    posts = [f"{rank} {post}" for post in _POSTS.split() for rank in _RANKS.split()]
    areas = _AREAS.split()
    for number in range(1, count + 1):
        surname = chance.choices(families, cum_weights=family_weights)[0]
        his, hers = chance.choices(fathers, cum_weights=man_weights)[0]
        if chance.random() < 0.5:
            given_name, patronymic = chance.choices(men, cum_weights=man_weights)[0], his
        else:
            given_name, patronymic = chance.choices(women, cum_weights=woman_weights)[0], hers
            surname = _woman(surname)
        unit = chance.randrange(units) + 1
        login = f"{romanised(written(given_name))[0]}.{romanised(written(surname))}{number}"
        yield Person(
            number,
            surname,
            given_name,
            patronymic,
            f"{chance.choice(posts).capitalize()} з {chance.choice(areas)}",
            unit,
            number <= units and number == unit,
            str(10000 + number),
            f"+380 67 {number // 10000:03} {number // 100 % 100:02} {number % 100:02}",
            f"{login}@company.example",
        )
