"""The history of all changes in the admin; nobody edits it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display
from unfold.views import ChangeList

from directory import history
from directory.admin.rules import AdminsOnly
from directory.models import Change


class ToldList(ChangeList):
    """The changes of one page, put in words together."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        shown: list[Any] = list(self.result_list)
        self.result_list = shown
        for change, told in zip(shown, history.told(shown), strict=True):
            change.told = told


@admin.register(Change)
class ChangeAdmin(AdminsOnly, ModelAdmin):
    list_display = ["at", "who", "kind", "verb", "thing", "lines"]
    list_display_links = None
    list_filter = ["kind", "verb", ("at", RangeDateFilter)]
    list_filter_submit = True
    list_select_related = ["actor__employee"]
    list_per_page = 50
    list_fullwidth = True
    sortable_by = ()
    actions = None
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ToldList

    @display(description=gettext_lazy("who"))
    def who(self, change: Change) -> str:
        return change.actor.shown_name if change.actor else "—"

    @display(description=gettext_lazy("whom or what"))
    def thing(self, change: Any) -> str:
        return str(change.told.name)

    @display(description=gettext_lazy("before → after"))
    def lines(self, change: Any) -> str:
        lines = (
            (line.field, line.old, " → " if line.old else "", line.new)
            for line in change.told.lines
        )
        told = format_html_join("", "<div><b>{}</b>: {}{}{}</div>", lines)
        return format_html("<div>{}</div>", told)
