"""Whom nobody is asked about any more: standing rules and the mode that an executive has chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calls import deciders, log, numbers
from calls.models import Call, Caller, ScreeningWish, StandingRule
from calls.private_person import is_private
from calls.recognition import company_key, is_called, is_one_name, may_be_his_name, name_words
from calls.refusals import Overtaken, Refused
from calls.statuses import Answer, Ground, Kind, Mode, Told
from directory.models import Employee, User
from frontdesk.bus import tick

Subject = StandingRule.Subject

# The more exactly a rule names the caller, the sooner it counts.
_EXACTNESS = [Subject.NUMBER, Subject.PERSON, Subject.COMPANY]


@dataclass(frozen=True)
class Verdict:
    """What is answered without asking anybody, and on what ground."""

    answer: Answer
    ground: Ground
    rule: StandingRule | None = None
    told: Told | None = None  # None: as his presence has it
    given_to: Employee | None = None

    def unheard(self, call: Call) -> frozenset[str]:
        """The fields that it must not rest on: nobody has said them, only the number tells them.

        Whoever is connected unasked has said who he is, or the receptionist has said that it is he
        (law 1). «Always» for a number itself rests on nothing else.
        """
        by_number = self.rule is not None and self.rule.subject == Subject.NUMBER
        if self.answer is not Answer.CONNECT or by_number or call.caller_chosen:
            return frozenset()
        return frozenset(call.filled)


def key_of(subject: Subject, written: str) -> str:
    """What two rules about one caller have in common, as `calls.recognition` compares callers:
    «ТОВ «Київстар»» and "Kyivstar", «Північ-Буд» and «Північ Буд» are one company.

    An empty string where nothing can be compared by it.
    """
    if subject is Subject.NUMBER:
        return numbers.e164(written)
    if subject is Subject.PERSON:
        return " ".join(name_words(written))[:200]
    if is_private(written):
        return ""  # it would be a rule about all of them
    return company_key(written).replace(" ", "")[:200] if is_called(written) else ""


def verdict(call: Call, executive: Employee, wish: ScreeningWish) -> Verdict | None:
    """The answer that stands already, or None: somebody has to be asked.

    His own rules come first, then his mode, then the rules for all; of two rules the one that
    names the caller more exactly, and «never» before «always».
    """
    own, for_all = _matching(call, executive)
    if own is not None:
        return _by_rule(own)
    if for_all is not None and not for_all.always:
        return _by_rule(for_all)
    by_mode = _by_mode(call, executive, Mode(wish.mode))
    if by_mode is not None:
        return by_mode
    return _by_rule(for_all) if for_all is not None else None


@transaction.atomic
def add(
    executive: Employee | None, *, always: bool, subject: Subject, value: str, actor: User
) -> StandingRule:
    """From now on nobody is asked about this caller; `executive` None: by nobody in the company.

    Takes the place of an older rule about the same caller. Raises Refused where the value is no
    number, name or company.
    """
    value = " ".join(value.split())[:200]
    key = key_of(subject, value)
    if not key:
        wrong = (
            _("This is not a phone number.") if subject is Subject.NUMBER else _("Write the name.")
        )
        raise Refused(wrong, {"value": wrong})
    standing = StandingRule.objects.filter(executive=executive, subject=subject, undone_at=None)
    # Keys written long ago may be as callers were compared then.
    older = [one.pk for one in standing if key_of(subject, one.value) == key]
    standing.filter(pk__in=older).update(undone_at=timezone.now(), undone_by=actor)
    try:
        with transaction.atomic():
            rule = StandingRule.objects.create(
                executive=executive,
                always=always,
                subject=subject,
                value=value,
                key=key,
                made_by=actor,
            )
    except IntegrityError as error:
        raise Overtaken(_("Somebody has just written a rule about this caller.")) from error
    _tell(rule)
    return rule


@transaction.atomic
def undo(rule: StandingRule, actor: User) -> StandingRule:
    """The rule holds no longer; what it has decided stays as it was."""
    undone = StandingRule.objects.filter(pk=rule.pk, undone_at=None).update(
        undone_at=timezone.now(), undone_by=actor
    )
    rule.refresh_from_db()
    if not undone:
        raise Overtaken(_("This rule is undone already."))
    _tell(rule)
    return rule


def is_known(call: Call, executive: Employee) -> bool:
    """Has he talked before with whoever this call is from, and is it surely he?

    A likeness that is good enough for the card lets nobody in unasked (law 1): it is he by his
    number, because the receptionist has said so, or by his whole name and his company. No company
    tells a private person from his namesake.
    """
    if call.caller is None:
        return False
    records = Caller.records_of(call.caller.main.pk)
    earlier = Call.objects.filter(connected_to=executive, caller__in=records).exclude(pk=call.pk)
    if call.caller_chosen or _is_named(call, records):
        return earlier.exists()
    same = Call.objects.filter(caller__in=records, phone_e164=call.phone_e164)
    before = same.exclude(phone_e164="").exclude(pk=call.pk)
    of_number = set(before.values_list("caller", flat=True))
    # Of the record with this number, that very call; or of one that was merged with it by hand.
    by_number = Q(phone_e164=call.phone_e164) | ~Q(caller__in=of_number)
    return bool(of_number) and earlier.filter(by_number).exists()


def _is_named(call: Call, records: Iterable[Caller]) -> bool:
    """Does he say the name, more than a word of it, and the company that one of these has?"""
    company = company_key(call.company)
    if not company or len(name_words(call.caller_name)) < 2:
        return False
    return any(
        one.company_key == company and is_one_name(call.caller_name, one.name) for one in records
    )


def _matching(call: Call, executive: Employee) -> tuple[StandingRule | None, StandingRule | None]:
    standing = StandingRule.objects.filter(
        Q(executive=executive) | Q(executive=None),
        ~Q(subject=Subject.NUMBER) | Q(key=key_of(Subject.NUMBER, call.phone)),
        undone_at=None,
    )
    rules = [one for one in standing if _is_about(one, call)]
    ranked = sorted(rules, key=lambda one: (_EXACTNESS.index(Subject(one.subject)), one.always))
    own = next((one for one in ranked if one.executive_id is not None), None)
    return own, next((one for one in ranked if one.executive_id is None), None)


def _is_about(rule: StandingRule, call: Call) -> bool:
    """Does it name whoever calls? Of its number the database has asked.

    «Never» costs a caller a message, so it holds for whoever may be meant; «always» lets him in
    unasked, so a namesake of a word more or less is not meant (law 1).
    """
    if rule.subject == Subject.NUMBER:
        return True
    if rule.subject == Subject.PERSON:
        same = is_one_name if rule.always else may_be_his_name
        return same(call.caller_name, rule.value)
    company = key_of(Subject.COMPANY, call.company)
    return bool(company) and company == key_of(Subject.COMPANY, rule.value)


def _by_rule(rule: StandingRule) -> Verdict:
    return Verdict(Answer.CONNECT if rule.always else Answer.MESSAGE, Ground.LIST, rule)


def _by_mode(call: Call, executive: Employee, mode: Mode) -> Verdict | None:
    closed = {Mode.EXTERNAL: Kind.INTERNAL, Mode.INTERNAL: Kind.EXTERNAL}
    if mode is Mode.SILENT or closed.get(mode) == call.kind:
        return Verdict(Answer.MESSAGE, Ground.MODE)
    if mode is Mode.ASSISTANT:
        assistant = next(iter(deciders.present_assistants(executive)), None)
        if assistant is None:
            return Verdict(Answer.MESSAGE, Ground.MODE)
        return Verdict(Answer.GIVE, Ground.MODE, given_to=assistant)
    if mode is Mode.UNKNOWN and is_known(call, executive):
        return Verdict(Answer.CONNECT, Ground.MODE)
    return None


def _tell(rule: StandingRule) -> None:
    if rule.executive_id is not None:
        tick(log.requests_topic(rule.executive_id))
