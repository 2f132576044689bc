"""The e-mail to whoever has no page open: sent when it is of use, and it decides nothing."""

import re
import traceback
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from calls import screening, tasks
from calls.models import Call, TransferRequest
from calls.request_mail import NotSent
from calls.statuses import Answer, RequestStatus
from directory.models import Employee
from frontdesk import serving
from tests.calls.conftest import FACTS, page_of, told
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def mail_server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example"
    settings.PUBLIC_URL = "https://desk.example"


@pytest.fixture
def request_(call: Call, cast: Cast, accountant: Employee) -> TransferRequest:
    return screening.ask(told(call), accountant, cast.receptionist)


def write(request: TransferRequest) -> list[mail.EmailMessage]:
    tasks.write_to(request=request.pk, employee=request.executive_id)
    return mail.outbox


def test_after_ten_seconds_to_whom_no_page_is_open(
    request_: TransferRequest, accountant: Employee
) -> None:
    job = ProcrastinateJob.objects.get(task_name="calls.tasks.write_to")
    (asked,) = request_.asked.all()
    assert job.scheduled_at == asked.asked_at + timedelta(seconds=10)
    (letter,) = write(request_)
    assert letter.to == [accountant.email]
    assert request_.announcement in letter.body
    write(request_)
    assert len(mail.outbox) == 1


def test_not_to_whom_a_page_has_shown_it(request_: TransferRequest, cast: Cast) -> None:
    page_of(cast.accountant).get(reverse("request-count"))
    assert write(request_) == []


def test_not_about_what_is_settled(request_: TransferRequest, cast: Cast) -> None:
    screening.withdraw(request_, cast.receptionist)
    assert write(request_) == []


def test_not_without_a_mail_server(request_: TransferRequest, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert write(request_) == []


def test_the_link_opens_the_request_and_decides_nothing(
    request_: TransferRequest, cast: Cast
) -> None:
    (letter,) = write(request_)
    (link,) = re.findall(r"https://desk\.example(\S+)", letter.body)
    assert not any(fact in link for fact in FACTS.values())
    assert FACTS["company"] not in letter.subject
    opened = page_of(cast.accountant).get(link)
    assert f'id="request-{request_.pk}"' in opened.text
    assert Client().get(link).status_code == 302  # to the log-in page
    assert page_of(cast.director).get(link).status_code == 404
    request_.refresh_from_db()
    assert request_.status == RequestStatus.PENDING


def test_opened_too_late_the_link_says_what_has_happened(
    request_: TransferRequest, cast: Cast
) -> None:
    with time_machine.travel(timezone.now() + timedelta(seconds=60), tick=False):
        html = page_of(cast.accountant).get(reverse("request", args=[request_.pk])).text
    assert "The time ran out" in html
    request_.refresh_from_db()
    assert request_.status == RequestStatus.EXPIRED


def test_law_8_a_dead_mail_server_delays_no_decision(
    request_: TransferRequest, cast: Cast, accountant: Employee, settings: Settings
) -> None:
    """Nothing listens there: the letter fails, its job is tried again, the request is untouched."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(NotSent) as refusal:
        write(request_)
    assert accountant.email not in "".join(traceback.format_exception(refusal.value))
    assert tasks.write_to.retry_strategy is not None
    # One worker leaves such letters out, so that a hanging server never stops the clocks.
    assert any(queues and tasks.write_to.queue not in queues for queues in serving.WORKERS)
    assert all(not queues or tasks.expire.queue in queues for queues in serving.WORKERS)
    assert screening.decide(request_, Answer.CONNECT, cast.accountant).status == "approved"
