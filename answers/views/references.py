"""The sources of one published answer, for reference managers and as text; from its live revision alone."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from answers.content import Content
from answers.models import Answer
from answers.public import sending
from answers.rendering import numbering
from answers.views import whereabouts
from sources import exporters
from sources.formatting import Work

FORMATS = {"ris": "ris", "nbib": "nbib", "bib": "bibtex", "json": "csl-json", "txt": "ama"}


@require_safe
def references(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """The numbered sources in the order of their numbers; a withdrawn answer offers none any more."""
    if ending not in FORMATS:
        raise Http404
    here = {"question__slug": slug, "question__language": get_language()}
    answer = Answer.objects.filter(**here).select_related("live_revision__frozen").first()
    if answer and answer.public_state == Answer.PublicState.WITHDRAWN:
        gone = _("This answer was withdrawn.")
        return HttpResponse(f"{gone}\n", content_type="text/plain; charset=utf-8", status=410)
    if not answer or answer.public_state != Answer.PublicState.PUBLISHED or not answer.live_revision:
        return whereabouts.moved(slug, "references", ending)
    return _sent(request, slug, ending, _cited(answer.live_revision.content()))


def _cited(content: Content) -> list[Work]:
    keys = numbering.number(content).keys
    return [work for key in keys if (work := content.work(key))]


def _sent(request: HttpRequest, slug: str, ending: str, works: list[Work]) -> HttpResponseBase:
    written = "".join(exporters.write(FORMATS[ending], works)).encode()
    kind = exporters.FORMATS[FORMATS[ending]].content_type
    response = HttpResponse(written, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="references.{ending}"'
    response["Cache-Control"] = sending.CACHE_CONTROL
    tag = quote_etag(hashlib.sha256(written).hexdigest())
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response
