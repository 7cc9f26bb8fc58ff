"""How one thing that waits is told in the inbox: what, about which topic, since when, where to go on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers.models import (
    Answer,
    Assignment,
    Candidacy,
    Reading,
    Report,
    Revision,
    Stage,
    Thread,
    strictest,
)
from sources.models import Notice, Replacement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

EXCERPT = 140

Since = datetime.datetime | datetime.date | None


@dataclass(frozen=True)
class Link:
    """A further place to go, with what is said before and after it."""

    label: str
    address: str
    before: str = ""
    after: str = ""
    pressing: str = ""

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.before, self.label, self.after, self.pressing)))


@dataclass(frozen=True)
class Row:
    """One thing that waits. `facts` are said quietly, `pressing` is said loudly."""

    title: str
    address: str
    since: Since
    topic: str = ""
    facts: tuple[str, ...] = ()
    pressing: str = ""
    alarm: str = ""
    links: tuple[Link, ...] = ()
    excerpt: str = ""
    """A reader's own words: shown, and never taken away in a table, where nothing would erase them."""

    @property
    def since_on(self) -> datetime.date | None:
        """The day from which it waits."""
        return timezone.localdate(self.since) if isinstance(self.since, datetime.datetime) else self.since

    @property
    def told(self) -> tuple[str, ...]:
        """All that is said of it besides its title and topic."""
        return (*self.facts, *filter(None, (self.pressing, self.alarm)), *map(str, self.links))


def candidacy(each: Candidacy, at: datetime.datetime, *, left: int = 0, is_small: bool = False) -> Row:
    """A text on its way; `left` checks are open to the person who looks."""
    pressing, facts = "", [str(each.revision), _("for %(since)s") % {"since": timesince(each.moved_at, at)}]
    facts.append(_("submitted by %(name)s") % {"name": name(each.round.opened_by)})
    if left:
        words = ngettext("%(left)s check is open", "%(left)s checks are open", left)
        pressing = words % {"left": left}
    if each.stage == Stage.SCHEDULED and each.publish_at:
        moment = date_format(timezone.localtime(each.publish_at), "DATETIME_FORMAT")
        pressing = _("goes live %(moment)s") % {"moment": moment}
    step = reverse("admin:review_small-change", args=[each.revision_id]) if is_small else ""
    return Row(
        each.answer.question.wording,
        _workspace(each.revision_id),
        each.moved_at,
        str(each.answer.question.main_topic),
        tuple(facts),
        pressing,
        alarm=each.failure if each.stage == Stage.PUBLISH_FAILED else "",
        links=(Link(_("Small change: sign it in one step"), step),) if is_small else (),
    )


def second_check(each: Answer, due_on: datetime.date, since: datetime.datetime) -> Row:
    """A public page that was corrected urgently."""
    due = _("second check due %(day)s") % {"day": _day(due_on)}
    return _page(each, since, _("corrected urgently"), due)


def due(each: Answer, today: datetime.date) -> Row:
    """A public page whose review is due or was."""
    is_overdue = each.review_due_on is not None and each.review_due_on < today
    words = _("was due on %(day)s") if is_overdue else _("due on %(day)s")
    return _page(each, each.review_due_on, words % {"day": _day(each.review_due_on)})


def short_of_rules(each: Any) -> Row:
    """A public page that was signed with less than its topics ask for now; `each` knows with what."""
    topics = each.question.ruling_topics()
    needed, asked = (
        max(topic.approvals_needed for topic in topics),
        strictest([Reading(topic.reading_asked) for topic in topics]),
    )
    for_clinician = [topic.small_changes_by_anyone for topic in topics if topic.clinician_needed]
    by_clinician = each.once_by_clinician if all(for_clinician) else each.by_clinician
    unread = {Reading.SOURCE: each.not_from_source, Reading.ABSTRACT: each.not_from_abstract}
    missing = []
    if each.given < needed:
        words = _("%(given)s of %(needed)s approvals are given")
        missing.append(words % {"given": each.given, "needed": needed})
    if for_clinician and not by_clinician:
        missing.append(_("a clinician's approval is missing"))
    if unread.get(asked):
        missing.append(_("a citation was not read as closely as is asked"))
    if each.fails_gates:
        missing.append(_("the text does not meet the rules for a good page"))
    fact = _("since %(day)s its topic asks for more") % {"day": _day(each.falls_short_since)}
    return _page(each, each.falls_short_since, fact, "; ".join(missing))


def recheck(each: Answer, notices: Sequence[Notice]) -> Row:
    """An answer that cites a source with a notice that waits, and these notices."""
    links = tuple(
        Link(
            notice.source.label,
            reverse("admin:sources_notice_decide", args=[notice.pk]),
            notice.get_kind_display(),
            _("found on %(day)s") % {"day": _day(notice.noticed_on)},
            _("under another title: please compare") if notice.is_in_doubt else "",
        )
        for notice in notices
    )
    first = min(notice.noticed_on for notice in notices)
    return _copy(each, first, links)


