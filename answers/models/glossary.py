"""The words that the site explains: each version frozen, each signature beside its version."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from answers.models.questions import address
from answers.models.signed_texts import Signature, SignedVersion, SignedVersions


class GlossaryQuerySet(models.QuerySet["Glossary"]):
    """The glossary of a language, and the stamp that pages remember of it."""

    def of(self, language: str) -> Glossary:
        """The glossary of this language, made when its first word is written."""
        return self.get_or_create(language=language)[0]

    def renew(self, language: str) -> None:
        """Let every page of this language look again, whatever it was printed with, in one statement."""
        self.filter(language=language).update(stamp=F("stamp") + 1)


class Glossary(models.Model):
    """The words of one language. Its stamp grows whenever readers are told something else."""

    language = models.CharField(max_length=12, primary_key=True)
    stamp = models.PositiveBigIntegerField(default=0)

    objects = GlossaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")
        ordering = ("language",)

    def __str__(self) -> str:
        return self.language


class TermQuerySet(models.QuerySet["Term"]):
    """Which words."""

    def public(self) -> TermQuerySet:
        """Those that readers see, with their text."""
        return self.filter(live__isnull=False, retired_at__isnull=True).select_related("live__frozen")

    def spoken_here(self) -> TermQuerySet:
        """Words of the language of the address that is being answered."""
        return self.filter(glossary=get_language())


class Term(models.Model):
    """One word by its address. Only the verbs of the glossary change which version readers see."""

    class Kind(models.TextChoices):
        """What sort of word it is."""

        WORD = "word", _("word")
        MEDICINE = "medicine", _("medicine")
        CONDITION = "condition", _("illness or symptom")
        TEST = "test", _("test")
        ACRONYM = "acronym", _("short form")

    glossary = models.ForeignKey(Glossary, models.PROTECT, related_name="terms", db_column="language")
    slug = models.SlugField(max_length=120, allow_unicode=True)
    headword = models.CharField(max_length=80)
    """As readers see it; before the first approval, as it was written last."""
    live = models.ForeignKey("TermVersion", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_because = models.CharField(max_length=300, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("glossary word")
        verbose_name_plural = _("glossary words")
        ordering = ("headword", "id")
        default_permissions = ("view",)
        permissions = (
            ("write_term", "Can write the words of the glossary"),
            ("approve_term", "Can approve and retire the words of the glossary"),
        )
        constraints = (
            models.UniqueConstraint(name="a_word_stands_at_one_address", fields=("glossary", "slug")),
            models.CheckConstraint(
                name="a_retired_word_says_why",
                condition=Q(retired_at__isnull=True) | (Q(retired_by__isnull=False) & ~Q(retired_because="")),
            ),
        )

    def __str__(self) -> str:
        return self.headword

    def get_absolute_url(self) -> str:
        return address("word", self.language, self.slug)

    @property
    def language(self) -> str:
        """The language of the word."""
        return str(self.glossary_id)

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.live_id is not None and self.retired_at is None


class TermVersionQuerySet(SignedVersions["TermVersion"]):
    """Which versions."""

    def newest(self, term: Term) -> TermVersion | None:
        """The version that was written last, whether readers see it or not."""
        found = self.filter(term=term).select_related("term", "frozen", "written_by")
        return found.order_by("-number").first()

    def shown_of(self, words: models.QuerySet[Term]) -> models.QuerySet[TermVersion]:
        """Of each of these words what readers see, and where they see nothing the version written last."""
        of_the_word = self.filter(term=OuterRef("pk")).order_by("-number").values("pk")[:1]
        shown = words.annotate(shown=Coalesce("live", Subquery(of_the_word))).values("shown")
        return self.filter(pk__in=shown)

    def waiting(self) -> models.QuerySet[TermVersion]:
        """The newest version of each word, where nobody has approved it, nor retired the word since."""
        since = self.unsigned().filter(
            Q(term__retired_at__isnull=True) | Q(term__retired_at__lt=F("written_at"))
        )
        return since.select_related("term__live__frozen", "frozen", "written_by").order_by("written_at", "id")


class TermVersion(SignedVersion):
    """One version of a word: its plain meaning, how to say it, its forms. It is public once approved."""

    VERSION_OF = "term_id"

    term = models.ForeignKey(Term, models.PROTECT, related_name="versions")

    objects = TermVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a glossary word")
        verbose_name_plural = _("versions of glossary words")
        ordering = ("term", "-number")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(name="a_version_of_a_word_is_numbered_once", fields=("term", "number")),
            models.CheckConstraint(name="versions_of_a_word_count_from_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return _("%(text)s, version %(number)s") % {"text": self.said["headword"], "number": self.number}

    @property
    def said(self) -> dict[str, Any]:
        """What it says, by field."""
        said: dict[str, Any] = json.loads(self.frozen.text)
        return said


class TermApproval(Signature):
    """The signature under a version of a word."""

    version = models.ForeignKey(TermVersion, models.PROTECT, related_name="approvals")

    class Meta:
        verbose_name = _("approval of a glossary word")
        verbose_name_plural = _("approvals of glossary words")
        ordering = ("version", "-id")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="nobody_approves_a_word_of_their_own",
                condition=~Q(approved_by=F("written_by")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.reviewed_on}"
