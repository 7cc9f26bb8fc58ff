"""Beginning the translation of a public answer: a question of its own, in its own language and review."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.models import Answer, Question, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def why_not_original(question: Question, original: Question) -> str:
    """Why this question is not the original of that one: the one has an original itself, or the other has
    translations, both are in one language, or another question is its translation into this language."""
    kin = Question.objects.filter(original=original, language=question.language).exclude(pk=question.pk)
    if original.pk == question.pk:
        return _("A question is not its own translation.")
    if original.original_id:
        return _("This is a translation itself. Name its original.")
    if question.translations.exists():
        return _("This question has translations, so it is an original itself.")
    if original.language == question.language:
        return _("This is in the same language. A translation is in another one.")
    return _("There is a translation into this language already.") if kin.exists() else ""


def translate(original: Answer, *, language: str, wording: str, by: User, at: datetime.datetime) -> Answer:
    """A new question in this language whose first revision is the public text of the original.

    The text is there to be overwritten sentence by sentence: its citations stay where they are, with what
    is said of them. Nobody's check of the original counts for it. Raises Refused for a language that the
    site does not speak, a second translation into the same one, or an original that is not public or is a
    translation itself.
    """
    policies.demand(policies.why_not(by, "add_answer"))
    live = original.live_revision
    if live is None or not original.is_public:
        raise Refused(_("Only a page that readers see can be translated."))
    if original.question.original_id:
        raise Refused(_("This is a translation itself. Translate its original."))
    if language == original.question.language or language not in dict(settings.LANGUAGES):
        raise Refused(_("Choose another language of this site."))
    version = original.publications.versions().count()
    try:
        with transaction.atomic():
            answer = revisions.start(
                wording=wording,
                topic=original.question.main_topic,
                by=by,
                at=at,
                language=language,
                is_sample=original.is_sample,
            )
            Question.objects.filter(pk=answer.question_id).update(original=original.question)
            answer.question.refresh_from_db()
            answer.question.topics.set(original.question.topics.all())
            draft = revisions.draft_from(live.content())
            typed = replace(draft, wording=answer.question.wording, byline=(), translates=version)
            revisions.save(answer, typed, by=by, at=at, base=0, note=_("The original, to be translated."))
    except IntegrityError as taken:
        raise Refused(_("There is a translation into this language already.")) from taken
    return answer
