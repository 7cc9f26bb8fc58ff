"""The questions that a person answers before signing; replies are frozen beside the signature."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.topics import Topic


class ChecklistQuestionQuerySet(models.QuerySet["ChecklistQuestion"]):
    """Which questions."""

    def asked(self, topics: Collection[Topic], *, of: str) -> ChecklistQuestionQuerySet:
        """What somebody who approves, or reviews, is asked now about an answer with these topics."""
        anywhere_or_here = models.Q(topic__isnull=True) | models.Q(topic__in=topics)
        everybody = ChecklistQuestion.AskedOf.EVERYBODY
        found = self.filter(anywhere_or_here, is_active=True, asked_of__in=(of, everybody))
        return found.order_by("order", "id")


class ChecklistQuestion(models.Model):
    """One question with yes, no or not applicable. A signed answer keeps the wording it had then."""

    class AskedOf(models.TextChoices):
        EVERYBODY = "everybody", _("whoever decides or recommends")
        APPROVERS = "approvers", _("whoever decides")
        REVIEWERS = "reviewers", _("whoever recommends")

    class Reply(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        NOT_APPLICABLE = "not applicable", _("not applicable")

    text = models.CharField(_("question"), max_length=300)
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checklist",
        verbose_name=_("topic"),
        help_text=_("Leave empty to ask it of every answer."),
    )
    asked_of = models.CharField(
        _("asked of"), max_length=12, choices=AskedOf.choices, default=AskedOf.EVERYBODY
    )
    is_required = models.BooleanField(
        _("must be answered"), default=False, help_text=_("Nobody can sign without answering it.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(
        _("is asked"),
        default=True,
        help_text=_("Untick to ask it no longer. What was signed keeps the question and its answer."),
    )

    objects = ChecklistQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist question")
        verbose_name_plural = _("checklist questions")
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(name="a_checklist_question_is_not_empty", condition=~models.Q(text="")),
            models.CheckConstraint(
                name="a_checklist_question_is_asked_of_somebody",
                condition=models.Q(asked_of__in=("everybody", "approvers", "reviewers")),
            ),
        )

    def __str__(self) -> str:
        return self.text
