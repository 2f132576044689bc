"""How an executive wants to be asked: his mode, his talks, his deputy, his standing rules."""

from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calls import access, deciders, docket, expiry, standing_rules, talks
from calls.models import StandingRule
from calls.refusals import Refused
from calls.screening_forms import RuleForm, WishForm
from calls.statuses import Mode
from calls.views.decisions import answered
from directory import staffing
from directory.access import employees_only, is_fragment, log_in_of, person_of
from directory.models import Employee


@require_POST
@employees_only
def mode(request: HttpRequest) -> HttpResponse:
    """One tap: how his calls are screened from now on."""
    chosen = request.POST.get("mode", "")
    if chosen not in Mode:
        raise Http404
    executive = access.executive_of(request, person_of(request).pk)
    before = Mode(deciders.wish_of(executive).mode)
    deciders.set_mode(executive, Mode(chosen), log_in_of(request))
    return answered(request, changed=(before, Mode(chosen)) if chosen != before else None)


@require_POST
@employees_only
def talk(request: HttpRequest) -> HttpResponse:
    """One tap: he talks with another protected person, or does not any more."""
    person = access.executive_of(request, person_of(request).pk)
    chosen = request.POST.get("with")
    try:
        if chosen:
            talks.begin(person, access.employee_chosen(chosen), log_in_of(request))
        else:
            for one in talks.end(person):
                expiry.release(one)
    except Refused as refusal:
        return answered(request, refusal)
    return answered(request)


@require_GET
def screenings(request: HttpRequest) -> HttpResponse:
    """Whose calls are screened, and how just now: for the admin."""
    if not log_in_of(request).is_staff:
        raise PermissionDenied(_("This page is for the admin."))
    people = Employee.objects.working().filter(is_protected=True)
    people = people.select_related("screening_wish__deputy", "department")
    context = {"people": people, "rules": docket.rules_for(None)}
    return render(request, "screening/list.html", context)


@require_http_methods(["GET", "POST"])
def screening(request: HttpRequest, pk: int) -> HttpResponse:
    """His seconds, the turn of his assistants, his deputy, and his standing rules."""
    executive = access.executive_of(request, pk)
    form = WishForm(request.POST or None, instance=deciders.wish_of(executive))
    if request.method == "POST" and form.is_valid():
        deciders.set_wish(form.save(commit=False), log_in_of(request))
        return redirect("screening", pk)
    return _screening(request, executive, form, RuleForm())


@require_POST
def assistants(request: HttpRequest, pk: int) -> HttpResponse:
    """One of his assistants is asked earlier, or later."""
    executive = access.executive_of(request, pk)
    chosen = request.POST.get("later") or request.POST.get("earlier")
    turns = staffing.move_assistant(
        executive,
        access.employee_chosen(chosen),
        earlier="earlier" in request.POST,
        actor=log_in_of(request),
    )
    if not is_fragment(request):
        return redirect(reverse("screening", args=[pk]) + "#assistants")
    context = {"executive": executive, "turns": turns, "wish": deciders.wish_of(executive)}
    return render(request, "screening/_assistants.html", context)


@require_POST
def rules(request: HttpRequest, pk: int) -> HttpResponse:
    """A new standing rule; one for everybody is the admin's to make."""
    executive, user = access.executive_of(request, pk), log_in_of(request)
    form = RuleForm(request.POST)
    try:
        if form.is_valid():
            data = form.cleaned_data
            standing_rules.add(
                None if data["for_all"] and user.is_staff else executive,
                always=data["always"],
                subject=StandingRule.Subject(data["subject"]),
                value=data["value"],
                actor=user,
            )
            return redirect("screening", pk)
    except Refused as refusal:
        form.add_error("value", refusal.sentence)
    return _screening(request, executive, WishForm(instance=deciders.wish_of(executive)), form)


@require_POST
def rule_undone(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule holds no longer, wherever its undoing was asked from."""
    rule = access.rule_of(request, pk)
    with suppress(Refused):  # it is undone already, which is what was wanted
        standing_rules.undo(rule, log_in_of(request))
    if request.POST.get("from") != "screening":
        return redirect("decided")
    return redirect("screening", rule.executive_id) if rule.executive_id else redirect("screenings")


def _screening(
    request: HttpRequest, executive: Employee, form: WishForm, rule_form: RuleForm
) -> HttpResponse:
    context = {
        "executive": executive,
        "turns": staffing.assistants_in_turn(executive),
        "wish": form.instance,
        "form": form,
        "rule_form": rule_form,
        "rules": docket.rules_for(executive),
    }
    status = 422 if form.errors or rule_form.errors else 200
    return render(request, "screening/page.html", context, status=status)
