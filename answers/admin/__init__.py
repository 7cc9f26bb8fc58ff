"""The staff's screens of the admin; they call verbs and hold no rules."""

from answers.admin import answers, questions

__all__ = ["answers", "questions"]
