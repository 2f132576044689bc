"""Departments in the admin: the tree, what each answers for, who heads it."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import display
from unfold.views import ChangeList

from directory.admin.rules import RefusableForm, StaffAdmin
from directory.models import Department, Employee
from directory.tree import company_tree, flattened, path_to

ALL = 5_000  # departments: a tree is not cut into pages


class Tree(ChangeList):
    """The list in the order of the tree, with the head and the depth of each."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        branches = company_tree()
        places = {one.department.pk: place for place, one in enumerate(flattened(branches))}
        depths: dict[int, int] = {}
        known = {one.department.pk: one for one in flattened(branches)}
        for pk, branch in known.items():
            depths[pk] = depths.get(branch.department.parent_id or 0, -1) + 1
        heads = {
            head.department_id: head for head in Employee.objects.working().filter(is_head=True)
        }
        shown: list[Any] = sorted(self.result_list, key=lambda one: places[one.pk])
        self.result_list = shown
        for one in shown:
            one.depth, one.head = depths[one.pk], heads.get(one.pk)
            one.working = known[one.pk].count


class DepartmentForm(RefusableForm):
    """A department; moved into its own part it would be nowhere."""

    class Meta:
        model = Department
        fields = ["name", "parent", "responsibilities", "position"]

    def clean_parent(self) -> Department | None:
        parent: Department | None = self.cleaned_data["parent"]
        if parent is not None and self.instance.pk and self.instance in path_to(parent):
            self.add_error(
                "parent",
                _("«%(parent)s» is itself a part of «%(name)s». Choose another department.")
                % {"parent": parent, "name": self.instance.name},
            )
        return parent


@admin.register(Department)
class DepartmentAdmin(StaffAdmin):
    form = DepartmentForm
    list_display = ["shown_name", "shown_head", "people_count", "answers_for"]
    list_per_page = ALL
    sortable_by = ()
    search_fields = ["name", "responsibilities"]
    search_help_text = gettext_lazy("Name, or what it answers for")
    autocomplete_fields = ["parent"]
    fieldsets = [(None, {"fields": [("name", "parent"), "responsibilities", "position"]})]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Tree

    @display(description=gettext_lazy("department"))
    def shown_name(self, department: Any) -> str:
        return format_html('<span class="depth-{}">{}</span>', department.depth, department.name)

    @display(description=gettext_lazy("head"))
    def shown_head(self, department: Any) -> str:
        return department.head.full_name if department.head else "—"

    @display(description=gettext_lazy("people"))
    def people_count(self, department: Any) -> int:
        return int(department.working)

    @display(description=gettext_lazy("answers for"))
    def answers_for(self, department: Department) -> str:
        return Truncator(department.responsibilities).chars(90)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Only an empty department can be deleted; otherwise say what is still in it."""
        department = self.get_object(request, object_id)
        refusal = _why_not_deleted(department) if department else ""
        if refusal:
            messages.error(request, refusal)
            return redirect("admin:directory_department_change", object_id)
        return self.signed(request, super().delete_view, object_id, extra_context)


def _why_not_deleted(department: Department) -> str:
    working = department.people.filter(left_on=None).count()
    if working:
        return ngettext(
            "%(count)s person works in «%(name)s». First move this person elsewhere.",
            "%(count)s people work in «%(name)s». First move them elsewhere.",
            working,
        ) % {"count": working, "name": department}
    if department.people.exists():
        return _(
            "People who have left worked in «%(name)s», and their calls are kept with it. First"
            " move them elsewhere: in the list of people choose «Those who have left»."
        ) % {"name": department}
    if department.children.exists():
        return _("«%(name)s» has departments in it. First move them elsewhere.") % {
            "name": department
        }
    return ""
