"""Who may come where: every address of the program, by everybody, log-in or none."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from calls import call_control, intake, messages, promises, screening, shifts, standing_rules
from calls.models import Call, Caller, Message, StandingRule, TransferRequest
from calls.statuses import Kind, RequestStatus
from directory.models import Employee
from tests.addresses import (
    ANYBODY,
    BOTH,
    DECIDERS,
    EMPLOYEES,
    EVERYBODY,
    HIDDEN,
    PAGES,
    READ,
    WRITE,
)
from tests.conftest import Cast


@pytest.fixture
def call(cast: Cast) -> Call:
    return call_control.take(Kind.EXTERNAL, cast.receptionist)


@pytest.fixture
def asked(call: Call, cast: Cast) -> TransferRequest:
    facts = {"caller_name": "Іван", "company": "Північ", "subject": "зустріч"}
    for field, value in facts.items():
        intake.keep(call, field, value)
    return screening.ask(call, cast.person(cast.director), cast.receptionist)


@pytest.fixture
def message(asked: TransferRequest, cast: Cast) -> Message:
    intake.keep(asked.call, "phone", "067 555 01 01")
    messages.begin(asked.call, cast.person(cast.salesman))
    return messages.take(asked.call, cast.receptionist)


@pytest.fixture
def rule(cast: Cast) -> StandingRule:
    return standing_rules.add(
        cast.person(cast.director),
        always=True,
        subject=StandingRule.Subject.COMPANY,
        value="Захід",
        actor=cast.director,
    )


@pytest.fixture
def addresses(
    asked: TransferRequest, message: Message, rule: StandingRule, cast: Cast
) -> dict[str, str]:
    """Every address of the table, of things that exist."""
    director = asked.executive_id
    pks = {"answer": asked.pk, "message-read": message.pk, "message-done": message.pk}
    pks |= {"request": asked.pk, "request-people": asked.pk, "rule-undone": rule.pk}
    pks |= dict.fromkeys(["person", "person-card", "presence"], director)
    pks |= dict.fromkeys(
        ["department", "department-people"], cast.person(cast.director).department_id
    )
    closed = shifts.close(shifts.open_for(cast.colleague))
    pks |= {"shift-confirmation": closed.pk}
    owed = promises.promise(
        message.call,
        message.employee,
        timezone.now() + timedelta(hours=1),
        cast.receptionist,
    )
    of_promises = ["kept", "reopened", "owner", "people"]
    pks |= dict.fromkeys([f"promise-{one}" for one in of_promises], owed.pk)
    pks |= {"own-promise-kept": owed.pk, "left-promise-owner": owed.pk}
    pks |= {"message-addressee": message.pk}
    pks |= {"screening": director, "standing-rules": director, "assistants": director}
    pks |= {"successors": director}
    caller = Caller.objects.create(name="Іван Іванович")
    pks |= dict.fromkeys(["caller", "caller-merging", "caller-separation"], caller.pk)
    return {
        name: reverse(name, kwargs=_arguments(name, pks.get(name, message.call_id)))
        for name in PAGES
    }


def _arguments(name: str, pk: int) -> dict[str, object]:
    pattern = next(one for full, one in every_page() if full == name)
    known = {"pk": pk, "username": "melnyk"}
    return {key: known[key] for key in pattern.pattern.regex.groupindex}


def every_page(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """The full name and the pattern of every address, those of the admin included."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else ""
            yield from every_page(one.url_patterns, space + inner)
        else:
            yield f"{space}{one.name}", one


def page_of(cast: Cast, role: str, **headers: str) -> Client:
    page = Client(headers={"Accept-Language": "en", **headers})
    if role != "anonymous":
        page.force_login(getattr(cast, role), backend="directory.login.RoleBackend")
    return page


def test_every_address_has_its_row() -> None:
    names = {name for name, _pattern in every_page() if not name.startswith("admin:")}
    assert names == set(PAGES)


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_everybody_comes_where_he_may_and_nowhere_else(
    cast: Cast, addresses: dict[str, str], role: str
) -> None:
    wrong = []
    for name, (who, methods) in PAGES.items():
        page = page_of(cast, role)
        method = "POST" if methods == WRITE else "GET"
        answer = page.generic(method, addresses[name])
        target = answer.headers.get("Location", "")
        if role not in who and role == "anonymous":
            expected = answer.status_code == 302 and target.startswith(reverse("login"))
        elif role not in who:
            forbidden = 404 if role in HIDDEN.get(name, set()) else 403
            expected = answer.status_code == forbidden
        else:
            # 404, 409, 422: let in, and told that the bare request asks for nothing.
            expected = answer.status_code in {200, 204, 302, 404, 409, 422}
            expected &= not target.startswith(reverse("login")) or name == "logout"
        if not expected:
            wrong.append((name, answer.status_code, target))
    assert not wrong


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_page_opens_for_those_whose_it_is(
    cast: Cast, addresses: dict[str, str], role: str
) -> None:
    for name, (who, methods) in PAGES.items():
        if role in who and methods == READ and name != "home":
            page = page_of(cast, role, **{"HX-Request": "true"})
            assert page.get(addresses[name]).status_code == 200, name


