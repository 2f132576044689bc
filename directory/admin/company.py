"""The company itself in the admin: one page, no list."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from directory.admin.rules import StaffAdmin
from directory.models import Company


@admin.register(Company)
class CompanyAdmin(StaffAdmin):
    fieldsets = [(None, {"fields": [("name", "name_en"), "offers_email"]})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        company, _created = Company.objects.get_or_create(pk=1)
        return redirect("admin:directory_company_change", company.pk)
