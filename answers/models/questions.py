"""Questions: what patients ask, in their words and in one language, and the addresses they stand at."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from answers.models.topics import Topic


class Origin(models.TextChoices):
    """How we know that patients ask it."""

    PATIENTS = "patients", _("patients asked us")
    READERS = "readers", _("readers of this site reported it as missing")
    CLINIC = "clinic", _("doctors or nurses hear it from their patients")
    GROUP = "group", _("a patients' group or help line hears it")
    SEARCHES = "searches", _("people search for it")
    STUDY = "study", _("a study asked patients what they want to know")
    EDITORS = "editors", _("our editors thought of it")


class Kind(models.TextChoices):
    """What a question is about; a page on a treatment must tell more than others."""

    TREATMENT = "treatment", _("a treatment")
    TEST = "test", _("a test")
    CONDITION = "condition", _("an illness")
    LIVING = "living with it", _("living with an illness")
    OTHER = "other", _("something else")


class Question(models.Model):
    """What patients ask. Its wording is the working copy; readers see the wording of the live revision.

    A translation is a question of its own that names its original.
    """

    wording = models.CharField(_("question"), max_length=300, help_text=_("In a patient's own words."))
    language = models.CharField(_("language"), max_length=12, default="en")
    slug = models.SlugField(_("address"), max_length=200, allow_unicode=True)
    main_topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="main_questions", verbose_name=_("main topic")
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="questions", verbose_name=_("further topics")
    )
    original = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    kind = models.CharField(
        _("it is about"),
        max_length=20,
        choices=Kind.choices,
        blank=True,
        help_text=_("A page about a treatment is asked for benefits, harms and other choices."),
    )
    origin = models.CharField(
        _("where it comes from"),
        max_length=20,
        choices=Origin.choices,
        blank=True,
        help_text=_("Pages are for what patients want to know: say how we know that they do."),
    )
    origin_note = models.CharField(
        _("more about that"),
        max_length=500,
        blank=True,
        help_text=_("For example how many asked, when and where. Name no patient."),
    )
    created_at = models.DateTimeField(_("created"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("wording", "id")
        indexes = (models.Index(fields=("wording", "id"), name="questions_by_wording"),)
        constraints = (
            models.UniqueConstraint(name="an_address_leads_to_one_question", fields=("language", "slug")),
            models.UniqueConstraint(
                name="a_question_is_translated_once_into_a_language",
                fields=("original", "language"),
                condition=models.Q(original__isnull=False),
            ),
            models.CheckConstraint(
                name="a_question_is_not_its_own_translation",
                condition=models.Q(original__isnull=True) | ~models.Q(original=models.F("id")),
            ),
            models.CheckConstraint(
                name="a_question_has_words_and_an_address",
                condition=~models.Q(wording="") & ~models.Q(slug=""),
            ),
            models.CheckConstraint(
                name="a_question_is_of_a_known_kind",
                condition=models.Q(kind="") | models.Q(kind__in=Kind.values),
            ),
            models.CheckConstraint(
                name="a_question_has_a_known_origin",
                condition=models.Q(origin="") | models.Q(origin__in=Origin.values),
            ),
        )

    def __str__(self) -> str:
        return self.wording

    def get_absolute_url(self) -> str:
        return address("question", self.language, self.slug)

    def ruling_topics(self) -> list[Topic]:
        """The main topic first, then the further ones; the strictest of them rules the review.

        Read once for a question that is in hand, like its main topic.
        """
        models.prefetch_related_objects([self], "topics")
        further = sorted(self.topics.all(), key=lambda topic: (topic.name, topic.pk))
        return [self.main_topic, *(topic for topic in further if topic.pk != self.main_topic_id)]


def address(name: str, language: str, *rest: object) -> str:
    """Where a page of `answers.urls` stands in its language, whichever language is spoken just now."""
    with translation.override(language):
        return reverse(f"answers:{name}", args=rest)


class FormerSlug(models.Model):
    """An address at which a question once stood; it answers 301 to the present one."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="former_slugs")
    language = models.CharField(max_length=12)
    slug = models.SlugField(max_length=200, allow_unicode=True)

    class Meta:
        ordering = ("slug", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_former_address_leads_to_one_question", fields=("language", "slug")
            ),
        )

    def __str__(self) -> str:
        return self.slug


class Phrasing(models.Model):
    """Another way in which patients ask the same question; search finds it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="phrasings")
    text = models.CharField(_("other phrasing"), max_length=300)

    class Meta:
        verbose_name = _("other phrasing")
        verbose_name_plural = _("other phrasings")
        ordering = ("text", "id")
        constraints = (
            models.UniqueConstraint(name="a_phrasing_is_listed_once", fields=("question", "text")),
        )

    def __str__(self) -> str:
        return self.text
