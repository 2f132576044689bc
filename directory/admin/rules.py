"""What every page of the admin keeps: the rules of the staff list, and its history."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin as DjangoModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from directory import history, staffing
from directory.access import log_in_of
from frontdesk.bus import tick


class AdminsOnly(DjangoModelAdmin):
    """Whoever has come into the admin may do there what a page offers; the site lets him in."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OneRow(DjangoModelAdmin):
    """The page of a model of one row, with its key: there is no list, and the row is made when it
    is first saved, not when somebody looks at it."""

    KEY = 1

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        known = super().get_object(request, object_id, from_field)
        return self.model(pk=self.KEY) if known is None and object_id == str(self.KEY) else known

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(name, self.KEY)


class RefusableForm(forms.ModelForm):
    """A form that says what rule stood against it when it was saved."""

    refusal = ""

    def clean(self) -> dict[str, Any] | None:
        if self.refusal:
            raise ValidationError(self.refusal)
        return super().clean()


class StaffAdmin(AdminsOnly, ModelAdmin):
    """A page that changes the staff list: all of it or nothing, by the rules, with who it was."""

    form = RefusableForm
    list_fullwidth = True
    warn_unsaved_form = True
    compressed_fields = False
    actions = None

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Save by the rules; where one stands against it, show the form again as it was filled."""
        parent = super().changeform_view
        if request.method != "POST":
            return parent(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                request.check_rules = staffing.watch()  # type: ignore[attr-defined]
                staffing.made_by(log_in_of(request))
                return parent(request, object_id, form_url, extra_context)
        except staffing.Refused as refused:
            request.refusal = str(refused)  # type: ignore[attr-defined]
            return parent(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", "")})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """All is written now, and nobody has been told yet that it is saved."""
        super().save_related(request, form, formsets, change)
        request.check_rules()  # type: ignore[attr-defined]
        tick("staff", "presence")

    def signed(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any
    ) -> HttpResponse:
        """Another page of the admin that changes something, with who it was."""
        with transaction.atomic():
            staffing.lock()
            staffing.made_by(log_in_of(request))
            return view(request, *args)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change of this one thing, field by field, with who and when."""
        thing: models.Model | None = self.get_object(request, object_id)
        if thing is None:
            raise PermissionDenied
        page = Paginator(history.of(thing), 50).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(name)s") % {"name": thing},
            "opts": self.opts,
            "object": thing,
            "page": page,
            "told": history.told(page.object_list),
            **(extra_context or {}),
        }
        return render(request, "admin/directory/history.html", context)
