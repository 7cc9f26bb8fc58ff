"""Revisions: the working copy of an answer and its frozen snapshots. It knows no permission and no review."""

from answers.revisions.drafts import Draft, draft_from, draft_of
from answers.revisions.fitness import Malformed, fit
from answers.revisions.freezing import freeze, freeze_with_sources
from answers.revisions.newer_edition import with_newer_edition
from answers.revisions.placing import Place, Said
from answers.revisions.recording import Conflict, fingerprints, free_slug, save, start, would_change

__all__ = [
    "Conflict",
    "Draft",
    "Malformed",
    "Place",
    "Said",
    "draft_from",
    "draft_of",
    "fingerprints",
    "fit",
    "free_slug",
    "freeze",
    "freeze_with_sources",
    "save",
    "start",
    "with_newer_edition",
    "would_change",
]
