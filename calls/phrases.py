"""Ready sentences, in the caller's language, with blanks that never show as holes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from calls.situations import Situation

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BLANK = re.compile(r"\{(\w+)\}")
# As somebody may write one: {ім'я} is a blank that there is not, and its brackets have their pair.
_WRITTEN_BLANK = re.compile(r"\{([^{}\[\]]*)\}")
_STRAY = re.compile(r"[{}]")

# A part in square brackets is said only when every blank in it is known; what follows a bar is
# said instead where it is not. Such parts may stand inside one another.
BUILT_IN: dict[str, dict[Situation, str]] = {
    "uk": {
        Situation.GREETING: "[{greeting}! ][Компанія «{our_company}»[, {receptionist}]. ]"
        "Чим можу допомогти?",
        Situation.GREETING_CLOSED: "[{greeting}! ][Компанія «{our_company}»[, {receptionist}]. ]"
        "Зараз ми не працюємо[, відчинимося {opens_at}]. Що передати або за яким номером "
        "вам передзвонити?",
        Situation.AFTER_HOURS: "На жаль[, {caller}], зараз ми не працюємо"
        "[, відчинимося {opens_at}]. Залишите повідомлення чи вам передзвонити?",
        Situation.HELP: "[Вітаю, {caller}! ]Чим можу допомогти?",
        Situation.MATTER: "Підкажіть, будь ласка[, {caller}], з якого питання ви телефонуєте?",
        Situation.SUBJECT: "Підкажіть, будь ласка[, {caller}], з якого питання ви телефонуєте?",
        Situation.NAME_AND_COMPANY: "Як вас представити і яку компанію ви представляєте?",
        Situation.NAME: "Як вас, будь ласка, представити?",
        Situation.COMPANY: "Яку компанію ви представляєте[, {caller}]?",
        Situation.SPOKEN_BEFORE: "Ви телефонуєте вперше[, {caller},] чи вже з кимось спілкувалися?",
        Situation.DETAILS: "Розкажіть, будь ласка[, {caller}], трохи докладніше, "
        "щоб з'єднати вас із потрібним фахівцем.",
        Situation.WHOM: "Підкажіть, будь ласка[, {caller}], з ким вас з'єднати?",
        Situation.ANSWERING: "Хвилинку[, {caller}], зараз підкажу.",
        Situation.SPECIALIST_BUSY: "На жаль, [{employee}|фахівець] зараз не може відповісти"
        "[, найкраще зателефонувати {time}]. Залишите повідомлення[, {caller},] чи напишете нам"
        "[ на {our_email}]?",
        Situation.NOBODY_FREE: "На жаль, усі фахівці зараз зайняті. "
        "[Вам передзвонять[ {time}] за номером {phone}.|За яким номером вам передзвонити?]",
        Situation.NOT_NEEDED: "Дякую за пропозицію[, {caller}], наразі нам це не потрібно."
        "[ {wish}!]",
        Situation.BUY_OR_SELL: "Ви хочете придбати нашу продукцію чи запропонувати свою?",
        Situation.CONNECTING: "Одну хвилинку[, {caller}], з'єдную вас.",
        Situation.REGRET: "Мені дуже прикро, що так сталося[, {caller}]. "
        "Зараз з'єдную вас з тим, хто допоможе.",
        Situation.SEND_OFFER: "Дякую[, {caller}]. Надішліть, будь ласка, вашу пропозицію на "
        "електронну пошту[ {our_email}] — якщо вона нас зацікавить, ми з вами зв'яжемося.",
        Situation.ASKING: "Залишайтеся, будь ласка, на лінії[, {caller}], я уточню.",
        Situation.APPROVED: "Дякую за очікування[, {caller}]. З'єдную вас.",
        Situation.EXECUTIVE_BUSY: "[{position}|Керівник] зараз, на жаль, не може відповісти. "
        "Спробуйте, будь ласка, пізніше або скажіть, що[ {them}] передати.",
        Situation.IN_MEETING: "[{position} зараз|Зараз керівник] на нараді, "
        "можу я[ {them}] щось передати?",
        Situation.ON_ANOTHER_LINE: "[{position} зараз|Зараз керівник] на іншій лінії, "
        "можу я[ {them}] щось передати?",
        Situation.OUT_OF_OFFICE: "[{position} зараз|Зараз керівник] не на місці, "
        "можу я[ {them}] щось передати?",
        Situation.NOT_PICKED_UP: "[{position}|Керівник] зараз, на жаль, не може підійти до "
        "телефону. Можу я[ {them}] щось передати?",
        Situation.CALL_BACK: "[{position} передзвонить|Ми передзвонимо] вам[ {time}]"
        "[ за номером {phone}].[ {wish}!]",
        Situation.GIVEN_TO: "[З вашого питання вам допоможе {employee}. ]З'єдную вас.",
        Situation.PHONE: "За яким номером вам передзвонити[, {caller}]?",
        Situation.TEXT_OF_MESSAGE: "Що мені передати[, {caller}]?",
        Situation.MESSAGE_TAKEN: "Дякую[, {caller}], я все передам.[ {wish}!]",
        Situation.PLEASE_HOLD: "Зачекайте, будь ласка, хвилинку[, {caller}].",
        Situation.ON_HOLD: "Дякую за очікування[, {caller}].",
        Situation.STILL_HOLDING: "Дякую за очікування[, {caller}]. Ще хвилинку, будь ласка.",
        Situation.ASK_TO_WAIT: "Перепрошую[, {caller}], у мене дзвінок на іншій лінії. "
        "Зачекайте, будь ласка, хвилинку.",
        Situation.GOODBYE: "Дякую за дзвінок[, {caller}].[ {wish}!]",
        Situation.WRONG_NUMBER: "На жаль, ви помилилися номером.[ {wish}!]",
    },
    "en": {
        Situation.GREETING: "[{greeting}! ][{our_company}[, {receptionist} speaking]. ]"
        "How can I help you?",
        Situation.GREETING_CLOSED: "[{greeting}! ][{our_company}[, {receptionist} speaking]. ]"
        "We are closed just now[ and open {opens_at}]. May I take a message, or a number "
        "to call you back on?",
        Situation.AFTER_HOURS: "I am afraid[, {caller},] we are closed just now"
        "[ and open {opens_at}]. Would you like to leave a message, or to be called back?",
        Situation.HELP: "[Hello, {caller}! ]How can I help you?",
        Situation.MATTER: "May I ask what it is about[, {caller}]?",
        Situation.SUBJECT: "May I ask what it is about[, {caller}]?",
        Situation.NAME_AND_COMPANY: "May I have your name and your company, please?",
        Situation.NAME: "May I have your name, please?",
        Situation.COMPANY: "Which company are you calling from[, {caller}]?",
        Situation.SPOKEN_BEFORE: "Is this your first call[, {caller}], "
        "or have you spoken with someone already?",
        Situation.DETAILS: "Could you tell me a little more[, {caller}], "
        "so that I find the right person for you?",
        Situation.WHOM: "Who would you like to speak to[, {caller}]?",
        Situation.ANSWERING: "One moment[, {caller}], I can tell you that.",
        Situation.SPECIALIST_BUSY: "I am afraid [{employee}|the specialist] cannot answer just now"
        "[; the best time to call is {time}]. Would you like to leave a message[, {caller},] "
        "or write to us[ at {our_email}]?",
        Situation.NOBODY_FREE: "I am afraid all our specialists are busy just now. "
        "[You will be called back[ {time}] on {phone}.|On which number can we call you back?]",
        Situation.NOT_NEEDED: "Thank you for your offer[, {caller}], we do not need it just now."
        "[ {wish}!]",
        Situation.BUY_OR_SELL: "Would you like to buy from us, or to make us an offer?",
        Situation.CONNECTING: "One moment[, {caller}], I am putting you through.",
        Situation.REGRET: "I am very sorry that this has happened[, {caller}]. "
        "I am putting you through to somebody who will help.",
        Situation.SEND_OFFER: "Thank you[, {caller}]. Please send your offer by e-mail"
        "[ to {our_email}] and we shall be in touch if it is of interest to us.",
        Situation.ASKING: "Please stay on the line[, {caller}], I shall find out.",
        Situation.APPROVED: "Thank you for holding[, {caller}]. I am putting you through.",
        Situation.EXECUTIVE_BUSY: "I am afraid [{employee}|the person you are asking for] cannot "
        "answer just now. Please try later, or tell me what to pass on[ to {them}].",
        Situation.IN_MEETING: "[{employee}|The person you are asking for] is in a meeting just "
        "now. May I take a message?",
        Situation.ON_ANOTHER_LINE: "[{employee}|The person you are asking for] is on another line "
        "just now. May I take a message?",
        Situation.OUT_OF_OFFICE: "[{employee}|The person you are asking for] is not in the office "
        "just now. May I take a message?",
        Situation.NOT_PICKED_UP: "I am sorry, [{employee}|the person you are asking for] cannot "
        "come to the telephone just now. May I take a message?",
        Situation.CALL_BACK: "[{employee} will call you back|You will be called back][ {time}]"
        "[ on {phone}].[ {wish}!]",
        Situation.GIVEN_TO: "[{employee} will help you with this. ]I am putting you through.",
        Situation.PHONE: "On which number can we call you back[, {caller}]?",
        Situation.TEXT_OF_MESSAGE: "What may I pass on[, {caller}]?",
        Situation.MESSAGE_TAKEN: "Thank you[, {caller}], I shall pass it on.[ {wish}!]",
        Situation.PLEASE_HOLD: "Please hold the line for a moment[, {caller}].",
        Situation.ON_HOLD: "Thank you for holding[, {caller}].",
        Situation.STILL_HOLDING: "Thank you for holding[, {caller}]. Just a moment more, please.",
        Situation.ASK_TO_WAIT: "Excuse me[, {caller}], there is a call on my other line. "
        "Could you hold for a moment, please?",
        Situation.GOODBYE: "Thank you for calling[, {caller}].[ {wish}!]",
        Situation.WRONG_NUMBER: "I am afraid you have the wrong number.[ {wish}!]",
    },
}


# What a phrase may have blanks for, with an example of each for the one who writes it.
BLANKS: dict[str, dict[str, str]] = {
    "uk": {
        "caller": "Іване Івановичу",
        "company": "Північ",
        "our_company": "Карпатські вікна",
        "our_email": "offers@example.com",
        "receptionist": "Христина",
        "greeting": "Добрий день",
        "wish": "Гарного дня",
        "position": "Генеральний директор",
        "them": "йому",
        "phone": "067 555 01 01",
        "employee": "Роман Ігорович",
        "time": "о 12:00",
        "opens_at": "завтра о 9:00",
    },
    "en": {
        "caller": "Ivan Ivanovych",
        "company": "Pivnich",
        "our_company": "Carpathian Windows",
        "our_email": "offers@example.com",
        "receptionist": "Khrystyna",
        "greeting": "Good afternoon",
        "wish": "Have a good day",
        "position": "Director",
        "them": "him",
        "phone": "067 555 01 01",
        "employee": "Roman Hnatiuk",
        "time": "at 12:00",
        "opens_at": "tomorrow at 9:00",
    },
}


def say(
    situation: Situation, language: str, blanks: Mapping[str, str], own: str | None = None
) -> str:
    """The sentence for a situation; `own` is the company's instead of the built-in one."""
    return fill(own or BUILT_IN[language][situation], blanks)


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a phrase, and with which part of it; `example`: how to put it right."""

    kind: str  # "brackets", "unknown", "hole", "bare"
    part: str = ""
    example: str = ""


def flaw(template: str, known: Collection[str]) -> Flaw | None:
    """What would go wrong at the desk if this were said, or nothing."""
    depth = 0
    for character in template:
        depth += {"[": 1, "]": -1}.get(character, 0)
        if depth < 0:
            break
    if depth or _STRAY.search(_WRITTEN_BLANK.sub("", template)):
        return Flaw("brackets")
    names = _WRITTEN_BLANK.findall(template)
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        return Flaw("unknown", unknown)
    bare = _BLANK.search(_without_optional(template))
    if bare is not None:
        return Flaw("hole", bare[1], _left_out_together(template, bare[0]))
    return None if fill(template, {}).strip(" .,!?") else Flaw("bare")


def _left_out_together(template: str, blank: str) -> str:
    """A blank in square brackets with what cannot stand without it: the comma or the preposition
    before it, or, where it begins the phrase, the mark behind it."""
    said = re.escape(blank)
    around = re.compile(rf"(,?\s+(?:\w{{1,4}}\s+)?){said}|{said}[!,.:;]?\s*")
    found = around.search(template)
    return f"[{found[0]}]" if found else f"[{blank}]"


def _without_optional(template: str) -> str:
    """What is left where nothing is known: the parts behind a bar stay."""
    while _OPTIONAL.search(template):
        template = _OPTIONAL.sub(
            lambda match: match[1].partition("|")[2] if _BLANK.search(match[1]) else match[1],
            template,
        )
    return template


def fill(template: str, blanks: Mapping[str, str]) -> str:
    """Fill the blanks; a bracketed part whose blank is empty is left out."""
    known = {name: " ".join(value.split()) for name, value in blanks.items()}

    def part(match: re.Match[str]) -> str:
        said, _bar, instead = match[1].partition("|")
        return said if all(known.get(name) for name in _BLANK.findall(said)) else instead

    while _OPTIONAL.search(template):
        template = _OPTIONAL.sub(part, template)
    return _BLANK.sub(lambda match: known.get(match[1], ""), template)
