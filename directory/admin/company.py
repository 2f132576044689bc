"""The company itself in the admin: one page, no list."""

from django.contrib import admin

from directory.admin.rules import OneRow, StaffAdmin
from directory.models import Company


@admin.register(Company)
class CompanyAdmin(OneRow, StaffAdmin):
    fieldsets = [(None, {"fields": [("name", "name_en"), "offers_email"]})]
