"""Writing the words of the glossary, approving and retiring them: two people, one exact text."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from answers import glossary, policies, revisions
from answers.models import (
    Event,
    Glossary,
    ListStamp,
    Refused,
    Term,
    TermApproval,
    TermVersion,
)
from answers.rendering import terms

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_WORD = 80
LONGEST_MEANING = 400
LONGEST_NOTE = 300
MOST_FORMS = 20


def write_term(
    word: terms.Term,
    *,
    by: User,
    at: datetime.datetime,
    term: Term | None = None,
    base: int = 0,
    note: str = "",
) -> TermVersion | None:
    """The next version of a word, or a new word where `term` is None; None when it says what the newest says.

    `base` is the number that the writer began from; Refused when somebody has written a newer one since, and
    when another word claims one of its forms. A retired word that is written again waits for its approval.
    """
    policies.demand(policies.why_not(by, "write_term"))
    fitting, said = _fitting(word, term), revisions.fit(note, LONGEST_NOTE)
    with transaction.atomic():
        _refuse_claimed(fitting, term)
        term = term or _begun(fitting)
        newest = TermVersion.objects.newest(term)
        text = glossary.dumps(fitting)
        is_said = newest is not None and newest.number == base and newest.frozen.text == text
        if is_said and term.retired_at is None:
            return None
        saved = TermVersion.objects.follow(base, text, by=by, at=at, note=said, term=term)
        if saved is None:
            raise Refused(_("Somebody else has saved this word meanwhile. Take over what they wrote first."))
        if not term.is_public:
            Term.objects.filter(pk=term.pk).update(headword=fitting.headword)
        _log("wrote a word", saved, by=by, at=at, rows=[saved])
    return saved


def approve_term(version: TermVersion, *, by: User, at: datetime.datetime, content_hash: str) -> TermApproval:
    """Sign exactly this text: pages explain the word at once, or, when it is public already, it was reviewed.

    Refused for whoever had a hand in it, for another text than the one that was shown, and for an old one.
    """
    policies.demand(policies.why_not_approve_term(by, version))
    with transaction.atomic():
        term = Term.objects.select_for_update().get(pk=version.term_id)
        is_waiting = TermVersion.objects.waiting().filter(pk=version.pk).exists()
        is_confirmed = term.is_public and term.live_id == version.pk
        if content_hash != version.content_hash or not (is_waiting or is_confirmed):
            raise Refused(_("This word was changed after you opened it. Please read it again."))
        _refuse_claimed(glossary.entry(version), term)
        approval = TermApproval.objects.create(
            version=version,
            content_hash=content_hash,
            written_by_id=version.written_by_id,
            approved_by=by,
            approved_at=at,
            reviewed_on=timezone.localdate(at),
        )
        Term.objects.filter(pk=term.pk).update(
            live=version,
            headword=version.said["headword"],
            retired_at=None,
            retired_by=None,
            retired_because="",
        )
        if not is_confirmed:
            Glossary.objects.renew(term.language)
        ListStamp.objects.renew()
        verb = "confirmed a word" if is_confirmed else "approved a word"
        _log(verb, version, by=by, at=at, rows=[approval])
    return approval


def retire_term(term: Term, *, by: User, at: datetime.datetime, reason: str) -> None:
    """Explain the word no longer, on any page, from the next read on; one person is enough."""
    policies.demand(policies.why_not(by, "approve_term"))
    said = revisions.fit(reason, LONGEST_NOTE)
    if not said:
        raise Refused(_("Say why the word is retired: colleagues will look for the reason."))
    with transaction.atomic():
        found = Term.objects.select_for_update().get(pk=term.pk)
        if found.retired_at is not None:
            raise Refused(_("This word was retired already."))
        Term.objects.filter(pk=term.pk).update(retired_at=at, retired_by=by, retired_because=said)
        Glossary.objects.renew(found.language)
        ListStamp.objects.renew()
        details = {"word": found.headword, "language": found.language, "reason": said}
        Event.objects.record("retired a word", by=by, at=at, rows=[], details=details)


def _log(
    verb: str, version: TermVersion, *, by: User, at: datetime.datetime, rows: list[models.Model]
) -> None:
    details = {
        "word": version.said["headword"],
        "language": version.said["language"],
        "version": version.number,
        "hash": version.content_hash,
    }
    Event.objects.record(verb, by=by, at=at, rows=rows, details=details)


def _fitting(word: terms.Term, term: Term | None) -> terms.Term:
    """The word as it may be stored. The language of a word that exists stays what it is."""
    language = term.language if term else word.language
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("Choose one of the languages of this site."))
    headword = _line(word.headword, LONGEST_WORD)
    meaning = _line(word.meaning, LONGEST_MEANING)
    if not headword or not slugify(headword, allow_unicode=True):
        raise Refused(_("Write the word itself first."))
    if not meaning:
        raise Refused(_("Say in plain words what it means."))
    if word.kind not in Term.Kind.values:
        raise Refused(_("Choose what sort of word it is."))
    forms = dict.fromkeys(_line(form, LONGEST_WORD) for form in word.forms)
    kept = tuple(form for form in forms if form and form != headword)
    if len(kept) > MOST_FORMS:
        raise Refused(_("Name at most %(most)s other forms.") % {"most": MOST_FORMS})
    said = _line(word.said, LONGEST_WORD)
    return replace(
        word, headword=headword, meaning=meaning, said=said, forms=kept, language=language, address=""
    )


def _line(text: str, most: int) -> str:
    return " ".join(revisions.fit(text, most).split())


def _begun(word: terms.Term) -> Term:
    slug = slugify(word.headword, allow_unicode=True)[:LONGEST_WORD]
    begun, is_new = Term.objects.get_or_create(
        glossary=Glossary.objects.of(word.language), slug=slug, defaults={"headword": word.headword}
    )
    if not is_new:
        raise Refused(_("“%(word)s” is in the glossary already. Open it there.") % {"word": begun})
    return begun


def _refuse_claimed(word: terms.Term, term: Term | None) -> None:
    """A form stands for one word: readers could not be told two meanings at one place."""
    others = Term.objects.filter(glossary=word.language, retired_at__isnull=True)
    rows = others.exclude(pk=term.pk) if term else others
    shown = TermVersion.objects.shown_of(rows).order_by("term")
    known = terms.Glossary(map(glossary.loads, shown.values_list("frozen__text", flat=True)))
    for form in word.every_form:
        for spot in known.find(form):
            if (spot.start, spot.end) == (0, len(form)):
                told = {"form": form, "word": spot.term.headword}
                raise Refused(_("“%(form)s” is a form of “%(word)s” already. Change that word first.") % told)
