"""The kept page: made at publication, true at every read, made again only when something changed."""

from __future__ import annotations

import datetime
import gzip
import re
from typing import Any

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answers import content, pages, revisions, workflow
from answers.models import Answer, Contributor, PublishedPage
from answers.pages import keeping, printing, reading
from sources import notices
from sources.models import Source
from tests import cast, make

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LATER = make.NOW + DAY


def kept(**fields: Any) -> PublishedPage:
    return make.published(**fields).answer.page


def read(page: PublishedPage, at: datetime.datetime = LATER) -> str:
    found = pages.read(page.slug, at=at)
    assert found is not None
    return gzip.decompress(found.body).decode()


def notice_of_retraction(key: str, *, at: datetime.datetime) -> None:
    notices.record(
        make.source(key), kind="retraction", origin="PubMed", at=at, noticed_on=datetime.date(2026, 11, 23)
    )


def test_a_fresh_page_costs_one_query() -> None:
    page = kept()

    with CaptureQueriesContext(connection) as queries:
        pages.read(page.slug, at=LATER)

    assert len(queries) == 1


def test_both_compressed_forms_hold_the_same_page() -> None:
    page = kept()

    assert gzip.decompress(bytes(page.gzip)) == brotli.decompress(bytes(page.brotli)) == page.html.encode()


def test_a_stale_page_is_made_again_at_its_next_read_and_only_then() -> None:
    page = kept()
    page.answer.question.main_topic.__class__.objects.update(name="Blood")
    before = read(page)
    PublishedPage.objects.update(is_stale=True)

    after = read(page)

    assert "common patient questions about Blood and" not in before
    assert "common patient questions about Blood and" in after
    assert not PublishedPage.objects.get().is_stale


def test_a_page_made_again_without_a_difference_keeps_its_stamps() -> None:
    page = kept()
    PublishedPage.objects.update(is_stale=True)

    pages.read(page.slug, at=LATER)

    again = PublishedPage.objects.get()
    assert (again.etag, again.changed_at) == (page.etag, page.changed_at)
    assert again.rendered_at == LATER


def test_two_readers_of_a_stale_page_make_it_once() -> None:
    page = kept()
    PublishedPage.objects.update(is_stale=True)
    seen_by_both = reading.find(page.slug, language="en", at=LATER, form="gzip")
    assert seen_by_both is not None
    pages.read(page.slug, at=LATER)

    keeping._make_again(seen_by_both.answer_id, at=LATER + DAY)

    assert PublishedPage.objects.get().rendered_at == LATER


def test_a_notice_that_comes_while_a_page_is_made_shows_at_the_next_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = kept()
    make_page = printing.live

    def marked_meanwhile(*args: Any, **kwargs: Any) -> printing.Printed:
        made = make_page(*args, **kwargs)
        notice_of_retraction("trial", at=LATER + DAY)
        return made

    PublishedPage.objects.update(is_stale=True)
    monkeypatch.setattr(printing, "live", marked_meanwhile)
    read(page)
    monkeypatch.undo()

    assert "A notice was found" in read(page, LATER + 2 * DAY)


def test_a_notice_written_down_late_shows_at_the_next_read_whatever_the_clock_says() -> None:
    page = kept()
    PublishedPage.objects.update(is_stale=True)
    read(page, LATER)

    notice_of_retraction("trial", at=LATER - DAY)

    assert "A notice was found" in read(page, LATER)
    assert not PublishedPage.objects.outdated(
        render_version=pages.RENDER_VERSION, today=LATER.date()
    ).exists()


def test_a_page_of_an_older_render_version_is_made_again() -> None:
    page = kept()
    PublishedPage.objects.update(render_version="older")

    read(page)

    assert PublishedPage.objects.get().render_version == pages.RENDER_VERSION


