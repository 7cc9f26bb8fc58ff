"""What the sample site holds: every state, only identifiers that were read, and plain words."""

import datetime
import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext
from pytest_django import DjangoDbBlocker

from answers import gates, pages
from answers.content import Content
from answers.management import samples
from answers.management.samples import files, people
from answers.models import (
    Answer,
    Candidacy,
    CitationCheck,
    Contributor,
    Event,
    GateRules,
    Question,
    Refused,
    Stage,
    Thread,
    Topic,
)
from answers.public import cited
from answers.rendering import claims as claims_of
from sources import notices
from sources.models import IDENTIFIERS, Source, Standing
from tests import cast, make, visible
from tests.answers import reviewing

SAMPLES = files.answers()
BY_NAME = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)

OWN = {"en": r"\b(I|my|me)\b", "es": r"\b(mi|me|dejo|puedo)\b"}
"""How a question says that it is the patient's own."""

READ = {
    "10.1056/NEJMoa2203478", "35661166", "PMC10587778", "10.1002/cncr.34756", "36991547",
    "10.1182/bloodadvances.2025016911", "38745451", "10.1016/j.bbmt.2018.12.758", "30592986",
    "10.1038/s41408-025-01259-z", "10.1200/OP-24-00489", "39705632", "10.2147/PPA.S496106", "40260187",
    "PMC12010075", "10.2147/PPA.S538443", "40390841", "10.3324/haematol.2015.125864", "26160879",
    "PMC4591766", "10.3390/cancers12020265", "10.3389/fonc.2018.00508", "10.1038/s41598-021-90149-y",
    "10.1161/CIR.0000000000001193", "38033089", "10.1056/NEJMoa1007432", "10.1097/GME.0000000000002028",
    "10.1016/S0140-6736(19)31709-X", "2509.18403", "PMC2408665", "10.1021/am300292v",
    "10.1021/acsami.9b11759",
}  # fmt: skip
"""Every identifier that somebody read in the work's own record; a new one is added here by hand."""


def load() -> samples.Loaded:
    return samples.load(password=cast.PASSWORD, at=make.NOW, say=lambda _sentence: None)


def claims(sample: files.Sample) -> tuple[claims_of.Claim, ...]:
    return claims_of.claims(Content(question=sample.question, **sample.texts))


def counts() -> dict[str, int]:
    tables = (Answer, Candidacy, CitationCheck, Contributor, Event, Source, Thread)
    return {table.__name__: table.objects.count() for table in tables}


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The samples are loaded once for all tests of this file; the connection is closed as Django's do."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            load()
            yield
            transaction.set_rollback(True)
        connections.close_all()