def newer(each: Answer, replacements: Sequence[tuple[Replacement, Revision | None]]) -> Row:
    """An answer that rests on an older edition, with the drafts that were made."""
    links = []
    for replacement, draft in replacements:
        label = f"{replacement.older.label} → {replacement.newest.label}"
        links.append(Link(label, reverse("admin:review_newer", args=[replacement.pk])))
        if draft:
            links.append(Link(str(draft), _workspace(draft.pk), _("draft made")))
    return _copy(each, min(replacement.proposed_at for replacement, _draft in replacements), tuple(links))


def proposed(each: Replacement) -> Row:
    """A newer edition that somebody must confirm."""
    words = _("proposed on %(day)s, to be confirmed") % {"day": _day(each.proposed_at)}
    address = reverse("admin:sources_source_newer", args=[each.older.pk])
    return Row(f"{each.older.label} → {each.newest.label}", address, each.proposed_at, facts=(words,))


def assignment(each: Assignment, today: datetime.date) -> Row:
    """A part of a review that somebody was asked to do."""
    question, words = each.round.answer.question, _("due on %(day)s")
    facts = [
        each.get_kind_display(),
        _("%(asker)s asked %(name)s") % {"asker": name(each.asked_by), "name": name(each.person)},
        each.get_state_display(),
    ]
    if each.due_on < today:
        words = _("was due on %(day)s")
    return Row(
        question.wording,
        _workspace(each.round.revision_id),
        each.asked_at,
        str(question.main_topic),
        (*facts, *filter(None, (each.note,))),
        words % {"day": _day(each.due_on)},
    )


def advised(each: Candidacy, at: datetime.datetime, left: int) -> Row:
    """A text in review with advice from outside that nobody has signed for yet."""
    words = ngettext("%(count)s sentence", "%(count)s sentences", left) % {"count": left}
    row = candidacy(each, at)
    return replace(row, address=f"{row.address}#advice-waiting", pressing=words)


def thread(each: Thread, at: datetime.datetime) -> Row:
    """A discussion whose passage the newest text no longer has."""
    question = each.answer.question
    facts = (
        each.get_kind_display(),
        _("opened by %(name)s")
        % {"name": each.invitation.label if each.invitation else name(each.opened_by)},
        _("for %(since)s") % {"since": timesince(each.opened_at, at)},
        f"“{each.quote}”",
    )
    address = reverse("admin:review_thread", args=[each.pk])
    return Row(question.wording, address, each.opened_at, str(question.main_topic), facts)


def report(each: Report, at: datetime.datetime) -> Row:
    """What a reader told us."""
    words = getattr(each, "words", None)
    facts = [each.get_kind_display(), _("for %(since)s") % {"since": timesince(each.received_at, at)}]
    if each.handled_by:
        facts.append(_("taken by %(name)s") % {"name": name(each.handled_by)})
    late = each.received_at + datetime.timedelta(days=settings.REPORTS_READ_WITHIN_DAYS) < at
    pressing = _("confirmed") if each.state == Report.State.CONFIRMED else ""
    if each.state == Report.State.NEW and late:
        pressing = _("nobody has read it in the time that readers were told")
    question = each.answer.question if each.answer else None
    return Row(
        question.wording if question else capfirst(each.get_kind_display()),
        reverse("admin:review_report", args=[each.pk]),
        each.received_at,
        str(question.main_topic) if question else "",
        tuple(facts),
        pressing,
        excerpt=Truncator(words.text).chars(EXCERPT) if words else "",
    )


def name(person: User | None) -> str:
    """The name under which the person signs, or that of the account."""
    contributor = getattr(person, "contributor", None)
    return contributor.name if contributor else (person.get_username() if person else "")


def _page(each: Answer, since: Since, fact: str, pressing: str = "") -> Row:
    question, address = each.question, _workspace(each.live_revision_id)
    return Row(question.wording, address, since, str(question.main_topic), (fact,), pressing)


def _copy(each: Answer, since: Since, links: tuple[Link, ...]) -> Row:
    question, address = each.question, reverse("admin:answers_answer_change", args=[each.pk])
    facts = (each.get_public_state_display(),)
    return Row(question.wording, address, since, str(question.main_topic), facts, links=links)


def _workspace(revision: int | None) -> str:
    return reverse("admin:review_revision", args=[revision])


def _day(day: Since) -> str:
    on = timezone.localdate(day) if isinstance(day, datetime.datetime) else day
    return date_format(on) if on else ""
