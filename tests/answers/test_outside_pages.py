"""The pages behind a link, as somebody without an account visits them on a phone: no script, no cookie."""

from __future__ import annotations

import datetime
import re
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from answers import comments, jobs, workflow
from answers.models import Advice, Candidacy, Invitation, Recommendation, Thread
from answers.views import outside
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
WHO = {"name": "Dr. Olga Outside", "role": "hematologist", "credentials": "MD", "competing": "none"}
ADVICE = WHO | {"kind": "approve"}


@pytest.fixture
def invited() -> Invitation:
    return make.invitation(make.submitted(), at=timezone.now(), note="Please look at the numbers.")


def path(invited: Invitation, rest: str = "") -> str:
    return f"/review/{invited.token}/{rest}"


def get(invited: Invitation, rest: str = "") -> Any:
    return Client().get(path(invited, rest))


def post(invited: Invitation, rest: str, typed: dict[str, str] | None = None, **headers: Any) -> Any:
    return Client(enforce_csrf_checks=True).post(path(invited, rest), typed or {}, **(headers or HERE))


def text(response: Any) -> str:
    words = re.sub(r"<[^>]+>", " ", unescape(response.content.decode()))
    return " ".join(words.split())


def test_the_invitation_names_question_asker_length_and_day(invited: Invitation) -> None:
    shown = text(get(invited))

    assert invited.round.revision.content().question in shown
    assert "Test Managing asks for your advice" in shown
    assert "Please look at the numbers." in shown
    assert "4 sentences, about 4 minutes" in shown
    assert invited.due_on.strftime("%B %Y") in shown


def test_a_get_consumes_nothing_and_writes_nothing(invited: Invitation) -> None:
    before = list(Invitation.objects.values())

    for rest in ("", "page/", "1/", "comment/", "comment/?about=1", "finish/", "done/", "decline/", "again/"):
        for _ in range(2):
            get(invited, rest)

    assert list(Invitation.objects.values()) == before
    assert not Advice.objects.exists()


def test_no_page_behind_a_link_sets_a_cookie_is_kept_or_tells_its_address(invited: Invitation) -> None:
    for rest in ("", "page/", "1/", "comment/", "finish/"):
        response = get(invited, rest)

        assert response.status_code == 200, rest
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert 'content="noindex' in response.content.decode()


def test_a_press_saves_and_leads_to_the_next_sentence(invited: Invitation) -> None:
    response = post(invited, "1/", {"verdict": "supports", "reading": "abstract only"})

    assert response["Location"] == path(invited, "2/")
    assert not response.cookies
    row = Advice.objects.get()
    assert (row.verdict, row.reading) == ("supports", "abstract only")
    assert "1 of 5 answered" in text(get(invited))
    assert f'href="{path(invited, "2/")}"' in get(invited).content.decode()


def test_a_doubt_is_saved_at_once_and_asked_about(invited: Invitation) -> None:
    response = post(invited, "1/", {"verdict": "does not support"})

    assert response["Location"] == path(invited, "1/#why")
    assert "Saved: “no”." in text(get(invited, "1/"))
    post(invited, "1/", {"verdict": "does not support", "reason": "It says the opposite."})
    assert Advice.objects.standing().get().reason == "It says the opposite."


def test_the_last_press_leads_to_the_end(invited: Invitation) -> None:
    for number, need in enumerate(workflow.asked_about(invited), start=1):
        response = post(invited, f"{number}/", {"verdict": "supports" if need.use else "needs no citation"})

    assert response["Location"] == path(invited, "finish/")


def test_name_and_credentials_come_last_and_are_asked_once(invited: Invitation) -> None:
    response = post(invited, "finish/", ADVICE | {"address": "olga@example.org"})

    assert response["Location"] == path(invited, "done/")
    row = Recommendation.objects.get()
    assert (row.role, row.credentials, row.person) == ("hematologist", "MD", None)
    assert "Thank you, Dr. Olga Outside." in text(get(invited, "done/"))
    assert 'value="hematologist"' in get(invited, "finish/").content.decode()


def test_what_was_typed_is_shown_again_when_it_is_refused(invited: Invitation) -> None:
    response = post(invited, "finish/", ADVICE | {"kind": "needs changes", "credentials": "MD, PhD"})

    assert response.status_code == 422
    assert "Write what should change." in text(response)
    assert "MD, PhD" in response.content.decode()


