"""What readers tell us: a mistake, what they missed, a question; and how many found a page helpful.

A report says nothing of who sent it. Its words stand in a row of their own, which is erased in time.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.revisions import Publication, Revision

KEPT_FOR = datetime.timedelta(days=180)
"""How long the words of a reader are kept at most."""


class ReportQuerySet(models.QuerySet["Report"]):
    """Which reports."""

    def open(self) -> ReportQuerySet:
        """Those that nobody has closed, the longest waiting first."""
        return self.exclude(state=Report.State.CLOSED).order_by("received_at", "id")

    def unread(self) -> ReportQuerySet:
        """Those that nobody has taken."""
        return self.filter(state=Report.State.NEW)

    def confirmed(self) -> ReportQuerySet:
        """Mistakes that somebody of ours has found to be one and that are not corrected yet."""
        return self.filter(state=Report.State.CONFIRMED)


class Report(models.Model):
    """One thing a reader told us, on its way from new to closed.

    `place` is the hash of a sentence, or the name of a part, of `revision`: the text that was public at that
    moment. `key` names what was sent in one form, so that a double tap makes one report.
    """

    class Kind(models.TextChoices):
        MISTAKE = "mistake", _("a mistake")
        MISSING = "missing", _("something missing")
        QUESTION = "question", _("a new question")

    class State(models.TextChoices):
        NEW = "new", _("new")
        TAKEN = "taken", _("taken")
        CONFIRMED = "confirmed", _("a mistake indeed, to be corrected")
        CLOSED = "closed", _("closed")

    class Outcome(models.TextChoices):
        NOTHING = "nothing to do", _("nothing to do")
        CORRECTED = "corrected", _("corrected")
        DRAFTED = "drafted", _("made a draft")
        UNFIT = "unfit", _("not meant for us")

    class Part(models.TextChoices):
        SHORT_ANSWER = "short_answer", _("Short answer")
        GET_HELP = "get_help", _("When to get help now")
        RESEARCH = "research", _("What the research says")
        HOW_IT_WORKS = "how_it_works", _("How it works")
        OUTCOMES = "outcomes", _("Possible benefits and harms")
        NO_TREATMENT = "no_treatment", _("No treatment or waiting")
        OTHER_CHOICES = "other_choices", _("Other choices to talk about")
        QUALITY_OF_LIFE = "quality_of_life", _("What it means for daily life")
        UNKNOWNS = "unknowns", _("What we do not know")
        DOCTOR_QUESTIONS = "doctor_questions", _("What to ask your doctor")
        SOURCES = "sources", _("Sources")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    could_harm = models.BooleanField(_("could harm someone"), default=False)
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="reports")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(_("received"))
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True)
    outcome = models.CharField(_("outcome"), max_length=13, choices=Outcome.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="+")
    draft = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report from a reader")
        verbose_name_plural = _("reports from readers")
        ordering = ("-received_at", "-id")
        permissions = (
            ("handle_report", "Can handle reports from readers"),
            ("erase_report", "Can erase the words of a report at once"),
        )
        indexes = (
            models.Index(fields=("received_at", "id"), name="open_reports", condition=~Q(state="closed")),
        )
        constraints = (
            models.CheckConstraint(
                name="a_report_is_of_a_known_kind",
                condition=Q(kind__in=("mistake", "missing", "question")),
            ),
            models.CheckConstraint(
                name="only_a_mistake_could_harm", condition=Q(could_harm=False) | Q(kind="mistake")
            ),
            models.CheckConstraint(
                name="a_report_on_a_page_names_its_text",
                condition=Q(answer__isnull=True, revision__isnull=True, place="")
                | Q(answer__isnull=False, revision__isnull=False),
            ),
            models.CheckConstraint(
                name="a_new_report_is_nobodys",
                condition=Q(state="new", handled_by__isnull=True)
                | Q(state__in=("taken", "confirmed", "closed"), handled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_mistake_is_confirmed", condition=~Q(state="confirmed") | Q(kind="mistake")
            ),
            models.CheckConstraint(
                name="a_closed_report_says_when_and_how",
                condition=Q(state="closed", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="closed") & Q(closed_at__isnull=True, outcome=""),
            ),
            models.CheckConstraint(
                name="a_report_with_nothing_to_do_says_why",
                condition=~Q(outcome="nothing to do") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_corrected_report_names_its_version",
                condition=Q(outcome="corrected", publication__isnull=False)
                | ~Q(outcome="corrected") & Q(publication__isnull=True),
            ),
            models.CheckConstraint(
                name="a_drafted_report_names_its_draft",
                condition=Q(outcome="drafted", draft__isnull=False)
                | ~Q(outcome="drafted") & Q(draft__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to do with it."""
        return self.state != self.State.CLOSED

    @property
    def erased_on(self) -> datetime.date:
        """The day by which its words are gone at the latest."""
        return (self.received_at + KEPT_FOR).date()


class ReportTextQuerySet(models.QuerySet["ReportText"]):
    """Which words of readers."""

    def outlived(self, at: datetime.datetime) -> ReportTextQuerySet:
        """Those that have been kept long enough, the oldest first."""
        return self.filter(report__received_at__lte=at - KEPT_FOR).order_by("report__received_at", "pk")


class ReportText(models.Model):
    """A reader's own words. This row is deleted; nothing else ever holds them, neither log nor mail."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="words", primary_key=True)
    text = models.TextField(_("words of the reader"))
    page = models.CharField(_("the page, as the reader named it"), max_length=300, blank=True)

    objects = ReportTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("words of a reader")
        verbose_name_plural = _("words of readers")
        ordering = ("report",)

    def __str__(self) -> str:
        return str(self.report_id)


class HelpfulnessQuerySet(models.QuerySet["Helpfulness"]):
    """Which counts, and the one way to count."""

    def add(self, answer: Answer, *, helpful: int = 0, unhelpful: int = 0) -> None:
        """In one statement, so that two readers at once are two."""
        self.get_or_create(answer=answer)
        self.filter(answer=answer).update(
            helpful=F("helpful") + helpful, unhelpful=F("unhelpful") + unhelpful
        )


class Helpfulness(models.Model):
    """How many readers said that a page helped them, and how many that it did not: two numbers, no more."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="helpfulness", primary_key=True)
    helpful = models.PositiveIntegerField(default=0)
    unhelpful = models.PositiveIntegerField(default=0)

    objects = HelpfulnessQuerySet.as_manager()

    class Meta:
        verbose_name = _("helpfulness")
        verbose_name_plural = _("helpfulness")
        ordering = ("answer",)

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """Of all who said something, how many it helped."""
        facts = {"helpful": self.helpful, "all": self.helpful + self.unhelpful}
        return gettext("%(helpful)s of %(all)s") % facts
