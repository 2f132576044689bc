"""In what order people are offered: plain people, no database. Laws 3 and 5."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calls.ranking import Person, Why, Wish, call_back_owner, nobody_free, ranked, sellers

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SALES, SERVICE = 1, 2
BUYER = Wish(sales=frozenset({SALES}))


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def seller(pk: int, is_free: bool = True, **facts: object) -> Person:
    return replace(Person(pk, SALES, is_free), **facts)  # type: ignore[arg-type]


def order(people: list[Person], wish: Wish) -> list[int]:
    return [one.pk for one in ranked(people, wish)]


def test_law_3_a_buyer_gets_whoever_is_free() -> None:
    assert order([seller(1, is_free=False), seller(2)], BUYER) == [2, 1]


def test_law_3_the_one_who_dealt_with_his_company_comes_first_among_the_free() -> None:
    dealt = seller(3, dealt_at=ago(9000), last_caller_at=ago(1))
    people = [seller(1), seller(2), dealt]
    assert order(people, BUYER)[0] == 3
    assert ranked(people, BUYER)[0].why is Why.DEALT
    assert order([seller(1), replace(dealt, is_free=False)], BUYER) == [1, 3]


def test_law_3_then_whoever_has_waited_longest() -> None:
    people = [
        seller(1, last_caller_at=ago(5)),
        seller(2, last_caller_at=ago(50)),
        seller(3),
        seller(4, last_caller_at=ago(20)),
    ]
    assert order(people, BUYER) == [3, 2, 4, 1]


def test_nobody_free_is_said_of_buyers_only() -> None:
    people = [seller(1, is_free=False)]
    assert nobody_free(people, BUYER)
    assert not nobody_free([*people, seller(2)], BUYER)
    assert not nobody_free(people, Wish())


def owner(*people: Person, wish: Wish = BUYER) -> int | None:
    found = call_back_owner(people, wish)
    return found.pk if found else None


def test_law_3_the_head_of_the_department_owes_the_call_back() -> None:
    wish = Wish(sales=frozenset({SALES, SERVICE}), departments={SERVICE: 0.9}, sure=True)
    heads = [seller(1, False, is_head=True), seller(2, False, is_head=True, department=SERVICE)]
    others = [seller(3, False), seller(4, False, department=SERVICE)]
    assert owner(*heads, *others, wish=wish) == 2
    dealt = replace(others[0], dealt_at=ago(9))
    assert owner(*heads, dealt, others[1], wish=wish) == 1  # his own department would take him


def test_law_3_without_a_head_it_is_whoever_has_dealt_with_him_then_the_next() -> None:
    waited = [seller(1, False, last_caller_at=ago(5)), seller(2, False, last_caller_at=ago(50))]
    assert owner(*waited) == 2
    assert owner(*waited, seller(3, False, dealt_at=ago(9), last_caller_at=ago(1))) == 3


def test_law_3_one_who_is_away_owes_it_only_where_all_are() -> None:
    head = seller(1, False, is_head=True, is_away=True)
    assert owner(head, seller(2, False)) == 2
    assert owner(head, seller(2, False, is_away=True)) == 1


def test_law_3_a_protected_head_owes_it_where_nobody_else_can() -> None:
    head = seller(1, False, is_head=True, is_protected=True)
    assert owner(head, seller(2, False)) == 2
    assert owner(head) == 1
    assert owner() is None


def test_law_5_whoever_he_spoke_with_last_comes_first() -> None:
    people = [Person(1, SERVICE, True, is_head=True), Person(2, SERVICE, False)]
    choices = ranked(people, Wish(last=2, departments={SERVICE: 0.9}))
    assert [(one.pk, one.why) for one in choices] == [(2, Why.LAST), (1, Why.HEAD)]


def test_law_5_the_one_asked_for_comes_before_all() -> None:
    people = [Person(1, SERVICE, True), Person(2, SERVICE, True), Person(3, SALES, True)]
    wish = Wish(asked=3, decide_for_asked=(2,), last=1)
    assert order(people, wish) == [3, 2, 1]


def test_law_3_a_buyer_need_not_wait_for_the_one_he_asks_for() -> None:
    people = [seller(1), seller(2, False), seller(3, last_caller_at=ago(5))]
    wish = replace(BUYER, asked=2)
    assert order(people, wish) == [1, 2, 3]
    assert ranked(people, wish)[0].why is Why.WAITED
    assert order(people, replace(wish, asked=3)) == [3, 1, 2], "he is free: nobody before him"


def test_law_3_where_nobody_is_free_he_keeps_his_place() -> None:
    people = [seller(1, False), seller(2, False)]
    wish = replace(BUYER, asked=2)
    assert order(people, wish) == [2, 1]
    assert nobody_free(people, wish)
    lawyer = Person(3, SERVICE, True)
    assert not nobody_free([*people, lawyer], replace(BUYER, asked=3)), "he asks for one who is"


def test_a_caller_who_buys_nothing_waits_for_whom_he_asks_for() -> None:
    people = [Person(1, SERVICE, True), Person(2, SERVICE, False)]
    assert order(people, Wish(asked=2, departments={SERVICE: 0.9})) == [2, 1]


def test_law_1_a_protected_person_is_asked_wherever_he_is() -> None:
    people = [seller(1), seller(2, False, is_protected=True)]
    assert order(people, replace(BUYER, asked=2)) == [2, 1]


def test_a_head_who_is_away_is_not_the_first() -> None:
    people = [
        Person(1, SERVICE, False, is_away=True, is_head=True),
        Person(2, SERVICE, True),
        Person(3, SERVICE, True),
    ]
    assert order(people, Wish(departments={SERVICE: 0.9})) == [2, 3, 1]


def test_the_department_gives_its_head_then_those_who_are_free() -> None:
    people = [
        Person(1, SERVICE, False),
        Person(2, SERVICE, True),
        Person(3, SERVICE, False, is_head=True),
    ]
    assert order(people, Wish(departments={SERVICE: 0.9})) == [3, 2, 1]


def test_a_protected_head_is_troubled_last() -> None:
    people = [
        Person(1, SERVICE, True, is_head=True, is_protected=True),
        Person(2, SERVICE, True),
    ]
    assert order(people, Wish(departments={SERVICE: 0.9})) == [2, 1]


def test_a_protected_person_is_no_seller() -> None:
    assert sellers([seller(1, is_protected=True)], BUYER) == []


@given(
    st.lists(
        st.builds(
            Person,
            pk=st.integers(1, 9),
            department=st.integers(1, 3),
            is_free=st.booleans(),
            is_head=st.booleans(),
            is_protected=st.booleans(),
            dealt_at=st.none() | st.just(ago(9)),
            last_caller_at=st.none() | st.just(ago(3)),
        ),
        unique_by=lambda one: one.pk,
    ),
    st.builds(
        Wish,
        asked=st.none() | st.integers(1, 9),
        last=st.none() | st.integers(1, 9),
        departments=st.dictionaries(st.integers(1, 3), st.floats(0, 1)),
        sales=st.sets(st.integers(1, 3)).map(frozenset),
    ),
)
def test_everybody_is_offered_once_and_a_free_seller_before_a_busy_one(
    people: list[Person], wish: Wish
) -> None:
    offered = order(people, wish)
    assert len(offered) == len(set(offered))
    side = [one.is_free for one in sellers(people, wish)]
    assert side == sorted(side, reverse=True)
