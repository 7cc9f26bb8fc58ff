"""The filters of staff lists."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import BigIntegerField, F

from answers.api.paging import Order
from answers.models import Event, Revision, Stage, Thread

BY_NUMBER = {"id": Order(F("pk"), BigIntegerField)}
BY_SEQUENCE = {"sequence": Order(F("sequence"), BigIntegerField)}


class NumberFilter(django_filters.Filter):  # type: ignore[misc]  # the package ships no types
    """A number that a database can be asked for."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs, min_value=0, max_value=10**18 - 1)


class RevisionFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Narrows revisions."""

    question = NumberFilter(label="The number of the question.", field_name="answer__question")
    stage = django_filters.ChoiceFilter(
        label="Where its candidacy stands.", field_name="candidacies__stage", choices=Stage.choices
    )

    class Meta:
        model = Revision
        fields = ()


class ThreadFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Narrows threads."""

    question = NumberFilter(label="The number of the question.", field_name="answer__question")
    revision = NumberFilter(label="The revision it was opened on.")
    status = django_filters.ChoiceFilter(label="Open or resolved.", choices=Thread.Status.choices)
    kind = django_filters.ChoiceFilter(label="What it asks for.", choices=Thread.Kind.choices)

    class Meta:
        model = Thread
        fields = ()


class EventFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Narrows the log."""

    question = NumberFilter(label="The number of the question.", field_name="answer__question")
    verb = django_filters.CharFilter(label="What was done, such as published.")
    since = django_filters.DateFilter(label="On this day or later.", field_name="at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label="Until this day.", field_name="at", lookup_expr="date__lte")

    class Meta:
        model = Event
        fields = ()
