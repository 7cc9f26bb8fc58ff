"""A large sample site: many answers, each of its own, findable, honest and whole in the record."""

from __future__ import annotations

import pytest
from django.test import Client

from answers import content, search
from answers.management import samples
from answers.management.samples import scale
from answers.models import Answer, Delivery, PublishedPage, Refused, verification
from answers.pages import related
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def _public_sample() -> None:
    for key in ("first", "second", "third"):
        make.source(key)
    research = "<p>One. [@first] Two. [@second] Three. [@third]</p>"
    published = make.published(make.answer(research=research)).answer
    Answer.objects.filter(pk=published.pk).update(is_sample=True)


def grow(count: int) -> list[str]:
    said: list[str] = []
    scale.grow(count, at=make.NOW, say=said.append)
    return said


@pytest.mark.usefixtures("_public_sample")
def test_each_generated_answer_is_a_page_that_says_what_it_is(client: Client) -> None:
    grow(3)

    page = PublishedPage.objects.get(slug="sample-2")
    assert page.is_stale
    told = client.get(page.get_absolute_url()).content.decode()
    assert "Sample content. Not medically reviewed." in told
    assert "sample 2?" in told
    assert 'href="#ref-3"' in told


@pytest.mark.usefixtures("_public_sample")
def test_no_two_are_alike_and_each_is_found_by_its_words() -> None:
    grow(20)

    titles = PublishedPage.objects.filter(slug__startswith="sample-").values_list("title", flat=True)
    assert len(set(titles)) == 20
    found = search.find(search.read(scale.written(content.Content(question=""), 7).question))
    assert found.pages[0] == PublishedPage.objects.get(slug="sample-7").pk


@pytest.mark.usefixtures("_public_sample")
def test_the_record_tells_of_every_row_and_nobody_is_mailed() -> None:
    before = Delivery.objects.count()

    grow(3)

    assert [each.sentence for each in verification.findings()] == []
    assert Delivery.objects.count() == before


@pytest.mark.usefixtures("_public_sample")
def test_a_second_run_makes_only_what_is_missing() -> None:
    grow(2)

    said = grow(3)

    assert PublishedPage.objects.filter(slug__startswith="sample-").count() == 3
    assert said[0].startswith("About 0.0 GB are needed")
    assert said[-1].startswith("3/3 answers")


@pytest.mark.usefixtures("_public_sample")
def test_the_text_is_frozen_in_the_very_bytes_that_saving_it_gives() -> None:
    grow(2)

    for answer in Answer.objects.filter(question__slug__startswith="sample-"):
        assert answer.live_revision is not None
        assert content.dumps(answer.live_revision.content()) == answer.live_revision.frozen.text


@pytest.mark.usefixtures("_public_sample")
def test_each_page_is_named_by_its_own_words_and_leads_nowhere_yet() -> None:
    grow(3)

    made = PublishedPage.objects.filter(slug__startswith="sample-")
    assert {page.naming_stamp for page in made} == {related.stamp(page.title, page.slug) for page in made}
    assert {page.naming_stamps for page in made} == {0}


def test_without_samples_there_is_nothing_to_make_them_after() -> None:
    with pytest.raises(Refused, match="Load the samples first"):
        samples.grow(1, at=make.NOW, say=lambda _: None)
