"""The whole way of an answer in a real browser: four people, each with their own, and at last a patient."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from answers.models import Answer
from tests import make
from tests.journeys.arriving import Person
from tests.journeys.writing import Writing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

QUESTION = "Do I need a blood thinner?"
QUOTE = "Strokes were fewer with the study drug."


def test_an_answer_goes_from_draft_to_patient(arrive: Callable[..., Person]) -> None:
    topic = make.topic(name="Bleeding", slug="bleeding")
    make.source("moreau", title="A trial of a blood thinner", contributors=[{"family": "Moreau"}], year=2022)
    make.source("lind", title="A review of bleeding", contributors=[{"family": "Lind"}], year=2023)
    editor, reviewer, editor2 = arrive("editor"), arrive("reviewer"), arrive("editor2")

    writing = the_editor_starts_an_answer(editor, topic.name)
    the_editor_writes_and_cites_while_typing(writing)
    the_editor_saves_and_quotes_a_source(editor)
    the_editor_submits(editor)
    the_reviewer_comments_on_a_word(reviewer)
    the_editor_answers_and_changes_that_sentence(editor, writing)
    the_reviewer_resolves_and_checks_everything(reviewer)
    the_editor_cannot_approve_their_own_text(editor)
    editor2_approves_and_publishes(editor2)

    a_patient_reads_beside_the_text(arrive())
    a_patient_without_scripts_follows_the_numbers(arrive(has_scripts=False))
    the_editor_writes_a_newer_draft(writing)
    a_patient_sees_nothing_of_it(arrive())


def the_editor_starts_an_answer(editor: Person, topic: str) -> Writing:
    editor.visit("/admin/answers/answer/add/")
    editor.page.get_by_label("Question").fill(QUESTION)
    editor.page.get_by_label("Topic").select_option(topic)
    editor.press("Start writing")
    writing = Writing(editor.page, editor.address, Answer.objects.get())
    writing.open()
    return writing


def the_editor_writes_and_cites_while_typing(writing: Writing) -> None:
    writing.write("A blood thinner lowers the risk of stroke [@", "short_answer")
    pick(writing, "moreau")
    writing.page.keyboard.type(". It makes bleeding more likely.")
    writing.write("In one trial few people had a stroke [@")
    pick(writing, "trial of a blood")
    writing.page.keyboard.type(". A review of bleeding agreed [@")
    pick(writing, "lind")
    writing.page.keyboard.type(".")
    writing.page.locator("#id_certainty").select_option(value="moderate")
    writing.page.locator("[data-rows=ask] textarea").first.fill("What is my own risk?")


def pick(writing: Writing, words: str) -> None:
    writing.page.locator("dialog[open]").wait_for()
    writing.page.keyboard.type(words)
    writing.page.keyboard.press("Enter")
    writing.page.locator(".cite-chosen li").wait_for()
    writing.page.keyboard.press("Enter")
    writing.page.locator("dialog").wait_for(state="detached")


def the_editor_saves_and_quotes_a_source(editor: Person) -> None:
    editor.press("Save")
    editor.page.get_by_role("tab", name="Sentences and sources").click()
    editor.page.locator(".live-claims li", has_text="lowers the risk").locator(".cite-chip").click()
    editor.page.get_by_label("Quote from the source: ").fill(QUOTE)
    editor.page.get_by_role("button", name="Cite", exact=True).last.click()
    editor.page.locator("dialog").wait_for(state="detached")
    editor.press("Save and go to the review")


def the_editor_submits(editor: Person) -> None:
    editor.follow("Submit for review")
    editor.page.get_by_label("A word to the reviewers").fill("Please look at the numbers.")
    editor.press("Submit for review")
    expect(editor.page.get_by_text("Submitted for review.")).to_be_visible()


def the_reviewer_comments_on_a_word(reviewer: Person) -> None:
    open_the_review(reviewer)
    word = reviewer.page.locator("#claim-3").evaluate(WHERE_IS, "few")
    reviewer.page.mouse.dblclick(word["x"], word["y"])
    reviewer.page.get_by_role("button", name="Comment on these words").click()
    form = reviewer.page.locator("#sentence-3 .new-comment form")
    expect(form.get_by_label("Only these words")).to_have_value("few")
    form.get_by_label("must-fix").check()
    form.get_by_label("Comment", exact=True).last.fill("Fewer than whom?")
    reviewer.press("Comment")
    expect(reviewer.page.locator(".thread blockquote")).to_have_text("few")


WHERE_IS = """(sentence, word) => {
  sentence.scrollIntoView({block: "center"})
  const text = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT)
  while (text.nextNode() && !text.currentNode.data.includes(word));
  const range = document.createRange()
  range.setStart(text.currentNode, text.currentNode.data.indexOf(word))
  range.setEnd(text.currentNode, range.startOffset + word.length)
  const {x, y, width, height} = range.getBoundingClientRect()
  return {x: x + width / 2, y: y + height / 2}
}"""


def the_editor_answers_and_changes_that_sentence(editor: Person, writing: Writing) -> None:
    editor.page.reload()
    thread = editor.page.locator(".thread", has_text="Fewer than whom?")
    thread.get_by_text("Reply").first.click()
    thread.get_by_label("Reply").last.fill("Than with no treatment. I say so now.")
    editor.press("Send")
    writing.open()
    writing.editor().get_by_text("In one trial few people had a stroke").evaluate(PUT_CARET, "few")
    writing.page.keyboard.type("er")
    editor.press("Save and go to the review")
    the_editor_submits(editor)


PUT_CARET = """(paragraph, word) => {
  const dom = paragraph.closest(".ProseMirror")
  let place = 0
  dom.editor.state.doc.descendants((node, at) => {
    if (node.isText && node.text.includes(word)) place ||= at + node.text.indexOf(word) + word.length
  })
  dom.editor.commands.focus(place)
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""


def the_reviewer_resolves_and_checks_everything(reviewer: Person) -> None:
    open_the_review(reviewer)
    expect(reviewer.page.locator(".thread")).to_contain_text("I say so now.")
    reviewer.press("Resolve")
    reviewer.page.get_by_text("Sentences without a citation").click()
    reviewer.press("All of these need no citation")
    unchecked = reviewer.page.locator(".need[data-waits]")
    while left := unchecked.count():
        check_a_citation(reviewer, unchecked.first)
        expect(unchecked).to_have_count(left - 1)
    expect(reviewer.page.get_by_text("What stands in the way")).to_have_count(0)


def check_a_citation(reviewer: Person, need: Locator) -> None:
    if need.get_attribute("open") is None:
        need.locator("summary").first.click()
    need.get_by_label("read the source").check()
    need.get_by_label("The words of the source").fill(QUOTE)
    need.get_by_label("Where it says so").fill("p. 4")
    need.get_by_role("button", name="Supports the sentence").click()


def the_editor_cannot_approve_their_own_text(editor: Person) -> None:
    open_the_review(editor)
    expect(editor.page.get_by_role("link", name="Approve")).to_have_count(0)
    editor.page.goto(f"{editor.page.url}approve/")
    editor.page.get_by_label("whole page reviewed").check()
    editor.press("Approve")
    expect(editor.page.get_by_text("You contributed to this text")).to_be_visible()


def editor2_approves_and_publishes(editor2: Person) -> None:
    open_the_review(editor2)
    editor2.follow("Approve", within=".buttons")
    editor2.page.get_by_label("whole page reviewed").check()
    editor2.page.get_by_label("Your declared interests").fill("None")
    editor2.press("Approve")
    editor2.follow("Publish", within=".buttons")
    editor2.page.get_by_label("What changed").fill("First version.")
    editor2.press("Publish")
    expect(editor2.page.get_by_text("This revision is public now.")).to_be_visible()


def open_the_review(person: Person) -> None:
    person.visit("/admin/review/")
    person.follow(QUESTION, within="main")


def a_patient_reads_beside_the_text(patient: Person) -> None:
    find_the_page(patient)
    page, mark = patient.page, patient.page.locator("a[role=doc-biblioref]").first
    mark.click()
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("A trial of a blood thinner")
    expect(card.locator("q")).to_have_text(QUOTE)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()
    mark.press("Enter")
    card.get_by_role("link", name="All sources").click()
    and_back_to_the_text(patient)


def a_patient_without_scripts_follows_the_numbers(patient: Person) -> None:
    find_the_page(patient)
    patient.page.locator("a[role=doc-biblioref]").first.click()
    expect(patient.page).to_have_url(patient.page.url.partition("#")[0] + "#ref-1")
    expect(patient.page.locator("#ref-1")).to_contain_text(QUOTE)
    expect(patient.page.locator("#ref-1")).to_be_in_viewport()
    and_back_to_the_text(patient)


def and_back_to_the_text(patient: Person) -> None:
    back = patient.page.locator("#ref-1 a[role=doc-backlink]").first
    target = back.get_attribute("href")
    back.click()
    expect(patient.page).to_have_url(patient.page.url.partition("#")[0] + str(target))
    expect(patient.page.locator(str(target))).to_be_in_viewport()
    assert patient.context.cookies() == []


def find_the_page(patient: Person) -> None:
    """From the home page, as somebody who was never here."""
    assert patient.context.cookies() == []
    patient.visit("/")
    patient.follow("Bleeding")
    patient.follow(QUESTION)
    expect(patient.page.locator("h1")).to_have_text(QUESTION)
    expect(patient.page.locator("#research")).to_contain_text("In one trial fewer people had a stroke.")


def the_editor_writes_a_newer_draft(writing: Writing) -> None:
    writing.open()
    writing.write(" Nobody may read this yet.")
    with writing.page.expect_navigation():
        writing.page.get_by_role("button", name="Save", exact=True).click()
    expect(writing.editor()).to_contain_text("Nobody may read this yet.")


def a_patient_sees_nothing_of_it(patient: Person) -> None:
    find_the_page(patient)
    expect(patient.page.locator("body")).not_to_contain_text("Nobody may read this yet.")
