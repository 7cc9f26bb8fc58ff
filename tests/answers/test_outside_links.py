"""Links for people without an account: who may make one, when it works, and what it opens."""

from __future__ import annotations

import datetime
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from answers import comments, revisions, workflow
from answers.models import Advice, Delivery, Event, Invitation, Owed, Recommendation, Refused, Thread
from tests import cast, make

pytestmark = pytest.mark.django_db

LATER = make.NOW + datetime.timedelta(days=1)
MUCH_LATER = make.NOW + datetime.timedelta(days=60)


def next_round(invited: Invitation) -> None:
    answer = invited.round.answer
    answer.refresh_from_db()
    draft = replace(revisions.draft_of(answer), unknowns="<p>Nobody knows for how long.</p>")
    newer = make.revision(answer, draft)
    workflow.submit(newer, by=cast.person("editor"), at=LATER)


@pytest.mark.parametrize("name", ["editor", "admin"])
def test_nobody_makes_a_link_for_a_text_that_they_contributed_to(name: str) -> None:
    revision = make.submitted(by=cast.person(name))

    with pytest.raises(Refused, match="You contributed"):
        make.invitation(revision, by=name)

    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["reviewer", "auditor"])
def test_only_who_may_approve_asks_somebody_outside(name: str) -> None:
    with pytest.raises(Refused, match="who may approve"):
        make.invitation(make.submitted(), by=name)


def test_a_link_is_stored_as_its_hash_only() -> None:
    invited = make.invitation(make.submitted())

    stored = [str(value) for value in Invitation.objects.values_list().get()]

    assert len(invited.token) == 43
    assert not any(invited.token in value for value in stored)
    assert Invitation.objects.of_token(invited.token).get() == invited
    assert not any(invited.token in each.record for each in Event.objects.all())


def test_the_log_names_the_link_and_never_the_person() -> None:
    make.recommended(make.invitation(make.submitted(), address="olga@example.org"))

    told = "".join(Event.objects.values_list("record", flat=True))

    assert "Outside" not in told
    assert "olga" not in told


def test_a_link_needs_a_name_a_day_to_come_and_an_address_that_is_one() -> None:
    revision = make.submitted()

    for given in ({"name": " "}, {"due_on": make.TODAY - datetime.timedelta(days=1)}, {"address": "nowhere"}):
        with pytest.raises(Refused):
            make.invitation(revision, **given)
    with pytest.raises(Refused, match="three months"):
        make.invitation(revision, due_on=make.TODAY + datetime.timedelta(days=91))


def test_a_link_may_ask_about_chosen_sentences_only() -> None:
    revision = make.submitted()
    invited = make.invitation(revision, sentences=[2])

    asked = workflow.asked_about(invited)

    assert {need.claim.number for need in asked} == {2}
    with pytest.raises(Refused, match="not in this revision"):
        make.invitation(revision, sentences=[99])
    other = workflow.asked_about(make.invitation(revision))[0]
    with pytest.raises(Refused, match="not asked about"):
        workflow.advise(invited, other, at=make.NOW, verdict="supports")


def test_a_link_of_round_one_is_dead_in_round_two() -> None:
    invited = make.invitation(make.submitted())
    make.advice(invited)
    next_round(invited)

    for say in (
        lambda: make.advice(invited, 1, "needs citation"),
        lambda: make.advice(invited, 0, "does not support"),
        lambda: make.recommended(invited),
        lambda: comments.open_by_link(invited, at=LATER, text="Too late."),
        lambda: workflow.decline_by_link(invited, at=LATER),
    ):
        with pytest.raises(Refused):
            say()

    assert [each.verdict for each in Advice.objects.all()] == ["supports"]
    assert not Recommendation.objects.exists()


def test_an_expired_link_says_nothing_more() -> None:
    invited = make.invitation(make.submitted())
    need = workflow.asked_about(invited)[0]

    with pytest.raises(Refused, match="works no more"):
        workflow.advise(invited, need, at=MUCH_LATER, verdict="supports")

    assert Invitation.objects.usable(make.NOW + datetime.timedelta(days=20)).exists()
    assert not Invitation.objects.usable(MUCH_LATER).exists()


def test_a_link_is_dead_once_the_text_is_approved() -> None:
    revision = make.submitted()
    invited = make.invitation(revision)
    make.checked(revision)
    make.approve(revision)

    with pytest.raises(Refused, match="works no more"):
        make.advice(invited)


@pytest.mark.parametrize("name", ["managing", "editor2", "editor"])
def test_who_made_a_link_and_who_may_make_one_revokes_it(name: str) -> None:
    invited = make.invitation(make.submitted())

    workflow.revoke_link(invited, by=cast.person(name), at=make.NOW)

    with pytest.raises(Refused, match="works no more"):
        make.advice(invited)
    with pytest.raises(Refused, match="already"):
        workflow.revoke_link(invited, by=cast.person(name), at=make.NOW)


