"""The texts of the site: written by one person, approved by another, public at once, never changed."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from answers import workflow
from answers.models import Event, ListStamp, Refused, SiteText, SiteTextApproval
from tests import cast, make

pytestmark = pytest.mark.django_db

LATER = make.NOW + datetime.timedelta(days=200)


def public() -> SiteText | None:
    return SiteText.objects.public("about")


def test_a_text_is_public_only_once_somebody_else_has_approved_it() -> None:
    written = make.site_text()
    before = public()

    make.approved_site_text(written)

    assert (before, public()) == (None, written)


@pytest.mark.parametrize("name", ["managing", "admin"])
def test_whoever_wrote_a_text_cannot_approve_it(name: str) -> None:
    written = make.site_text(by=name)

    with pytest.raises(Refused, match="somebody else must approve it"):
        make.approved_site_text(written, by=name)


def test_whoever_wrote_what_the_newest_version_builds_on_cannot_approve_it_either() -> None:
    make.site_text("<p>Mine.</p>", by="editor2")
    newer = make.site_text("<p>Mine, and a comma.</p>", by="managing", base=1)

    with pytest.raises(Refused, match="somebody else must approve it"):
        make.approved_site_text(newer, by="editor2")


def test_whoever_wrote_an_earlier_public_version_can_approve_the_next() -> None:
    make.approved_site_text(make.site_text("<p>Old.</p>", by="editor2"), by="managing")
    newer = make.site_text("<p>New.</p>", by="managing", base=1)

    make.approved_site_text(newer, by="editor2")

    assert public() == newer


@pytest.mark.parametrize("name", ["reviewer", "clinician", "auditor"])
def test_only_editors_write_and_approve(name: str) -> None:
    written = make.site_text()

    with pytest.raises(Refused, match="permission to write"):
        make.site_text("<p>Other.</p>", by=name, base=1)
    with pytest.raises(Refused, match="permission to approve"):
        make.approved_site_text(written, by=name)


def test_the_database_refuses_an_approval_by_the_writer() -> None:
    written = make.site_text()

    with pytest.raises(IntegrityError), transaction.atomic():
        SiteTextApproval.objects.create(
            text=written,
            content_hash=written.content_hash,
            written_by=written.written_by,
            approved_by=written.written_by,
            approved_at=make.NOW,
            reviewed_on=make.TODAY,
        )


def test_an_approval_binds_to_the_text_that_was_shown() -> None:
    shown = make.site_text("<p>Shown.</p>")
    newer = make.site_text("<p>Newer.</p>", base=1)

    with pytest.raises(Refused, match="changed after you opened it"):
        make.approved_site_text(shown)
    with pytest.raises(Refused, match="changed after you opened it"):
        workflow.approve_site_text(
            newer, by=cast.person("editor"), at=make.NOW, content_hash=shown.content_hash
        )

    assert public() is None


def test_the_second_of_two_writers_is_told_and_overwrites_nothing() -> None:
    make.site_text("<p>First.</p>")

    with pytest.raises(Refused, match="Somebody else has saved"):
        make.site_text("<p>Second.</p>", by="editor2", base=0)

    assert [text.html for text in SiteText.objects.all()] == ["<p>First.</p>"]


def test_saving_without_a_change_makes_no_version() -> None:
    make.site_text("<p>Same.</p>")

    again = workflow.save_site_text("about", "<p>Same.</p>", by=cast.person("editor"), at=make.NOW, base=1)

    assert again is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Hi<script>alert(1)</script></p>", "<p>Hi</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p><a>x</a></p>"),
        ('<p style="color:red" onclick="x()">Hi</p>', "<p>Hi</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    ],
)
def test_what_is_typed_is_sanitised_before_it_is_frozen(typed: str, kept: str) -> None:
    assert make.site_text(typed).html.replace("\n", "") == kept


@pytest.mark.parametrize("typed", ["", "  ", "<p></p>", "<script>x</script>"])
def test_an_empty_text_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="empty"):
        make.site_text(typed)


def test_reading_it_again_later_moves_the_date_and_leaves_the_version() -> None:
    written = make.site_text()
    make.approved_site_text(written)

    again = make.approved_site_text(written, by="editor2", at=LATER)

    assert public() == written
    assert again.reviewed_on == LATER.date()


def test_the_public_text_can_be_confirmed_while_a_newer_one_waits() -> None:
    written = make.site_text()
    make.approved_site_text(written)
    make.site_text("<p>New.</p>", base=1)

    make.approved_site_text(written, by="editor2", at=LATER)

    assert public() == written


def test_each_step_is_logged_with_the_hash_of_the_text() -> None:
    written = make.site_text()
    make.approved_site_text(written)
    make.approved_site_text(written, by="editor2", at=LATER)

    events = list(Event.objects.order_by("sequence"))

    assert [event.verb for event in events] == [
        "wrote a site text",
        "approved a site text",
        "confirmed a site text",
    ]
    assert {event.details["hash"] for event in events} == {written.content_hash}


def test_an_approval_renews_what_every_worker_shows() -> None:
    written = make.site_text()
    before = ListStamp.objects.now()

    make.approved_site_text(written)

    assert ListStamp.objects.now() != before


def test_only_the_newest_version_of_each_text_waits_for_approval() -> None:
    make.approved_site_text(make.site_text(place="terms"))
    make.site_text("<p>One.</p>")
    newest = make.site_text("<p>Two.</p>", base=1)

    assert list(SiteText.objects.waiting()) == [newest]
