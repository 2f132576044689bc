"""The staff file in the admin: upload, look at what it would change, apply it or not."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directory import staffing
from directory.forms import StaffFileForm
from directory.models import StaffUpload, User
from directory.staff_file import apply, upload
from directory.staff_file.problems import StaffFileError
from directory.staff_file.shown import GROUPS, shown
from directory.tasks import read_staff_file

View = Callable[..., HttpResponse]

ROWS_A_PAGE = 100
# A reading writes its progress several times a second: after this long without any it has died.
PATIENCE = timedelta(seconds=20)


def changes_staff(view: View) -> View:
    """For admins who may change employees; the admin site itself has asked for a log-in."""

    @wraps(view)
    def guarded(request: HttpRequest, *, model_admin: ModelAdmin, **kwargs: Any) -> HttpResponse:
        if not model_admin.has_change_permission(request):
            raise PermissionDenied(_("This page is for those who keep the staff list."))
        return view(request, model_admin=model_admin, **kwargs)

    return guarded


@changes_staff
@require_http_methods(["GET", "POST"])
def uploads(request: HttpRequest, *, model_admin: ModelAdmin) -> HttpResponse:
    """Choose a file; a POST keeps it and has it read."""
    sent = request.method == "POST"
    form = StaffFileForm(request.POST, request.FILES) if sent else StaffFileForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        with transaction.atomic():
            kept = upload.receive(file.name, file.read(), _admin(request))
            _have_it_read(kept)
        return redirect("admin:staff_file", pk=kept.pk)
    status = 422 if form.is_bound else 200
    context = _context(request, model_admin, form=form)
    return render(request, "admin/directory/staff_file/form.html", context, status=status)


@changes_staff
@require_GET
def uploaded(request: HttpRequest, *, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """What the file would do, or what is wrong in it, or how far it has been read."""
    return _page(request, model_admin, get_object_or_404(StaffUpload, pk=pk))


@changes_staff
@require_POST
def reading(request: HttpRequest, *, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """Have a file read once more, whose reading has died."""
    kept = get_object_or_404(StaffUpload, pk=pk)
    with transaction.atomic():
        kept.progressed_at = timezone.now()
        kept.save(update_fields=["progressed_at"])
        _have_it_read(kept)
    return redirect("admin:staff_file", pk=pk)


@changes_staff
@require_POST
def application(request: HttpRequest, *, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """Apply the file as it was looked at: all of it or nothing."""
    kept = get_object_or_404(StaffUpload, pk=pk)
    try:
        upload.confirm(
            pk,
            fingerprint=request.POST.get("fingerprint", ""),
            only_add=request.POST.get("how") == "add",
            most_may_leave="most_may_leave" in request.POST,
            by=_admin(request),
        )
    except apply.MostWouldLeave:
        problem = _("Say that these people have really left, or choose another file.")
        return _page(request, model_admin, kept, problem=problem, status=422)
    except apply.WouldEndOneself:
        problem = _("You are not in this file yourself: it would end your own log-in.")
        return _page(request, model_admin, kept, problem=problem, status=422)
    except apply.Clashes:
        problem = _("Somebody who is not in the file has what it gives to another: look below.")
        return _page(request, model_admin, kept, problem=problem, status=422)
    except apply.PlanChanged:
        problem = _(
            "The staff list has been changed since you looked. Nothing was applied; this is what"
            " the file would do now."
        )
        return _page(request, model_admin, kept, problem=problem, status=409)
    except StaffFileError:
        problem = _("The staff list has been changed since you looked. Nothing was applied.")
        return _page(request, model_admin, kept, problem=problem, status=409)
    except upload.Closed:
        kept.refresh_from_db()
        if kept.state == upload.State.APPLIED and kept.closed_by == _admin(request):
            return redirect("admin:staff_file", pk=pk)  # clicked twice
        problem = _("Somebody was faster: this file is closed already.")
        return _page(request, model_admin, kept, problem=problem, status=409)
    if request.POST.get("how") == "add":
        messages.success(request, _("What the file says is on the staff list now; nobody left it."))
    else:
        messages.success(request, _("The staff list now is what the file says."))
    return redirect("admin:staff_file", pk=pk)


@changes_staff
@require_POST
def withdrawal(request: HttpRequest, *, model_admin: ModelAdmin, pk: int) -> HttpResponse:
    """Discard the file; nothing of it is kept."""
    kept = get_object_or_404(StaffUpload, pk=pk)
    try:
        upload.discard(pk, _admin(request))
    except upload.Closed:
        problem = _("Somebody was faster: this file is closed already.")
        return _page(request, model_admin, kept, problem=problem, status=409)
    messages.success(request, _("The file was discarded; nothing was changed."))
    return redirect("admin:staff_files")


# Where each page is, below the list of employees: path, name, view.
URLS = (
    ("staff-file/", "staff_files", uploads),
    ("staff-file/<int:pk>/", "staff_file", uploaded),
    ("staff-file/<int:pk>/reading/", "staff_file_reading", reading),
    ("staff-file/<int:pk>/application/", "staff_file_application", application),
    ("staff-file/<int:pk>/withdrawal/", "staff_file_withdrawal", withdrawal),
)


def _admin(request: HttpRequest) -> User:
    return cast(User, request.user)


def _have_it_read(kept: StaffUpload) -> None:
    read_staff_file.defer(upload_pk=kept.pk, language=get_language())


def _context(request: HttpRequest, model_admin: ModelAdmin, **more: Any) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Staff file"),
        **more,
    }


def _page(
    request: HttpRequest,
    model_admin: ModelAdmin,
    kept: StaffUpload,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page, or its changing part alone for the page that waits for the reading."""
    kept.refresh_from_db()
    groups = [group for group in GROUPS if kept.outcome.get(group)]
    asked = request.GET.get("group")
    group = asked if asked in groups else next(iter(groups), "")
    rows = Paginator(kept.outcome.get(group, []), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = _context(
        request,
        model_admin,
        upload=kept,
        groups=[(each, kept.outcome["counts"][each], GROUPS[each]) for each in groups],
        group=group,
        page=rows,
        rows=[shown(group, row) for row in rows],
        problem=problem,
        alone=staffing.without_decider() if kept.state == upload.State.APPLIED else [],
        stalled=kept.state == upload.State.READING
        and kept.progressed_at < timezone.now() - PATIENCE,
    )
    part = getattr(request, "htmx", False)
    template = "_upload.html" if part else "page.html"
    return render(request, f"admin/directory/staff_file/{template}", context, status=status)