def test_a_sentence_is_commented_on_by_its_number_and_its_words(invited: Invitation) -> None:
    response = post(invited, "comment/", {"about": "1", "words": "lowers the risk", "text": "By how much?"})

    thread = Thread.objects.get()
    assert response["Location"] == path(invited, f"page/#comment-{thread.pk}")
    assert thread.quote == "lowers the risk"
    comments.reply(thread, by=cast.person("editor"), at=make.NOW, text="By half.")
    assert "Test Editor: By half." in text(get(invited, "page/"))


def test_a_comment_that_fits_nowhere_is_refused_and_kept_on_the_page(invited: Invitation) -> None:
    response = post(invited, "comment/", {"about": "1", "words": "not there", "text": "My long comment."})

    assert response.status_code == 422
    assert "My long comment." in response.content.decode()
    assert post(invited, "comment/", {"about": "99", "text": "x"}).status_code == 422
    assert post(invited, "comment/", {"about": "page", "text": " "}).status_code == 422


def test_a_wrong_a_revoked_an_expired_and_a_superseded_link_give_the_same_page() -> None:
    now = timezone.now()
    revoked, superseded = (make.invitation(make.submitted(), at=now) for _ in range(2))
    expired = make.invitation(make.submitted())
    workflow.revoke_link(revoked, by=cast.person("managing"), at=now)
    Candidacy.objects.filter(round=superseded.round).update(stage="superseded")
    Invitation.objects.filter(pk=expired.pk).update(expires_at=now - datetime.timedelta(days=1))

    pages = set()
    for token in (revoked.token, superseded.token, expired.token, "x" * 43, "wrong"):
        for rest in ("", "1/", "finish/", "page/"):
            response = Client().get(f"/review/{token}/{rest}")
            assert response.status_code == 404
            pages.add(response.content.decode().replace(token, ""))

    assert len(pages) == 1
    assert "Thank you. This link works no more." in pages.pop()


@pytest.mark.parametrize(("rest", "name"), [("1/", "reason"), ("comment/", "text"), ("finish/", "note")])
def test_what_was_typed_when_the_link_died_can_be_copied(invited: Invitation, rest: str, name: str) -> None:
    workflow.revoke_link(invited, by=cast.person("managing"), at=timezone.now())

    response = post(invited, rest, {name: "My long words."})

    assert "My long words." in text(response)
    assert response.status_code == 404


def test_what_was_typed_too_fast_can_be_copied(invited: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MOST_SENT", 0)

    response = post(invited, "comment/", {"about": "page", "text": "My long words."})

    assert response.status_code == 429
    assert "My long words." in text(response)


def test_a_reason_that_does_not_fit_stays_in_its_field(invited: Invitation) -> None:
    post(invited, "1/", {"verdict": "does not support"})
    long = "Because. " * 60

    response = post(invited, "1/", {"verdict": "does not support", "reason": long})

    assert response.status_code == 422
    assert long.strip() in text(response)


def test_a_dead_link_offers_to_ask_for_a_new_one_and_tells_nothing(invited: Invitation) -> None:
    workflow.revoke_link(invited, by=cast.person("managing"), at=timezone.now())

    known, unknown = (
        post(invited, "again/"),
        Client(headers={"Sec-Fetch-Site": "same-origin"}).post("/review/wrong/again/"),
    )

    assert text(known) == text(unknown)
    assert "we pass it on" in text(known)
    invited.refresh_from_db()
    assert invited.renewal_asked_at is not None


def test_who_cannot_do_it_says_so(invited: Invitation) -> None:
    assert "Thank you for telling us" in text(post(invited, "decline/"))
    assert get(invited).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 302),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": "http://testserver"}, 403),
        ({"HTTP_ORIGIN": "http://testserver"}, 302),
        ({"HTTP_ORIGIN": "null"}, 302),
        ({"HTTP_ORIGIN": "https://elsewhere.example"}, 403),
        ({"HTTP_X_NOTHING": "said"}, 403),
    ],
    ids=["ours", "other site", "sister site", "our origin", "older browser", "other origin", "says nothing"],
)
def test_a_form_of_another_site_saves_nothing(
    invited: Invitation, headers: dict[str, str], status: int
) -> None:
    response = post(invited, "1/", {"verdict": "supports"}, **headers)

    assert response.status_code == status
    assert Advice.objects.exists() is (status == 302)


