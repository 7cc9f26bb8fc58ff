"""The texts of the site itself, such as “Privacy”: each version frozen, each signature beside its version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.signed_texts import Signature, SignedVersion, SignedVersions


class SiteTextQuerySet(SignedVersions["SiteText"]):
    """Which versions."""

    def newest(self, place: str) -> SiteText | None:
        """The version that was written last, whether readers see it or not."""
        found = self.filter(place=place).select_related("frozen", "written_by")
        return found.order_by("-number").first()

    def public(self, place: str) -> SiteText | None:
        """The version that readers see: the newest one that somebody else has approved."""
        approved = self.filter(place=place, approvals__isnull=False).select_related("frozen")
        return approved.order_by("-number").first()

    def waiting(self) -> models.QuerySet[SiteText]:
        """The newest version of each text, where nobody has approved it yet."""
        return self.unsigned().order_by("place")


class SiteText(SignedVersion):
    """One version of a text of the site. Readers see it only after somebody else has approved it."""

    class Place(models.TextChoices):
        """Where the text stands; the value is its address."""

        ABOUT = "about", _("About us")
        TERMS = "terms", _("Terms of use")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        HOW_WE_WORK = "how-we-work", _("How we work: introduction")

    VERSION_OF = "place"

    place = models.CharField(_("text"), max_length=20, choices=Place.choices)

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
    def html(self) -> str:
        """The text as it was sanitised and frozen."""
        return self.frozen.text


class SiteTextApproval(Signature):
    """The signature under a version of a site text."""

    text = models.ForeignKey(SiteText, models.PROTECT, related_name="approvals")

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
