"""The staff's screens of the admin; they call verbs and hold no rules."""

from answers.admin import cited_sources
from answers.admin.site import checklist, questions, synonyms, topics, webhooks
from answers.admin.writing import answers

__all__ = ["answers", "checklist", "cited_sources", "questions", "synonyms", "topics", "webhooks"]
