"""The admin at his desk, and a company of three."""

import pytest
from django.test import Client
from django.utils import translation

from directory.models import User
from directory.staff_file.apply import apply
from directory.staff_file.checks import staff_list
from tests.directory.staff_office import GOOD


@pytest.fixture
def english(settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def admin(settings) -> User:
    settings.LANGUAGE_CODE = "en"
    settings.LOGIN_URL = "/login/"
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    return User.objects.create_superuser("admin")


@pytest.fixture
def office(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def company_of_three(db) -> None:
    with translation.override("en"):
        apply(staff_list(GOOD.read_bytes(), {}))
