"""Gaps of the directory in the admin: what was searched in vain, and the way to mend it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from directory import gaps
from directory.access import log_in_of
from directory.admin.rules import AdminsOnly
from directory.models import Department, Employee, Gap


class OpenFilter(admin.SimpleListFilter):
    """The open ones; the mended only when asked for."""

    title = gettext_lazy("State")
    parameter_name = "mended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", pgettext_lazy("gaps", "Mended"))]

    def choices(self, changelist: Any) -> Any:
        choices = super().choices(changelist)
        yield {**next(choices), "display": pgettext_lazy("gaps", "Open")}
        yield from choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Gap]) -> QuerySet[Gap] | None:
        return queryset.filter(mended_at__isnull=self.value() != "yes")


class MendingForm(forms.ModelForm):
    """Which department answers for what was searched; without one it is only put aside."""

    department = forms.ModelChoiceField(
        Department.objects.all(),
        required=False,
        label=gettext_lazy("Who answers for it"),
        help_text=gettext_lazy(
            "The words are added to what this department answers for. Leave it empty if you have"
            " mended it otherwise: in a person, in a position."
        ),
        widget=AutocompleteSelect(Employee._meta.get_field("department"), admin.site),
    )

    class Meta:
        model = Gap
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].initial = self.instance.taken_id


@admin.register(Gap)
class GapAdmin(AdminsOnly, ModelAdmin):
    form = MendingForm
    list_display = ["query", "what", "times", "last_at", "way_to_mend"]
    list_filter = [OpenFilter]
    list_select_related = ["suggested", "taken"]
    list_fullwidth = True
    compressed_fields = False
    search_fields = ["query"]
    actions = ["mark_mended"]
    readonly_fields = ["query", "what", "times", "last_at", "mended_at", "way_to_mend"]
    fieldsets = [
        (None, {"fields": ["query", "what", ("times", "last_at", "mended_at")]}),
        (gettext_lazy("Mend"), {"fields": ["department", "way_to_mend"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @display(description=gettext_lazy("what happened"))
    def what(self, gap: Gap) -> str:
        if gap.taken is None or gap.suggested is None:
            return _("nobody was found")
        return _("«%(suggested)s» was suggested, «%(taken)s» was taken") % {
            "suggested": gap.suggested,
            "taken": gap.taken,
        }

    @display(description=gettext_lazy("where to mend it"))
    def way_to_mend(self, gap: Gap) -> SafeString:
        """The page on which the missing words would stand."""
        if gap.taken is not None:
            pages = [("admin:directory_department_change", [gap.taken.pk], gap.taken.name)]
        else:
            pages = [
                ("admin:directory_department_changelist", [], _("Departments")),
                ("admin:directory_employee_changelist", [], _("People")),
            ]
        return format_html_join(
            " · ",
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>',
            ((reverse(page, args=args), name) for page, args, name in pages),
        )

    def save_model(self, request: HttpRequest, obj: Gap, form: Any, change: Any) -> None:
        gaps.mend(obj, log_in_of(request), form.cleaned_data.get("department"))

    @action(description=gettext_lazy("Mark as mended"), variant=ActionVariant.PRIMARY, icon="check")
    def mark_mended(self, request: HttpRequest, queryset: QuerySet[Gap]) -> None:
        for gap in queryset:
            gaps.mend(gap, log_in_of(request))
        messages.success(request, _("Marked as mended."))
