"""What a person says beside a signature: interests in this very answer, and the checklist; as frozen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from answers import content, revisions
from answers.models import Answer, ChecklistQuestion, Decision, FrozenText, Refused

LONGEST_TEXT = 5000
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Reply:
    """The reply to one question of the checklist, by the question's id."""

    question: int
    reply: str
    note: str = ""


@dataclass(frozen=True)
class Statement:
    """All that is said; empty where nothing was. `wording` is the digest of the questions that were shown."""

    competing: str = ""
    competing_text: str = ""
    replies: tuple[Reply, ...] = ()
    wording: str = ""


SILENT = Statement()


def checklist(answer: Answer, *, of: str) -> list[ChecklistQuestion]:
    """What somebody who approves or reviews is asked about this answer now."""
    return list(ChecklistQuestion.objects.asked(answer.question.ruling_topics(), of=of))


def checklist_wording(asked: list[ChecklistQuestion]) -> str:
    """The digest by which a signature shows which questions its person saw."""
    return content.digest("\n".join(f"{each.pk} {each.text}" for each in asked))


def freeze(said: Statement, answer: Answer, *, of: str) -> dict[str, Any]:
    """The columns of a signature; Refused where an interest has no name or a “no” has no reason."""
    return {**interests(said), **checklist_replies(said, answer, of=of)}


def interests(said: Statement) -> dict[str, Any]:
    """The columns that tell of competing interests."""
    if said.competing not in ("", *Decision.Competing.values):
        raise Refused(_("Say whether you have competing interests in this answer."))
    text = revisions.fit(said.competing_text, LONGEST_TEXT)
    has_some = said.competing == Decision.Competing.SOME
    if has_some and not text:
        raise Refused(_("Name your competing interests in this answer."))
    if text and not has_some:
        raise Refused(_("You named a competing interest: choose that you have some, or empty the field."))
    return {
        "competing": said.competing,
        "competing_text": FrozenText.objects.keep(text) if has_some else None,
    }


def checklist_replies(
    said: Statement, answer: Answer, *, of: str, is_lenient: bool = False
) -> dict[str, Any]:
    """The column that keeps the questions in their words, with replies and notes; empty where nobody replied.

    Lenient with who asks for changes: that says why already, so only what must be answered stops them.
    """
    asked = checklist(answer, of=of)
    replies = {each.question: each for each in said.replies if each.reply or each.note}
    is_other = said.wording not in ("", checklist_wording(asked)) and (replies or not is_lenient)
    if is_other or not replies.keys() <= {each.pk for each in asked}:
        raise Refused(_("The checklist was changed after you opened this page. Please look at it again."))
    given = [(each, replies.get(each.pk) or Reply(each.pk, "")) for each in asked]
    lines = [_line(*each, is_strict=each[0].is_required or not is_lenient) for each in given]
    text = json.dumps(lines, ensure_ascii=False, sort_keys=True)
    return {"checklist": FrozenText.objects.keep(text) if replies else None}


def _line(question: ChecklistQuestion, given: Reply, *, is_strict: bool) -> dict[str, str]:
    note = revisions.fit(given.note, LONGEST_NOTE)
    if given.reply not in ("", *ChecklistQuestion.Reply.values):
        raise Refused(_("Choose yes, no or not applicable."))
    if is_strict and not given.reply and (question.is_required or note):
        raise Refused(_("Please answer: “%(question)s”") % {"question": question.text})
    if is_strict and given.reply == ChecklistQuestion.Reply.NO and not note:
        raise Refused(_("Write why the answer is no: “%(question)s”") % {"question": question.text})
    return {"question": question.text, "reply": given.reply, "note": note}
