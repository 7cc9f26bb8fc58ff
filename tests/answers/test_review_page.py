"""The workspace is the page as patients will see it, in parts, with what belongs beside each."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import cast, make
from tests.answers.reviewing import get, post, text

pytestmark = pytest.mark.django_db


def test_every_part_of_the_page_is_there_in_its_order() -> None:
    page = text(get("reviewer", make.submitted(unknowns="<p>How long?</p>", search_notes="We asked PubMed.")))

    leaves = page[page.index('<article class="leaves"') : page.index("All revisions of this answer")]
    parts = (
        'class="question"',
        'id="short-answer"',
        'id="certainty"',
        'id="research"',
        'id="unknowns"',
        'id="doctor-questions"',
        'id="sources"',
        "We asked PubMed.",
        "We do not provide individualized advice",
    )
    places = [leaves.index(part) for part in parts]
    assert places == sorted(places)


def test_what_is_wrong_with_a_source_is_said_at_the_head_as_patients_read_it() -> None:
    make.source("trial", standing="retracted")

    page = text(get("reviewer", make.submitted()))

    assert re.search(r'class="status" role="status">.*?Source 1:', page, re.DOTALL)


def test_each_sentence_stands_beside_its_paragraph() -> None:
    page = text(get("reviewer", make.submitted()))

    spreads = page.split('<div class="spread')
    [third] = [each for each in spreads if 'id="claim-3"' in each]
    assert 'id="sentence-3"' in third
    assert 'id="sentence-4"' not in third


def test_a_text_that_is_not_the_newest_says_so() -> None:
    revision = make.submitted()
    newer = make.revision(revision.answer, make.draft(certainty="low"))

    page = text(get("reviewer", revision))

    assert "Revision 2 is newer" in page
    assert f'<a href="/admin/review/{newer.pk}/">Open it</a>' in page
    assert "is newer" not in text(get("reviewer", newer))


def test_the_comment_form_stands_at_the_sentence_that_the_address_names() -> None:
    revision = make.submitted()

    page = text(get("reviewer", revision, "?comment=3"))
    whole = text(get("reviewer", revision))

    assert page.index('id="sentence-3"') < page.index('id="comment"') < page.index('id="sentence-4"')
    assert '<option value="3" selected>' in page
    assert whole.index('id="comment"') < whole.index('id="sentence-1"')
    assert 'id="comment"' not in text(get("auditor", revision))


def test_coverage_and_precision_stand_above_the_text() -> None:
    revision = make.checked(make.submitted())

    page = text(get("editor2", revision))

    assert re.search(r"Coverage</dt><dd>100 %.*3 of 3 claims supported", page)
    assert re.search(r"Precision</dt><dd>100 %.*4 of 4 checks support", page)


def test_links_hold_on_a_page_that_came_back_after_a_refusal() -> None:
    revision = make.submitted()

    make.revision(revision.answer, make.draft(certainty="low"))

    page = text(post("editor2", revision, "comment", sentence=1, kind="comment", text=""))

    assert f'href="/admin/review/{revision.pk}/approve/"' in page
    assert not re.findall(r'href="(?![#/]|https?:)[^"]*"', page[page.index('id="content"') :])


def test_the_workspace_asks_as_many_questions_for_many_threads_as_for_few(
    django_assert_max_num_queries: Any,
) -> None:
    revision = make.submitted()
    cast.person("editor2")
    post("reviewer", revision, "comment", sentence=1, kind="must-fix", text="Why, @editor2?")
    reader = cast.client("editor")
    reader.get(f"/admin/review/{revision.pk}/")
    with django_assert_max_num_queries(90) as few:
        reader.get(f"/admin/review/{revision.pk}/")
    asked = len(few)
    for sentence in (1, 2, 3, 4):
        post("reviewer", revision, "comment", sentence=sentence, kind="must-fix", text="Why, @editor2?")

    with django_assert_max_num_queries(asked):
        reader.get(f"/admin/review/{revision.pk}/")
