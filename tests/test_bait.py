"""No text that somebody may send keeps a worker busy: a megabyte of what makes careless patterns slow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from answers.importers import page
from answers.models import Invitation
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BYTES, IN_AN_ADDRESS = 1_000_000, 4_000
SECONDS = 10.0
LONGER = {"a page": 60.0}
"""Of processor time, many times what it takes, because a careless pattern needs hours. A page is read whole,
with each of its forty thousand citations; only staff may import."""
BAITS = {
    "tags": "<b-b>",
    "open tags": "<a ",
    "brackets": "([{",
    "entities": "&#",
    "digits": "1",
    "spaces": " ",
    "citations": "[@a, p. ",
    "addresses": "http://a@a.",
    "marks": "^1,2-",
}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}

Send = Callable[[str], Any]


def signed_in(name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.person(name))
    return client


def entries() -> dict[str, Send]:
    """Every way in for text, as who may use it; the server lets no longer address through (gunicorn)."""
    revision = make.submitted()
    invitation = make.invitation(revision)
    reader, editor, managing = Client(headers=SAME_ORIGIN), signed_in("editor"), signed_in("managing")
    change = f"/admin/answers/answer/{revision.answer_id}/change/"
    review = f"/admin/review/{revision.pk}"
    link = f"/review/{Invitation.objects.get(pk=invitation.pk).token}"
    every = (
        "short_answer",
        "research",
        "unknowns",
        "doctor_questions",
        "title",
        "note",
        "reason",
        "phrasings",
    )
    return {
        "search": lambda bait: reader.get("/search/", {"q": bait[:IN_AN_ADDRESS]}),
        "letters": lambda bait: reader.get(
            "/questions/", {"letter": bait[:IN_AN_ADDRESS], "topic": bait[:IN_AN_ADDRESS]}
        ),
        "an address": lambda bait: reader.get(f"/questions/{quote(bait[:IN_AN_ADDRESS], safe='')}/"),
        "a reader's words": lambda bait: reader.post(
            "/feedback/", {"kind": "ask", "text": bait, "page": bait}
        ),
        "signing in": lambda bait: reader.post("/admin/login/", {"username": bait, "password": bait}),
        "a guest's comment": lambda bait: reader.post(f"{link}/comment/", {"about": "page", "text": bait}),
        "a guest's advice": lambda bait: reader.post(f"{link}/1/", {"verdict": "supports", "reason": bait}),
        "the form of an answer": lambda bait: editor.post(change, dict.fromkeys(every, bait)),
        "its page beside": lambda bait: editor.post(
            change.replace("/change/", "/live/"), dict.fromkeys(every, bait)
        ),
        "a comment": lambda bait: editor.post(
            f"{review}/comment/", {"text": bait, "words": bait, "block": "research", "kind": "comment"}
        ),
        "a pasted reference": lambda bait: editor.post(
            "/admin/sources/source/offers/", {"text": bait, "q": bait}
        ),
        "references": lambda bait: editor.post("/admin/sources/source/import/", {"text": bait}),
        "a page": lambda bait: editor.post(
            "/admin/answers/answer/import/", {"text": bait[: page.LONGEST], "topic": bait}
        ),
        "more than a page": lambda bait: editor.post("/admin/answers/answer/import/", {"text": bait}),
        "a text of the site": lambda bait: managing.post(
            "/admin/site-texts/about/", {"body": bait, "note": bait[:1000]}
        ),
        "a list of staff": lambda bait: editor.get("/admin/answers/answer/", {"q": bait[:IN_AN_ADDRESS]}),
        "the interface": lambda bait: editor.post(
            f"/api/v1/revisions/{revision.pk}/threads/",
            {"text": bait[:900_000], "kind": "comment"},
            content_type="application/json",
        ),
    }


ON_BOTH_DATABASES = "tags"
"""How long a text may be is the database's to say; how its pieces read is not."""


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(each, marks=[] if each == ON_BOTH_DATABASES else pytest.mark.any_database)
        for each in BAITS
    ],
)
def test_a_megabyte_of_bait_is_answered_in_time(kind: str) -> None:
    piece = BAITS[kind]
    bait = piece * (BYTES // len(piece))

    late, shut = {}, {}
    for name, send in entries().items():
        began = time.process_time()
        status = send(bait).status_code
        taken = time.process_time() - began
        if taken > LONGER.get(name, SECONDS):
            late[name] = round(taken, 1)
        if status in (301, 401, 403, 405) or status >= 500:
            shut[name] = status

    assert late == {}
    assert shut == {}
