"""The texts of the site itself, such as “Privacy”: each version frozen, each signature beside its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class SiteTextQuerySet(models.QuerySet["SiteText"]):
    """Which versions."""

    def newest(self, place: str) -> SiteText | None:
        """The version that was written last, whether readers see it or not."""
        found = self.filter(place=place).select_related("frozen", "written_by")
        return found.order_by("-number").first()

    def public(self, place: str) -> SiteText | None:
        """The version that readers see: the newest one that somebody else has approved."""
        approved = self.filter(place=place, approvals__isnull=False).select_related("frozen")
        return approved.order_by("-number").first()

    def waiting(self) -> SiteTextQuerySet:
        """The newest version of each text, where nobody has approved it yet."""
        later = SiteText.objects.filter(place=models.OuterRef("place"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later), approvals__isnull=True).order_by("place")


class SiteText(AppendOnly):
    """One version of a text of the site. Readers see it only after somebody else has approved it."""

    class Place(models.TextChoices):
        """Where the text stands; the value is its address."""

        ABOUT = "about", _("About us")
        TERMS = "terms", _("Terms of use")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        HOW_WE_WORK = "how-we-work", _("How we work: introduction")

    place = models.CharField(_("text"), max_length=20, choices=Place.choices)
    number = models.PositiveIntegerField()
    frozen = models.ForeignKey(FrozenText, models.PROTECT, db_column="content_hash", related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    objects = SiteTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("site text")
        verbose_name_plural = _("site texts")
        ordering = ("place", "-number")
        default_permissions = ("view",)
        permissions = (
            ("write_sitetext", "Can write the texts of the site"),
            ("approve_sitetext", "Can approve the texts of the site"),
        )
        constraints = (
            models.UniqueConstraint(
                name="a_version_of_a_site_text_is_numbered_once", fields=("place", "number")
            ),
            models.CheckConstraint(
                name="versions_of_a_site_text_count_from_one", condition=models.Q(number__gte=1)
            ),
        )

    def __str__(self) -> str:
        return _("%(text)s, version %(number)s") % {"text": self.get_place_display(), "number": self.number}

    @property
    def content_hash(self) -> str:
        """The SHA-256 that an approval names."""
        return str(self.frozen_id)

    @property
    def html(self) -> str:
        """The text as it was sanitised and frozen."""
        return self.frozen.text

    def was_written_by(self, person: User) -> bool:
        """Whether the person wrote this version or one since the version that readers see."""
        public = SiteText.objects.filter(
            place=self.place, number__lt=self.number, approvals__isnull=False
        ).aggregate(newest=models.Max("number"))["newest"]
        return SiteText.objects.filter(
            place=self.place, number__gt=public or 0, number__lte=self.number, written_by=person.pk
        ).exists()


class SiteTextApproval(AppendOnly):
    """That somebody who did not write it has read a version and signed exactly this text.

    A later one of the same version says that it still holds: the date of the review moves, the version stays.
    """

    text = models.ForeignKey(SiteText, models.PROTECT, related_name="approvals")
    content_hash = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    reviewed_on = models.DateField()

    class Meta:
        verbose_name = _("approval of a site text")
        verbose_name_plural = _("approvals of site texts")
        ordering = ("text", "-id")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="nobody_approves_a_site_text_of_their_own",
                condition=~models.Q(approved_by=models.F("written_by")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.text_id} {self.reviewed_on}"
