"""The admin screen of the checklist: managing editors write its questions, and none is ever deleted."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from answers.models import ChecklistQuestion


@admin.register(ChecklistQuestion)
class ChecklistQuestionAdmin(admin.ModelAdmin):
    """What was signed keeps the wording that it had, so that a question may be reworded at any time."""

    list_display = ("text", "topic", "asked_of", "is_required", "is_active", "order")
    list_filter = ("is_active", "asked_of", "topic")
    list_select_related = ("topic",)
    search_fields = ("text",)
    ordering = ("order", "id")
    autocomplete_fields = ("topic",)
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: ChecklistQuestion | None = None) -> bool:
        """One that is no longer asked is kept."""
        return False
