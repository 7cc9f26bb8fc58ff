"""What the workspace shows of one revision to one person, gathered for its template; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import comments, coverage, pages, policies
from answers.admin.review import changes, inline_forms, outside_shown, people, standing
from answers.admin.review import sentences as review_sentences
from answers.admin.review import threads as review_threads
from answers.admin.review import walk as review_walk
from answers.admin.review.checks import Checks, NeedShown
from answers.admin.review.forms import ActionForm, Posted
from answers.admin.writing import reading_panel
from answers.content import SIGNS
from answers.models import Revision
from answers.rendering import fragments, passages
from answers.rendering.passages import Spot

if TYPE_CHECKING:
    from django.contrib.auth.models import User


LONGEST_LABEL = 80


def shown(
    revision: Revision,
    person: User,
    asked: Mapping[str, str],
    posted: Posted | None = None,
    *,
    today: datetime.date,
) -> dict[str, Any]:
    """The page as patients will see it, its checks and threads, and where the revision stands.

    `asked` is what the address asks for: `look` a check, `comment` a sentence, `threads` a filter.
    """
    content = revision.content()
    page = pages.preview_values(content, revision.answer, today=today)
    needs = Checks(revision, person, page["parts"].references, posted).needs()
    needs, walk = review_walk.lead(needs, asked.get("look", ""))
    numbered = sentences(revision)
    threads = review_threads.Threads(revision, person, numbered, posted).shown()
    wanted = review_threads.wanted(threads, asked.get("threads", ""))
    set_out = review_sentences.page(content, page["parts"].paragraphs, needs, wanted)
    form = comment_form(revision, posted, asked.get("comment", ""))
    return page | {
        "title": content.question,
        "revision": revision,
        "here": address(revision),
        "newest": revision.answer.revisions.order_by("-number").first(),
        "standing": standing.of(revision, person),
        "outside": outside_shown.of(revision, person, posted, needs, at=timezone.now()),
        "people": people.of(revision, person, posted, today=today),
        "coverage": coverage.of(revision.answer, content),
        "reading": reading_panel.of(content, page["explained"]),
        "changes": changes.of(revision, person),
        "blocks": set_out.blocks,
        "lines": set_out.lines,
        "cards": review_sentences.cards(content, set_out.lines),
        "walk": walk,
        "uncited": [each.need for each in _all(needs) if each.waits and each.need.use is None],
        "others": [each for each in set_out.others if not each.is_lost],
        "lost": sorted((each for each in set_out.others if each.is_lost), key=lambda each: not each.is_open),
        "filters": review_threads.filters(threads, asked.get("threads", "")),
        "comment_form": form if policies.may(person, "comment_answer") else None,
        "comment_at": _chosen(form, numbered),
        "colleagues": comments.colleagues(),
        "posted": posted,
    }


def after_check(revision: Revision, person: User, typed: Mapping[str, Any]) -> str:
    """Where to go after a check: to the next one that waits for this person, else to the one just made."""
    references = fragments.render(revision.content()).references
    needs, _way = review_walk.lead(Checks(revision, person, references, None).needs())
    made = next((each for each in _all(needs) if _is_of(each, typed)), None)
    if made is None:
        return address(revision)
    if made.next:
        return f"{address(revision)}?look={made.next}#check-{made.next}"
    return f"{address(revision)}#check-{made.key}"


def comment_form(revision: Revision, posted: Posted | None, sentence: str = "") -> ActionForm:
    """The form for a new comment: on the sentence that the address names, else on the page."""
    if posted is not None and posted.verb == "comment":
        return posted.placed()
    return inline_forms.CommentForm(
        initial={"sentence": sentence}, sentences=sentences(revision), auto_id="comment-%s"
    )


def sentences(revision: Revision) -> list[tuple[str, str]]:
    """Every sentence by its number and every other line by its name, as a person chooses one."""
    return [(spot.key, _label(spot)) for spot in passages.spots(revision.content())]


def address(revision: Revision) -> str:
    """The workspace of this revision."""
    return reverse("admin:review_revision", args=[revision.pk])


def _all(needs: Mapping[int, list[NeedShown]]) -> list[NeedShown]:
    return [need for of_sentence in needs.values() for need in of_sentence]


def _is_of(shown: NeedShown, typed: Mapping[str, Any]) -> bool:
    key = shown.need.use.source_key if shown.need.use else ""
    return (shown.need.claim.hash, key) == (typed["claim_hash"], typed.get("source_key", ""))


def _chosen(form: ActionForm, numbered: Iterable[tuple[str, str]]) -> str:
    """The sentence at which the form for a comment stands; nothing for the page, or one that is not there."""
    chosen = str(form["sentence"].value())
    return chosen if chosen in dict(numbered) else ""


def _label(spot: Spot) -> str:
    names = {
        "question": _("Question"),
        "certainty_reason": _("How sure are we?"),
        **dict.fromkeys(SIGNS, _("When to get help now")),
        "doctor_questions": _("To ask your doctor"),
    }
    name = f"{names[spot.block]}:" if spot.block in names else f"{spot.key}."
    return f"{name} {spot.text[:LONGEST_LABEL]}"
