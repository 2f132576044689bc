"""What else a person with a given name is called.

Each line of the table is one name: the Ukrainian form, then other spellings of it (Russian,
English, an older or a church form), then short and tender forms. A form may stand in several
lines: Саша is Олександр or Олександра, and both are found.
"""

import enum
from collections import defaultdict
from typing import NamedTuple

from directory.lookup.endings import name_stem
from directory.lookup.letters import is_latin, sound, written

_TABLE = """
Адам | Adam |
Аліна | Алина Alina | Аля Алінка
Алла | Alla | Аллочка
Альона | Алёна Алена Alyona Aliona | Альонка Альонушка
Анастасія | Анастасия Настасія Anastasia | Настя Настуся Настенька Ася Стася
Анатолій | Анатолий Anatoly | Толя Толік Толик
Ангеліна | Ангелина Анжеліна Angelina | Геля Ліна Ангелінка
Андрій | Андрей Andrew Andre | Андрійко Андрюша Андрюха Andy
Анжела | Анжеліка Анжелика Angela | Анжелка
Анна | Ганна Anna Ann Anne Hanna | Аня Анюта Нюра Ганя Ганнуся Анечка Ануся Анка
Антон | Антін Anton Anthony Antony | Антоша Тоха Антошка Tony
Антоніна | Антонина Antonina | Тоня Тося Антося
Аркадій | Аркадий Arkady | Аркаша
Арсен | Арсеній Арсений Arsen | Арсенчик Сеня
Артем | Артём Artem | Артемко Тьома Тёма Тема Артемчик
Артур | Arthur Artur | Артурчик
Богдан | Bohdan Bogdan | Богданчик Бодя Даня Bob Боб
Богдана | Bohdana | Даня Богдася Дана
Борис | Boris | Боря Борька
Вадим | Vadim | Вадік Вадик Вадя
Валентин | Valentin Valentine | Валя Валік Валентинчик
Валентина | Valentina | Валя Валюша Валечка Валентинка
Валерій | Валерий Valery Valeriy | Валера Лєра Валерчик
Валерія | Валерия Valeria | Лєра Лера Валера
Варвара | Barbara Varvara | Варя Варочка
Василь | Василий Vasily Basil | Вася Васько Васильок Васьок Василько
Василина | Василиса Vasylyna | Вася Василинка
Вероніка | Вероника Veronica Veronika | Ніка Ника Віка
Віктор | Виктор Victor Viktor | Вітя Витя Вітька Вітьок Vic
Вікторія | Виктория Victoria Viktoria | Віка Вика Вікуся Вікуля Віта Vicky Tori
Віолета | Виолетта Виолета Violetta | Віола Віта
Віра | Вера Vera | Вірочка Вєра Віруся
Віталій | Виталий Vitaly Vitali | Віталік Виталик Вітя Віталька
Віта | Віталія Виталия Вита | Віталіна Віточка
Влада | Владислава Vlada | Владочка Владуся
Владислав | Vladislav Vladyslav | Влад Владик Слава Славко Vlad
Володимир | Владимир Vladimir Wolodymyr | Вова Володя Вовка Вовчик Володька Волод Влад Vova
Вячеслав | Vyacheslav Viacheslav В'ячеслав | Слава Славік Славик Славко
Галина | Halyna Galina | Галя Галочка Галинка Галка Гала
Геннадій | Геннадий Gennady | Гена Генка Генчик
Георгій | Георгий George | Жора Гоша Гера
Григорій | Григорий Gregory Grigory | Гриша Гриць Грицько Гришко Greg
Данило | Даниил Данила Данііл Daniel Danylo | Даня Данко Данилко Dan Danny
Дарина | Daryna Darina | Дара Даринка Даша Дарця
Дарія | Дарья Дар'я Daria Darya | Даша Дашка Даринка Дара Дарця
Денис | Dennis Denis | Дєня Дениска Деня Den
Дмитро | Дмитрий Димитрій Dmitry Dmitri Demetrius | Діма Дима Дмитрик Дімон Митя Димон Dima
Едуард | Эдуард Edward Eduard | Едік Эдик Едик Ed Eddie
Елеонора | Элеонора Eleonora | Еля Нора
Елізабет | Elizabeth | Liz Lizzie Beth Betty
Емілія | Эмилия Эмілія Emilia Emily | Еміля Міля
Євген | Евгений Євгеній Eugene Evgeny | Женя Жека Євгенко Женько
Євгенія | Евгения Eugenia Evgenia | Женя Женечка Геня
Єлизавета | Елизавета Elizaveta Elizabeth | Ліза Лиза Лізонька Єля Liza
Жанна | Jeanne Zhanna | Жанночка
Захар | Zakhar Zachary | Захарко
Зінаїда | Зинаида Zinaida | Зіна Зина Зіночка
Зоряна | Zoriana | Зоря Зорянка Зоряночка
Зоя | Zoe Zoya | Зойка Зоєчка
Іван | Иван John Ivan Іоанн Ян | Ваня Іванко Івась Іванчик Ванька Johnny Jack
Іванна | Иванна Ivanna Joanna | Іванка Ваня
Ігор | Игорь Igor Ihor | Ігорко Ігорьок Гарік Игорек Ігорчик
Ілля | Илья Elijah Ilya Illia | Ілюша Ілько Ілюха Илюша
Інна | Инна Inna | Інночка Інка
Ірина | Ирина Irene Irina Iryna Орина Ярина | Іра Ира Іринка Іруся Ірочка Іришка Ріна
Йосип | Иосиф Осип Joseph Josyp | Йосько Joe
Камілла | Камила Каміла Camilla | Камі
Карина | Каріна Karina | Каринка
Катерина | Екатерина Catherine Katherine Kateryna Kathryn | Катя Катруся Катюша Катька Kate Katy
Кирило | Кирилл Cyril Kirill | Кир Кірюша Кирилко Кірюха
Кіра | Кира Kira | Кірочка
Клавдія | Клавдия Claudia | Клава
Костянтин | Константин Constantine Konstantin | Костя Костик Кость Kostya
Ксенія | Ксения Оксана Xenia Ksenia | Ксюша Ксеня Ксюха Оксанка
Лариса | Larysa Larisa Larissa | Лара Лариска Лора Ларочка
Лев | Лёв Leo Lev | Льова Лёва Левко Левчик
Леонід | Леонид Leonid | Льоня Лёня Леня Льонька
Лідія | Лидия Lydia Lidia | Ліда Лида Лідочка
Лілія | Лилия Lily Lilia Lilly | Ліля Лиля Лілечка
Любов | Любовь Liubov Lubov | Люба Любочка Любаша Любка
Людмила | Lyudmila Ludmila Liudmyla | Люда Люся Мила Люсик Людочка Міла
Макар | Makar | Макарчик
Максим | Maxim Maxym Maxime | Макс Максимко Максик Max
Маргарита | Margaret Margarita Margo | Рита Марго Ритуля
Марина | Маріна Maryna Marina | Маринка Мариша Мара Маруся
Марія | Мария Мар'я Mary Maria | Маша Маруся Марійка Марічка Машка Мася Муся
Мар'яна | Марьяна Маріанна Марианна Marianna Mariana | Мар'янка
Марко | Марк Mark Marko | Марик
Мартин | Martin | Мартинко
Матвій | Матвей Matthew Matvey | Мотя Матвійко Matt
Микита | Никита Nikita Mykyta | Нікітос Микитка Нік Микитко
Микола | Николай Nicholas Nikolai Nicolas | Коля Миколка Колян Колька Миколай Миколайко Nick Nik
Мирон | Myron Miron | Миронко
Мирослав | Miroslav Myroslav | Мирко Славко Слава Мирось
Мирослава | Miroslava Myroslava | Мира Слава Мирося Мирка
Михайло | Михаил Михайил Michael Mikhail | Миша Михась Мишко Міша Мишка Mike Mick Misha
Надія | Надежда Nadia Nadezhda Hope | Надя Надійка Надюша
Назар | Nazar | Назарко Назарчик
Наталія | Наталья Наталя Natalie Natalia Nataly | Наташа Ната Наталка Наталочка Natasha
Нестор | Nestor | Несторко
Ніна | Нина Nina | Ніночка Нінуся
Оксана | Oksana Oxana Ксенія | Ксюша Оксанка Ксеня Оксаночка Ксана
Олег | Oleh Oleg | Олежка Олежко Олежик
Олександр | Александр Alexander Aleksandr | Саша Сашко Шура Сашка Санько Саня Алекс Лесь Alex Sasha
Олександра | Александра Alexandra | Саша Сашка Шура Леся Саня Алекса Олеся Sasha Alex
Олексій | Алексей Alexey Alexei Alexis Алексій | Льоша Олекса Лёша Леша Льоха Альоша Alex Льошка
Олена | Елена Helen Elena Helena Ellen | Лена Оленка Лєна Лєнка Оленочка Олеся Альона Ленуся Lena
Олеся | Lesia Olesya | Леся Лесечка Олеська
Ольга | Olga Olha | Оля Оленька Олечка Ольга Олька Льоля
Омелян | Емельян Емелян Emilian | Омелько
Орест | Orest Orestes | Орестик
Остап | Ostap | Остапчик Остапко
Орися | Oresia | Орисенька
Павло | Павел Paul Pavel Pavlo | Паша Павлик Пашка Павлусь Паха
Петро | Пётр Петр Peter Petr Petro | Петя Петрик Петрусь Петька Pete
Поліна | Полина Pauline Polina Аполлінарія | Поля Полінка
Прокіп | Прокоп Прокофий Prokip | Прокопко
Регіна | Регина Regina | Рена
Роберт | Robert | Боб Боббі Bob Bobby Rob Роб Robbie
Роман | Roman | Рома Ромко Ромчик Ромась Ромик
Ростислав | Rostislav Rostyslav | Ростик Слава Рост Славко
Руслан | Ruslan | Русик Русланчик
Руслана | Ruslana | Русланка Лана
Світлана | Светлана Svetlana Svitlana | Світа Света Свєта Світланка Лана Свєтка Світланочка
Святослав | Sviatoslav Svyatoslav | Слава Святик Славко Свят
Семен | Семён Simon Semen Симон | Сеня Сенько Сьома
Сергій | Сергей Serge Sergey Sergei | Серьожа Сергійко Сірожа Серёжа Сережа Серж Сєрий Сіроха Серый
Соломія | Соломия Solomia | Соля Міля Соломійка Соломка
Софія | София Софья Sophia Sofia Sophie | Соня Софійка Сонечка Софа
Станіслав | Станислав Stanislav | Стас Славко Стасик Слава Stas
Степан | Stephen Steven Stepan Стефан | Стьопа Степанко Стёпа Степко Steve
Стефанія | Стефания Stephanie Stefania | Стефа Стефка Стефця
Тамара | Tamara | Тома Тамарочка Томка
Тарас | Taras | Тарасик Тарасько
Тетяна | Татьяна Тетьяна Tatiana Tatyana | Таня Танюша Танька Тетянка Танечка Tanya
Тимофій | Тимофей Timothy Timofey | Тимко Тима Тимоша Tim
Тимур | Timur | Тимурчик
Уляна | Ульяна Uliana Julianna | Уля Улянка Лянка
Федір | Фёдор Федор Theodore Fedor Теодор | Федя Федько Ted
Пилип | Филипп Філіп Philip Filip | Філя Phil
Христина | Кристина Christina Khrystyna Крістіна | Христя Крістя Христинка Chris
Юлія | Юлия Julia Julie Yulia | Юля Юлька Юленька Юльця Юляша
Юліан | Юлиан Julian | Юлик
Юрій | Юрий Yuri Yury George | Юра Юрко Юрасик Юрчик Юрась
Яків | Яков Jacob Yakov Jakob | Яша Яшко Jake
Яна | Yana Jana | Янка Яночка
Ярина | Iaryna Ірина | Яринка
Ярослав | Yaroslav Jaroslav | Ярик Славко Слава Ярко Ярчик
Ярослава | Yaroslava Jaroslava | Слава Яра Ярося
Вільям | Уильям William Вільгельм | Біл Білл Bill Will Billy Willy
Джеймс | James | Jim Jimmy Джим
Джозеф | Joseph | Joe Джо
Едвард | Edward | Ed Ted Eddie
Річард | Ричард Richard | Rick Dick Richie Рік
Томас | Томаш Thomas Хома | Tom Tommy Том
Чарльз | Чарлз Charles | Charlie Chuck Чарлі
Кристофер | Christopher | Chris Кріс
Дженніфер | Дженнифер Jennifer | Jen Jenny
Патриція | Patricia Патрик Patrick | Pat Patty
Сюзанна | Сусанна Susan Suzanne | Sue Susie Сюзі
"""


