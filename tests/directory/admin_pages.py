"""Pages of the admin as a person fills them, for the tests of each."""

import re
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def page(thing: Model, view: str = "change") -> str:
    return reverse(f"admin:directory_{thing._meta.model_name}_{view}", args=[thing.pk])


def filled(client: Client, url: str) -> dict[str, Any]:
    """What the page would send if it were saved as it stands."""
    context = client.get(url).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def save(client: Client, url: str, **changes: Any) -> HttpResponse:
    data = filled(client, url) | changes
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def told(answer: HttpResponse) -> str:
    """The errors that a page shows, tags taken out."""
    assert answer.status_code == 200, "it was saved"
    return re.sub(r"<[^>]+>", " ", answer.content.decode())
