"""Which related questions an editor wants to show first beside a question, and which never."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.questions import Question


class RelatedChoice(models.Model):
    """What an editor says of two questions; all that nobody said anything of is chosen by likeness.

    It holds for the one page only: the other question may still lead back.
    """

    class Wish(models.TextChoices):
        FIRST = "show first", _("show first")
        NEVER = "never show", _("never show")

    question = models.ForeignKey(Question, models.CASCADE, related_name="related_choices")
    other = models.ForeignKey(
        Question,
        models.CASCADE,
        related_name="+",
        verbose_name=_("the other question"),
        help_text=_("Readers see it only while it is public and in the same language."),
    )
    wish = models.CharField(_("what to do"), max_length=12, choices=Wish.choices, default=Wish.FIRST)

    class Meta:
        verbose_name = _("related question")
        verbose_name_plural = _("related questions")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_related_question_is_chosen_once",
                fields=("question", "other"),
                violation_error_message=_("This question is in the list already."),
            ),
            models.CheckConstraint(
                name="a_question_is_not_related_to_itself",
                condition=~models.Q(question=models.F("other")),
                violation_error_message=_("A question is not related to itself. Choose another one."),
            ),
            models.CheckConstraint(
                name="a_related_question_is_shown_first_or_never",
                condition=models.Q(wish__in=["show first", "never show"]),
            ),
        )

    def __str__(self) -> str:
        return str(self.other)
