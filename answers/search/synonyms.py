"""How groups of synonyms are kept: their keys as stems, and their words among those that spelling knows."""

from __future__ import annotations

from django.db import transaction

from answers.models import SynonymGroup, SynonymKey
from answers.search import vocabulary, words


def keep_synonyms(group: SynonymGroup) -> None:
    """Save a group; searches meet all of its words from now on."""
    with transaction.atomic():
        change = vocabulary.Change()
        if group.pk:
            _leave(group.pk, change)
        group.words = "\n".join(group.listed())
        group.save()
        keys = dict.fromkeys(" ".join(words.stems(word)) for word in group.listed())
        SynonymKey.objects.filter(group=group).delete()
        SynonymKey.objects.bulk_create(SynonymKey(group=group, key=key[:200]) for key in keys if key)
        change.groups.update(_words(group))
        change.write()


def forget_synonyms(group: SynonymGroup) -> None:
    """Delete a group; its words mean no more than they say."""
    with transaction.atomic():
        change = vocabulary.Change()
        _leave(group.pk, change)
        group.delete()
        change.write()


def recount_synonyms() -> None:
    """Let spelling know the words of every group, where it knows none yet: in a restored database."""
    with transaction.atomic():
        change = vocabulary.Change()
        for group in SynonymGroup.objects.order_by("pk"):
            change.groups.update(_words(group))
        change.write()


def _leave(group: int, change: vocabulary.Change) -> None:
    for former in SynonymGroup.objects.select_for_update().filter(pk=group):
        change.groups.subtract(_words(former))


def _words(group: SynonymGroup) -> set[str]:
    return {word for phrase in group.listed() for word in words.telling(phrase) if len(word) > 2}
