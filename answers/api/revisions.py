"""Revisions for staff: what was saved, what it says, and the checks and decisions on it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Prefetch, QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request

from answers import gates, workflow
from answers.api import describing, staff, staff_narrowing
from answers.api import staff_shapes as shapes
from answers.api.people import moment, person
from answers.models import Candidacy, ChecklistQuestion, Decision, PassedWarning, Revision, Round, Scope
from answers.pages import Document, circumstance, documents
from answers.workflow import Reason, Reply, Statement
from sources.models import Source


class Revisions(staff.Staff):
    """Every saved text, drafts too."""

    shape = shapes.RevisionHead
    filters = staff_narrowing.RevisionFilter
    orders = staff_narrowing.BY_NUMBER
    is_list = True

    @describing.found(
        "list_revisions",
        "Every revision",
        shapes.RevisionHead,
        filters=filters,
        orders=orders,
        is_list=True,
        is_public=False,
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.listed(request, _rows(), "-id", _head)


class OneRevision(staff.Staff):
    """One saved text with all it says."""

    shape = shapes.OneRevision

    @describing.found("read_revision", "One revision", shapes.OneRevision, is_public=False)
    def get(self, request: Request, number: int) -> HttpResponseBase:
        found = get_object_or_404(_rows(), pk=number)
        content = found.content()
        around = circumstance.of(found.answer, content, today=timezone.localdate())
        asked = workflow.checklist(found.answer, of=ChecklistQuestion.AskedOf.APPROVERS)
        document = _head(found) | {
            "text": documents.of_content(content, around.standings, around.keys, around.explained),
            "checklist": [{"question": each.pk, "text": each.text} for each in asked],
            "checklist_wording": workflow.checklist_wording(asked),
            "findings": _findings(found, gates.for_approval(found)),
            "to_publish": _to_publish(found),
        }
        return self.sent(request, document)


class Checks(staff.Staff):
    """Verdicts on a revision's sentences; somebody's own sentences are for others to check."""

    writes = Scope.CHECK

    @describing.sent("check", "Check a claim", shapes.NewCheck, shapes.OneCheck)
    def post(self, request: Request, number: int) -> HttpResponseBase:
        revision = get_object_or_404(_rows(), pk=number)
        sent = staff.read(shapes.NewCheck, request)
        return staff.once(request, lambda: (201, _checked(request, revision, sent)))


class Decisions(staff.Staff):
    """Decisions on a revision in review, by who did not contribute; every gate is asked."""

    writes = Scope.DECIDE

    @describing.sent("decide", "Approve, or ask for changes", shapes.NewDecision, shapes.OneDecision)
    def post(self, request: Request, number: int) -> HttpResponseBase:
        revision = get_object_or_404(_rows(), pk=number)
        staff.refuse_old_proof(request)
        sent = staff.read(shapes.NewDecision, request)
        return staff.once(request, lambda: (201, _decided(request, revision, sent)))


class Reasons(staff.Staff):
    """Reasons for warnings, as the page of a review takes them; whoever signs reads them."""

    writes = Scope.DECIDE

    @describing.sent("give_reasons", "Give reasons for warnings", shapes.NewReasons, shapes.GivenReasons)
    def post(self, request: Request, number: int) -> HttpResponseBase:
        revision = get_object_or_404(_rows(), pk=number)
        sent = staff.read(shapes.NewReasons, request)
        return staff.once(request, lambda: (201, _given(request, revision, sent)))


def _findings(revision: Revision, found: Iterable[gates.Finding]) -> list[Document]:
    """What gates found, with the reasons that hold for their warnings."""
    passed = PassedWarning.objects.of(revision.answer)
    return [_finding(each, passed.get(each.fingerprint)) for each in found]


def _to_publish(revision: Revision) -> list[Document] | None:
    """What every gate finds now, those of signatures too; None of a text that was never submitted."""
    candidacy = next(iter(revision.candidacies.all()), None)
    if candidacy is None:
        return None
    review = Round.objects.get(pk=candidacy.round_id)
    review.answer = revision.answer
    return _findings(revision, gates.for_publish(revision, review, today=timezone.localdate()))


def _finding(found: gates.Finding, row: PassedWarning | None) -> Document:
    gate = gates.named(found.gate)
    is_passed = row is not None and not found.is_blocking
    ready = {} if found.is_blocking else gates.ready_reasons(gate)
    return {
        "gate": found.gate,
        "rule": str(gate.rule) if gate else "",
        "severity": "block" if found.is_blocking else "warn",
        "sentence": found.sentence,
        "part": found.block,
        "claim": found.claim,
        "reason": gates.said(row) if row is not None and is_passed else "",
        "fingerprint": found.fingerprint,
        "ready_reasons": [{"ready": name, "text": str(text)} for name, text in ready.items()],
    }


def _rows() -> QuerySet[Revision]:
    candidacies = Prefetch("candidacies", Candidacy.objects.order_by("-pk"))
    rows = Revision.objects.select_related("answer__question__main_topic", "saved_by__contributor", "frozen")
    return rows.prefetch_related(candidacies)


def _head(row: Revision) -> Document:
    candidacy = next(iter(row.candidacies.all()), None)
    return {
        "id": row.pk,
        "question": row.answer.question_id,
        "wording": row.answer.question.wording,
        "number": row.number,
        "content_hash": row.content_hash,
        "saved_by": person(row.saved_by),
        "saved_at": moment(row.saved_at),
        "origin": row.origin,
        "note": row.note,
        "stage": candidacy.stage if candidacy else None,
        "public_state": row.answer.public_state,
    }


def _checked(request: Request, revision: Revision, sent: Document) -> Document:
    source = None
    if key := sent.get("source"):
        source = Source.objects.by_key([key]).get(key)
        if source is None:
            raise staff.unknown_source()
    check = workflow.check(
        revision,
        sent["claim_hash"],
        by=request.user,  # type: ignore[arg-type]  # the permission has seen to it
        at=timezone.now(),
        source=source,
        verdict=sent["verdict"],
        reading=sent.get("reading", ""),
        quote=sent["quote"],
        place=sent["place"],
        reason=sent["reason"],
    )
    return {
        "id": check.pk,
        "revision": revision.pk,
        "claim_hash": check.claim_hash,
        "source": check.source.key if check.source else None,
        "verdict": check.verdict,
        "checked_at": moment(check.checked_at),
    }


def _given(request: Request, revision: Revision, sent: Document) -> Document:
    by: User = request.user  # type: ignore[assignment]  # the permission has seen to it
    workflow.pass_warnings(revision, _reasons(sent), by=by, at=timezone.now())
    return {"revision": revision.pk, "findings": _findings(revision, gates.for_approval(revision))}


def _reasons(sent: Document) -> dict[str, Reason]:
    return {each["fingerprint"]: Reason(each["ready"], each["words"]) for each in sent.get("reasons", ())}


def _decided(request: Request, revision: Revision, sent: Document) -> Document:
    said = Statement(
        competing=sent.get("competing", ""),
        competing_text=sent["competing_text"],
        replies=tuple(Reply(**each) for each in sent.get("checklist", ())),
        wording=sent["checklist_wording"],
    )
    words = {"content_hash": sent["content_hash"], "note": sent["note"], "said": said}
    now, by = timezone.now(), request.user
    if sent["decision"] == shapes.APPROVE:
        scope, reasons = sent.get("scope", ""), _reasons(sent)
        decision = workflow.approve(revision, by=by, at=now, scope=scope, reasons=reasons, **words)  # type: ignore[arg-type]  # as above
    else:
        decision = workflow.request_changes(revision, by=by, at=now, **words)  # type: ignore[arg-type]  # as above
    return _told(decision)


def _told(decision: Decision) -> Document:
    return {
        "id": decision.pk,
        "revision": decision.revision_id,
        "decision": decision.kind,
        "scope": decision.scope,
        "decided_at": moment(decision.decided_at),
        "stage": Candidacy.objects.values_list("stage", flat=True).get(round=decision.round_id),
    }
