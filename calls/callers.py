"""Callers: who this one is, what was before, and putting right what was mistaken. Law 5."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext as _

from calls import deciders, log
from calls.models import Call, Caller, NotThisCaller
from calls.private_person import is_private
from calls.recognition import (
    BY_NUMBER,
    Candidate,
    Heard,
    company_key,
    name_words,
    verdict,
)
from calls.refusals import Refused
from calls.statuses import Disposition, Kind
from directory.models import User
from frontdesk.bus import tick

# The fields of the card that a caller is recognised by.
KNOWN_BY = frozenset({"caller_name", "company", "phone"})
_COMPARED = 200  # records at most of one company or one name, beside those known by the number


@transaction.atomic
def recognise(call: Call) -> Call:
    """Link the call with the caller it is by all that is typed so far, or with none."""
    if call.kind != Kind.EXTERNAL or call.caller_chosen:
        return call
    if not call.is_live:
        _let_go(call)
    found = verdict(_heard(call), _candidates(call))
    _link(call, found.known, fill=found.level >= BY_NUMBER)
    if not call.is_live:
        remember(call)
    return call


def possible(call: Call) -> list[Caller]:
    """Whose call it may be, where that is not sure: the likeliest three persons."""
    if call.kind != Kind.EXTERNAL or call.caller_id is not None:
        return []
    pks = verdict(_heard(call), _candidates(call)).possible
    found = Caller.objects.select_related("merged_into").in_bulk(pks)
    return list(dict.fromkeys(found[pk].main for pk in pks))[:3]


def strangers(calls: Iterable[Call]) -> set[int]:
    """Which of these calls are from nobody known, nor from anybody who may be somebody known.

    Three queries for all of them.
    """
    unknown = {one: _heard(one) for one in calls if one.kind == Kind.EXTERNAL and not one.caller_id}
    if not unknown:
        return set()
    with_number = Call.objects.filter(phone_e164__in={one.phone_e164 for one in unknown} - {""})
    by_number: defaultdict[str, set[int]] = defaultdict(set)
    for number, pk in with_number.exclude(caller=None).values_list("phone_e164", "caller"):
        by_number[number].add(pk)
    pointed = [_pointed_at(heard, by_number[one.phone_e164]) for one, heard in unknown.items()]
    found = Caller.objects.filter(reduce(or_, pointed)).order_by("-pk")
    records = list(found[: _COMPARED * len(unknown)])
    denied = set(NotThisCaller.objects.filter(call__in=unknown).values_list("call", "caller"))

    def may_be_known(call: Call, heard: Heard) -> bool:
        left = [one for one in records if (call.pk, one.pk) not in denied]
        candidates = [_candidate(one, by_number[call.phone_e164]) for one in left]
        return bool(verdict(heard, candidates).possible)

    return {one.pk for one, heard in unknown.items() if not may_be_known(one, heard)}


@transaction.atomic
def remember(call: Call) -> None:
    """An ended call leaves a caller behind, or says more of the one it is from."""
    if call.kind != Kind.EXTERNAL or call.disposition == Disposition.WRONG_NUMBER:
        return
    if call.caller is None:
        words, company = name_words(call.caller_name), company_key(call.company)
        if call.phone_e164 or company or len(words) > 1:
            made = Caller.objects.create(
                name=call.caller_name.strip(),
                company=call.company.strip(),
                name_words=words,
                company_key=company,
            )
            _link(call, made.pk)
        return
    caller = call.caller
    if call.caller_name.strip() and not caller.name:
        caller.name, caller.name_words = call.caller_name.strip(), name_words(call.caller_name)
    if call.company.strip() and not caller.company:
        caller.company, caller.company_key = call.company.strip(), company_key(call.company)
    caller.save()


@transaction.atomic
def disown(call: Call, actor: User) -> Call:
    """It is not he: take the call away from him, and never take it for his again."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if call.caller is not None:
        person = call.caller.main
        for record in [person, *person.merged.all()]:
            NotThisCaller.objects.get_or_create(
                call=call, caller=record, defaults={"said_by": actor}
            )
        _link(call, None)
    Call.objects.filter(pk=call.pk).update(caller_chosen=False)
    call.refresh_from_db()
    recognise(call)
    log.tell(call, lines=True)
    deciders.tell_of(call)
    return call


