"""Why they call: guessed from the words, as this company calls it, and learned from every call."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from calls import connecting, lessons, purposes, suggestions
from calls.models import Call, Lesson, PurposeRule
from calls.refusals import Refused
from calls.statuses import Disposition, Handling, Purpose
from directory.models import Department, Employee
from tests.calls.conftest import CallIn, page_of, queries, told
from tests.conftest import Cast

CHIP = re.compile(r'id="purpose-(\w+)" class="chip ([^"]*)"')


def chips(desk: Client, call: Call) -> dict[str, str]:
    """The purposes on the card, in their order, each with its marks."""
    html = desk.get(reverse("card", args=[call.pk])).text
    return {key: " ".join(marks.split()) for key, marks in CHIP.findall(html)}


def department(call: Call) -> str:
    return suggestions.of(call, purposes.all_known()).departments[0].label


def test_words_mark_the_likeliest_purpose_and_a_key_takes_it(desk: Client, call: Call) -> None:
    assert not any(chips(desk, call).values()), "nothing said, nothing guessed"
    told(call, subject="хочу замовити вікна на балкон")
    marked = chips(desk, call)
    assert [key for key, marks in marked.items() if "best" in marks] == ["buy"]
    assert "F8" in desk.get(reverse("card", args=[call.pk])).text


def keys_of_likely(desk: Client, call: Call) -> dict[str, str]:
    """The purpose that each key of the likely ones takes, as the card has them."""
    html = desk.get(reverse("card", args=[call.pk])).text
    keyed = re.findall(r'name="purpose" value="(\w+)"[^>]*data-key="[^"]*\b(F\d+)"', html)
    return {key: purpose for purpose, key in keyed}


@pytest.mark.parametrize("words", ["хочу замовити вікна", "ну я з приводу того"])
def test_the_likely_purposes_are_offered_the_likeliest_by_the_first_key(
    desk: Client, call: Call, words: str
) -> None:
    """Sure or not: what is likely can be taken by one key, while the card asks on."""
    told(call, subject=words)
    guess = suggestions.of(call, purposes.all_known()).purposes
    likely = [one.label for one in guess[:3] if one.probability >= 0.05]
    assert keys_of_likely(desk, call) == dict(zip(("F8", "F9", "F10"), likely, strict=False))


def test_with_a_purpose_chosen_nothing_is_offered(desk: Client, call: Call) -> None:
    told(call, subject="хочу замовити вікна")
    desk.post(reverse("purpose", args=[call.pk]), {"purpose": "service"})
    assert not keys_of_likely(desk, call)


def test_the_chips_keep_their_places_whatever_is_said(desk: Client, call: Call) -> None:
    before = list(chips(desk, call))
    for words in ("пропонуємо папір", "протікає вікно", "вакансія"):
        told(call, subject=words)
        assert list(chips(desk, call)) == before


def test_what_is_not_sure_is_not_guessed(desk: Client, call: Call) -> None:
    told(call, subject="ну я з приводу того")
    assert not [key for key, marks in chips(desk, call).items() if "best" in marks]


def test_a_chosen_purpose_ends_the_guessing(desk: Client, call: Call) -> None:
    told(call, subject="хочу замовити вікна")
    desk.post(reverse("purpose", args=[call.pk]), {"purpose": "service"})
    assert not any(chips(desk, call).values())


def test_without_a_word_of_the_admin_the_built_in_purposes_hold(cast: Cast) -> None:
    known = {one.purpose: one.handling for one in purposes.all_known()}
    assert list(known) == list(Purpose)
    assert known[Purpose.BUY] is Handling.SALES
    assert known[Purpose.SELL] is Handling.MAIL


def test_the_admin_renames_reorders_and_adds_cues(cast: Cast, desk: Client, call: Call) -> None:
    admin = page_of(cast.admin)
    admin.get(reverse("admin:calls_purposerule_changelist"))
    rule = PurposeRule.objects.get(purpose=Purpose.SERVICE)
    answer = admin.post(
        reverse("admin:calls_purposerule_change", args=[rule.pk]),
        {
            "name_uk": "Гарантія",
            "name_en": "Warranty",
            "position": 0,
            "handling": Handling.DEPARTMENT,
            "cues": "скрегоче",
        },
    )
    assert answer.status_code == 302
    PurposeRule.objects.exclude(pk=rule.pk).update(position=5)
    told(call, subject="скрегоче")
    marked = chips(desk, call)
    assert next(iter(marked)) == "service"
    assert "best" in marked["service"]
    assert "Warranty" in desk.get(reverse("card", args=[call.pk])).text


def test_to_look_at_the_purposes_freezes_nothing_of_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version may bring another order and another handling: they hold then."""
    admin = page_of(cast.admin, whole=True)
    shown = admin.get(reverse("admin:calls_purposerule_changelist")).text
    assert shown.index("Buy</a>") < shown.index("Sell</a>") < shown.index("Wrong number</a>")
    assert "built in: Connect the sales side" in shown
    rows = {"form-TOTAL_FORMS": "9", "form-INITIAL_FORMS": "9", "_save": "Save"}
    for place, rule in enumerate(PurposeRule.objects.all()):
        rows |= {f"form-{place}-id": str(rule.pk), f"form-{place}-position": ""}
        rows[f"form-{place}-handling"] = "desk" if rule.purpose == Purpose.JOB else ""
    assert admin.post(reverse("admin:calls_purposerule_changelist"), rows).status_code == 302
    monkeypatch.setitem(purposes.HANDLED, Purpose.BUY, Handling.LAST)
    monkeypatch.setattr(purposes, "PLACES", {**purposes.PLACES, Purpose.WRONG: -1})
    known = {one.purpose: one.handling for one in purposes.all_known()}
    assert next(iter(known)) is Purpose.WRONG
    assert known[Purpose.BUY] is Handling.LAST
    assert known[Purpose.JOB] is Handling.DESK, "what the admin has said"


