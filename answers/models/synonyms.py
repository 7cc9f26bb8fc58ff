"""Words that mean the same to who searches: lay and medical, brand and generic. Editors keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class SynonymGroup(models.Model):
    """Words that mean the same to somebody who searches, one on a line.

    It changes through `search.keep_synonyms` alone, which keeps its keys and the vocabulary in step.
    """

    class Kind(models.TextChoices):
        LAY = "lay and medical", _("everyday and medical words")
        BRAND = "brand and generic", _("brand and generic names")
        SHORT = "short and long", _("short forms")
        SPELLING = "spelling", _("ways to spell it")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.LAY)
    words = models.TextField(
        _("words"),
        max_length=2000,
        help_text=_("Two or more, one on a line. Plurals and endings are found by themselves."),
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("For colleagues: where it holds, and where not.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ("words", "id")
        constraints = (
            models.CheckConstraint(name="synonyms_have_words", condition=~models.Q(words="")),
            models.CheckConstraint(
                name="synonyms_are_of_a_known_kind",
                condition=models.Q(
                    kind__in=["lay and medical", "brand and generic", "short and long", "spelling"]
                ),
            ),
        )

    def __str__(self) -> str:
        return ", ".join(self.listed())

    def listed(self) -> list[str]:
        """The words, each once and without blanks around it."""
        lines = (" ".join(line.split()) for line in self.words.splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class SynonymKeyQuerySet(models.QuerySet["SynonymKey"]):
    """Which keys."""

    def groups(self, keys: Collection[str]) -> Mapping[str, list[str]]:
        """For each of these keys that is known the words of all groups that it stands in."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.filter(key__in=keys).select_related("group").order_by("group"):
            found[row.key] += row.group.listed()
        return {key: list(dict.fromkeys(words)) for key, words in found.items()}


class SynonymKey(models.Model):
    """The stems of one word or phrase of a group, by which a search meets it in any of its forms."""

    group = models.ForeignKey(SynonymGroup, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=200, db_index=True)

    objects = SynonymKeyQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(name="a_group_has_a_key_once", fields=("group", "key")),)

    def __str__(self) -> str:
        return self.key
