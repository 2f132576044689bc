"""Log-ins in the admin: who may come in, and as what."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from directory import staffing
from directory.access import user_topic
from directory.admin.rules import RefusableForm, StaffAdmin
from directory.models import Assistance, Employee, User
from frontdesk.bus import tick


class LinkedForm(RefusableForm):
    """A log-in together with the person who uses it."""

    person = forms.ModelChoiceField(
        Employee.objects.none(),
        required=False,
        label=gettext_lazy("Person"),
        help_text=gettext_lazy("Who on the staff list uses this log-in. An admin may be nobody."),
        # Any field that refers to a person tells the widget where to search for people.
        widget=AutocompleteSelect(Assistance._meta.get_field("executive"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Employee.objects.filter(user=self.instance) if self.instance.pk else None
        free = Employee.objects.working().filter(user=None)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = free | own if own is not None else free
        person.initial = own.first() if own is not None else None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned is not None and not (
            cleaned.get("person") or cleaned.get("is_staff") or cleaned.get("is_receptionist")
        ):
            raise ValidationError(
                _("So it opens nothing. Choose the person, or make it a receptionist or an admin.")
            )
        person = cleaned.get("person") if cleaned else None
        if cleaned and person and person.left_on and cleaned.get("is_active"):
            raise ValidationError(
                _("%(name)s has left, so this log-in cannot work.") % {"name": person.full_name}
            )
        return cleaned


class ChangeLogInForm(LinkedForm, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


class NewLogInForm(LinkedForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["username"]


ROLES: Any = {"fields": ["person", ("is_receptionist", "is_staff")]}


@admin.register(User)
class LogInAdmin(StaffAdmin, DjangoUserAdmin):
    form = ChangeLogInForm
    add_form = NewLogInForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "shown_person", "roles", "is_active", "last_login"]
    list_select_related = ["employee"]
    list_filter = ["is_receptionist", "is_staff", "is_active"]
    search_fields = ["username", "employee__surname", "employee__given_name", "employee__email"]
    ordering = ["username"]
    filter_horizontal = ()
    readonly_fields = ["last_login"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Who and what for"), ROLES),
        (gettext_lazy("State"), {"fields": ["is_active", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        (gettext_lazy("Who and what for"), ROLES),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).select_related("employee")

    @display(description=gettext_lazy("person"), ordering="employee__sort_key")
    def shown_person(self, user: User) -> str:
        return user.employee.full_name if hasattr(user, "employee") else "—"

    @display(description=gettext_lazy("roles"), label=True)
    def roles(self, user: User) -> list[str]:
        roles = {_("receptionist"): user.is_receptionist, _("admin"): user.is_staff}
        return [role for role, holds in roles.items() if holds]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        for name, label in (("is_staff", _("Admin")), ("is_active", _("Works"))):
            if name in form.base_fields:
                form.base_fields[name].label = label
        return form

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        obj.is_superuser = obj.is_staff
        super().save_model(request, obj, form, change)
        person = form.cleaned_data.get("person")
        linked = Employee.objects.filter(user=obj)
        if person is None:
            linked.update(user=None)
        elif not linked.filter(pk=person.pk).exists():
            linked.update(user=None)
            Employee.objects.filter(pk=person.pk).update(user=obj)
        if not obj.is_active:
            staffing.stop_log_ins([obj.pk])
        elif change:
            # What its open pages may hear is asked anew.
            tick(user_topic(obj.pk))

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """A new password is in the history too: not itself, but who set it."""
        answer = self.signed(request, super().user_change_password, id, form_url)
        if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
            # Its sessions are over, and whoever has one open hears no more.
            tick(user_topic(int(id)))
        return answer


admin.site.unregister(Group)
