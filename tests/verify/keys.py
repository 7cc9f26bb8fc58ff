"""An access key for a check that speaks to the interface, made inside the site's process."""

from __future__ import annotations

from django.utils import timezone

from answers import workflow
from answers.models import Scope
from tests import cast
from tests.verify.cases import tell


def make() -> None:
    """A key of the administrator with every scope."""
    by, now = cast.person("admin"), timezone.now()
    _key, secret = workflow.make_key(name="A check", scopes=Scope.values, days=1, by=by, at=now)
    tell(secret)
