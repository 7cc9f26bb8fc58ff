"""A published work as the site keeps it: fields, identifiers, standing; it knows no answer that cites it."""

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from textwrap import shorten
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from sources import formatting
from sources.formatting import Name, Work
from sources.models import rules
from sources.models.vocabulary import Kind, LinkState, Standing, StudyType

IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "nct", "arxiv")
"""The fields any one of which identifies a work; an ISSN names only its journal."""

LONGEST_BEGINNING = 40
"""So many characters of a title stand for a work of which nobody is named."""


_WORK_FIELDS = tuple(
    field.name for field in fields(Work) if field.name not in ("contributors", "accessed_on")
)


class ReadableJSON(DjangoJSONEncoder):
    """Keeps letters as letters, so that a name can be searched in the stored text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"ensure_ascii": False}))


def _is_identified() -> Q:
    by_number = Q()
    for field in IDENTIFIERS:
        by_number |= ~Q(**{field: ""})
    by_reason = ~Q(contributors=[]) & ~Q(title="") & Q(year__isnull=False) & ~Q(unidentified_reason="")
    return by_number | by_reason


def _holds(word: str) -> Q:
    """A name counts from the start of one of its words; the other fields anywhere."""
    anywhere = Q()
    for field in ("title", "year", "pmid", "doi", "key"):
        anywhere |= Q(**{f"{field}__icontains": word})
    named = Q(names_text__iregex=f'(: "|[ -]){re.escape(word)}')
    if word.isascii():  # the cheap test first; SQLite folds the case of plain letters only
        named = Q(names_text__icontains=word) & named
    return anywhere | named


class SourceQuerySet(models.QuerySet["Source"]):
    """Which sources."""

    def identified(self) -> "SourceQuerySet":
        """Those with an identifier, or with author, title, year and the reason why there is none."""
        return self.filter(_is_identified())

    def not_identified(self) -> "SourceQuerySet":
        """Those that nobody could look up yet; no page may be published that cites one."""
        return self.exclude(_is_identified())

    def current(self) -> "SourceQuerySet":
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def search(self, text: str) -> "SourceQuerySet":
        """Those that hold every word of the text in title, names, year, PMID, DOI or key; newest first."""
        found = self.annotate(names_text=Cast("contributors", models.TextField()))
        for word in text.replace("\x00", "").split()[:8]:
            found = found.filter(_holds(word))
        return found.order_by(F("year").desc(nulls_last=True), "key")

    def by_key(self, keys: Iterable[str]) -> "dict[str, Source]":
        """The source behind each key, old keys and merged sources followed; unknown keys are left out."""
        wanted = set(keys)
        rows = self.filter(key__in=wanted).select_related("merged_into").order_by()
        found = {each.key: each for each in sorted(rows, key=lambda row: row.key)}
        if missing := wanted - found.keys():
            aliases = Alias.objects.filter(key__in=missing).select_related("source__merged_into")
            found |= {alias.key: alias.source for alias in aliases}
        return {key: source.merged_into or source for key, source in found.items()}


class Source(models.Model):
    """A published work. Its key never changes; empty text means "not known"."""

    key = models.CharField(
        _("key"), max_length=64, unique=True, help_text=_("The name used in citations. It never changes.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ARTICLE)
    title = models.TextField(_("title"), blank=True)
    contributors = models.JSONField(_("people and groups"), default=list, blank=True, encoder=ReadableJSON)
    container_title = models.CharField(_("journal, book or site"), max_length=500, blank=True)
    container_short = models.CharField(_("its short form"), max_length=250, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    season = models.CharField(_("season"), max_length=30, blank=True)
    volume = models.CharField(_("volume"), max_length=60, blank=True)
    issue = models.CharField(_("issue"), max_length=60, blank=True)
    pages = models.CharField(_("pages"), max_length=120, blank=True)
    article_number = models.CharField(_("article number"), max_length=60, blank=True)
    report_number = models.CharField(_("report number"), max_length=120, blank=True)
    publisher = models.CharField(_("publisher"), max_length=250, blank=True)
    place = models.CharField(_("place"), max_length=250, blank=True)
    edition = models.CharField(_("edition"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=1000, blank=True)
    link_state = models.CharField(
        _("the web address"), max_length=10, choices=LinkState.choices, blank=True, editable=False
    )
    link_checked_on = models.DateField(_("web address visited on"), null=True, blank=True, editable=False)
    open_access_url = models.URLField(_("free to read at"), max_length=1000, blank=True)
    doi = models.CharField(_("DOI"), max_length=255, blank=True)
    pmid = models.CharField(_("PMID"), max_length=8, blank=True)
    pmcid = models.CharField(_("PMCID"), max_length=15, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=13, blank=True)
    issn = models.CharField(_("ISSN"), max_length=9, blank=True)
    nct = models.CharField(_("trial number (NCT)"), max_length=11, blank=True)
    arxiv = models.CharField(_("arXiv number"), max_length=30, blank=True)
    unidentified_reason = models.CharField(
        _("why there is no identifier"),
        max_length=300,
        blank=True,
        help_text=_("Only for a work that has none, such as a printed leaflet."),
    )
    abstract = models.TextField(_("abstract"), blank=True)
    publication_types = models.JSONField(
        _("PubMed publication types"), default=list, blank=True, encoder=ReadableJSON
    )
    study_type = models.CharField(_("study type"), max_length=30, choices=StudyType.choices, blank=True)
    population = models.CharField(
        _("who was studied"), max_length=200, blank=True, help_text=_("In a patient's words: “doctors”.")
    )
    population_size = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    funder = models.CharField(_("who paid"), max_length=300, blank=True)
    standing = models.CharField(
        _("standing"), max_length=30, choices=Standing.choices, default=Standing.NOT_CHECKED
    )
    standing_checked_on = models.DateField(_("standing checked on"), null=True, blank=True)
    standing_changed_at = models.DateTimeField(_("standing changed at"), null=True, blank=True)
    standing_stamp = models.PositiveIntegerField(default=0, editable=False)
    """Grows with every change of what readers are told; pages remember it, because clocks can be late."""
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    history = HistoricalRecords()
    _history_user: Any
    _history_date: datetime
    _change_reason: str

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        permissions = [("merge_source", _("Can merge sources and undo it"))]
        constraints = rules.SOURCE

    def __str__(self) -> str:
        return f"{self.label}: {self.title}" if self.title and self.names else self.title or self.label

    @property
    def label(self) -> str:
        """How a citation chip names it: "Moreau 2022", else how its title begins, else the key."""
        return formatting.short_name(self.names, self.year) or self._beginning() or self.key

    def _beginning(self) -> str:
        """Whole words of the title and the year; of a word that is too long, as much as there is room for."""
        title = formatting.unbracketed(self.title)
        words = shorten(title, LONGEST_BEGINNING, placeholder="…")
        begins = f"{title[:LONGEST_BEGINNING]}…" if words == "…" else words
        return " ".join(filter(None, [begins, str(self.year or "")])) if begins else ""

    @property
    def names(self) -> tuple[Name, ...]:
        """The contributors in printed order."""
        return tuple(Name(**each) for each in self.contributors)

    @property
    def is_identified(self) -> bool:
        """Whether a reader could find the work: the same rule as `identified()`."""
        if any(getattr(self, field) for field in IDENTIFIERS):
            return True
        return bool(self.contributors and self.title and self.year and self.unidentified_reason)

    def work(self) -> Work:
        """The bibliographic fields as plain values: what a revision freezes when it cites this source."""
        return Work(
            **{field: getattr(self, field) for field in _WORK_FIELDS},
            contributors=self.names,
            accessed_on=self.accessed_on.isoformat() if self.accessed_on else "",
        )


class Alias(models.Model):
    """A former key of a source; citations written with it still find the source."""

    key = models.CharField(_("old key"), max_length=64, unique=True)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="aliases"
    )

    class Meta:
        verbose_name = _("old key")
        verbose_name_plural = _("old keys")
        ordering = ["key"]
        constraints = [rules.key_pattern("an_old_key_can_stand_in_a_citation")]

    def __str__(self) -> str:
        return self.key
