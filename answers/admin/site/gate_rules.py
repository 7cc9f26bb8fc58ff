"""The screen on which a site chooses its rules for a good page; everybody of the staff may read it."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import gates, policies, workflow
from answers.admin import signed_in
from answers.admin.review.forms import ActionForm
from answers.admin.site.gate_severities import SeveritiesField
from answers.models import GateRules, Profile, Refused, Topic


class GateRulesForm(ActionForm):
    """A profile, and what single rules do whatever it says."""

    profile = forms.ChoiceField(
        label=gettext_lazy("Profile"), choices=Profile.choices, widget=forms.RadioSelect
    )
    severities = SeveritiesField(label=gettext_lazy("Single rules"))


def rules(request: HttpRequest) -> HttpResponse:
    """What the site asks of every text: always, by profile, and rule by rule."""
    person = signed_in.person(request)
    may_choose = policies.may(person, "change_gaterules")
    if not policies.may(person, "view_revision") or (request.method == "POST" and not may_choose):
        raise PermissionDenied
    now = GateRules.objects.now()
    form = GateRulesForm(request.POST or None, initial={"profile": now.profile, "severities": now.severities})
    if not may_choose:
        for field in form.fields.values():
            field.disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            changed = workflow.choose_rules(**form.cleaned_data, by=person, at=timezone.now())
        except Refused as refused:
            form.add_error(None, list(refused.sentences))
        else:
            messages.success(request, _saved() if changed else _("Nothing was changed."))
            return redirect("admin:gate_rules")
    return _shown(request, form, may_choose=may_choose)


def _saved() -> str:
    return _(
        "Saved. Public pages that do not meet the rules by now are looked for, stay public, and come up in "
        "the inbox under “Signed under gentler rules”."
    )


def _shown(request: HttpRequest, form: GateRulesForm, *, may_choose: bool) -> HttpResponse:
    own = [topic for topic in Topic.objects.order_by("name", "id") if topic.profile or topic.severities]
    context = {
        **admin.site.each_context(request),
        "title": _("Rules for a good page"),
        "form": form,
        "may_choose": may_choose,
        "always": [gate for gate in gates.REGISTRY if gate.weight is gates.Weight.ALWAYS],
        "topics": own,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/gate_rules.html", context, status=status)


def urls() -> list[URLPattern]:
    """The address below /admin/."""
    return [path("rules/", admin.site.admin_view(rules), name="gate_rules")]
