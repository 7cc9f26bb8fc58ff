"""The staff's screens of the admin; they call verbs and hold no rules."""

from answers.admin import answers, checklist, cited_sources, questions, synonyms, webhooks

__all__ = ["answers", "checklist", "cited_sources", "questions", "synonyms", "webhooks"]