def test_others_do_not_revoke_a_link_nor_erase_its_name() -> None:
    invited = make.invitation(make.submitted())

    for verb in (workflow.revoke_link, workflow.erase_name):
        with pytest.raises(Refused):
            verb(invited, by=cast.person("reviewer"), at=make.NOW)


def test_who_cannot_do_it_ends_the_link_and_whoever_asked_hears_it() -> None:
    invited = make.invitation(make.submitted())

    workflow.decline_by_link(invited, at=make.NOW)

    invited.refresh_from_db()
    assert invited.end == Invitation.End.DECLINED
    owed = Delivery.objects.get(event__verb="declined by link")
    assert owed.recipient == cast.person("managing")


def test_a_dead_link_asks_for_a_new_one_once_and_a_good_one_does_not() -> None:
    invited = make.invitation(make.submitted())
    assert not workflow.ask_for_new_link(invited, at=make.NOW)
    workflow.revoke_link(invited, by=cast.person("managing"), at=make.NOW)

    asked = [workflow.ask_for_new_link(invited, at=LATER) for _ in range(2)]

    assert asked == [True, False]
    assert Delivery.objects.get(event__verb="asked for a new link").recipient == cast.person("managing")


def test_a_new_link_is_for_the_text_in_review_now_and_ends_the_old_one() -> None:
    old = make.invitation(make.submitted(), address="olga@example.org")
    next_round(old)
    revision = make.latest(old.round.answer)

    new = workflow.invite_again(
        old, revision, by=cast.person("managing"), at=LATER, due_on=LATER.date() + datetime.timedelta(days=7)
    )

    assert new.round.revision == revision
    assert (new.name, new.address) == ("Dr. Outside", "olga@example.org")
    assert new.token != old.token
    assert Invitation.objects.usable(LATER).get() == new


def test_a_new_link_for_the_same_text_asks_about_the_same_sentences() -> None:
    old = make.invitation(make.submitted(), sentences=[2])
    again: dict[str, Any] = {"by": cast.person("managing"), "due_on": MUCH_LATER.date()}

    same = workflow.invite_again(old, old.round.revision, at=MUCH_LATER, **again)
    next_round(old)
    newer = workflow.invite_again(same, make.latest(old.round.answer), at=MUCH_LATER, **again)

    assert (same.sentences, newer.sentences) == ([2], [])


def test_what_comes_through_a_link_reaches_managing_editors_once_its_maker_has_left() -> None:
    invited = make.invitation(make.submitted(), by="editor2")
    managing, left = cast.person("managing"), cast.person("editor2")
    left.is_active = False
    left.save(update_fields=["is_active"])
    invited.refresh_from_db()

    comments.open_by_link(invited, at=make.NOW, text="By how much?")
    make.recommended(invited)
    workflow.decline_by_link(invited, at=make.NOW)
    workflow.ask_for_new_link(invited, at=LATER)

    for verb in ("commented by link", "recommended by link", "declined by link", "asked for a new link"):
        told = Delivery.objects.filter(event__verb=verb).values_list("recipient", flat=True)
        assert managing.pk in told, verb


def test_an_erased_name_leaves_role_credentials_and_an_unbroken_log() -> None:
    invited = make.invitation(make.submitted(), address="olga@example.org")
    row = make.recommended(invited, address="olga@example.org")

    workflow.erase_name(invited, by=cast.person("managing"), at=make.NOW)

    assert (invited.name, invited.address) == ("", "")
    assert (row.role, row.credentials) == ("hematologist", "MD")
    owed = Delivery.objects.get(event__verb="invited")
    assert (owed.address, owed.state) == ("erased", Owed.State.NOT_WANTED)


def test_what_is_said_twice_is_written_once_and_the_newest_word_counts() -> None:
    invited = make.invitation(make.submitted())

    first, again = make.advice(invited), make.advice(invited)
    later = make.advice(invited, verdict="partly supports", reason="Only in men.")

    assert first == again
    assert list(Advice.objects.standing()) == [later]
    assert Advice.objects.count() == 2


def test_an_answer_that_does_not_fit_the_sentence_is_refused() -> None:
    invited = make.invitation(make.submitted())
    needs = workflow.asked_about(invited)

    for need in needs:
        wrong = "supports" if need.use is None else "needs no citation"
        with pytest.raises(Refused, match="Choose one"):
            workflow.advise(invited, need, at=make.NOW, verdict=wrong)
        workflow.advise(invited, need, at=make.NOW, verdict="not my field")


