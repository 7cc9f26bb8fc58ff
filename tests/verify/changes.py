"""Changes, inside the site's process, what readers see: one text, and whatever can happen to it."""

from __future__ import annotations

from django.utils import timezone

from answers import workflow
from answers.models import Answer
from answers.revisions import draft_of
from sources import merging, notices
from sources.models import Notice, Source
from tests import cast, make
from tests.verify import cases

WORDING = "Does walking help after a quiet winter?"
CORRECTED = "Does walking help after a long winter?"
NAMED = "Anna Example of Lyon took part."


def prepare() -> None:
    """One text that is ready to be published, and the sources that it cites: one that gets a notice, two that
    are one work, of which the second is known to be retracted."""
    cases.begin()
    for key in ("quiet-trial", "one-work", "one-work-again"):
        make.source(key)
    again = Source.objects.get(key="one-work-again")
    notices.confirm(_noticed(again), by=cast.person("managing"), at=timezone.now())
    topic = make.topic(name="Walking after winter", slug="walking-after-winter")
    found = make.checked(
        make.submitted(
            topic_=topic,
            wording=WORDING,
            research=f"<p>It did in one trial [@quiet-trial; @one-work]. {NAMED}</p>",
        )
    )
    make.approve(found, at=timezone.now())  # the home page shows what was reviewed last
    known = {"answer": found.answer_id, "number": found.answer.question_id, "topic": topic.slug}
    cases.tell(cases.text(found) | known | {"wording": WORDING, "corrected": CORRECTED})


def correct(answer: int) -> None:
    """The managing editor mends the question itself, on one signature."""
    made = Answer.objects.get(pk=answer)
    fields = {"wording": CORRECTED, "research": draft_of(made).research}
    found = make.revision(made, make.draft(**fields), by=cast.person("managing"))
    make.corrected(found, at=timezone.now())
    cases.tell(None)


def notice(key: str) -> None:
    """A notice of retraction is found, as `check_sources` would."""
    _noticed(Source.objects.get(key=key))
    cases.tell(None)


def reject(key: str) -> None:
    """A person saw that the notice is about another work."""
    found = Notice.objects.get(source__key=key)
    notices.reject(found, by=cast.person("managing"), at=timezone.now(), reason="Another work.")
    cases.tell(None)


def merge(duplicate: str, *, into: str) -> None:
    """A person is sure that both are one work."""
    one, other = (Source.objects.get(key=key) for key in (duplicate, into))
    merging.merge(one, other, by=cast.person("managing"), at=timezone.now(), is_sure=True)
    cases.tell(None)


def redact(answer: int, words: str) -> None:
    """The words are taken out of the working copy, then out of the record by two people."""
    made = Answer.objects.get(pk=answer)
    fields = {"wording": CORRECTED, "research": draft_of(made).research.replace(f" {NAMED}", "")}
    make.revision(made, make.draft(**fields), by=cast.person("managing"))
    asked = workflow.ask_redaction(
        made, words, by=cast.person("managing"), at=timezone.now(), ground="An order of a court."
    )
    workflow.confirm_redaction(asked, by=cast.person("admin"), at=timezone.now())
    cases.tell(None)


def withdraw(answer: int) -> None:
    """The managing editor takes it down."""
    found = Answer.objects.get(pk=answer)
    workflow.withdraw(found, by=cast.person("managing"), at=timezone.now(), reason="It was wrong.")
    cases.tell(None)


def _noticed(source: Source) -> Notice:
    at = timezone.now()
    today = timezone.localdate(at)
    return notices.record(
        source, kind="retraction", origin="verify", at=at, noticed_on=today, notice_date=today
    )
