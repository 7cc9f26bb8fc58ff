"""Contributors: the people behind an answer as readers see them; the one place with a name to be erased."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Contributor(models.Model):
    """A byline: name, role, credentials and declared interests; may belong to a user.

    Hashed rows carry only this row's id, the role and the credentials, so that erasing the name here
    erases it everywhere and breaks no hash.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributor",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(
        _("role"), max_length=120, help_text=_("For example: medical editor, hematologist.")
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=200,
        blank=True,
        help_text=_("For example: MD, PhD. Leave empty for somebody who is not a health professional."),
    )
    is_clinician = models.BooleanField(_("is a clinician"), default=False)
    interests = models.TextField(
        _("declared interests"),
        blank=True,
        help_text=_("Money, work or ties that a reader should know of. Write “None” when there are none."),
    )
    interests_declared_on = models.DateField(_("declared on"), null=True, blank=True)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                name="declared_interests_have_a_date",
                condition=models.Q(interests="") | models.Q(interests_declared_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_clinician_has_credentials",
                condition=models.Q(is_clinician=False) | ~models.Q(credentials=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    def has_current_declaration(self, today: datetime.date) -> bool:
        """Whether interests were declared within the last 12 months (a declaration of “None” counts)."""
        declared = self.interests_declared_on
        return bool(self.interests) and declared is not None and (today - declared).days <= 366
