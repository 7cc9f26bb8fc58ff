"""Which sources are public, and how many pages name each: asked without telling pages apart for nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answers.models import PublishedPage
from answers.public import cited
from sources.models import Source
from tests import make

pytestmark = pytest.mark.django_db


def keys() -> list[str]:
    return list(cited.public().order_by("key").values_list("key", flat=True))


def uses(*wanted: str) -> dict[str, tuple[int, int]]:
    found = list(Source.objects.filter(key__in=wanted))
    counted = cited.uses(found)
    return {source.key: counted[source.pk] for source in found}


def test_a_source_is_public_while_a_page_names_it_under_any_of_its_names() -> None:
    make.published()
    kept = make.source("kept")
    make.source("unused")
    before = keys()

    Source.objects.filter(key="trial").update(merged_into=kept)

    assert before == ["review", "trial"]
    assert keys() == ["kept", "review"]


def test_a_page_that_names_a_source_twice_is_counted_once() -> None:
    page = PublishedPage.objects.get(answer=make.published().answer)
    Source.objects.filter(key="trial").update(merged_into=Source.objects.get(key="review"))

    assert uses("review") == {"review": (1, page.pk)}


def test_pages_of_merged_and_other_sources_are_counted_side_by_side() -> None:
    last = PublishedPage.objects.get(answer=[make.published().answer for _ in range(2)][-1])
    kept = make.source("kept")
    make.source("unused")
    Source.objects.filter(key="trial").update(merged_into=kept)

    assert uses("kept", "review", "unused") == {
        "kept": (2, last.pk),
        "review": (2, last.pk),
        "unused": (0, 0),
    }


def test_pages_are_told_apart_only_where_sources_were_merged() -> None:
    make.published()
    source = Source.objects.get(key="trial")

    with CaptureQueriesContext(connection) as captured:
        cited.uses([source])

    assert not any("DISTINCT" in each["sql"] for each in captured)
