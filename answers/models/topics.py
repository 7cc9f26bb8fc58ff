"""Topics: the tree of subjects under which questions stand, and what review each asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from answers.models.gate_rules import Profile
from answers.models.readings import ASKED, Reading

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class TopicQuerySet(models.QuerySet["Topic"]):
    """Which topics."""

    def below(self, topic: Topic) -> frozenset[int]:
        """The numbers of this topic and of all below it, in one query; a broken circle is walked once."""
        pairs = list(self.filter(parent__isnull=False).values_list("pk", "parent"))
        found, newest = set[int](), {topic.pk}
        while newest:
            found |= newest
            newest = {pk for pk, parent in pairs if parent in newest} - found
        return frozenset(found)


class Topic(models.Model):
    """A subject such as Hematology. A question's strictest topic rules its review."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    introduction = models.TextField(_("introduction for patients"), blank=True)
    emergency_signs = models.TextField(
        _("signs of an emergency"),
        blank=True,
        help_text=_(
            "For every answer under this topic that has none of its own, one sign a line. An answer takes "
            "them over when it is saved, so that they are reviewed with it."
        ),
    )
    urgent_signs = models.TextField(_("signs to call about today"), blank=True)
    soon_signs = models.TextField(_("signs to see a doctor about"), blank=True)
    emergency_signs_needed = models.BooleanField(
        _("each page needs an emergency card"),
        default=False,
        help_text=_("Tick it where a reader of these pages may be in danger and must know when to call."),
    )
    in_languages = models.JSONField(_("the same in other languages"), default=dict, blank=True)
    """By language: `name`, `introduction` and the signs; all are asked for with the row, whoever reads it."""
    review_months = models.PositiveSmallIntegerField(
        _("review every … months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_("Leave empty for the site's own interval. Three years at most."),
    )
    approvals_needed = models.PositiveSmallIntegerField(
        _("approvals needed"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    clinician_needed = models.BooleanField(_("one approval must be a clinician's"), default=False)
    reading_asked = models.CharField(
        _("a check must rest on"),
        max_length=20,
        choices=ASKED,
        default=Reading.QUOTE,
        help_text=_("What a checker must have read at least, so that a citation counts as checked."),
    )
    small_changes_by_anyone = models.BooleanField(
        _("small changes without a clinician"),
        default=False,
        help_text=_(
            "Where an approval must be a clinician's: whether a change of wording that touches no number, "
            "medicine or the like may be signed by any approver."
        ),
    )
    profile = models.CharField(
        _("rules for a good page"),
        max_length=20,
        choices=Profile.choices,
        blank=True,
        help_text=_(
            "Leave empty for the site's own choice. A question with several topics follows the strictest."
        ),
    )
    severities = models.JSONField(_("single rules"), default=dict, blank=True)
    """By the key of a gate what it does under this topic, whatever the profile says."""
    responsible: models.ManyToManyField[User, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="topics", verbose_name=_("people responsible")
    )
    history = HistoricalRecords()

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                name="a_topic_is_not_part_of_itself",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
            ),
            models.CheckConstraint(
                name="a_topic_is_reviewed_within_three_years",
                condition=models.Q(review_months__isnull=True) | models.Q(review_months__range=(1, 36)),
            ),
            models.CheckConstraint(
                name="a_topic_asks_for_one_to_five_approvals",
                condition=models.Q(approvals_needed__range=(1, 5)),
            ),
            models.CheckConstraint(
                name="a_topic_asks_for_a_known_reading",
                condition=models.Q(reading_asked__in=Reading.values),
            ),
            models.CheckConstraint(
                name="a_topic_has_a_known_profile",
                condition=models.Q(profile="") | models.Q(profile__in=Profile.values),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("answers:topic", args=[self.slug])

    @property
    def name_here(self) -> str:
        """The name in the language that is spoken here; the first one where nobody has given another."""
        return self._here("name") or self.name

    @property
    def introduction_here(self) -> str:
        """The introduction in the language that is spoken here, likewise."""
        return self._here("introduction") or self.introduction

    def signs(self, card: str, language: str) -> str:
        """One of the cards in this language: this topic's, else that of the nearest topic above it.

        In another language than the site's first only its own words count: a card nobody can read is none.
        """
        for topic in (self, *reversed(self.ancestors())):
            is_first = language == settings.LANGUAGE_CODE
            told = getattr(topic, card) if is_first else topic.in_languages.get(language, {}).get(card, "")
            if str(told).strip():
                return str(told)
        return ""

    def _here(self, part: str) -> str:
        told = self.in_languages.get(get_language() or "", {})
        return str(told.get(part, ""))

    def ancestors(self) -> list[Topic]:
        """The topics above this one, topmost first; a broken circle ends where it closes."""
        found: list[Topic] = []
        seen = {self.pk}
        above = self.parent
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            found.insert(0, above)
            above = above.parent
        return found
