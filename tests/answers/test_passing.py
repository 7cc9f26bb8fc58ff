"""Warnings are passed for a reason: given once, held as long as the text that raised the warning stays."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from answers import gates, revisions, workflow
from answers.models import Event, GateRules, PassedWarning, Refused, Revision
from tests import cast, make
from tests.answers import reviewing

pytestmark = pytest.mark.django_db

UNCITED = "<p>About 7 in 10 people did well. Fewer had a stroke [@trial].</p>"


def full() -> None:
    """The full standard, with nothing but warnings in the way of these short texts."""
    warned = {each.key: "warn" for each in gates.REGISTRY if each.weight is gates.Weight.ASKED}
    GateRules.objects.update_or_create(pk=1, defaults={"profile": "full standard", "severities": warned})


def warned(revision: Revision, gate: str) -> str:
    [finding] = [each for each in gates.for_approval(revision) if each.gate == gate]
    assert not finding.is_blocking
    return finding.fingerprint


def reasons(revision: Revision, **given: str) -> dict[str, workflow.Reason]:
    return {each.fingerprint: workflow.Reason(**given) for each in gates.for_submit(revision)}


def test_under_the_starter_profile_what_has_no_reason_is_passed_as_not_yet() -> None:
    revision = make.submitted(short_answer=UNCITED)

    row = PassedWarning.objects.of(revision.answer)[warned(revision, "numbers cited")]

    assert (row.ready, row.person, row.passed_at) == ("not yet", cast.person("editor"), make.NOW)
    event = json.loads(Event.objects.get(verb="submitted").record)
    assert f"passedwarning:{row.pk}" in event["rows"]


def test_a_reason_may_be_picked_or_written() -> None:
    revision = make.latest(make.answer(short_answer=UNCITED))
    given = reasons(revision, ready="does not apply")
    given[warned(revision, "numbers cited")] = workflow.Reason(words="The number is the author's own.")

    workflow.submit(revision, by=cast.person("editor"), at=make.NOW, reasons=given)

    rows = PassedWarning.objects.of(revision.answer)
    written = rows.pop(warned(revision, "numbers cited"))
    assert written.reason is not None
    assert (written.ready, written.reason.text) == ("", "The number is the author's own.")
    assert {row.ready for row in rows.values()} == {"does not apply"}


def test_under_the_full_standard_a_warning_without_a_reason_stops_a_submission() -> None:
    full()
    revision = make.latest(make.answer(short_answer=UNCITED))
    some = reasons(revision, ready="not yet")
    del some[warned(revision, "numbers cited")]

    with pytest.raises(Refused) as refused:
        workflow.submit(revision, by=cast.person("editor"), at=make.NOW, reasons=some)

    assert "“About 7 in 10 people did well” gives a number and no source" in str(refused.value)
    assert not PassedWarning.objects.exists()


def test_a_reason_carries_over_while_the_text_that_raised_the_warning_stays() -> None:
    full()
    answer = make.answer(short_answer=UNCITED)
    first = make.latest(answer)
    workflow.submit(first, by=cast.person("editor"), at=make.NOW, reasons=reasons(first, ready="not yet"))
    draft = revisions.draft_of(answer)

    elsewhere = make.revision(answer, replace(draft, unknowns="<p>Much is open.</p>"))
    assert elsewhere.number == 2
    workflow.submit(make.latest(answer), by=cast.person("editor"), at=make.NOW)

    there = replace(revisions.draft_of(answer), short_answer=UNCITED.replace("7 in", "8 in"))
    make.revision(answer, there)
    with pytest.raises(Refused, match="About 8 in 10 people did well"):
        workflow.submit(make.latest(answer), by=cast.person("editor"), at=make.NOW)


def test_nobody_approves_under_the_full_standard_what_was_warned_of_without_a_reason() -> None:
    revision = make.checked(make.submitted(short_answer=UNCITED))
    full()
    GateRules.objects.update(severities={**GateRules.objects.get().severities, "exact place": "warn"})

    with pytest.raises(Refused, match="A warning has no reason yet"):
        make.approve(revision)

    missing = {each.fingerprint: workflow.Reason("not yet") for each in gates.for_approval(revision)}
    workflow.pass_warnings(revision, missing, by=cast.person("clinician"), at=make.NOW)
    assert make.approve(revision).kind == "approved"
    assert Event.objects.filter(verb="passed warnings").count() == 1


def test_a_reason_for_what_no_gate_warns_of_is_refused() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="changed after you opened"):
        workflow.pass_warnings(
            revision, {"f" * 64: workflow.Reason("not yet")}, by=cast.person("editor"), at=make.NOW
        )


def test_a_ready_reason_must_stand_in_the_list() -> None:
    revision = make.latest(make.answer())

    with pytest.raises(Refused, match="Choose a reason from the list"):
        workflow.submit(
            revision, by=cast.person("editor"), at=make.NOW, reasons=reasons(revision, ready="because")
        )


def test_an_auditor_gives_no_reasons() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="permission"):
        workflow.pass_warnings(revision, {}, by=cast.person("auditor"), at=make.NOW)


def test_the_page_for_submitting_lists_each_warning_with_not_yet_chosen_for_all() -> None:
    revision = make.latest(make.answer(short_answer=UNCITED))

    shown = reviewing.text(reviewing.get("editor", revision, "submit/"))

    assert "“About 7 in 10 people did well” gives a number and no source" in shown
    assert '<option value="not yet" selected>' in shown


def test_one_press_passes_all_warnings_and_each_may_have_a_reason_of_its_own() -> None:
    revision = make.latest(make.answer(short_answer=UNCITED))
    own = warned(revision, "numbers cited")

    reviewing.post(
        "editor", revision, "submit", for_all="not yet", **{f"words-{own[:16]}": "It is the author's own."}
    )

    rows = PassedWarning.objects.of(revision.answer)
    assert rows[own].reason is not None
    assert {row.ready for fingerprint, row in rows.items() if fingerprint != own} == {"not yet"}


def test_whoever_signs_reads_the_reasons_and_who_gave_them() -> None:
    revision = make.checked(make.submitted(short_answer=UNCITED))

    shown = reviewing.text(reviewing.get("editor2", revision, "approve/"))

    assert "Reason: Not yet: we will do it later. (Test Editor, 22 November 2026)" in shown


def test_reports_can_count_what_was_passed_and_why() -> None:
    make.submitted(short_answer=UNCITED)
    make.submitted(short_answer=UNCITED)

    counted = {(row["gate"], row["ready"]): row["number"] for row in PassedWarning.objects.counted()}

    assert counted["numbers cited", "not yet"] == 2


def test_an_urgent_correction_need_not_be_better_than_what_it_corrects() -> None:
    revision = make.correction()
    GateRules.objects.create(pk=1, profile="full standard")

    publication = make.corrected(revision)

    assert publication.kind == "corrected"


def test_an_urgent_correction_may_not_be_worse_than_what_it_corrects() -> None:
    GateRules.objects.create(pk=1, severities={"certainty said": "block"})
    revision = make.correction(certainty_reason="")

    with pytest.raises(Refused, match="Say in a sentence why we are as sure as that"):
        make.corrected(revision)


def test_the_record_of_a_version_tells_which_warnings_were_passed_and_why() -> None:
    publication = make.published(short_answer=UNCITED)

    shown = reviewing.text(cast.client("auditor").get(f"/admin/review/record/{publication.pk}/"))

    assert "Warnings passed" in shown
    assert "Every sentence that gives a number names its source." in shown
    assert "Not yet: we will do it later." in shown


def test_a_gate_may_bring_ready_reasons_of_its_own() -> None:
    revision = make.latest(make.answer(short_answer=UNCITED))
    given = {warned(revision, "numbers cited"): workflow.Reason("no finding")}

    workflow.submit(revision, by=cast.person("editor"), at=make.NOW, reasons=given)

    row = PassedWarning.objects.get(gate="numbers cited")
    assert gates.said(row) == "The number is no finding: a telephone number, an age, a date."
