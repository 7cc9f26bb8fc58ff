"""What a site or a topic chose of the gates: a profile and single rules; the gates say what it means."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Profile(models.TextChoices):
    """How much is asked beside what always blocks."""

    STARTER = "starter", _("starter: everything else only warns")
    FULL = "full standard", _("full standard: what the standards ask for blocks")


class Severity(models.TextChoices):
    """What a gate does with what it finds, the mildest first."""

    OFF = "off", _("is off")
    WARN = "warn", _("warns")
    BLOCK = "block", _("blocks")


_GRAVITY = {severity: place for place, severity in enumerate(Severity)}


def gravest(severities: list[Severity]) -> Severity:
    """The strictest of several."""
    return max(severities, key=_GRAVITY.__getitem__)


class GateRulesManager(models.Manager["GateRules"]):
    """The one row, and what holds before anybody has chosen."""

    def now(self) -> GateRules:
        """What the site chose; the starter profile where nobody has."""
        return self.filter(pk=1).first() or GateRules(pk=1)


class GateRules(models.Model):
    """The site's choice. `severities` holds by the key of a gate what it does whatever the profile says.

    A key that no gate has any more is passed over. Under the rules named by `measured_under`, public pages
    were measured up to the answer of this number; all of them where there is none.
    """

    profile = models.CharField(_("profile"), max_length=20, choices=Profile.choices, default=Profile.STARTER)
    severities = models.JSONField(_("single rules"), default=dict, blank=True)

    measured_under = models.CharField(max_length=64, blank=True, editable=False)
    measured_to = models.PositiveBigIntegerField(null=True, editable=False)

    objects = GateRulesManager()

    class Meta:
        verbose_name = _("rules for a good page")
        verbose_name_plural = _("rules for a good page")
        constraints = (
            models.CheckConstraint(name="the_site_has_one_set_of_rules", condition=models.Q(id=1)),
            models.CheckConstraint(
                name="the_site_has_a_known_profile", condition=models.Q(profile__in=Profile.values)
            ),
        )

    def __str__(self) -> str:
        return self.profile