def test_an_ended_call_teaches_the_next_one(
    call_in: CallIn, cast: Cast, accountant: Employee
) -> None:
    """The company's own word, which no built-in cue knows."""
    subject = "бумбарашки"
    assert department(told(call_in(), subject=subject)) != "Юридичний відділ"
    lawyer = Employee.objects.filter(department__name="Юридичний відділ").first()
    assert lawyer is not None
    for _time in range(3):
        call = told(call_in(), subject=subject)
        call.purpose = Purpose.BUSINESS
        call.save()
        connecting.connect(call, lawyer, cast.receptionist)
    now = suggestions.of(told(call_in(), subject=subject), purposes.all_known())
    assert now.purposes[0].label == Purpose.BUSINESS
    assert now.departments[0].label == "Юридичний відділ"


def test_a_lesson_reaches_every_process(call_in: CallIn, cast: Cast) -> None:
    one, other = suggestions.Here(), suggestions.Here()
    for here in (one, other):
        here.suggest("бумбарашки", {})
    lesson = told(call_in(), subject="бумбарашки")
    lessons_before = Lesson.objects.count()
    connecting.end(lesson, Disposition.WRONG_NUMBER, cast.receptionist)
    assert Lesson.objects.count() == lessons_before + 1
    answers = [here.suggest("бумбарашки", {}).purposes for here in (one, other)]
    assert answers[0] == answers[1]
    assert answers[0][0].label == Purpose.WRONG


def test_a_wrong_lesson_is_undone_by_correcting_the_call(
    call_in: CallIn, cast: Cast, desk: Client
) -> None:
    call = told(call_in(), subject="бумбарашки")
    connecting.end(call, Disposition.OFFER_BY_MAIL, cast.receptionist)
    here = suggestions.Here()
    assert here.suggest("бумбарашки", {}).purposes[0].label == Purpose.SELL
    service = Department.objects.get(name="Сервісний відділ")
    page = reverse("record", args=[call.pk])
    answer = desk.post(
        reverse("lesson", args=[call.pk]), {"purpose": "service", "department": service.pk}
    )
    assert answer.headers["Location"] == page
    now = here.suggest("бумбарашки", {})
    assert now.purposes[0].label == Purpose.SERVICE
    assert now.departments[0].label == service.name
    assert Lesson.objects.get(call=call).department == service
    assert 'value="service" selected' in desk.get(page).text