def test_a_notice_about_a_cited_source_shows_at_the_next_read() -> None:
    page = kept()
    notice_of_retraction("trial", at=LATER)

    html = read(page, LATER + DAY)

    assert 'href="#ref-1">Source 1: A notice was found on 23 November 2026; we are checking.' in html


def test_a_page_is_overdue_from_the_day_after_it_was_due() -> None:
    page = kept()
    due = page.answer.review_due_on
    assert due is not None
    on_the_day = datetime.datetime.combine(due, datetime.time(12), datetime.UTC)

    before, after = read(page, on_the_day), read(page, on_the_day + DAY)

    assert "overdue" not in before
    assert f"It was due on {due.day} November {due.year}." in after


def test_an_overdue_page_is_not_made_again_at_every_read() -> None:
    page = kept()
    much_later = make.NOW + 800 * DAY
    read(page, much_later)

    with CaptureQueriesContext(connection) as queries:
        read(page, much_later + DAY)

    assert len(queries) == 1


def test_sample_content_says_that_nobody_reviewed_it() -> None:
    page = kept()
    Answer.objects.update(is_sample=True)
    PublishedPage.objects.update(is_stale=True)

    assert "Sample content. Not medically reviewed." in read(page)


def test_the_gravest_notice_stands_alone_at_the_head_with_what_it_means_and_all_stand_below() -> None:
    page = kept()
    Source.objects.filter(key="review").update(standing="retracted")
    notice_of_retraction("trial", at=LATER)

    html = read(page, LATER + 400 * DAY)

    head = html[html.index('role="status"') : html.index('id="short-answer"')]
    assert re.findall(r"Source \d", head) == ["Source 2"]
    assert "Do not start, change or stop a medicine because of this notice." in head
    assert '<a href="#notices">All 3 notices about this page</a>' in head
    below = html[html.index('<div id="notices">') : html.index("Next review due")]
    assert re.findall(r"Source \d|overdue", below) == ["Source 2", "Source 1", "overdue"]


def test_a_sample_says_so_at_the_head_beside_a_graver_notice() -> None:
    page = kept()
    notice_of_retraction("trial", at=LATER)
    Answer.objects.update(is_sample=True)
    PublishedPage.objects.update(is_stale=True)

    head = read(page, LATER + DAY).partition('id="short-answer"')[0]

    assert "Source 1: A notice was found" in head
    assert "<strong>Sample content. Not medically reviewed.</strong>" in head


def test_a_page_without_anything_amiss_shows_no_status() -> None:
    assert 'role="status"' not in read(kept())


def test_the_parts_stand_in_the_order_of_the_design() -> None:
    html = read(
        kept(
            unknowns="<p>Nobody compared the doses [@review].</p>",
            set_aside=(content.SetAside(make.source("other").key, "Another illness."),),
        )
    )

    found = re.findall(r'<section id="([a-z-]+)"', html)

    assert found == [
        "short-answer",
        "research",
        "unknowns",
        "ask",
        "sources",
        "set-aside",
        "about",
        "changes",
    ]


def test_parts_without_content_are_left_out() -> None:
    html = read(kept())

    assert "What we do not know" not in html
    assert "did not use" not in html


def test_the_closing_line_names_the_main_topic() -> None:
    html = read(_about("Hematology"))

    assert (
        "This question is drawn from common patient questions about Hematology and answered using cited "
        "medical research. We do not provide individualized advice." in html
    )


def _about(topic: str) -> PublishedPage:
    return make.published(make.answer(topic_=make.topic(name=topic))).answer.page


def test_every_mark_leads_to_its_source_and_back() -> None:
    html = read(kept())

    targets = re.findall(r'role="doc-biblioref"|href="#((?:ref|cite)-\d+)"', html)

    assert all(f'id="{target}"' in html for target in targets if target)
    assert html.count('role="doc-backlink"') == 4


def test_the_address_of_a_source_is_a_link_where_it_is_printed() -> None:
    make.source("trial", doi="10.1000/x<y")

    html = read(kept())

    assert '<a href="https://doi.org/10.1000/x%3Cy">doi:10.1000/x&lt;y</a>' in html


