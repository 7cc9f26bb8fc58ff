"""The compare screen: any two revisions, what a person has seen, and what readers see."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User

from answers.models import Answer, Look, Revision, last_seen
from tests import cast, make
from tests.answers.reviewing import get, post, text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OTHER = "<p>In two trials fewer people had a stroke [@review, p. 9].</p>"


def revisions(number: int) -> list[Revision]:
    """So many revisions of one answer that is not public, the oldest first."""
    answer = make.answer()
    for each in range(2, number + 1):
        make.revision(answer, make.draft(research=f"<p>Trial {each} was small [@review, p. {each}].</p>"))
    return list(answer.revisions.order_by("number"))


def compared(page: str) -> list[str]:
    """The two revisions that a page compares, the older first."""
    shown = page.split('<dl class="facts">')[1].split("</dl>")[0]
    return re.findall(r">Revision (\d+)</a>", shown)


def test_any_two_revisions_are_compared_the_older_first() -> None:
    first, _second, third = revisions(3)

    assert compared(text(get("reviewer", first, "compare/?since=3"))) == ["1", "3"]
    assert compared(text(get("reviewer", third, "compare/?since=1"))) == ["1", "3"]


def test_choosing_another_newer_revision_leads_to_its_own_address() -> None:
    first, second, third = revisions(3)

    response = get("reviewer", third, "compare/?since=1&to=2&view=sides")

    assert response["Location"] == f"/admin/review/{second.pk}/compare/?since=1&view=sides"
    assert get("reviewer", first, "compare/?since=2&to=1").status_code == 200


@pytest.mark.parametrize("asked", ["since=9", "since=99999999999999999999", "since=x", "since=1&to=9"])
def test_a_revision_that_this_answer_does_not_have_is_not_found(asked: str) -> None:
    assert get("reviewer", revisions(2)[1], f"compare/?{asked}").status_code == 404


def test_both_views_show_words_and_citations() -> None:
    revision = revisions(2)[1]

    column = text(get("reviewer", revision, "compare/?since=1"))
    sides = text(get("reviewer", revision, "compare/?since=1&view=sides"))

    for page in (column, sides):
        assert '<ins><span class="vh">[added: </span>Trial 2 was small.' in page
        assert "No longer cited: Author 2024" in page
        assert "p. 4" in page
    assert 'class="sides"' in sides


def test_what_was_typed_is_escaped() -> None:
    answer = make.answer()
    make.revision(
        answer, make.draft(wording="Is <i>it</i> safe?", certainty_reason="<script>alert(1)</script>")
    )

    page = get("reviewer", make.latest(answer), "compare/?since=1").content.decode()

    assert "&lt;i&gt;it&lt;/i&gt;" in page
    assert "<script>alert" not in page


def test_two_revisions_that_are_one_text_are_said_to_be_the_same() -> None:
    page = text(get("reviewer", revisions(1)[0], "compare/?since=1"))

    assert "The two texts are the same." in page
    assert "No citation changed." in page


def test_the_only_revision_has_nothing_to_be_compared_with() -> None:
    assert "There is no other revision" in text(get("reviewer", revisions(1)[0], "compare/"))


@pytest.mark.parametrize(("since", "sentence"), [("look", "not seen"), ("decision", "not decided")])
def test_what_a_person_never_did_is_said_in_a_sentence(since: str, sentence: str) -> None:
    page = text(get("reviewer", revisions(2)[1], f"compare/?since={since}"))

    assert f"You have {sentence}" in page


def test_the_public_version_is_one_click_away() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(research=OTHER))
    revision = make.latest(answer)

    page = text(get("reviewer", revision, "compare/"))

    assert f'href="/admin/review/{revision.pk}/compare/?since=live"' in page
    assert compared(text(get("reviewer", revision, "compare/?since=live"))) == ["1", "2"]


def test_since_my_last_look_is_since_the_newest_revision_i_opened() -> None:
    first, second, third, fourth = revisions(4)
    get("reviewer", first)
    get("reviewer", third)
    get("reviewer", second)

    assert compared(text(get("reviewer", fourth, "compare/?since=look"))) == ["3", "4"]


def test_looking_again_at_a_revision_does_not_hide_what_is_new_in_it() -> None:
    first, second = revisions(2)
    get("reviewer", first)

    pages = [text(get("reviewer", second)) for _ in range(2)]

    assert all("What changed since revision 1, your last look" in page for page in pages)


def test_a_look_is_kept_once_and_only_for_opening_the_workspace() -> None:
    revision = revisions(2)[1]
    cast.client("reviewer").head(f"/admin/review/{revision.pk}/")
    get("reviewer", revision, "compare/")
    assert not Look.objects.exists()

    get("reviewer", revision)
    get("reviewer", revision)

    assert Look.objects.get().revision == revision


def decided(person: User, answer: Answer) -> None:
    revision = make.checked(make.submitted(answer), by=cast.person("managing"))
    post(person.username, revision, "approve", content_hash=revision.content_hash, scope="whole page")


def checked(person: User, answer: Answer) -> None:
    make.checked(make.submitted(answer), by=person)


def commented(person: User, answer: Answer) -> None:
    post(person.username, make.latest(answer), "comment", sentence=0, kind="comment", text="How much?")


@pytest.mark.parametrize("act", [decided, checked, commented])
def test_who_did_something_with_a_revision_has_seen_it(act: Any) -> None:
    person, answer = cast.person("clinician"), make.answer()
    act(person, answer)
    Look.objects.all().delete()
    make.revision(answer, make.draft(research=OTHER))

    assert last_seen(make.latest(answer), person) == answer.revisions.get(number=1)
    assert last_seen(make.latest(answer), cast.person("auditor")) is None


def test_who_saved_a_revision_has_seen_it() -> None:
    _, second, third = revisions(3)

    assert last_seen(third, cast.person("editor")) == second


def test_the_page_before_approving_shows_what_is_new_and_leads_to_both_sides() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(research=OTHER))
    revision = make.submitted(answer)

    page = text(get("editor2", revision, "approve/"))

    assert "your last decision, your last look, the public version" in page
    assert f'href="/admin/review/{revision.pk}/compare/?since=1&view=sides"' in page


def test_the_list_of_an_answers_revisions_leads_to_comparing() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(research=OTHER))
    newest = make.latest(answer)

    page = text(cast.client("editor").get(f"/admin/answers/answer/{answer.pk}/history/"))

    assert f'href="/admin/review/{newest.pk}/compare/?since=1"' in page
    assert f'href="/admin/review/{newest.pk}/compare/?since=live"' in page


def test_everybody_who_reads_revisions_may_compare_and_nobody_else() -> None:
    revision = revisions(2)[1]
    User.objects.create_user("stranger", password="x", is_staff=True)
    stranger = cast.client("stranger")

    allowed = {name: get(name, revision, "compare/").status_code for name in cast.GROUPS}

    assert set(allowed.values()) == {200}
    assert stranger.get(f"/admin/review/{revision.pk}/compare/").status_code == 403
    assert cast.client("editor").post(f"/admin/review/{revision.pk}/compare/").status_code == 405


def test_comparing_asks_as_much_with_many_revisions_as_with_few(django_assert_max_num_queries: Any) -> None:
    few, many = revisions(3)[-1], revisions(12)[-1]
    reader = cast.client("reviewer")
    with django_assert_max_num_queries(60) as asked:
        reader.get(f"/admin/review/{few.pk}/compare/?since=1")

    with django_assert_max_num_queries(len(asked)):
        reader.get(f"/admin/review/{many.pk}/compare/?since=1")
