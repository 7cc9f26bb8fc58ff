"""The filters of public lists, all asked of columns of the published page or of its question's place."""

from __future__ import annotations

import django_filters
from django.db.models import BigIntegerField, CharField, DateField, Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from answers.api.paging import Order
from answers.models import Answer, Certainty, PagesInTopics, PublishedPage, Topic
from answers.models.pages import PublishedPageQuerySet
from sources.models import Kind, Source, Standing, StudyType

PAGE_ORDERS = {
    "last_reviewed_on": Order(F("last_reviewed_on"), DateField),
    "review_due_on": Order(
        F("answer__review_due_on"),
        DateField,
        then=F("answer__question_id"),
        among=Q(answer__public_state=Answer.PublicState.PUBLISHED),
    ),
    "wording": Order(Lower("title"), CharField),
    "number": Order(F("answer__question_id"), BigIntegerField, then=F("answer__question_id")),
}
SOURCE_ORDERS = {
    "key": Order(F("key"), CharField),
    "title": Order(Lower("title"), CharField),
}


class LanguageFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """Counts the questions in one language."""

    language = django_filters.CharFilter(label="Only questions in this language, such as en.")

    class Meta:
        model = PagesInTopics
        fields = ()


class PageFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """Narrows questions and answers."""

    topic = django_filters.CharFilter(label="The slug of a topic: it and all below it.", method="in_topic")
    language = django_filters.CharFilter(label="The language, such as en.")
    slug = django_filters.CharFilter(label="The last part of the page's address.")
    certainty = django_filters.ChoiceFilter(label="How sure we are.", choices=Certainty.choices)
    reviewed_since = django_filters.DateFilter(
        label="Reviewed on this day or later.", field_name="last_reviewed_on", lookup_expr="gte"
    )
    due_until = django_filters.DateFilter(
        label="Due for review on this day or before.", field_name="answer__review_due_on", lookup_expr="lte"
    )
    source = django_filters.CharFilter(label="The key of a source that it names.", method="naming")

    class Meta:
        model = PublishedPage
        fields = ()

    def in_topic(self, found: PublishedPageQuerySet, name: str, slug: str) -> PublishedPageQuerySet:
        """Two queries, for the tree and for where pages stand; an unknown topic has no questions."""
        rows = list(Topic.objects.order_by("pk").only("pk", "slug", "parent"))
        inside = {row.pk for row in rows if row.slug == slug}
        while more := {row.pk for row in rows if row.parent_id in inside} - inside:
            inside |= more
        return found.standing(PagesInTopics.objects.holding(inside))

    def naming(self, found: PublishedPageQuerySet, name: str, key: str) -> PublishedPageQuerySet:
        """The source under any of its keys. Its numbers are asked for first: by them a database knows how
        many pages name it, and whether to begin with these or with the order of the list.
        """
        named = Source.objects.filter(Q(key=key) | Q(aliases__key=key) | Q(merged__key=key)).values("pk")
        family = Source.objects.filter(Q(pk__in=named) | Q(merged_into__in=named)).values_list(
            "pk", flat=True
        )
        through = PublishedPage.sources.through.objects.order_by()
        naming = through.filter(source__in=list(family.order_by("pk")), publishedpage=OuterRef("pk"))
        return found.filter(Exists(naming))


class SourceFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """Narrows sources."""

    kind = django_filters.ChoiceFilter(label="What it is.", choices=Kind.choices)
    study_type = django_filters.ChoiceFilter(label="How the evidence was made.", choices=StudyType.choices)
    standing = django_filters.ChoiceFilter(label="What became of it.", choices=Standing.choices)
    doi = django_filters.CharFilter(label="Its DOI.", lookup_expr="iexact")
    pmid = django_filters.CharFilter(label="Its PMID.")

    class Meta:
        model = Source
        fields = ()
