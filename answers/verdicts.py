"""What the newest verdicts on one sentence leave to do, in words for an editor; it knows no text."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from answers.models import CitationCheck, Reading


def obstacle(checks: Collection[CitationCheck], asked: Reading, *, is_cited: bool) -> str:
    """The sentence to show, or nothing: every newest verdict must be good, and there must be one.

    It has room for the number of the source and for the words of the claim.
    """
    verdicts = {
        CitationCheck.Verdict.SUPPORTS if check.is_accepted else CitationCheck.Verdict(check.verdict)
        for check in checks
    }
    if CitationCheck.Verdict.DOES_NOT in verdicts:
        return _("Source %(number)s does not support “%(sentence)s”. Change the sentence or the source.")
    if CitationCheck.Verdict.MUST_FIX in verdicts:
        return _("“%(sentence)s” must be fixed, says a check.")
    if CitationCheck.Verdict.PARTLY in verdicts:
        return _(
            "Source %(number)s supports only part of “%(sentence)s”. Accept that in writing, or change it."
        )
    if CitationCheck.Verdict.SUPPORTS in verdicts:
        return _reading(checks, asked)
    if CitationCheck.Verdict.NEEDS_NONE in verdicts:
        return ""
    if CitationCheck.Verdict.NOT_FOUND in verdicts:
        return _(
            "Nobody could get source %(number)s for “%(sentence)s”. Let somebody else try, or cite another."
        )
    if not is_cited:
        return _(
            "“%(sentence)s” has no citation. Let somebody who did not write it confirm that it needs none."
        )
    return _(
        "Source %(number)s is not checked yet for “%(sentence)s”. Let somebody who did not write it check it."
    )


def _reading(checks: Collection[CitationCheck], asked: Reading) -> str:
    """The sentence to show when nobody who found support read as much as the topic asks for."""
    read = [Reading(check.reading) for check in checks if check.reading in Reading.values]
    if any(each.suffices(asked) for each in read):
        return ""
    if asked == Reading.ABSTRACT:
        return _(
            "Source %(number)s was checked by the quote only for “%(sentence)s”; this topic asks for the "
            "abstract at least. Let somebody read it."
        )
    if Reading.ABSTRACT in read:
        return _(
            "Source %(number)s was read only in abstract for “%(sentence)s”; this topic asks for the source "
            "itself. Let somebody read it."
        )
    return _(
        "Source %(number)s was checked by the quote only for “%(sentence)s”; this topic asks for the source "
        "itself. Let somebody read it."
    )
