"""The steps about what readers see now: confirm, change a little, correct, withdraw; the verbs decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from answers import policies, revisions, smallness, workflow
from answers.admin.review import forms
from answers.admin.review.action import Action, step, step_of_answer
from answers.admin.review.signing import CorrectUrgentlyForm, SignatureForm
from answers.models import Candidacy, Revision, Stage

if TYPE_CHECKING:
    from django.contrib.auth.models import User


STEPS: dict[str, Action] = {
    "small-change": Action(
        SignatureForm,
        "approve_answer",
        step(workflow.sign_small_change),
        gettext_lazy("Your signature under this change is kept."),
        gettext_lazy("Sign this small change"),
        gettext_lazy(
            "Only the wording changed, and no word that counts, names a medicine, denies or says how sure we "
            "are. You approve the marked words and no more. The checks of these sentences are carried over "
            "in your name; the day of the last review stays."
        ),
        meets_gates=True,
        asks_who=True,
    ),
    "confirm-unchanged": Action(
        SignatureForm,
        "approve_answer",
        step(workflow.confirm_unchanged),
        gettext_lazy("Confirmed. Readers see today as the day of the last review."),
        gettext_lazy("Confirm unchanged"),
        gettext_lazy(
            "You sign that the whole public page still holds, sentence by sentence and source by source."
        ),
        meets_gates=True,
        template="admin/review/yearly.html",
        asks_who=True,
    ),
    "correct-urgently": Action(
        CorrectUrgentlyForm,
        "emergency_answer",
        step(workflow.correct_urgently),
        gettext_lazy("Corrected. The page says that a second check is due, until somebody else has signed."),
        gettext_lazy("Correct urgently"),
        gettext_lazy(
            "Readers see this text at once, on your signature alone. The page says so until somebody who did "
            "not write it has checked and signed it too, within two working days."
        ),
        is_grave=True,
        meets_gates=True,
        asks_who=True,
    ),
    "withdraw": Action(
        forms.WithdrawForm,
        "withdraw_answer",
        step_of_answer(workflow.withdraw),
        gettext_lazy("Withdrawn. Readers now see the reason."),
        gettext_lazy("Withdraw the public page"),
        gettext_lazy("Readers no longer find the answer. They see the reason instead, at once."),
        is_grave=True,
        asks_who=True,
    ),
    "set-expiry": Action(
        forms.ExpiryForm,
        "withdraw_answer",
        step_of_answer(workflow.set_expiry),
        gettext_lazy("The page will be taken down at that time."),
        gettext_lazy("Take down later"),
        gettext_lazy(
            "For a page that will be wrong from a known day on. Readers find it until then, and the reason "
            "afterwards. A newer version does not change that."
        ),
    ),
    "clear-expiry": Action(
        forms.NothingForm,
        "withdraw_answer",
        step_of_answer(workflow.clear_expiry),
        gettext_lazy("The page stays public."),
        gettext_lazy("Keep it public"),
        gettext_lazy("It will not be taken down by itself."),
    ),
}


def is_open(
    verb: str, revision: Revision, candidacy: Candidacy | None, person: User, *, may_decide: bool
) -> bool:
    """Whether the step would not be refused for who the person is or where the text stands."""
    answer = revision.answer
    is_live = answer.is_public and answer.live_revision_id == revision.pk
    if verb == "small-change":
        return may_decide and _is_small(revision, candidacy)
    if verb == "confirm-unchanged":
        is_signed = candidacy is None or not candidacy.awaits_second_check
        own = revisions.fingerprints(revision.content())
        return is_live and is_signed and not policies.why_not_confirm(person, revision, own)
    if verb == "correct-urgently":
        is_undecided = candidacy is None or candidacy.stage in UNDECIDED
        return answer.is_public and not is_live and _is_newest(revision) and is_undecided
    if verb == "clear-expiry":
        return is_live and answer.expires_at is not None
    return is_live


UNDECIDED = (Stage.IN_REVIEW, Stage.SUPERSEDED, Stage.TAKEN_BACK)


def _is_newest(revision: Revision) -> bool:
    return revision.number == revision.answer.latest_number


def _is_small(revision: Revision, candidacy: Candidacy | None) -> bool:
    if candidacy is None or candidacy.stage != Stage.IN_REVIEW or not revision.answer.is_public:
        return False
    return smallness.of(revision).is_small
