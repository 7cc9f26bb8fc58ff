"""Why a page that was understood still cannot become a draft, every reason at once; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from answers import policies
from answers.importers.page import Page, shortened
from answers.importers.report import Report
from answers.models import Question

LONGEST_TOPIC = 120
_LONGEST_LINE = 300


def refuse(report: Report) -> None:
    """Raise Refused with the reasons, if there are any."""
    policies.demand(
        *_missing(report.page), *_about_topic(report.topic), *_too_long(report.page), *_asked(report)
    )


def _missing(page: Page) -> Iterator[str]:
    """The parts without which a page is none."""
    if not page.question:
        yield _("The question is missing. The first line should be the question; it says “%(line)s”.") % {
            "line": shortened(page.first_line)
        }
    if not page.has_research:
        yield _(
            "The heading “What the research says” is missing. "
            "Add it on a line of its own, or say which heading begins the research."
        )
    elif not page.short_answer and not page.research:
        yield _("The page has headings and no text. Add the short answer and the research.")


def _about_topic(topic: str) -> Iterator[str]:
    if not topic:
        yield _("The page names no topic. Give one, or add the closing line that names it.")
    if len(topic) > LONGEST_TOPIC:
        yield _("The topic is longer than %(most)s characters.") % {"most": LONGEST_TOPIC}


def _too_long(page: Page) -> Iterator[str]:
    for line in (page.question, *page.doctor_questions):
        if len(line) > _LONGEST_LINE:
            yield _("“%(line)s” is longer than %(most)s characters. Please shorten it.") % {
                "line": shortened(line),
                "most": _LONGEST_LINE,
            }


def _asked(report: Report) -> Iterator[str]:
    wording = report.page.question
    if not wording or len(wording) > _LONGEST_LINE or report.answer is not None:
        return
    if Question.objects.filter(wording__iexact=wording, language="en").exists():
        yield _("This question is already here with another text. Edit its answer instead.")