@pytest.fixture
def sample_site(_loaded: None) -> Iterator[None]:
    """The loaded sample site; what a test changes is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answer(name: str) -> Answer:
    return Answer.objects.get(question__slug=name)


def stage(name: str) -> str:
    return answer(name).candidacies.latest("id").stage


@BY_NAME
def test_no_sentence_is_longer_than_twenty_words(sample: files.Sample) -> None:
    texts = [claim.text for claim in claims(sample)]

    assert [text for text in texts if len(text.split()) > 20] == []


@BY_NAME
def test_a_short_answer_has_at_most_eighty_words(sample: files.Sample) -> None:
    words = [word for claim in claims(sample) if claim.block == "short_answer" for word in claim.text.split()]

    assert len(words) <= 80


@BY_NAME
def test_no_number_is_glued_to_a_word(sample: files.Sample) -> None:
    text = " ".join(str(value) for value in (*sample.texts.values(), *sample.before.values()))
    bare = re.sub(r"\[@[^\]]*\]|cited='@[^']*'", "", text)

    assert re.findall(r"[a-z]{2,}[.,;:]?\d+", bare) == []


@BY_NAME
def test_doctor_questions_are_the_patients_own(sample: files.Sample) -> None:
    questions = sample.texts["doctor_questions"]

    assert sample.life[-1].do == "write" or 3 <= len(questions) <= 7
    assert [text for text in questions if not text.endswith("?") or len(text.split()) > 20] == []
    assert [text for text in questions if not re.search(OWN[sample.language], text)] == []


@BY_NAME
def test_no_dose_is_named(sample: files.Sample) -> None:
    assert re.findall(r"\d+\s?(?:mg|mcg|µg|ml|IU|tablets?)\b", str(sample.texts)) == []


@BY_NAME
@pytest.mark.parametrize(
    ("certainty", "wrong"),
    [
        ("low", r"\b(?:confirms?|proves?|shows? that|will|probably|is effective)\b"),
        ("expert", r"\b(?:confirms?|proves?|shows? that|will|probably|is effective)\b"),
        ("moderate", r"\b(?:confirms?|proves?|may)\b"),
    ],
)
def test_the_verbs_of_a_short_answer_fit_its_certainty(
    sample: files.Sample, certainty: str, wrong: str
) -> None:
    if sample.texts["certainty"] == certainty:
        assert re.findall(wrong, sample.texts["short_answer"]) == []


def test_every_identifier_in_the_files_was_read() -> None:
    found = set()
    for _key, fields, written in files.sources():
        found |= {fields[name] for name in IDENTIFIERS if name in fields}
        found |= {row[name] for row in written for name in ("notice_doi", "notice_pmid") if name in row}

    assert found - READ == set()


def test_no_writer_claims_to_quote_a_source(sample_site: None) -> None:
    assert [each for each in SAMPLES if any("quote" in said for said in each.citations)] == []
    assert not CitationCheck.objects.filter(quote__isnull=False).exists()


def test_the_checks_of_citations_say_that_they_are_samples(sample_site: None) -> None:
    reasons = CitationCheck.objects.filter(source__isnull=False).values_list("reason", flat=True)

    assert set(reasons) == {"Sample check: wording not verified."}


def test_every_person_is_a_demo_person(sample_site: None) -> None:
    assert [name for name in Contributor.objects.values_list("name", flat=True) if "Demo" not in name] == []


@pytest.mark.parametrize("name", ["apixaban-or-warfarin", "blood-thinner-in-af"])
def test_two_samples_meet_the_full_standard_without_a_warning(name: str, sample_site: None) -> None:
    GateRules.objects.create(pk=1, profile="full standard")
    candidacy = answer(name).candidacies.latest("id")

    assert gates.for_publish(candidacy.revision, candidacy.round, today=make.TODAY) == ()


def test_loading_twice_gives_the_same(sample_site: None) -> None:
    before = counts()

    again = load()

    assert not again.is_new
    assert counts() == before


def test_the_log_runs_forward_in_time(sample_site: None) -> None:
    moments = list(Event.objects.order_by("sequence").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert moments[-1] < make.NOW


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("teclistamab-at-home", Stage.IN_REVIEW),
        ("blood-thinner-after-ablation", Stage.CHANGES_REQUESTED),
        ("aspirin-in-af", Stage.APPROVED),
        ("patch-or-tablet", Stage.SCHEDULED),
        ("apixaban-or-warfarin", Stage.LIVE),
        ("starting-at-62", Stage.ENDED),
    ],
)
def test_every_stage_has_its_sample(name: str, expected: Stage, sample_site: None) -> None:
    assert stage(name) == expected


def test_one_answer_is_a_draft_that_nobody_submitted(sample_site: None) -> None:
    assert not answer("what-hematologists-say").candidacies.exists()


def test_the_answer_in_review_has_comments_and_an_open_must_fix(sample_site: None) -> None:
    threads = answer("teclistamab-at-home").threads.filter(status=Thread.Status.OPEN)

    assert set(threads.values_list("kind", flat=True)) == {"comment", "must-fix", "suggestion"}


def test_one_answer_was_published_twice_and_says_why(sample_site: None) -> None:
    publications = answer("tocilizumab-before-bispecifics").publications.order_by("version")

    assert [each.version for each in publications] == [1, 2]
    assert publications[1].reason.startswith("We added interviews")


def test_one_answer_is_overdue(sample_site: None) -> None:
    page = pages.read("blood-thinner-in-af", at=make.NOW)

    assert page is not None
    assert "This page is overdue for review." in answer("blood-thinner-in-af").page.html


def test_the_withdrawn_answer_says_why(sample_site: None) -> None:
    assert answer("starting-at-62").withdrawn_reason.startswith("This page rested on one statement")


def test_the_scheduled_answer_waits_some_days(sample_site: None) -> None:
    candidacy = answer("patch-or-tablet").candidacies.get()

    assert candidacy.publish_at is not None
    assert candidacy.publish_at > make.NOW + datetime.timedelta(days=3)


def test_one_notice_is_found_and_one_retraction_confirmed(sample_site: None) -> None:
    fixtures = Source.objects.filter(key__startswith="fixture-")

    assert {key: words.code for key, words in notices.standings(fixtures).items()} == {
        "fixture-fas2008": notices.NOTICE_FOUND,
        "fixture-crossref": Standing.RETRACTED,
    }


def test_the_seven_sources_off_the_topic_are_set_aside_with_reasons(sample_site: None) -> None:
    aside = answer("tocilizumab-before-bispecifics").set_aside_sources.order_by("order")

    assert len(aside) == 7
    assert all(each.reason for each in aside)


def test_the_source_that_nobody_found_blocks_its_draft(sample_site: None) -> None:
    revision = answer("what-hematologists-say").revisions.get()

    blocking = [finding.gate for finding in reviewing.blocking(revision)]

    assert "sources identified" in blocking


def test_every_public_sample_says_that_it_is_one(sample_site: None) -> None:
    public = Answer.objects.published()

    assert public.count() >= 6
    for each in public.select_related("question"):
        with translation.override(each.question.language):
            said = gettext("Sample content. Not medically reviewed.")
        assert said in each.page.html


def test_one_sample_is_a_translation_and_both_pages_lead_to_each_other(
    sample_site: None, client: Client
) -> None:
    original, spanish = "/questions/hot-flashes/", "/es/questions/ayuda-la-terapia-hormonal-con-los-sofocos/"

    pages_ = {each: client.get(each).content.decode() for each in (original, spanish)}

    assert "Contenido de muestra. Sin revisión médica." in pages_[spanish]
    assert "Menopausia" in pages_[spanish]
    for page in pages_.values():
        assert re.search(rf'hreflang="es"[^>]*{spanish}"', page)
        assert re.search(rf'hreflang="en"[^>]*{original}"', page)


def test_samples_never_enter_a_site_for_others(sample_site: None, settings: LazySettings) -> None:
    settings.DEBUG, settings.ALLOW_INSECURE_LOCAL = False, False

    with pytest.raises(CommandError, match="samples never enter one"):
        call_command("load_samples")


def test_what_pages_tell_machines_is_what_readers_see(sample_site: None, client: Client) -> None:
    """Every kind of page that tells them something, the same for every sample."""
    sources = [f"/sources/{key}/" for key in cited.public().order_by("key").values_list("key", flat=True)]
    questions = [each.get_absolute_url() for each in Question.objects.filter(answer__page__isnull=False)]
    topics = [topic.get_absolute_url() for topic in Topic.objects.order_by("pk")]

    found = {each: client.get(each).content.decode() for each in ("/", *topics, *questions, *sources)}

    assert {each: visible.faults(page) for each, page in found.items() if visible.faults(page)} == {}
    assert [each for each, page in found.items() if not visible.nodes(page)] == []


def test_the_command_says_that_nothing_was_changed(sample_site: None, settings: LazySettings) -> None:
    settings.DEBUG = True
    said = StringIO()

    call_command("load_samples", stdout=said)

    assert said.getvalue() == f"The {len(SAMPLES)} sample answers are here already. Nothing was changed.\n"


def test_a_new_demo_password_reaches_everybody(sample_site: None) -> None:
    changed = people.keep_password("another demo password")

    assert changed
    assert all(cast.person(name).check_password("another demo password") for name in cast.GROUPS)
    assert not people.keep_password("another demo password")


@pytest.mark.django_db
def test_an_account_of_the_site_is_never_taken_over() -> None:
    cast.person("editor")

    with pytest.raises(Refused, match="“editor” is an account of this site"):
        load()


@pytest.mark.django_db
def test_an_interrupted_load_leaves_no_trace() -> None:
    def stop(sentence: str) -> None:
        if sentence.startswith("3/"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        samples.load(password=cast.PASSWORD, at=timezone.now(), say=stop)

    assert not Answer.objects.exists()
    assert not Contributor.objects.exists()


def test_the_words_of_the_samples_are_written_by_one_person_and_approved_by_another() -> None:
    words = list(files.words())

    assert len({word.headword for word, _waits in words}) == len(words)
    assert [word.headword for word, waits in words if waits] == ["proteasome inhibitor"]
    assert all(len(sentence.split()) <= 20 for word, _ in words for sentence in word.meaning.split(". "))
    assert not re.search(r"\d+ ?(?:mg|ml|µg)", " ".join(word.meaning for word, _ in words))
