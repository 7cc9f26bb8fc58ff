"""What a published work looks like as data, alone and as an answer cites it; it writes and reads none."""

from __future__ import annotations

from rest_framework import serializers

from answers.api.selectable import Selectable
from sources.models import Standing as SourceStanding
from sources.models import StudyType
from sources.notices import NOTICE_FOUND


class CSLField(serializers.JSONField):
    """A work as CSL-JSON."""


class NewerEdition(serializers.Serializer):
    """A later edition that takes the place of this one."""

    sentence = serializers.CharField()
    url = serializers.CharField()


class Standing(serializers.Serializer):
    """What became of a source after it was published, in words for readers."""

    code = serializers.ChoiceField(choices=[*SourceStanding.choices, (NOTICE_FOUND, "Notice found")])
    words = serializers.CharField()
    sentence = serializers.CharField()
    url = serializers.CharField(help_text="Where the notice can be read; may be empty.")
    newer_edition = NewerEdition(allow_null=True)


class Work(serializers.Serializer):
    """A published work as public answers print it."""

    key = serializers.CharField()
    url = serializers.URLField()
    reference = serializers.CharField(help_text="AMA style.")
    study = serializers.CharField(help_text="Study type, size and people in a patient's words.")
    study_type = serializers.ChoiceField(choices=StudyType.choices, allow_blank=True)
    csl = CSLField()
    standing = Standing(allow_null=True)


class CitedWork(Work):
    """A source with the key that the text cites it by, which may be an older one."""

    cited_as = serializers.CharField()


class NumberedWork(CitedWork):
    """A source that has a number on the page."""

    number = serializers.IntegerField()


class SetAsideWork(CitedWork):
    """A source that was looked at but not used."""

    reason = serializers.CharField()


class Source(Selectable, Work):
    """A source that a public answer cites or set aside."""

    answers = serializers.IntegerField(help_text="How many public answers name it.")
