"""How the sample site is filled, once and as a whole; who may ask for it is not decided here."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify

from answers import workflow
from answers.content import SIGNS
from answers.importers import synonyms
from answers.jobs import running
from answers.management.samples import files, lives, people
from answers.models import Answer, SiteText, Term, Topic
from answers.pages import site_texts
from sources import notices
from sources.models import NoticeKind, Source

Say = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    """What came of it."""

    answers: int
    is_new: bool


def load(*, password: str, at: datetime.datetime, say: Say) -> Loaded:
    """Fill the site with its sample answers; when there are any already, nothing changes.

    All or nothing: an interrupted run leaves no trace.
    """
    present = Answer.objects.filter(is_sample=True).count()
    if present:
        return Loaded(present, is_new=False)
    with transaction.atomic():
        say("People")
        cast = people.make(password=password, at=at)
        say("Topics and sources")
        _make_topics(cast)
        _make_sources(at)
        samples = files.answers()
        _live(samples, cast, at=at, say=say)
        say("Texts of the site")
        _write_site_texts(cast, at)
        say("Words explained")
        _write_words(cast, at)
        say("Notices")
        _record_notices(cast["managing"], at)
        synonyms.import_synonyms(synonyms.starting_set())
        running.render_outdated(at)
    return Loaded(len(samples), is_new=True)


def _make_topics(cast: Mapping[str, User]) -> None:
    for written in files.topics():
        parent = Topic.objects.get(name=written["parent"]) if "parent" in written else None
        topic, _ = Topic.objects.get_or_create(
            name=written["name"],
            defaults={
                "slug": slugify(written["name"]),
                "parent": parent,
                "introduction": written["introduction"],
                "in_languages": written.get("in_languages", {}),
                "review_months": written["review_months"],
                "emergency_signs_needed": "emergency_signs" in written,
                **{card: written.get(card, "").strip() for card in SIGNS},
            },
        )
        topic.responsible.add(*(cast[name] for name in written["responsible"]))


def _make_sources(at: datetime.datetime) -> None:
    for key, fields, _ in files.sources():
        Source.objects.get_or_create(key=key, defaults={**fields, "created_at": at})


def _live(samples: list[files.Sample], cast: Mapping[str, User], *, at: datetime.datetime, say: Say) -> None:
    """Step by step in the order of time, so that the log reads as if it had happened."""
    begun = [lives.Life(sample, cast) for sample in samples]
    steps = sorted(_steps(begun, at), key=lambda each: (each[0], each[1].sample.name))
    lived = 0
    for moment, life, step in steps:
        lives.play(life, step, at=moment)
        if step is life.sample.life[-1]:
            lived += 1
            say(f"{lived}/{len(samples)} {life.sample.question}")


def _steps(
    begun: Iterable[lives.Life], at: datetime.datetime
) -> Iterator[tuple[datetime.datetime, lives.Life, files.Step]]:
    for life in begun:
        for order, step in enumerate(life.sample.life):
            yield _moment(at, step.days_ago, order), life, step


def _write_site_texts(cast: Mapping[str, User], at: datetime.datetime) -> None:
    """What the software brings along, written and approved by two people; texts that are there stay."""
    new = [place for place in SiteText.Place if SiteText.objects.newest(place) is None]
    texts = {place: site_texts.starter(place, is_sample=True) for place in new}
    written = [
        workflow.save_site_text(
            place, text, by=cast["managing"], at=_moment(at, 3, 0), base=0, note="The first version."
        )
        for place, text in texts.items()
    ]
    for saved in filter(None, written):
        workflow.approve_site_text(
            saved, by=cast["editor"], at=_moment(at, 2, 0), content_hash=saved.content_hash
        )


def _write_words(cast: Mapping[str, User], at: datetime.datetime) -> None:
    """Written by one person and approved by another; words that are there stay."""
    if Term.objects.exists():
        return
    written = [
        (
            workflow.write_term(word, by=cast["editor2"], at=_moment(at, 2, 1), note="The first version."),
            waits,
        )
        for word, waits in files.words()
    ]
    for saved in [each for each, waits in written if each and not waits]:
        shown = saved.content_hash
        workflow.approve_term(saved, by=cast["editor"], at=_moment(at, 1, 0), content_hash=shown)


def _record_notices(by: User, at: datetime.datetime) -> None:
    for key, _, written in files.sources():
        for notice in written:
            found_at = _moment(at, notice["found_days_ago"], 0)
            recorded = notices.record(
                Source.objects.get(key=key),
                kind=NoticeKind(notice["kind"]),
                origin=notice["origin"],
                at=found_at,
                noticed_on=found_at.date(),
                notice_date=notice.get("notice_date"),
                notice_doi=notice.get("notice_doi", ""),
                notice_pmid=notice.get("notice_pmid", ""),
            )
            if "confirmed_days_ago" in notice:
                notices.confirm(recorded, by=by, at=_moment(at, notice["confirmed_days_ago"], 1))


def _moment(at: datetime.datetime, days_ago: int, order: int) -> datetime.datetime:
    """During a working day; two steps of one day come one after the other."""
    day = (at - datetime.timedelta(days=days_ago)).replace(hour=9, minute=12, second=0, microsecond=0)
    return day + datetime.timedelta(minutes=25 * order)
