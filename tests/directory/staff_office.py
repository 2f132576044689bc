"""What the admin does with a staff file, for the tests of each step."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from directory import tasks
from directory.models import Employee, StaffUpload

GOOD = Path(__file__).with_name("staff_files") / "good" / "semicolons.csv"
HEADER, DIRECTOR, ASSISTANT, ACCOUNTANT = GOOD.read_text(encoding="utf-8").splitlines()
NEWCOMER = "Бухгалтерія;;;Касир;Гончар;Назар;Ілліч;210;;honchar@vikna.example;ні;ні;"


def send(office: Client, *lines: str) -> str:
    """Upload a file with these lines; returns the address of its page."""
    file = SimpleUploadedFile("staff.csv", ("\n".join([HEADER, *lines]) + "\n").encode())
    answer = office.post(reverse("admin:staff_files"), {"file": file})
    assert answer.status_code == 302
    return answer.url


def work() -> None:
    """Do what the worker does."""
    for job in ProcrastinateJob.objects.order_by("id"):
        tasks.app.tasks[job.task_name](**job.args)


def seen(office: Client, url: str) -> str:
    """The page as text, with single spaces."""
    answer = office.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def preview(office: Client, *lines: str) -> tuple[str, str]:
    """Upload these lines and have them read; returns the address and the page."""
    url = send(office, *lines)
    work()
    return url, seen(office, url)


def confirm(office: Client, url: str, **more: Any) -> HttpResponse:
    """Agree to what the page shows."""
    upload = StaffUpload.objects.get(pk=int(url.strip("/").split("/")[-1]))
    return office.post(f"{url}application/", {"fingerprint": upload.fingerprint} | more)


def named(surname: str) -> Employee:
    return Employee.objects.get(surname=surname)