class Form(enum.Enum):
    """How a form stands to the name it is found under."""

    FORMAL = "formal"
    SPELLING = "spelling"
    NICKNAME = "nickname"


class Kin(NamedTuple):
    """One name a form may stand for: `name` is the sound of its Ukrainian form.

    A form the table has in Latin letters is no hint for what is typed in Cyrillic: "Mick" is
    Михайло, «мик» is the beginning of Микола.
    """

    name: str
    form: Form
    latin: bool


def _read(table: str) -> dict[str, tuple[Kin, ...]]:
    kin: dict[str, dict[tuple[str, bool], Kin]] = defaultdict(dict)
    for line in filter(None, table.splitlines()):
        formal, *others = line.split("|")
        name = sound(written(formal.strip()))
        for form, words in zip(Form, (formal, *others), strict=True):
            for word in map(written, words.split()):
                latin = is_latin(word)
                kin[sound(word)].setdefault((name, latin), Kin(name, form, latin))
    return {key: tuple(names.values()) for key, names in kin.items()}


_KIN = _read(_TABLE)
_STEMS: dict[str, tuple[Kin, ...]] = defaultdict(tuple)
for _form, _kin in _KIN.items():
    _STEMS[name_stem(_form)] += _kin


def kin_of(key: str, latin: bool) -> list[Kin]:
    """Return the names that a form with this sound stands for."""
    return [kin for kin in _KIN.get(key, ()) if latin or not kin.latin]


def kin_by_stem(stem: str, latin: bool) -> list[Kin]:
    """Return the names that a form with this stem stands for: Сашу, Оленці."""
    return [kin for kin in _STEMS.get(stem, ()) if latin or not kin.latin]


# Tender endings that any name may take, as sounds: Сергійко, Наталочка, Іванчик, Людмилка.
_TENDER = ("očka", "ečka", "enka", "onka", "usik", "čik", "usa", "una", "ko", "ik", "ka", "k")


def tender_stems(key: str) -> list[str]:
    """Return what is left of a name's sound without a tender ending, at least three sounds."""
    return [key[: -len(end)] for end in _TENDER if key.endswith(end) and len(key) - len(end) >= 3]
