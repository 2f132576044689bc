"""Colleagues who call: asked for nothing that the house knows of them. Law 7."""

import pytest
from django.test import Client
from django.urls import reverse

from calls import call_control, connecting, intake, messages, promises, screening
from calls.models import Call, Message
from calls.statuses import Answer, Disposition, Kind, RequestStatus, Status
from directory.models import Employee
from tests.calls.conftest import answered, page_of, told
from tests.conftest import Cast

SUBJECT = "звіт за квартал"


@pytest.fixture
def inside(cast: Cast) -> Call:
    """An internal call that the receptionist has answered."""
    return call_control.take(Kind.INTERNAL, cast.receptionist)


@pytest.fixture
def from_salesman(inside: Call, salesman: Employee) -> Call:
    return told(inside, caller_name=salesman.full_name)


def test_law_7_a_colleague_who_asks_for_the_director_is_not_asked_for_his_company(
    desk: Client, from_salesman: Call, cast: Cast, director: Employee, salesman: Employee
) -> None:
    told(from_salesman, subject=SUBJECT, asked_for="директор")
    intake.ask_for(from_salesman, director, cast.receptionist)
    html = desk.get(reverse("card", args=[from_salesman.pk])).text
    assert "Яку компанію" not in html
    assert "Without the company" not in html
    assert "Will be announced:" in html
    asked = reverse("transfer-request", args=[from_salesman.pk])
    assert desk.post(asked, {"employee": director.pk}).status_code == 200
    from_salesman.refresh_from_db()
    assert from_salesman.status == Status.AWAITING
    announced = (
        f"Вам телефонує {salesman.given_name} {salesman.surname}, комерційний відділ, "
        f"вн. {salesman.extension}, з питання звіту за квартал"
    )
    assert announced in page_of(cast.director).get(reverse("requests")).text


def test_law_1_a_colleague_still_says_his_name_and_what_it_is_about(
    desk: Client, inside: Call, director: Employee
) -> None:
    asked = reverse("transfer-request", args=[inside.pk])
    html = desk.post(asked, {"employee": director.pk}).text
    assert "Without the name" in html
    assert "Without the subject" in html
    assert not inside.transfer_requests.exists()


@pytest.mark.parametrize("said", ["302", "Бондаренко", "Юлія Бондаренко"])
def test_however_he_is_known_he_is_announced_as_who_he_is(
    inside: Call, cast: Cast, director: Employee, salesman: Employee, said: str
) -> None:
    assert salesman.extension == "302"
    told(inside, caller_name=said, subject=SUBJECT)
    request = screening.ask(inside, director, cast.receptionist)
    assert f"{salesman.given_name} {salesman.surname}, комерційний відділ" in request.announcement


def test_who_heads_a_department_is_announced_by_the_position(
    inside: Call, cast: Cast, director: Employee, accountant: Employee
) -> None:
    assert director.is_head
    told(inside, caller_name=director.full_name, subject=SUBJECT)
    request = screening.ask(inside, accountant, cast.receptionist)
    assert "Андрій Мельник, генеральний директор, вн. 101" in request.announcement


def test_whom_the_staff_list_does_not_know_is_a_colleague_all_the_same(
    inside: Call, cast: Cast, director: Employee
) -> None:
    told(inside, caller_name="Зеновій", subject=SUBJECT)
    request = screening.ask(inside, director, cast.receptionist)
    assert request.announcement.startswith("Вам телефонує колега Зеновій, з питання")


def test_law_1_whoever_says_another_name_at_his_telephone_is_not_he(
    from_salesman: Call, cast: Cast, director: Employee, salesman: Employee
) -> None:
    told(from_salesman, phone=salesman.extension, subject=SUBJECT)
    assert told(from_salesman, caller_name="Юлія").from_employee == salesman
    assert told(from_salesman, caller_name="").from_employee == salesman
    assert told(from_salesman, caller_name="Зеновій").from_employee is None
    request = screening.ask(from_salesman, director, cast.receptionist)
    assert "колега Зеновій" in request.announcement
    assert salesman.surname not in request.announcement


def test_a_yes_for_a_colleague_connects_him(
    from_salesman: Call, cast: Cast, director: Employee
) -> None:
    told(from_salesman, subject=SUBJECT)
    yes = answered(from_salesman, director, cast.director, Answer.CONNECT)
    assert yes.status == RequestStatus.APPROVED
    from_salesman.refresh_from_db()
    # His extension is known; said all the same, it makes nobody else of him.
    told(from_salesman, phone="302")
    connected = connecting.connect(from_salesman, director, cast.receptionist)
    assert connected.connected_to == director


def test_a_message_of_a_colleague_has_his_extension(
    desk: Client, from_salesman: Call, cast: Cast, accountant: Employee, salesman: Employee
) -> None:
    told(from_salesman, message_text="передзвонити")
    messages.begin(from_salesman, accountant)
    html = desk.get(reverse("card", args=[from_salesman.pk])).text
    assert "Ask for a number" not in html
    assert "За яким номером" not in html
    messages.take(from_salesman, cast.receptionist)
    assert Message.objects.get().phone == salesman.extension
    assert salesman.extension in page_of(cast.accountant).get(reverse("inbox")).text


def test_a_call_back_to_a_colleague_needs_no_number(
    desk: Client, from_salesman: Call, cast: Cast, accountant: Employee, salesman: Employee
) -> None:
    soon = promises.offered_times()[0]
    promises.promise(from_salesman, accountant, soon, cast.receptionist)
    html = desk.get(reverse("card", args=[from_salesman.pk])).text
    assert f"за номером {salesman.extension}" in html
    connecting.end(from_salesman, Disposition.CALL_BACK, cast.receptionist)
    shown = desk.get(reverse("promises")).text
    assert f'href="tel:{salesman.extension}"' in shown


def test_who_has_no_extension_is_asked_for_a_number(from_salesman: Call) -> None:
    Employee.objects.filter(pk=from_salesman.from_employee_id).update(extension="")
    assert "phone" in promises.needed(Call.objects.get(pk=from_salesman.pk))
