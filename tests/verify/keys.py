"""An access key for a check that speaks to the interface, and what its requests may name: told as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from answers import comments, gates, workflow
from answers.models import Answer, ChecklistQuestion, Revision, Scope, Thread, Topic
from sources.models import Source
from tests import cast, make
from tests.bench import searches
from tests.verify import cases

TEXTS = 3


def make_all() -> None:
    """A key of the administrator with every scope, the samples, and texts in review."""
    cases.begin()
    by, now = cast.person("admin"), timezone.now()
    searches.load_samples()
    _key, secret = workflow.make_key(name="A check", scopes=Scope.values, days=1, by=by, at=now)
    texts = [make.checked(make.submitted()) for _ in range(TEXTS)]
    cases.tell({"secret": secret, "named": _named(texts), "bodies": _bodies(texts)})


def _named(texts: Sequence[Revision]) -> dict[str, Any]:
    """By the beginning of a path, what may stand in it."""
    public = list(Answer.objects.published().order_by("pk").values_list("question", flat=True))
    samples = Revision.objects.filter(answer__is_sample=True).order_by("pk").values_list("pk", flat=True)
    return {
        "questions": public,
        "answers": public,
        "revisions": [*(each.pk for each in texts), *samples],
        "threads": [_thread(each).pk for each in texts],
        "topics": list(Topic.objects.order_by("pk").values_list("slug", flat=True)),
        "sources": list(Source.objects.order_by("pk").values_list("key", flat=True)),
    }


def _thread(found: Revision) -> Thread:
    by = cast.person("editor2")
    return comments.open_thread(found, by=by, at=timezone.now(), kind="comment", text="See the trial.")


def _bodies(texts: Sequence[Revision]) -> dict[str, Any]:
    """By its field, what may be sent."""
    first = texts[0]
    asked = workflow.checklist(first.answer, of=ChecklistQuestion.AskedOf.APPROVERS)
    return {
        "claim_hash": [need.claim.hash for need in gates.needed_checks(first.content())],
        "source": ["trial", "review"],
        "content_hash": [each.content_hash for each in texts],
        "checklist_wording": [workflow.checklist_wording(asked)],
    }