def test_the_checker_is_named_with_role_credentials_and_interests() -> None:
    clinician = cast.person("clinician")
    Contributor.objects.filter(user=clinician).update(interests="Speaks for <Maker>")
    revision = make.checked(make.submitted())
    make.approve(revision, by=clinician)
    workflow.publish(revision, by=cast.person("editor2"), at=make.NOW, reason="")

    html = read(revision.answer.page)

    assert 'Checked by <span class="person">Test Clinician, MD</span>, clinician.' in html
    assert "Interests: Speaks for &lt;Maker&gt;" in html


def test_an_erased_name_leaves_role_and_credentials() -> None:
    page = kept()
    Contributor.objects.update(name="")
    PublishedPage.objects.update(is_stale=True)

    assert 'Checked by <span class="person">medical editor</span>.' in read(page)


def test_the_record_tells_version_text_and_reason() -> None:
    publication = make.published(reason="First version.")

    html = read(publication.answer.page)

    assert f"<code>{publication.revision.content_hash[:12]}</code>" in html
    assert "First version." in html


def test_an_answer_that_is_not_public_has_no_page() -> None:
    draft = make.answer()

    with pytest.raises(ValueError, match="is not public"):
        pages.publish_page(draft, at=make.NOW)


def test_a_removed_page_is_not_read() -> None:
    page = kept()
    pages.remove_page(page.answer)

    assert pages.read(page.slug, at=LATER) is None


def test_a_preview_says_that_it_is_one_and_keeps_nothing() -> None:
    draft = make.answer(unknowns="<p>Not known yet [@trial].</p>")

    html = pages.preview_html(make.latest(draft).content(), draft, today=make.TODAY)

    assert "This is a preview of a draft. It is not public." in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Not known yet." in html
    assert not PublishedPage.objects.exists()


def test_a_preview_of_an_empty_draft_is_a_page() -> None:
    draft = make.answer()
    empty = revisions.freeze(draft, revisions.Draft(wording="Why?"))

    html = pages.preview_html(empty, draft, today=make.TODAY)

    assert "<h1>Why?</h1>" in html
    assert 'id="research"' not in html


def test_markup_in_plain_fields_is_escaped() -> None:
    html = read(
        kept(
            wording="Is <b>it</b> safe?",
            certainty_reason="<script>alert(1)</script>",
            doctor_questions=("<img src=x>?",),
            search_notes="<i>x</i>",
            drafted_with="<u>tool</u>",
        )
    )

    assert not re.search(r"<(b|script>|img|u)\b", html)
    assert "Is &lt;b&gt;it&lt;/b&gt; safe?" in html


def test_a_reader_is_told_when_nobody_rated_how_sure_we_are() -> None:
    page = make.published(certainty="", certainty_reason="")

    html = PublishedPage.objects.get(answer=page.answer).html

    assert "How sure are we?" in html
    assert "We have not rated this yet." in html


@pytest.mark.parametrize("name", ["editor", "editor2"])
def test_a_changed_name_shows_at_the_next_read(name: str) -> None:
    writer = Contributor.objects.get(user=cast.person("editor"))
    page = make.published(byline=(writer.pk,)).answer.page
    signed_in = Client()
    signed_in.force_login(cast.person("admin"))
    contributor = Contributor.objects.get(user=cast.person(name))

    reply = signed_in.post(
        reverse("admin:answers_contributor_change", args=[contributor.pk]),
        {
            "name": "A New Name",
            "role": "editor",
            "interests": "None",
            "interests_declared_on": "2026-11-01",
            "user": contributor.user_id,
        },
    )

    assert reply.status_code == 302
    read = pages.read(page.slug, at=make.NOW)
    assert read is not None
    assert "A New Name" in PublishedPage.objects.get(pk=page.pk).html
