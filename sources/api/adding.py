"""One work as CSL-JSON taken in: new, or found to be here already; a doubt is left to the sender."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from rest_framework import serializers

from sources import importers
from sources.importers import Choice, Line, UnreadableError


class NewSource(serializers.Serializer):
    """A work as CSL-JSON. Where one like it is here, say whether yours is the same or a new one."""

    csl = serializers.DictField(help_text="One item of CSL-JSON, with title, author, issued, DOI or PMID.")
    when_alike = serializers.ChoiceField(choices=[("new", "new"), ("same", "same")], required=False)


class AddedSource(serializers.Serializer):
    """What became of it: its key, whether it is new, and what there is to say."""

    key = serializers.CharField()
    is_new = serializers.BooleanField()
    remarks = serializers.ListField(child=serializers.CharField())


class NotTakenError(Exception):
    """It was not taken in, in a sentence for people."""


def add(
    csl: Mapping[str, Any], when_alike: Choice | None, *, by: User, at: datetime.datetime
) -> dict[str, Any]:
    """Take one work in. Raises NotTakenError when it cannot be read, or may be one that is here."""
    try:
        reading = importers.read(json.dumps([dict(csl)]).encode(), "csl-json")
        if len(reading.records) != 1:
            told = [each.sentence for each in reading.problems]
            raise NotTakenError(told[0] if told else "This is not one work in CSL-JSON.")
        choices = {0: when_alike} if when_alike else {}
        report = importers.import_sources(reading.records, by=by, at=at, choices=choices)
    except (UnreadableError, importers.RefusedError) as refused:
        raise NotTakenError(str(refused)) from refused
    return _told(report.lines[0], is_settled=when_alike is not None)


def _told(line: Line, *, is_settled: bool) -> dict[str, Any]:
    if not line.source_key or line.verdict == importers.Verdict.CONFLICT:
        raise NotTakenError(line.sentence or "This may be a source that is here. Say when_alike.")
    if line.verdict == importers.Verdict.SUGGESTION and not is_settled:
        raise NotTakenError(line.sentence or "This may be a source that is here. Say when_alike.")
    return {"key": line.source_key, "is_new": line.is_taken, "remarks": [*line.remarks]}