def test_a_purpose_may_be_taken_away(call_in: CallIn, cast: Cast, desk: Client) -> None:
    call = told(call_in(), subject="бумбарашки")
    connecting.end(call, Disposition.OFFER_BY_MAIL, cast.receptionist)
    here = suggestions.Here()
    assert here.suggest("бумбарашки", {}).purposes[0].label == Purpose.SELL
    desk.post(reverse("lesson", args=[call.pk]), {"purpose": "", "department": ""})
    call.refresh_from_db()
    assert (call.purpose, Lesson.objects.get(call=call).purpose) == ("", "")
    assert here.suggest("бумбарашки", {}).purposes[0].label != Purpose.SELL


def test_a_call_that_goes_on_is_not_corrected(call: Call, cast: Cast) -> None:
    with pytest.raises(Refused):
        lessons.correct(call, Purpose.BUY, None, cast.receptionist)


def test_a_call_without_words_teaches_nothing(call: Call, cast: Cast) -> None:
    connecting.end(call, Disposition.WRONG_NUMBER, cast.receptionist)
    assert not Lesson.objects.exists()


def test_words_corrected_after_the_call_are_learned_anew(call: Call, cast: Cast) -> None:
    told(call, subject="вікна")
    connecting.end(call, Disposition.OFFER_BY_MAIL, cast.receptionist)
    first = Lesson.objects.get(call=call)
    told(call, subject="двері")
    again = Lesson.objects.get(call=call)
    assert again.text == "двері"
    assert again.seq > first.seq


def test_guessing_costs_no_more_after_many_lessons(
    call_in: CallIn, cast: Cast, desk: Client
) -> None:
    page = reverse("card", args=[told(call_in(), subject="вікна").pk])
    at_none = queries(desk, page)
    calls = Call.objects.bulk_create([Call(kind="external") for _each in range(30)])
    Lesson.objects.bulk_create(
        Lesson(call=call, seq=10_000 + place, text="двері", purpose="buy")
        for place, call in enumerate(calls)
    )
    # What was learned may bring other people to the card, but no query for each lesson.
    assert queries(desk, page) <= at_none + 2


def test_what_was_corrected_by_hand_stays_when_only_the_words_change(
    call: Call, cast: Cast
) -> None:
    told(call, subject="бумбарашки")
    connecting.end(call, Disposition.OFFER_BY_MAIL, cast.receptionist)
    call.refresh_from_db()
    service = Department.objects.get(name="Сервісний відділ")
    lessons.correct(call, Purpose.SERVICE, service, cast.receptionist)
    here = suggestions.Here()
    for words in ("бумбараш", "", "бумбарашки"):
        told(call, subject=words)
        lesson = Lesson.objects.get(call=call)
        assert (lesson.text, lesson.purpose, lesson.department) == (words, "service", service)
        suggested = here.suggest("бумбарашки", {})
        assert (suggested.departments[0].label == service.name) == bool(words)
    lessons.correct(call, "", None, cast.receptionist)
    told(call, subject="бумбарашки і двері")
    lesson.refresh_from_db()
    assert (lesson.purpose, lesson.department) == ("", None)


def test_the_admin_sees_what_is_built_in_before_he_adds_anything(cast: Cast) -> None:
    admin = page_of(cast.admin)
    html = admin.get(reverse("admin:calls_purposerule_changelist")).text
    assert "built in: " in html
    assert 'placeholder="1"' in html
    assert 'placeholder="9"' in html
    assert 'placeholder="0"' not in html
    buy = PurposeRule.objects.get(purpose=Purpose.BUY)
    page = admin.get(reverse("admin:calls_purposerule_change", args=[buy.pk])).text
    assert 'placeholder="Купити"' in page
    assert 'placeholder="Buy"' in page
    assert "Built in: " in page


def test_what_the_admin_adds_stands_before_the_built_in_words(cast: Cast) -> None:
    PurposeRule.objects.create(purpose=Purpose.BUY, cues="вікно, прорахунок")
    html = page_of(cast.admin).get(reverse("admin:calls_purposerule_changelist")).text
    assert "вікно, прорахунок; built in: " in html
