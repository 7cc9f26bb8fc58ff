"""Notices about a source: what was found, where, and what a person decided; not what readers are told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from sources import identifiers


class NoticeKind(models.TextChoices):
    """What a notice does to the work it names."""

    RETRACTION = "retraction", _("Retraction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")
    CONCERN = "expression of concern", _("Expression of concern")
    CORRECTION = "correction", _("Correction")
    REINSTATEMENT = "reinstatement", _("Reinstatement")


class NoticeStatus(models.TextChoices):
    """Found by a check, then confirmed or rejected by a person.

    In doubt: it has a number of the source but names a work of another title; no reader hears of it.
    """

    IN_DOUBT = "in doubt", _("Under another title, to be compared")
    FOUND = "found", _("Found, to be checked")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


UNDECIDED = (NoticeStatus.IN_DOUBT, NoticeStatus.FOUND)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices count."""

    def found(self) -> "NoticeQuerySet":
        """Those that still wait for a person."""
        return self.filter(status=NoticeStatus.FOUND)

    def in_doubt(self) -> "NoticeQuerySet":
        """Those that name another title than ours, so that a person has to compare."""
        return self.filter(status=NoticeStatus.IN_DOUBT)

    def undecided(self) -> "NoticeQuerySet":
        """Both: all that a person has to look at."""
        return self.filter(status__in=UNDECIDED)

    def to_be_told(self) -> "NoticeQuerySet":
        """Those whose answers' people have to hear: once found, or once somebody has ended the doubt."""
        return self.filter(Q(status=NoticeStatus.FOUND) | Q(status=NoticeStatus.CONFIRMED) & ~Q(its_title=""))

    def confirmed(self) -> "NoticeQuerySet":
        """Those that a person found to be real and about our source."""
        return self.filter(status=NoticeStatus.CONFIRMED)

    def standing(self) -> "NoticeQuerySet":
        """Those that were found or confirmed: all that readers may hear of."""
        return self.filter(status__in=(NoticeStatus.FOUND, NoticeStatus.CONFIRMED))

    def newest_first(self) -> "NoticeQuerySet":
        """By the day of the notice, a missing day last."""
        return self.order_by(F("notice_date").desc(nulls_last=True), "-noticed_on", "-pk")


class Notice(models.Model):
    """One published record that changes a source's standing; a rejected one stays, and stays rejected."""

    source = models.ForeignKey(
        "sources.Source",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="notices",
        limit_choices_to={"merged_into__isnull": True},
    )
    kind = models.CharField(_("kind"), max_length=30, choices=NoticeKind.choices)
    noticed_on = models.DateField(_("found on"))
    notice_date = models.DateField(_("date of the notice"), null=True, blank=True)
    notice_doi = models.CharField(_("DOI of the notice"), max_length=255, blank=True)
    notice_pmid = models.CharField(_("PMID of the notice"), max_length=8, blank=True)
    notice_url = models.URLField(_("address of the notice"), max_length=500, blank=True)
    origin = models.CharField(_("where it was found"), max_length=200)
    wording = models.TextField(_("what it says"), blank=True)
    its_title = models.TextField(_("what it calls the work"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=NoticeStatus.choices, default=NoticeStatus.FOUND
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["source_id", "pk"]
        permissions = [("confirm_notice", _("Can confirm or reject notices"))]
        constraints = [
            models.UniqueConstraint(
                "source",
                "kind",
                Lower("notice_doi"),
                condition=~Q(notice_doi=""),
                name="a_notice_with_a_doi_is_recorded_once",
            ),
            models.UniqueConstraint(
                fields=["source", "kind", "notice_pmid"],
                condition=Q(notice_doi="") & ~Q(notice_pmid=""),
                name="a_notice_with_a_pmid_is_recorded_once",
            ),
            models.UniqueConstraint(
                fields=["source", "kind", "notice_date"],
                condition=Q(notice_doi="", notice_pmid="", notice_date__isnull=False),
                name="a_dated_notice_is_recorded_once",
            ),
            models.UniqueConstraint(
                fields=["source", "kind"],
                condition=Q(notice_doi="", notice_pmid="", notice_date__isnull=True),
                name="a_notice_known_by_its_kind_alone_is_recorded_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="a_notice_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(status__in=UNDECIDED, decided_at__isnull=True, decided_by__isnull=True)
                | Q(
                    status__in=[NoticeStatus.CONFIRMED, NoticeStatus.REJECTED],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="a_decided_notice_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=NoticeStatus.REJECTED) | ~Q(decision_reason=""),
                name="a_rejected_notice_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.notice_date or self.noticed_on}"

    @property
    def is_found(self) -> bool:
        """Whether readers hear that it was found."""
        return self.status == NoticeStatus.FOUND

    @property
    def is_in_doubt(self) -> bool:
        """Whether it names another title than ours."""
        return self.status == NoticeStatus.IN_DOUBT

    @property
    def is_undecided(self) -> bool:
        """Whether it still waits for a person."""
        return self.status in UNDECIDED

    @property
    def link(self) -> str:
        """Where the notice can be read: its own address, else by DOI, else by PMID, else nothing."""
        if self.notice_url:
            return self.notice_url
        return identifiers.link("doi", self.notice_doi) or identifiers.link("pmid", self.notice_pmid)