def test_the_other_method_is_refused(cast: Cast, addresses: dict[str, str]) -> None:
    wrong = []
    for name, (who, methods) in PAGES.items():
        if methods != BOTH:
            page = page_of(cast, sorted(who & EVERYBODY)[0])
            other = "GET" if methods == WRITE else "POST"
            status = page.generic(other, addresses[name]).status_code
            if status != 405:
                wrong.append((name, status))
    assert not wrong


def test_what_does_not_exist_is_not_found(cast: Cast, addresses: dict[str, str]) -> None:
    for name, (who, methods) in PAGES.items():
        arguments = _arguments(name, 999_999)
        if "pk" in arguments:
            page = page_of(cast, sorted(who)[0])
            method = "POST" if methods == WRITE else "GET"
            answer = page.generic(
                method,
                reverse(name, kwargs=arguments),
                "spoken=yes&purpose=buy&employee=1&disposition=answered&answer=busy",
                content_type="application/x-www-form-urlencoded",
            )
            assert answer.status_code == 404, name


def test_a_fragment_without_a_log_in_sends_the_whole_page_to_log_in(
    cast: Cast, addresses: dict[str, str]
) -> None:
    for name, (who, methods) in PAGES.items():
        if "anonymous" in who:
            continue
        page = page_of(cast, "anonymous", **{"HX-Request": "true"})
        send = page.post if methods == WRITE else page.get
        answer = send(addresses[name], follow=True)
        assert answer.headers["HX-Redirect"] == reverse("login"), name


@pytest.mark.parametrize("role", sorted({*EMPLOYEES, "stranger"} - DECIDERS))
def test_nobody_decides_what_is_not_his(cast: Cast, asked: TransferRequest, role: str) -> None:
    page_of(cast, role).post(reverse("answer", args=[asked.pk]), {"answer": "connect"})
    asked.refresh_from_db()
    assert asked.status == RequestStatus.PENDING


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("receptionist", "/desk/"),
        ("director", "/requests/"),
        ("assistant", "/requests/"),
        ("admin", "/admin/"),
        ("stranger", "/welcome/"),
    ],
)
def test_each_lands_on_the_page_he_works_on(cast: Cast, role: str, page: str) -> None:
    assert page_of(cast, role).get(reverse("home")).headers["Location"] == page


def test_the_admin_is_for_admins(cast: Cast) -> None:
    lists = {name for name, _pattern in every_page() if name.endswith("_changelist")}
    assert lists
    for name in {"admin:index", *lists}:
        for role in ANYBODY:
            page = page_of(cast, role)
            status = page.get(reverse(name), follow=role == "admin").status_code
            assert status == (200 if role == "admin" else 302), (name, role)


def test_whoever_has_left_comes_nowhere(cast: Cast, addresses: dict[str, str]) -> None:
    Employee.objects.filter(user=cast.director).update(left_on="2026-01-31")
    for name in ("requests", "inbox", "answer"):
        method = "POST" if PAGES[name][1] == WRITE else "GET"
        assert page_of(cast, "director").generic(method, addresses[name]).status_code in {403, 404}


def test_one_click_logs_in_in_the_demo_only(cast: Cast, settings: Settings) -> None:
    url = reverse("demo-login", args=["melnyk"])
    assert Client().post(url).headers["Location"] == reverse("home")
    assert Client().post(reverse("demo-login", args=["stranger"])).status_code == 404
    settings.DEMO = False
    page = Client()
    assert page.post(url).status_code == 404
    assert "as-melnyk" not in page.get(reverse("login")).text
    page.post(reverse("login"), {"username": "melnyk", "password": "demo"})
    assert page.get(reverse("requests")).status_code == 302


def test_a_session_of_the_demo_ends_with_it(cast: Cast, settings: Settings) -> None:
    page = page_of(cast, "director")
    settings.DEMO = False
    assert page.get(reverse("requests")).status_code == 302


@pytest.mark.parametrize(("language", "title"), [("uk", "Приймальня"), ("en", "Frontdesk")])
def test_a_page_open_too_long_says_so_in_its_own_language(language: str, title: str) -> None:
    page = Client(enforce_csrf_checks=True, headers={"Accept-Language": language})
    answer = page.post(reverse("login"), {"username": "levytska"})
    assert answer.status_code == 403
    assert f'<html lang="{language}">' in answer.text
    assert f"<title>{title}</title>" in answer.text
