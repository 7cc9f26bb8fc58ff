"""Recommendations: a reviewer's advice on one exact text; it moves no stage and counts as no approval."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.append_only import AppendOnly
from answers.models.review import Declared, Round
from answers.models.revisions import FrozenText, Revision


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Which recommendations."""

    def standing(self) -> RecommendationQuerySet:
        """The newest of each person in each round: a later one takes the place of an earlier one."""
        same = models.Q(person=models.OuterRef("person")) | models.Q(invitation=models.OuterRef("invitation"))
        later = Recommendation.objects.filter(
            same, round=models.OuterRef("round"), pk__gt=models.OuterRef("pk")
        )
        return self.filter(~models.Exists(later))


class Recommendation(Declared, AppendOnly):
    """One person's advice on one exact text in one round. Whoever changes their mind recommends again.

    One that came through a link names the invitation and no account.
    """

    ADDED_LATER = frozenset({"invitation"})

    class Kind(models.TextChoices):
        APPROVE = "approve", _("approve it")
        SMALL_CHANGES = "small changes", _("approve it after small changes")
        NEEDS_CHANGES = "needs changes", _("it needs changes")
        NOT_MY_FIELD = "not my field", _("not my field")

    round = models.ForeignKey(Round, models.PROTECT, related_name="recommendations")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="recommendations")
    content_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="recommendations"
    )
    invitation = models.ForeignKey(
        "answers.Invitation", models.PROTECT, null=True, related_name="recommendations"
    )
    role = models.CharField(max_length=120)
    credentials = models.CharField(max_length=200, blank=True)
    is_clinician = models.BooleanField()
    interests = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")
    recommended_at = models.DateTimeField()

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ("round", "recommended_at", "id")
        constraints = (
            models.CheckConstraint(
                name="a_recommendation_is_one_persons",
                condition=models.Q(person__isnull=False, invitation__isnull=True)
                | models.Q(person__isnull=True, invitation__isnull=False),
            ),
            models.CheckConstraint(
                name="a_recommendation_says_what",
                condition=models.Q(kind__in=("approve", "small changes", "needs changes", "not my field")),
            ),
            models.CheckConstraint(
                name="advice_to_change_says_what",
                condition=models.Q(kind__in=("approve", "not my field")) | models.Q(note__isnull=False),
            ),
            models.CheckConstraint(
                name="a_recommendation_names_its_competing_interests", condition=Declared.COMPETING_IS_NAMED
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person_id or self.invitation}"
