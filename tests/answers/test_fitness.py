"""What may be written in a draft or beside a verb: refused in words, never cut and never a database error."""

from collections.abc import Callable
from typing import Any

import pytest

from answers import gates, revisions, workflow
from answers.content import SetAside, Use
from answers.models import Answer, CitationCheck, Refused, Revision
from answers.rendering import claims
from sources.models import Source
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

UNFIT = ["x" * 6000, "a\x00b"]


def _check(revision: Revision, **fields: Any) -> CitationCheck:
    need = next(need for need in gates.needed_checks(revision.content()) if need.use)
    given = {"verdict": "partly supports", "reading": "abstract only", "reason": "Why."} | fields
    return workflow.check(
        revision,
        need.claim.hash,
        by=cast.person("reviewer"),
        at=make.NOW,
        source=Source.objects.get(key="trial"),
        **given,
    )


def _start(text: str) -> None:
    workflow.start(wording=text, topic=make.topic(), by=cast.person("editor"), at=make.NOW)


def _start_in_language(text: str) -> None:
    topic = make.topic()
    workflow.start(wording="Why?", topic=topic, by=cast.person("editor"), at=make.NOW, language=text)


def _save(text: str) -> None:
    answer = make.answer()
    workflow.save(answer, make.draft(), by=cast.person("editor"), at=make.NOW, base=1, note=text)


def _submit(text: str) -> None:
    workflow.submit(make.latest(make.answer()), by=cast.person("editor"), at=make.NOW, note=text)


def _schedule(text: str) -> None:
    later = make.NOW.replace(hour=12)
    by = cast.person("editor2")
    workflow.schedule(make.approved(), by=by, at=make.NOW, publish_at=later, reason=text)


def _withdraw(text: str) -> None:
    workflow.withdraw(make.published().answer, by=cast.person("managing"), at=make.NOW, reason=text)


def _approve(**fields: Any) -> None:
    revision = make.checked(make.submitted())
    seen: dict[str, Any] = {"content_hash": revision.content_hash, "scope": "whole page"}
    workflow.approve(revision, by=cast.person("editor2"), at=make.NOW, **seen, **fields)


def _request_changes(text: str) -> None:
    revision = make.submitted()
    workflow.request_changes(
        revision, by=cast.person("editor2"), at=make.NOW, content_hash=revision.content_hash, note=text
    )


def _accept_partly(text: str) -> None:
    workflow.accept_partly(_check(make.submitted()), by=cast.person("editor2"), at=make.NOW, reason=text)


VERBS: dict[str, Callable[[str], object]] = {
    "start": _start,
    "start, language": _start_in_language,
    "save": _save,
    "submit": _submit,
    "approve, note": lambda text: _approve(note=text),
    "approve, interests": lambda text: _approve(interests=text),
    "request changes": _request_changes,
    "publish": lambda text: make.published(reason=text),
    "schedule": _schedule,
    "withdraw": _withdraw,
    "check, quote": lambda text: _check(make.submitted(), quote=text),
    "check, place": lambda text: _check(make.submitted(), place=text),
    "check, reason": lambda text: _check(make.submitted(), reason=text),
    "check, reading": lambda text: _check(make.submitted(), verdict="could not get it", reading=text),
    "accept partly": _accept_partly,
}


@pytest.mark.parametrize("text", UNFIT, ids=["too long", "null"])
@pytest.mark.parametrize("verb", VERBS)
def test_a_text_that_cannot_be_stored_is_refused_in_words_and_never_cut(verb: str, text: str) -> None:
    with pytest.raises(Refused):
        VERBS[verb](text)


def test_an_address_longer_than_its_field_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="longer than 200 characters"):
        workflow.rename(make.answer().question, "a" * 201, by=cast.person("editor"), at=make.NOW)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"certainty": "quite sure indeed"}, "Choose one of the six wordings"),
        ({"set_aside": (SetAside("trial"), SetAside("trial"))}, "listed twice"),
        ({"set_aside": (SetAside("a\x00b"),)}, "null character"),
    ],
)
def test_a_value_that_no_form_offers_is_refused_in_words(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        make.answer(**fields)


def test_a_role_that_no_form_offers_is_refused_in_words() -> None:
    answer = make.answer()

    with pytest.raises(revisions.Malformed, match="one of the five roles"):
        make.revision(answer, make.draft(citations=(Use(_first_claim(answer), "trial", role="proves"),)))


def test_a_writer_named_twice_is_refused_in_words() -> None:
    writer = cast.person("editor").contributor.pk

    with pytest.raises(revisions.Malformed, match="named twice"):
        make.answer(byline=(writer, writer))


def _first_claim(answer: Answer) -> str:
    return claims.claims(make.latest(answer).content())[0].hash
