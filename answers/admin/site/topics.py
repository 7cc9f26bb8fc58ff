"""Topics in the admin: the tree, what each asks of its answers, and what it is called elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Case, Expression, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from answers import workflow
from answers.admin import signed_in
from answers.admin.site.gate_severities import SeveritiesField
from answers.admin.site.topic_names import NamesField
from answers.models import (
    ListStamp,
    PagesInTopics,
    PublishedPage,
    Question,
    SearchEntry,
    Topic,
    of_topic,
)

CHECKBOXES: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}
}
"""The admin's pair of lists says nothing to a screen reader, and cannot be used without scripts."""


GATES = frozenset({"profile", "severities"})
"""What a topic says of the rules for a good page."""

RULES = frozenset({"approvals_needed", "clinician_needed", "small_changes_by_anyone", "reading_asked"})
"""What a topic asks of a review: pages that were published before may not meet it."""


def tree(topics: list[Topic]) -> list[tuple[Topic, int]]:
    """Topics as the tree reads, each with its depth; a topic in a broken circle stands at the top."""
    children: dict[int | None, list[Topic]] = {}
    for topic in topics:
        children.setdefault(topic.parent_id, []).append(topic)
    found: list[tuple[Topic, int]] = []
    waiting = [(topic, 0) for topic in reversed(children.get(None, []))]
    while waiting:
        topic, depth = waiting.pop()
        found.append((topic, depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(topic.pk, [])))
    reached = {topic.pk for topic, _depth in found}
    return [*found, *((topic, 0) for topic in topics if topic.pk not in reached)]


class TopicForm(forms.ModelForm):
    """A topic cannot be part of one of its own parts."""

    in_languages = NamesField(label=_("In other languages"))
    severities = SeveritiesField(
        label=_("Single rules"), help_text=_("What they do under this topic, whatever the profile says.")
    )

    def clean_parent(self) -> Topic | None:
        parent = cast("Topic | None", self.cleaned_data["parent"])
        if parent is not None and self.instance.pk in [parent.pk, *(each.pk for each in parent.ancestors())]:
            raise forms.ValidationError(_("A topic cannot be part of itself or of one of its parts."))
        return parent


class TreeList(ChangeList):
    """The list of topics, always in the order of the tree."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Topic]) -> list[Expression | str]:
        return ["place", "id"]


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """The tree of topics, shown by indentation, with what review each asks for."""

    form = TopicForm
    list_display = ("indented", "slug", "review_months", "approvals_needed", "clinician_needed")
    list_display_links = ("indented",)
    list_per_page = 500
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    formfield_overrides = CHECKBOXES
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "slug"),
                    "parent",
                    "introduction",
                    "in_languages",
                    ("review_months", "approvals_needed", "clinician_needed", "small_changes_by_anyone"),
                    "reading_asked",
                    ("emergency_signs", "emergency_signs_needed"),
                    "urgent_signs",
                    "soon_signs",
                    "responsible",
                )
            },
        ),
        (_("Rules for a good page"), {"classes": ("collapse",), "fields": ("profile", "severities")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        order = tree(list(Topic.objects.order_by("name", "id")))
        places = [When(pk=topic.pk, then=Value(place)) for place, (topic, _depth) in enumerate(order)]
        depths = [When(pk=topic.pk, then=Value(depth)) for topic, depth in order]
        found: QuerySet[Topic] = super().get_queryset(request)
        return found.annotate(
            place=Case(*places, default=Value(0), output_field=IntegerField()),
            depth=Case(*depths, default=Value(0), output_field=IntegerField()),
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TreeList

    @admin.display(description=_("topic"))
    def indented(self, topic: Any) -> str:
        return format_html('<span class="depth-{}">{}</span>', min(topic.depth, 6), topic.name)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_related(request, form, formsets, change)
        if change and form.changed_data:
            pages = _pages_under(form.instance)
            PublishedPage.objects.filter(pk__in=pages).update(is_stale=True)
            SearchEntry.objects.outdate(pages)
        if not GATES.isdisjoint(form.changed_data):
            workflow.note_topic_rules(form.instance, by=signed_in.person(request), at=timezone.now())
        if change and not RULES.isdisjoint(form.changed_data):
            self._queue(request, form.instance)
        ListStamp.objects.renew()

    def _queue(self, request: HttpRequest, topic: Topic) -> None:
        """What was published under gentler rules is queued and named; nothing is taken down."""
        found = workflow.queue_short_of_rules(of_topic(topic), at=timezone.now())
        if not found:
            return
        words = ngettext(
            "%(number)s public page was signed with less than this topic asks for now. It stays public and "
            "waits in the inbox under “Signed under gentler rules”.",
            "%(number)s public pages were signed with less than this topic asks for now. They stay public "
            "and wait in the inbox under “Signed under gentler rules”.",
            found,
        )
        self.message_user(request, words % {"number": found}, level="WARNING")

    def delete_model(self, request: HttpRequest, obj: Topic) -> None:
        number = obj.pk
        super().delete_model(request, obj)
        PagesInTopics.objects.without(number)
        ListStamp.objects.renew()

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        """A topic with questions under it stays: the table refuses, so the button is not shown."""
        return super().has_delete_permission(request, obj) and not (
            obj is None or obj.main_questions.exists() or obj.children.exists()
        )


def _pages_under(topic: Topic) -> list[int]:
    """The public pages that name this topic, or one that stands below it: asked of the questions themselves,
    because a page that is left out would go on with former signs of an emergency."""
    every = list(Topic.objects.order_by("name", "id"))
    below = [each for each in every if topic in [each, *each.ancestors()]]
    further = Question.topics.through.objects.filter(topic__in=below).values("question")
    inside = Q(answer__question__main_topic__in=below) | Q(answer__question__in=further)
    return list(PublishedPage.objects.filter(inside).values_list("pk", flat=True))
