"""What a page tells machines beside its text: what it is in JSON-LD, and the way to it; it makes no page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from answers.content import Content
from answers.models import Answer, Topic
from answers.pages import mark_words
from answers.pages.record import Person, Record
from answers.pages.render_version import RENDER_VERSION
from answers.rendering import structured
from answers.rendering.references import Reference
from answers.rendering.structured import Crumb, Node, Site

TAGLINE = gettext_lazy("Patients’ questions, answered in plain words from cited medical research.")
"""What this is, as the foot of every page says it."""


def site() -> Site:
    """The site in the language of the page that is being made."""
    return Site(
        name=settings.SITE_NAME,
        address=settings.SITE_URL,
        logo=static("icons/favicon.svg"),
        language=get_language() or settings.LANGUAGE_CODE,
    )


def crumbs(topics: Iterable[Topic]) -> list[Crumb]:
    """The way to a page in the tree, as its breadcrumb shows it."""
    every = (_("All topics"), reverse("answers:topics"))
    return [every, *((topic.name_here, topic.get_absolute_url()) for topic in topics)]


def block(nodes: Iterable[Node]) -> SafeString:
    """The nodes as a block of data for a template."""
    return mark_safe(structured.script(nodes))  # noqa: S308 (rendering has escaped it)


def question(
    answer: Answer,
    content: Content,
    references: Iterable[Reference],
    kept: Record,
    topics: Sequence[Topic],
    *,
    summary: str,
) -> SafeString:
    """What the page of a public answer says of itself; people are named as its by-line names them."""
    here, path = site(), answer.question.get_absolute_url()
    facts = structured.Facts(
        path=path,
        crumbs=crumbs(topics),
        topic=topics[-1].name_here,
        summary=summary,
        written_by=_people(f"{here.address}{path}#writer", kept.written_by),
        checked_by=_people(f"{here.address}{path}#checker", kept.checked_by),
        first_published_on=kept.first_published_on,
        changed_on=kept.changed_on,
        last_reviewed_on=kept.last_reviewed_on,
        version=kept.version,
        picture=picture(content.question, slug=answer.question.slug),
        license=reverse("answers:terms"),
        words=mark_words.words(),
    )
    return block(structured.question(here, content, references, facts))


def picture(title: str = "", *, slug: str = "") -> str:
    """Where the picture of this question is, or that of the site; other words have another address."""
    digest = picture_digest(title)
    if not slug:
        return reverse("answers:picture", args=[digest])
    return reverse("answers:question_picture", args=[slug, digest])


def picture_digest(title: str = "") -> str:
    """What names the picture: all that is written on it, and how it is drawn."""
    words = "\0".join((RENDER_VERSION, settings.SITE_NAME, str(TAGLINE), title))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _people(prefix: str, people: Iterable[Person]) -> list[structured.Person]:
    return [
        structured.Person(f"{prefix}-{number}", each.name, each.role, each.credentials)
        for number, each in enumerate(people, start=1)
    ]
