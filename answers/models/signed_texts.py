"""What site texts and words of the glossary share: numbered versions, public once somebody else signed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Version = TypeVar("Version", bound="SignedVersion")


class SignedVersions(models.QuerySet[Version]):
    """Which versions, and the one way to write the next."""

    def unsigned(self) -> models.QuerySet[Version]:
        """The newest version of each text, where nobody has approved it yet."""
        same = self.model.VERSION_OF
        of_same = {same: models.OuterRef(same), "number__gt": models.OuterRef("number")}
        newer = self.model._default_manager.filter(**of_same)
        return self.filter(~models.Exists(newer), approvals__isnull=True)

    def follow(
        self, base: int, text: str, *, by: User, at: datetime.datetime, note: str, **same: Any
    ) -> Version | None:
        """Write the version after `base`; None when somebody has written a newer one since.

        Of two who write at once, the second finds the number taken.
        """
        if base and not self.filter(**same, number=base).exists():
            return None
        frozen = FrozenText.objects.keep(text)
        written = {"frozen": frozen, "written_by": by, "written_at": at, "note": note}
        saved, is_new = self.get_or_create(**same, number=base + 1, defaults=written)
        return saved if is_new else None


class SignedVersion(AppendOnly):
    """One version of a text; VERSION_OF names the column that says of which."""

    VERSION_OF: ClassVar[str]

    number = models.PositiveIntegerField()
    frozen = models.ForeignKey(FrozenText, models.PROTECT, db_column="content_hash", related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def content_hash(self) -> str:
        """The SHA-256 that an approval names."""
        return str(self.frozen_id)

    def was_written_by(self, person: User) -> bool:
        """Whether the person wrote this version or one since the last that was approved before it."""
        text = {self.VERSION_OF: getattr(self, self.VERSION_OF)}
        same: models.QuerySet[Any] = type(self)._default_manager.filter(**text)
        approved = same.filter(number__lt=self.number, approvals__isnull=False)
        since = approved.aggregate(newest=models.Max("number"))["newest"] or 0
        return same.filter(number__gt=since, number__lte=self.number, written_by=person.pk).exists()


class Signature(AppendOnly):
    """That somebody who did not write it has read a version and signed exactly this text.

    A later one of the same version says that it still holds: the date of the review moves, the version stays.
    """

    content_hash = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    reviewed_on = models.DateField()

    class Meta:
        abstract = True
