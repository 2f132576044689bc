"""Django's admin, on the project's own site."""

from django.contrib.admin import apps


class AdminConfig(apps.AdminConfig):
    default_site = "frontdesk.backoffice.Site"
