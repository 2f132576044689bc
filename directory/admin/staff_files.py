"""The staff file, both ways, above the list of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action

from directory.views import staff_file


class StaffFiles(ModelAdmin):
    """An employee list from which a staff file can be imported and exported."""

    custom_urls = staff_file.URLS
    actions_list = ("import_file", "export_xlsx", "export_csv")

    @action(description=_("Import a file"), icon="upload", permissions=["change"])
    def import_file(self, request: HttpRequest) -> HttpResponse:
        return redirect("admin:staff_files")

    @action(description=_("Export XLSX"), icon="download", permissions=["change"])
    def export_xlsx(self, request: HttpRequest) -> HttpResponse:
        return redirect("staff-xlsx")

    @action(description=_("Export CSV"), icon="download", permissions=["change"])
    def export_csv(self, request: HttpRequest) -> HttpResponse:
        return redirect("staff-csv")
