"""Mentions: which colleagues a comment names, and that each of them hears of it once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from answers import comments, jobs
from answers.models import Delivery, Event, Mention, Thread
from tests import cast, make

pytestmark = pytest.mark.django_db


def opened(text: str, **fields: object) -> Thread:
    for name in ("editor", "editor2", "clinician"):
        cast.person(name)
    return comments.open_thread(
        make.submitted(),
        by=cast.person("reviewer"),
        at=make.NOW,
        kind="comment",
        text=text,
        **fields,  # type: ignore[arg-type]
    )


def named() -> set[str]:
    return set(Mention.objects.values_list("person__username", flat=True))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Would you look, @clinician?", {"clinician"}),
        ("@editor and @editor2.", {"editor", "editor2"}),
        ("@editor @editor", {"editor"}),
        ("Write to me@editor or see [@editor; @editor2].", set()),
        ("Nobody is called @nobody.", set()),
        ("I, @reviewer, wonder.", set()),
    ],
)
def test_a_comment_names_colleagues_by_their_user_name(text: str, people: set[str]) -> None:
    opened(text)

    assert named() == people


def test_a_colleague_may_be_chosen_beside_the_text() -> None:
    opened("Look here.", told=[cast.person("editor2")])

    assert named() == {"editor2"}


def test_only_who_may_read_the_comment_is_told_of_it() -> None:
    User.objects.create_user("stranger", is_staff=True)
    gone = cast.person("managing")
    User.objects.filter(pk=gone.pk).update(is_active=False)

    opened("@stranger @managing")

    assert named() == set()


def test_each_mentioned_colleague_is_owed_one_mail() -> None:
    thread = opened("@editor, @editor2: look.")

    comments.reply(thread, by=cast.person("editor"), at=make.NOW, text="I did. @reviewer?")

    owed = Delivery.objects.order_by("pk").values_list("recipient__username", "event__verb")
    found = [each for each in owed if each[1] in ("commented", "replied")]
    assert found == [("editor", "commented"), ("editor2", "commented"), ("reviewer", "replied")]


def test_who_wrote_in_a_thread_hears_of_replies_and_of_its_end() -> None:
    thread = opened("Which?")
    comments.reply(thread, by=cast.person("editor"), at=make.NOW, text="All.")
    comments.resolve(thread, by=cast.person("editor2"), at=make.NOW, revision=thread.revision)

    told = Delivery.objects.filter(event__verb__in=("replied", "resolved"))
    found = set(told.values_list("event__verb", "recipient__username"))
    assert found == {("replied", "reviewer"), ("resolved", "reviewer"), ("resolved", "editor")}


def test_who_may_no_longer_read_hears_nothing() -> None:
    thread = opened("Which?")
    cast.person("reviewer").groups.clear()

    comments.reply(thread, by=cast.person("editor"), at=make.NOW, text="All.")

    assert not Delivery.objects.filter(event__verb="replied").exists()


def test_the_mail_says_who_mentions_and_leads_to_the_thread(mailoutbox: list[object]) -> None:
    thread = opened("@editor2, look.")

    jobs.run_due(make.NOW)

    [mail] = [each for each in mailoutbox if "mentioned you" in each.subject]  # type: ignore[attr-defined]
    assert mail.to == ["editor2@example.org"]  # type: ignore[attr-defined]
    assert f"/admin/review/thread/{thread.pk}/" in mail.body  # type: ignore[attr-defined]


def test_the_log_tells_of_each_mention() -> None:
    opened("@editor")

    assert "mention:" in Event.objects.get(verb="commented").record


def test_threads_that_mention_or_involve_a_person_are_found() -> None:
    thread = opened("@editor")
    other = opened("Nothing.")
    comments.reply(other, by=cast.person("editor2"), at=make.NOW, text="Indeed.")

    assert list(Thread.objects.mentioning(cast.person("editor"))) == [thread]
    assert list(Thread.objects.involving(cast.person("editor2"))) == [other]
    assert set(Thread.objects.involving(cast.person("reviewer"))) == {thread, other}