def test_guessing_links_is_slowed_down_and_knowing_one_is_not_guessing(invited: Invitation) -> None:
    workflow.revoke_link(invited, by=cast.person("managing"), at=timezone.now())
    for _ in range(outside.WRONG.most + 5):
        assert get(invited).status_code == 404

    answered = [
        Client().get(f"/review/guess{number}/").status_code for number in range(outside.WRONG.most + 1)
    ]

    assert answered == [404] * outside.WRONG.most + [429]
    assert "Retry-After" in get(invited).headers
    assert Client().get("/review/guess/", REMOTE_ADDR="192.0.2.7").status_code == 404


def test_one_link_does_not_send_without_end(invited: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MOST_SENT", 3)

    answered = [post(invited, "1/", {"verdict": "supports"}).status_code for _ in range(4)]

    assert answered == [302, 302, 302, 429]


def test_the_number_of_queries_does_not_grow_with_the_sentences(django_assert_max_num_queries: Any) -> None:
    short = make.invitation(make.submitted(), at=timezone.now())
    many = "".join(f"<p>Sentence {number} says so [@trial].</p>" for number in range(30))
    long = make.invitation(make.submitted(research=many), at=timezone.now())
    counts = []
    for each in (short, long):
        with django_assert_max_num_queries(60) as asked:
            get(each, "1/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_invitation_goes_out_once_by_mail_with_the_link_and_an_end(invited: Invitation) -> None:
    make.invitation(make.submitted(), at=timezone.now(), address="olga@example.org")

    for _ in range(2):
        jobs.run_due(timezone.now())

    [sent] = [each for each in mail.outbox if each.to == ["olga@example.org"]]
    token = Invitation.objects.get(address="olga@example.org").token
    assert f"/review/{token}/" in sent.body
    assert "4 sentences, about 4 minutes" in sent.body
    assert "cannot wait" not in sent.body


def test_a_guest_is_written_to_in_the_language_of_the_text() -> None:
    make.invitation(make.submitted(make.answer(language="es")), at=timezone.now(), address="olga@example.org")

    jobs.run_due(timezone.now())

    [sent] = [each for each in mail.outbox if each.to == ["olga@example.org"]]
    token = Invitation.objects.get(address="olga@example.org").token
    assert f"/es/review/{token}/" in sent.body


def test_afterwards_one_mail_says_what_changed() -> None:
    revision = make.submitted()
    invited = make.invitation(revision, address="olga@example.org")
    make.advice(invited, verdict="partly supports", reason="In men.")
    comments.open_by_link(invited, at=make.NOW, text="Good page.")
    answer = revision.answer
    answer.refresh_from_db()
    changed = make.SHORT_ANSWER.replace("lowers", "can lower")
    make.revision(answer, make.draft(wording=answer.question.wording, short_answer=changed))
    publication = make.published(answer)

    for _ in range(2):
        jobs.run_due(make.NOW)

    sent = [each for each in mail.outbox if each.to == ["olga@example.org"] and "Thank you" in each.subject]
    assert len(sent) == 1
    assert (
        "You said “partly” of “A blood thinner lowers the risk of stroke.” It reads otherwise now."
        in sent[0].body
    )
    assert "Your comment on “the whole page” was read and is still open." in sent[0].body
    assert publication.answer.question.get_absolute_url() in sent[0].body


def test_the_thanks_name_the_question_as_readers_know_it() -> None:
    revision = make.submitted()
    make.recommended(make.invitation(revision), address="olga@example.org")
    make.checked(revision)
    make.approve(revision)
    workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)
    revision.answer.refresh_from_db()
    make.revision(revision.answer, make.draft(wording="A wording nobody signed?"))

    jobs.run_due(make.NOW)

    [sent] = [each for each in mail.outbox if each.to == ["olga@example.org"]]
    assert revision.content().question in sent.subject
    assert "nobody signed" not in f"{sent.subject} {sent.body}"


def test_who_said_nothing_or_left_no_address_hears_nothing_afterwards() -> None:
    revision = make.submitted()
    make.invitation(revision, address="olga@example.org")
    make.advice(make.invitation(revision))
    make.checked(revision)
    make.approve(revision)
    workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)

    jobs.run_due(make.NOW)

    assert not [each for each in mail.outbox if "Thank you" in each.subject]
