"""The public trace of a question's page: its versions, each as it was, and what changed between two."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from answers import pages
from answers.models import Answer, Publication
from answers.pages import compared, versions
from answers.views import replies, whereabouts

LARGEST = 1_000_000
"""No page has more versions; a larger number in an address is not worth a question to the database."""


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every version and every later signature, the newest first."""
    answer = whereabouts.public_answer(slug)
    if answer is None:
        return whereabouts.instead(request, slug, "history")
    entries = versions.trace(answer)
    values = _around(answer) | {"entries": entries}
    return replies.made(request, "answers/history.html", values, changed_at=entries[0].at)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """One version as it was, with what became of its sources since."""
    answer = whereabouts.public_answer(slug)
    if answer is None:
        return whereabouts.instead(request, slug, "version", number)
    (found,) = _versions(answer, number)
    html = pages.version_html(found, answer, today=timezone.localdate())
    return replies.written(request, html, changed_at=found.published_at)


@require_safe
def differences(request: HttpRequest, slug: str, older: int, newer: int) -> HttpResponseBase:
    """What changed from one version to a later one, with the reasons that were given on the way."""
    answer = whereabouts.public_answer(slug)
    if answer is None:
        return whereabouts.instead(request, slug, "differences", older, newer)
    if older >= newer:
        return HttpResponsePermanentRedirect(_in_order(slug, newer, older))
    before, after = _versions(answer, older, newer)
    between = answer.publications.versions().filter(version__gt=older, version__lte=newer)
    values = _around(answer) | {
        "older": before,
        "newer": after,
        "reasons": [versions.entry(each) for each in between.order_by("version")],
        "shown": compared.of(before.revision.content(), after.revision.content()),
    }
    return replies.made(request, "answers/differences.html", values, changed_at=after.published_at)


def _around(answer: Answer) -> dict[str, object]:
    main = answer.question.main_topic
    return {"answer": answer, "path": answer.question.get_absolute_url(), "topics": [*main.ancestors(), main]}


def _versions(answer: Answer, *numbers: int) -> list[Publication]:
    """These versions in the order of their numbers, each with its frozen text."""
    wanted = [number for number in numbers if number <= LARGEST]
    published = answer.publications.versions().filter(version__in=wanted)
    found = list(published.select_related("revision__frozen").order_by("version"))
    if len(found) != len(numbers):
        raise Http404
    return found


def _in_order(slug: str, older: int, newer: int) -> str:
    if older == newer:
        return reverse("answers:version", args=[slug, older])
    return reverse("answers:differences", args=[slug, older, newer])