@transaction.atomic
def own(call: Call, caller: Caller) -> Call:
    """It is he: said by the receptionist, whatever was said before."""
    call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    NotThisCaller.objects.filter(call=call, caller=caller).delete()
    _link(call, caller.pk, fill=True)
    Call.objects.filter(pk=call.pk).update(caller_chosen=True)
    call.refresh_from_db()
    log.tell(call, lines=True)
    deciders.tell_of(call)
    return call


@transaction.atomic
def merge(one: Caller, into: Caller) -> Caller:
    """Two records are of one person. Raises Refused for a record and itself."""
    pks = {one.pk, into.pk, one.main.pk, into.main.pk}
    locked = {each.pk: each for each in Caller.objects.select_for_update().filter(pk__in=pks)}
    person, main = locked[one.pk].main, locked[into.pk].main
    if person == main:
        raise Refused(_("These are one caller already."))
    person.merged.update(merged_into=main)
    Caller.objects.filter(pk=person.pk).update(merged_into=main)
    _tell_of_records()
    return main


@transaction.atomic
def separate(one: Caller) -> Caller:
    """Two records were of two persons after all: each has its own calls again."""
    Caller.objects.filter(pk=one.pk).update(merged_into=None)
    one.refresh_from_db()
    _tell_of_records()
    return one


def _tell_of_records() -> None:
    """Whose a call is says who has bought, is owed an answer or has got through since."""
    tick(log.LINES, log.LOOSE_ENDS)


def _heard(call: Call) -> Heard:
    name = "" if "caller_name" in call.filled else call.caller_name
    company = "" if "company" in call.filled else call.company
    return Heard(tuple(name_words(name)), company_key(company), is_private(company))


def _candidates(call: Call) -> list[Candidate]:
    """Every record that anything typed so far points at; two queries at most."""
    heard = _heard(call)
    by_number = set[int]()
    if call.phone_e164:
        others = Call.objects.filter(phone_e164=call.phone_e164).exclude(pk=call.pk)
        by_number = set(others.exclude(caller=None).values_list("caller", flat=True).distinct())
    known = _pointed_at(heard, by_number)
    denied = NotThisCaller.objects.filter(call=call, caller=OuterRef("pk"))
    by_number_first = [Case(When(pk__in=by_number, then=0), default=1)] if by_number else []
    records = Caller.objects.filter(known).exclude(Exists(denied)).order_by(*by_number_first, "-pk")
    return [_candidate(one, by_number) for one in records[: len(by_number) + _COMPARED]]


def _pointed_at(heard: Heard, by_number: set[int]) -> Q:
    """The records that what was heard, or the number, may mean."""
    known = Q(pk__in=by_number)
    if heard.company and heard.words:
        in_name = Q(name_words__contains=heard.words) | Q(name_words__contained_by=heard.words)
        known |= Q(company_key=heard.company) & in_name
    elif heard.company:
        known |= Q(company_key=heard.company)
    if len(heard.words) > 1:
        known |= Q(name_words__contains=heard.words)
    return known


def _candidate(record: Caller, by_number: set[int]) -> Candidate:
    return Candidate(
        pk=record.pk,
        person=record.merged_into_id or record.pk,
        words=tuple(record.name_words),
        company=record.company_key,
        by_number=record.pk in by_number,
    )


def _link(call: Call, pk: int | None, fill: bool = False) -> None:
    """Make it his call; what was filled in for another goes. `fill`: say on the card who he is."""
    same = call.caller_id == pk
    if same and not fill:
        return
    changes = {} if same else dict.fromkeys(call.filled, "")
    filled = list(call.filled) if same else []
    if pk is not None and fill:
        caller = Caller.objects.select_related("merged_into").get(pk=pk).main
        for name, value in [("caller_name", caller.name), ("company", caller.company)]:
            if value and not changes.get(name, getattr(call, name)).strip():
                changes[name] = value
                filled.append(name)
    Call.objects.filter(pk=call.pk).update(caller=pk, filled=filled, **changes)
    call.refresh_from_db()
    # Who he is says whether he has bought before and is owed an answer.
    log.tell(call, lines=True)


def _let_go(call: Call) -> None:
    """What is corrected after the call: a record that stands on this call alone is made anew."""
    caller = call.caller
    if caller is None or caller.calls.exclude(pk=call.pk).exists() or caller.merged.exists():
        return
    if caller.merged_into_id is None:
        _link(call, None)
        caller.delete()
