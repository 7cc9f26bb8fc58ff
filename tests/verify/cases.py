"""Makes, inside the site's process, the texts and people that the checks act on; tells them as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import timezone

from answers import workflow
from answers.admin.writing import sheets
from answers.models import Answer, Contributor, Revision, Topic
from answers.revisions import draft_of
from sources import notices
from sources.models import Source
from tests import cast, make

QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin() -> None:
    """New rows do not bear the names of those that an earlier process made here."""
    make.number_from(1000 * (Topic.objects.count() + 1))


def tell(found: object) -> None:
    """One line of JSON for the process that asked."""
    sys.stdout.write(f"\n{json.dumps(found)}\n")


def sessions(crowd: int) -> None:
    """A session for everybody of the cast and for so many further editors, by name."""
    names = [*cast.GROUPS, *(f"signer{number}" for number in range(crowd))]
    with override_settings(**QUICK):
        people = [cast.person(each, group=cast.GROUPS.get(each) or _group(each)) for each in names]
    Contributor.objects.update(interests_declared_on=timezone.localdate())
    tell({each.username: _session(each) for each in people})


def races(pairs: int) -> None:
    """Everything that the races need, by the name of the race."""
    begin()
    make.source("gone")
    tell(
        {
            "many": text(make.checked(make.submitted())),
            "pairs": [text(make.checked(make.submitted())) for _ in range(pairs)],
            "edited": [form(make.answer()) for _ in range(pairs)],
            "stale": text(make.checked(make.submitted())) | {"answer": form(_newest())},
            "contributor": text(_of_two()),
            "superuser": text(_by("admin")),
            "overtaken": text(make.approved()) | {"answer": form(_newest())},
            "retracted": text(make.approved(short_answer="<p>It lowers the risk [@gone].</p>")),
        }
    )


def pool(size: int) -> None:
    """So many texts to decide on, two to save and one to comment on."""
    begin()
    tell(
        {
            "decided": [text(make.checked(make.submitted())) for _ in range(size)],
            "saved": [form(make.answer()) for _ in range(2)],
            "discussed": text(make.submitted()),
        }
    )


def forms(count: int) -> None:
    """So many texts, each for one person to save."""
    begin()
    tell([form(make.answer()) for _ in range(count)])


def text(revision: Revision) -> dict[str, Any]:
    """What the buttons of its review need to know."""
    slug = revision.answer.question.slug
    return {"revision": revision.pk, "hash": revision.content_hash, "slug": slug}


def form(answer: Answer) -> dict[str, Any]:
    """The form of an answer as a browser would send it back."""
    answer.refresh_from_db()
    fields: Mapping[str, str] = sheets.as_posted(draft_of(answer), base=answer.latest_number)
    return {"answer": answer.pk, "fields": fields}


def retract(key: str) -> None:
    """A notice of retraction is found, as `check_sources` would."""
    at = timezone.now()
    source = Source.objects.get(key=key)
    notices.record(source, kind="retraction", origin="verify", at=at, noticed_on=timezone.localdate(at))
    tell(None)


def _newest() -> Answer:
    return Answer.objects.order_by("-pk")[0]


def _of_two() -> Revision:
    """The editor wrote the first text, editor2 the one in review."""
    answer = make.answer()
    typed = make.draft(wording=answer.question.wording, research=make.CORRECTED)
    make.revision(answer, typed, by=cast.person("editor2"))
    return make.checked(make.submitted(answer))


def _by(name: str) -> Revision:
    """One person wrote and submitted it."""
    by = cast.person(name)
    found = make.latest(make.answer(by=by))
    workflow.submit(found, by=by, at=make.NOW)
    return make.checked(found)


def _group(name: str) -> str:
    return "Medical editors" if name.startswith("signer") else ""


def _session(person: User) -> str:
    client = Client()
    client.force_login(person, BACKEND)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)
