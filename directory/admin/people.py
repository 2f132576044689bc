"""People in the admin: who works where, who is protected, who decides for whom, who has left."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from directory import phones, staffing
from directory.access import log_in_of
from directory.admin.rules import RefusableForm, StaffAdmin
from directory.admin.staff_files import StaffFiles
from directory.models import Assistance, Employee, EmployeeQuerySet


class AssistanceForm(forms.ModelForm):
    """An assistant is somebody else who works here."""

    def clean_assistant(self) -> Employee:
        assistant: Employee = self.cleaned_data["assistant"]
        if assistant.left_on is not None:
            raise ValidationError(_("This person has left. Choose somebody who works here."))
        if assistant.pk == self.instance.executive_id:
            raise ValidationError(_("Nobody can be their own assistant. Choose somebody else."))
        return assistant


class AssistanceInline(TabularInline):
    model = Assistance
    form = AssistanceForm
    fk_name = "executive"
    fields = ["assistant", "turn"]
    autocomplete_fields = ["assistant"]
    extra = 0
    verbose_name = gettext_lazy("assistant")
    verbose_name_plural = gettext_lazy("Decide for this person, in this turn")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class EmployeeForm(RefusableForm):
    """A person; the second e-mail and the second head are told at their fields."""

    class Meta:
        model = Employee
        fields = "__all__"
        labels = {"user": gettext_lazy("Log-in")}

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        others = Employee.objects.working().exclude(pk=self.instance.pk)
        if email and self.instance.left_on is None:
            owner = others.filter(email=email).first()
            if owner is not None:
                raise ValidationError(
                    _("%(name)s has this e-mail. Give each person their own.")
                    % {"name": owner.full_name}
                )
        return email

    def clean_mobile(self) -> str:
        written = str(self.cleaned_data["mobile"])
        kept = phones.e164(written) if written else ""
        if kept is None and written != self.initial.get("mobile"):
            raise ValidationError(_("Write one phone number in full, such as +380 67 123 45 67."))
        return kept or written

    def clean_is_head(self) -> bool:
        heads = bool(self.cleaned_data["is_head"])
        department = self.cleaned_data.get("department")
        if heads and department and self.instance.left_on is None:
            other = Employee.objects.working().filter(department=department, is_head=True)
            found = other.exclude(pk=self.instance.pk).first()
            if found is not None:
                raise ValidationError(
                    _("%(name)s heads this department. First take that from %(name)s.")
                    % {"name": found.full_name}
                )
        return heads


class WorkingFilter(admin.SimpleListFilter):
    """Those who work here; those who have left only when asked for."""

    title = gettext_lazy("Works here")
    parameter_name = "left"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("Those who have left")), ("all", gettext_lazy("Everybody"))]

    def choices(self, changelist: Any) -> Any:
        choices = super().choices(changelist)
        yield {**next(choices), "display": _("Those who work here")}
        yield from choices

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Employee]
    ) -> QuerySet[Employee] | None:
        if self.value() == "all":
            return queryset
        return queryset.filter(left_on__isnull=self.value() != "yes")


class DeciderFilter(admin.SimpleListFilter):
    """Protected people whose calls nobody can decide about."""

    title = gettext_lazy("Screening")
    parameter_name = "screening"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("protected", gettext_lazy("Protected")),
            ("alone", gettext_lazy("Protected, and nobody decides")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Employee]
    ) -> QuerySet[Employee] | None:
        if self.value() == "protected":
            return queryset.filter(is_protected=True)
        if self.value() == "alone":
            return queryset.filter(pk__in=staffing.without_decider())
        return queryset


@admin.register(Employee)
class EmployeeAdmin(StaffFiles, StaffAdmin):
    form = EmployeeForm
    list_display = ["name", "position", "department", "extension", "number", "marks", "log_in"]
    list_display_links = ["name"]
    list_select_related = ["department", "user"]
    list_filter = [("department", AutocompleteSelectFilter), DeciderFilter, WorkingFilter]
    list_filter_submit = True
    list_per_page = 50
    search_fields = ["surname", "given_name", "patronymic", "position", "extension", "email"]
    search_help_text = gettext_lazy("Name, position, extension or e-mail")
    autocomplete_fields = ["department", "user"]
    ordering = ["sort_key", "pk"]
    inlines = [AssistanceInline]
    actions_submit_line = ["has_left", "works_here_again"]
    change_list_template = "admin/directory/employee_list.html"
    readonly_fields = ["left_on"]
    fieldsets = [
        (None, {"fields": [("surname", "given_name", "patronymic"), ("department", "position"),
                           ("extension", "mobile", "email")]}),
        (gettext_lazy("At the desk"), {"fields": ["is_head", "is_protected", "user"]}),
        (gettext_lazy("End"), {"fields": ["left_on"]}),
    ]  # fmt: skip

    @display(description=gettext_lazy("Name"), ordering="sort_key")
    def name(self, employee: Employee) -> str:
        return employee.full_name

    @display(description=gettext_lazy("mobile"), ordering="mobile")
    def number(self, employee: Employee) -> str:
        shown = phones.international(employee.mobile) or "—"
        return format_html('<span class="whitespace-nowrap">{}</span>', shown)

    @display(description=gettext_lazy("marks"), label=True)
    def marks(self, employee: Employee) -> list[str]:
        if employee.left_on:
            return [_("left on %(date)s") % {"date": f"{employee.left_on:%d.%m.%Y}"}]
        marks = {_("head"): employee.is_head, _("protected"): employee.is_protected}
        return [mark for mark, holds in marks.items() if holds]

    @display(description=gettext_lazy("log-in"), boolean=True)
    def log_in(self, employee: Employee) -> bool:
        return employee.user is not None and employee.user.is_active

    def get_fieldsets(self, request: HttpRequest, obj: Employee | None = None) -> Any:
        """The end of somebody's work is shown once it has come."""
        shown = super().get_fieldsets(request, obj)
        return shown if obj is not None and obj.left_on else shown[:-1]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Employee], search_term: str
    ) -> tuple[QuerySet[Employee], bool]:
        """Where a person is chosen in another form, only from those who work here."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(left_on=None)
        return super().get_search_results(request, queryset, search_term)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The list, and above it whom nobody can decide for."""
        alone: EmployeeQuerySet = staffing.without_decider()
        return super().changelist_view(request, {**(extra_context or {}), "alone": alone[:5]})

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """One who works here may leave; one who has left may come back."""
        gone = Employee.objects.filter(pk=object_id, left_on__isnull=False).exists()
        offered = "works_here_again" if gone else "has_left"
        return [
            one
            for one in super().get_actions_submit_line(request, object_id)
            if one.action_name.endswith(offered)
        ]

    @action(description=gettext_lazy("Has left"), variant=ActionVariant.DANGER, icon="logout")
    def has_left(self, request: HttpRequest, employee: Employee) -> None:
        staffing.leave(employee, log_in_of(request))
        messages.info(request, _("%(name)s has left. The calls stay.") % {"name": employee})

    @action(description=gettext_lazy("Works here again"), icon="login")
    def works_here_again(self, request: HttpRequest, employee: Employee) -> None:
        staffing.come_back(employee, log_in_of(request))
        messages.info(request, _("%(name)s works here again.") % {"name": employee})