def test_who_finishes_says_who_they_are() -> None:
    invited = make.invitation(make.submitted())

    for given in ({"name": ""}, {"role": " "}, {"address": "nowhere"}, {"kind": "maybe"}):
        with pytest.raises(Refused):
            make.recommended(invited, **given)
    with pytest.raises(Refused, match="what should change"):
        make.recommended(invited, "needs changes", note="")

    assert not Recommendation.objects.exists()


def test_a_second_recommendation_takes_the_place_of_the_first_and_of_nobody_elses() -> None:
    revision = make.submitted()
    one, other = make.invitation(revision), make.invitation(revision)
    mine = make.recommendation(revision)
    make.recommended(one)
    theirs = make.recommended(other, "needs changes")

    newest = make.recommended(one, "small changes")

    assert set(Recommendation.objects.standing()) == {mine, theirs, newest}


def test_the_same_recommendation_twice_is_one_with_one_mail() -> None:
    invited = make.invitation(make.submitted())

    first, again = make.recommended(invited), make.recommended(invited)

    assert first == again
    owed = Delivery.objects.filter(event__verb="recommended by link", recipient=cast.person("managing"))
    assert owed.count() == 1


def test_a_link_takes_no_end_of_recommendations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answers.workflow.advising.MOST_RECOMMENDATIONS", 1)
    invited = make.invitation(make.submitted())
    make.recommended(invited)

    with pytest.raises(Refused, match="takes no more"):
        make.recommended(invited, "small changes")


def test_competing_interests_named_through_a_link_reach_the_managing_editors() -> None:
    invited = make.invitation(make.submitted(), by="editor2")
    cast.person("managing")
    said = workflow.Statement(competing="some", competing_text="I own shares of the maker.")

    make.recommended(invited, said=said)

    owed = Delivery.objects.filter(event__verb="named competing interests")
    assert [each.recipient for each in owed] == [cast.person("managing")]


def test_a_comment_through_a_link_is_a_thread_that_blocks_nothing() -> None:
    revision = make.submitted()
    invited = make.invitation(revision)
    passage = comments.chosen(revision.content(), "1", words="lowers the risk")

    thread = comments.open_by_link(invited, at=make.NOW, text="By how much?", **passage)

    assert (thread.kind, thread.quote) == (Thread.Kind.COMMENT, "lowers the risk")
    assert Delivery.objects.get(event__verb="commented by link").recipient == cast.person("managing")
    comments.reply(thread, by=cast.person("editor"), at=make.NOW, text="We say it now.")
    comments.resolve(thread, by=cast.person("editor"), at=make.NOW, revision=revision)


def test_the_same_comment_twice_on_the_same_words_is_one() -> None:
    revision = make.submitted()
    invited = make.invitation(revision)
    passage = comments.chosen(revision.content(), "1", words="lowers the risk")

    said = [comments.open_by_link(invited, at=make.NOW, text="Why?", **passage) for _ in range(2)]
    on_the_page = comments.open_by_link(invited, at=make.NOW, text="Why?")

    assert said[0] == said[1] != on_the_page
    assert Delivery.objects.filter(event__verb="commented by link").count() == 2


def test_a_link_takes_no_end_of_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answers.comments.by_link.MOST", 1)
    invited = make.invitation(make.submitted())
    comments.open_by_link(invited, at=make.NOW, text="One.")

    with pytest.raises(Refused, match="takes no more"):
        comments.open_by_link(invited, at=make.NOW, text="Two.")


def test_a_link_opens_no_door_of_the_admin() -> None:
    invited = make.invitation(make.submitted())
    guest = Client()
    guest.get(f"/review/{invited.token}/")

    response = guest.get(f"/admin/review/{invited.round.revision_id}/")

    assert response["Location"].startswith("/admin/login/")
    assert not guest.cookies


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_whoever_revokes_while_somebody_posts_comes_before_or_after() -> None:
    invited = make.invitation(make.submitted())
    need, by = workflow.asked_about(invited)[0], cast.person("managing")
    outcomes = list[str]()

    def revoke() -> None:
        workflow.revoke_link(invited, by=by, at=make.NOW)
        outcomes.append("revoked")
        connection.close()

    def advise() -> None:
        try:
            workflow.advise(invited, need, at=make.NOW, verdict="supports")
            outcomes.append("advised")
        except Refused:
            outcomes.append("refused")
        connection.close()

    both = [threading.Thread(target=each) for each in (revoke, advise)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert outcomes.count("revoked") == 1
    assert Advice.objects.count() == outcomes.count("advised")
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    if "advised" in verbs:
        assert verbs.index("advised") < verbs.index("revoked the link")
