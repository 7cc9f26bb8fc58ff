"""Everything that the site holds about one person, for that person; no secret with which they sign in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from answers.backups import tables
from answers.models import Contributor, FrozenText, StaffSession

if TYPE_CHECKING:
    from answers.backups.tables import Table

SECRETS = frozenset(
    ("password", "digest", "session_data", "session_key", "seed", "secret_hash", "token_hash", "secret")
)
"""Columns that open something, or from which that could be guessed."""


def held_about(person: User) -> dict[str, list[dict[str, Any]]]:
    """By table, each row that names this person or their byline, with the words that belong to it.

    Tables come from Django's register, so that one which a later release brings is in it by itself.
    """
    own = list(Contributor.objects.filter(user=person).values_list("pk", flat=True))
    found: dict[str, list[dict[str, Any]]] = {}
    every: list[Table] = [*tables.tables(), StaffSession]
    for model in every:
        wanted = _about(model, person, own)
        rows = [_row(each) for each in model._base_manager.filter(wanted).order_by("pk")] if wanted else []
        if rows:
            found[model._meta.label] = rows
    return found


def _about(model: Table, person: User, own: list[int]) -> Q:
    if model is User:
        return Q(pk=person.pk)
    wanted = Q()
    for field in model._meta.local_concrete_fields:
        if field.related_model is User:
            wanted |= Q(**{field.name: person})
        elif field.related_model is Contributor and own:
            wanted |= Q(**{f"{field.name}__in": own})
    return wanted


def _row(row: models.Model) -> dict[str, Any]:
    return dict(_columns(row))


def _columns(row: models.Model) -> Iterator[tuple[str, Any]]:
    for field in row._meta.local_concrete_fields:
        if field.name in SECRETS:
            continue
        value = field.value_from_object(row)
        if field.related_model is FrozenText and value:
            value = getattr(row, field.name).text
        yield field.name, value
