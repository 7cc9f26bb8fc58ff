"""The words of the glossary: written by one person, approved by another, public at once, never changed."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from answers import glossary, workflow
from answers.models import Event, Refused, Term, TermApproval, TermVersion
from answers.rendering import terms
from tests import cast, make

pytestmark = pytest.mark.django_db

LATER = make.NOW + datetime.timedelta(days=200)


def public(language: str = "en") -> list[str]:
    return [each.headword for each in glossary.public(language).terms]


def newer(version: TermVersion, *, by: str = "editor", base: int = 1, meaning: str) -> TermVersion:
    word = replace(glossary.entry(version), meaning=meaning)
    saved = workflow.write_term(word, by=cast.person(by), at=LATER, term=version.term, base=base)
    assert saved is not None
    return saved


def approve(version: TermVersion, by: str = "editor2", content_hash: str = "") -> TermApproval:
    shown = content_hash or version.content_hash
    return workflow.approve_term(version, by=cast.person(by), at=LATER, content_hash=shown)


def test_a_word_is_public_only_once_somebody_else_has_approved_it() -> None:
    written = make.term("tocilizumab")
    before = public()

    approve(written)

    assert (before, public()) == ([], ["tocilizumab"])


@pytest.mark.parametrize("name", ["editor", "admin"])
def test_whoever_wrote_a_word_cannot_approve_it(name: str) -> None:
    written = make.term(by=name)

    with pytest.raises(Refused, match="somebody else must approve it"):
        approve(written, by=name)


def test_whoever_wrote_what_the_newest_version_builds_on_cannot_approve_it_either() -> None:
    written = make.term(by="editor2")
    built = newer(written, by="managing", meaning="Damage to part of the brain.")

    with pytest.raises(Refused, match="somebody else must approve it"):
        approve(built, by="editor2")


def test_an_approval_binds_to_the_text_that_was_shown() -> None:
    shown = make.term()
    built = newer(shown, meaning="Damage to part of the brain.")

    with pytest.raises(Refused, match="changed after you opened it"):
        approve(shown)
    with pytest.raises(Refused, match="changed after you opened it"):
        approve(built, content_hash=shown.content_hash)
    assert public() == []


def test_readers_keep_the_public_meaning_until_the_newer_one_is_approved() -> None:
    term = make.approved_term()
    built = newer(TermVersion.objects.get(term=term), meaning="Newer.")

    before = glossary.public("en").terms[0].meaning
    approve(built)

    assert (before, glossary.public("en").terms[0].meaning) == ("Damage to the brain.", "Newer.")


@pytest.mark.parametrize("name", ["reviewer", "clinician", "auditor"])
def test_only_editors_write_approve_and_retire(name: str) -> None:
    written = make.term()

    with pytest.raises(Refused, match="permission to write"):
        make.term("other", by=name)
    with pytest.raises(Refused, match="permission to approve"):
        approve(written, by=name)
    with pytest.raises(Refused, match="permission to approve"):
        workflow.retire_term(written.term, by=cast.person(name), at=LATER, reason="Because.")


def test_the_database_refuses_an_approval_by_the_writer() -> None:
    written = make.term()

    with pytest.raises(IntegrityError), transaction.atomic():
        TermApproval.objects.create(
            version=written,
            content_hash=written.content_hash,
            written_by=written.written_by,
            approved_by=written.written_by,
            approved_at=make.NOW,
            reviewed_on=make.TODAY,
        )


def test_the_second_of_two_writers_is_told_and_overwrites_nothing() -> None:
    written = make.term()
    newer(written, meaning="First.")

    with pytest.raises(Refused, match="Somebody else has saved"):
        newer(written, meaning="Second.")

    assert TermVersion.objects.count() == 2


def test_saving_without_a_change_makes_no_version() -> None:
    written = make.term()

    again = workflow.write_term(
        glossary.entry(written), by=cast.person("editor"), at=LATER, term=written.term, base=1
    )

    assert again is None


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        (terms.Term("", "x"), "Write the word itself"),
        (terms.Term("—", "x"), "Write the word itself"),
        (terms.Term("gout", "  "), "plain words"),
        (terms.Term("gout", "x", kind="thing"), "what sort"),
        (terms.Term("gout", "x", language="xx"), "languages of this site"),
        (terms.Term("gout", "x" * 401), "longer than 400"),
        (terms.Term("gout", "x", forms=tuple(map(str, range(21)))), "at most 20"),
        (terms.Term("Stroke", "Another meaning."), "form of “stroke” already"),
        (terms.Term("brain attack", "x", forms=("strokes",)), "form of “stroke” already"),
    ],
)
def test_a_word_that_readers_could_not_use_is_refused(word: terms.Term, sentence: str) -> None:
    make.approved_term("stroke")

    with pytest.raises(Refused, match=sentence):
        workflow.write_term(word, by=cast.person("editor"), at=make.NOW)


def test_a_form_that_a_word_claims_is_found_however_many_words_there_are() -> None:
    def asked(headword: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            make.term(headword)
        return len(queries)

    asked("stroke")
    beside_one = asked("gout")
    for word in ("angina", "asthma", "croup"):
        make.term(word)

    assert asked("sepsis") == beside_one


def test_of_a_public_word_the_forms_that_readers_see_are_claimed() -> None:
    """What somebody wrote since may never be approved; of a word that is not public it is all there is."""
    term = make.approved_term("stroke")
    wider = terms.Term("stroke", "Damage to the brain.", forms=("brain attack",))
    workflow.write_term(wider, by=cast.person("editor"), at=LATER, term=term, base=1)
    make.term("gout", forms=("podagra",))

    workflow.write_term(terms.Term("brain attack", "x"), by=cast.person("editor"), at=LATER)

    with pytest.raises(Refused, match="form of “gout” already"):
        workflow.write_term(terms.Term("podagra", "x"), by=cast.person("editor"), at=LATER)


def test_what_is_typed_is_kept_as_one_line_of_plain_text() -> None:
    written = make.term(" brain  attack ", "A <b>sudden</b>\n illness.", forms=(" stroke ", "stroke", ""))

    told = glossary.entry(written)

    assert (told.headword, told.forms) == ("brain attack", ("stroke",))
    assert "\n" not in told.meaning


def test_a_retired_word_is_explained_nowhere_and_comes_back_only_once_it_is_approved_again() -> None:
    term = make.approved_term()
    workflow.retire_term(term, by=cast.person("managing"), at=LATER, reason="Too vague.")
    while_retired = public()

    term.refresh_from_db()
    again = workflow.write_term(
        terms.Term("stroke", "Damage to the brain."),
        by=cast.person("editor"),
        at=LATER + datetime.timedelta(hours=1),
        term=term,
        base=1,
    )
    assert again is not None
    while_waiting = public()
    approve(again)

    assert (while_retired, while_waiting, public()) == ([], [], ["stroke"])


def test_a_word_that_was_retired_before_it_was_approved_waits_no_more() -> None:
    written = make.term()
    workflow.retire_term(written.term, by=cast.person("managing"), at=LATER, reason="Not needed.")

    with pytest.raises(Refused, match="changed after you opened it"):
        approve(written)
    assert not TermVersion.objects.waiting()


def test_a_word_is_retired_once_and_with_a_reason() -> None:
    term = make.approved_term()
    by = cast.person("managing")

    with pytest.raises(Refused, match="Say why"):
        workflow.retire_term(term, by=by, at=LATER, reason=" ")
    workflow.retire_term(term, by=by, at=LATER, reason="Vague.")
    with pytest.raises(Refused, match="already"):
        workflow.retire_term(term, by=by, at=LATER, reason="Vague.")


def test_each_step_is_logged_with_the_hash_of_the_text() -> None:
    written = make.term()
    approve(written)
    approve(written)
    workflow.retire_term(Term.objects.get(), by=cast.person("managing"), at=LATER, reason="Vague.")

    events = list(Event.objects.order_by("sequence"))

    verbs = ["wrote a word", "approved a word", "confirmed a word", "retired a word"]
    assert [event.verb for event in events] == verbs
    assert {event.details.get("hash", written.content_hash) for event in events} == {written.content_hash}


def test_words_of_one_language_are_not_those_of_another() -> None:
    make.approved_term("stroke")
    make.approved_term("ictus", language="es")

    assert (public("en"), public("es")) == (["stroke"], ["ictus"])
