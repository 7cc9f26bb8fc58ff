"""What a writer says of a citation while citing: kept with its chip through everything, saved with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from answers.content import Use
from answers.models import SetAsideSource
from answers.revisions import draft_of
from tests import cast, make
from tests.journeys.test_answer_form import autosaved, save
from tests.journeys.writing import Writing, sign_in

pytestmark = pytest.mark.any_database

WORDS = "Fewer strokes were seen in the group that took the drug."


def choose(writing: Writing, words: str) -> None:
    """Open the picker where the text is being written and choose one source."""
    writing.page.keyboard.press("Control+Shift+C")
    writing.page.wait_for_selector("dialog[open]")
    writing.page.keyboard.type(words)
    writing.page.keyboard.press("Enter")
    writing.page.wait_for_selector(".cite-chosen li")


def cite(writing: Writing, quote: str = WORDS, role: str = "supports", source: str = "moreau") -> None:
    """A new sentence at the end of the research, cited with these words."""
    writing.write(" It was seen again.")
    choose(writing, source)
    chosen(writing, "quote").fill(quote)
    chosen(writing, "role").select_option(role)
    finish(writing)


def chosen(writing: Writing, part: str) -> Locator:
    parts = {"role": "select", "quote": "textarea >> nth=0", "reason": "textarea >> nth=1", "place": "input"}
    return writing.page.locator(f".cite-chosen li >> nth=0 >> {parts[part]}")


def finish(writing: Writing) -> None:
    writing.page.get_by_role("button", name="Cite", exact=True).last.click()
    writing.page.wait_for_selector("dialog", state="detached")


def uses(writing: Writing, key: str = "moreau") -> list[Use]:
    """What the newest revision says of a source."""
    writing.answer.refresh_from_db()
    return [use for use in make.latest(writing.answer).content().uses if use.source_key == key]


def open_chip(writing: Writing, name: str = "short_answer") -> None:
    writing.chips(name).first.dblclick()
    writing.page.wait_for_selector(".cite-chosen li")


def test_a_quote_and_a_role_arrive_in_the_revision(writing: Writing) -> None:
    cite(writing, role="contradicts")
    expect(writing.chips().last).to_have_text("Moreau 2022 · says otherwise")
    save(writing)

    [use] = uses(writing)
    assert (use.role, use.quote) == ("contradicts", WORDS)


def test_everything_is_said_by_keyboard(writing: Writing) -> None:
    keyboard = writing.page.keyboard
    writing.write(" It was seen again.")
    choose(writing, "moreau")
    keyboard.press("Shift+Tab")
    keyboard.type("Seen  in the\ttrial")
    keyboard.press("Shift+Tab")
    keyboard.press("ArrowDown")
    keyboard.press("Shift+Tab")
    keyboard.type("p. 7")
    keyboard.press("Enter")
    writing.page.wait_for_selector("dialog", state="detached")
    keyboard.type(" And more.")
    save(writing)

    [use] = uses(writing)
    assert (use.role, use.locator) == ("partly", "p. 7")
    assert use.quote.startswith("Seen in the")


def test_a_source_that_is_not_relevant_moves_to_those_that_were_not_used(writing: Writing) -> None:
    writing.write(" It was seen again.")
    choose(writing, "moreau")
    chosen(writing, "role").select_option("not_relevant")
    writing.page.get_by_role("button", name="Cite", exact=True).last.click()
    expect(writing.page.locator("dialog [role=status]").first).to_contain_text("Say why it is not relevant")
    expect(chosen(writing, "reason")).to_be_focused()
    writing.page.keyboard.type("It studied children.")
    writing.page.keyboard.press("Control+Enter")
    expect(writing.page.locator("#autosaved")).to_contain_text("Moreau 2022 now stands among the sources")
    save(writing)

    [aside] = SetAsideSource.objects.filter(answer=writing.answer)
    assert (aside.source.key, aside.reason) == ("moreau", "It studied children.")
    assert writing.stored().endswith("It was seen again.</p>")


def test_the_buttons_stay_under_the_pointer_whatever_the_list_and_the_choice_show(writing: Writing) -> None:
    """A list that arrives late must not move a button away between pressing and letting go."""
    button = writing.page.get_by_role("button", name="Cite", exact=True).last
    writing.write(" It was seen again.")
    writing.page.keyboard.press("Control+Shift+C")
    writing.page.wait_for_selector("dialog [role=option]")
    places = [button.bounding_box()]
    writing.page.fill("#cite-search", "no source has these words")
    expect(writing.page.locator("dialog [role=option][data-do=choose]")).to_have_count(0)
    places.append(button.bounding_box())
    for words in ("moreau", "review"):
        writing.page.fill("#cite-search", words)
        writing.page.keyboard.press("Enter")
        expect(writing.page.locator("#cite-search")).to_have_value("")
        places.append(button.bounding_box())
    chosen(writing, "role").select_option("not_relevant")
    places.append(button.bounding_box())

    assert places == places[:1] * 5


def test_what_is_missing_is_said_where_a_phone_shows_it(writing: Writing) -> None:
    """Two sources chosen and their fields leave a phone no place for the list and all that follows it."""
    writing.page.set_viewport_size({"width": 390, "height": 664})
    writing.write(" It was seen again.")
    choose(writing, "moreau")
    writing.page.keyboard.type("review")
    writing.page.keyboard.press("Enter")
    expect(writing.page.locator(".cite-chosen li")).to_have_count(2)
    chosen(writing, "role").select_option("not_relevant")
    cite = writing.page.get_by_role("button", name="Cite", exact=True).last
    cite.click()

    said = writing.page.locator("dialog [role=status]").first
    expect(said).to_contain_text("Say why it is not relevant")
    expect(said).to_be_in_viewport(ratio=1)
    expect(chosen(writing, "reason")).to_be_in_viewport(ratio=1)
    assert is_above(said, cite)
    assert is_above(chosen(writing, "reason"), said)


def is_above(part: Locator, other: Locator) -> bool:
    upper, lower = part.bounding_box(), other.bounding_box()
    assert upper
    assert lower
    return upper["y"] + upper["height"] <= lower["y"]


def test_not_relevant_takes_one_source_out_of_a_cluster(writing: Writing) -> None:
    writing.chips().last.dblclick()
    writing.page.wait_for_selector(".cite-chosen li")
    chosen(writing, "role").select_option("not_relevant")
    chosen(writing, "reason").fill("Another question.")
    finish(writing)

    assert writing.stored().endswith("[@trial].</p>")
    expect(writing.page.locator("[name=aside-0-source]")).to_have_value("review")
    expect(writing.page.locator("[name=aside-0-reason]")).to_have_value("Another question.")


def test_undo_brings_a_citation_back_with_its_words(writing: Writing) -> None:
    cite(writing)
    writing.page.keyboard.press("Backspace")
    writing.page.keyboard.press("Control+z")
    save(writing)

    assert [use.quote for use in uses(writing)] == [WORDS]


def test_undo_takes_back_what_was_said(writing: Writing) -> None:
    cite(writing)
    open_chip(writing)
    chosen(writing, "quote").fill("Another quote.")
    finish(writing)
    writing.page.keyboard.press("Control+z")
    save(writing)

    assert not any(use.quote for use in uses(writing, "trial"))
    assert [use.quote for use in uses(writing)] == [WORDS]


def test_a_citation_that_moves_to_another_field_takes_its_words_along(writing: Writing) -> None:
    cite(writing)
    writing.editor().locator("p").last.click(click_count=3, position={"x": 4, "y": 8})
    writing.page.keyboard.press("Control+x")
    writing.editor("unknowns").click()
    writing.page.keyboard.press("Control+v")
    save(writing)

    assert [use.quote for use in uses(writing)] == [WORDS]


def test_each_place_keeps_its_own_words_though_the_source_is_the_same(writing: Writing) -> None:
    cite(writing, source="trial", quote="The last one.")
    writing.editor("research").locator("p").first.click(position={"x": 2, "y": 8})
    writing.page.keyboard.press("Home")
    writing.page.keyboard.type("First of all. ")
    writing.page.keyboard.press("ArrowLeft")
    choose(writing, "trial")
    chosen(writing, "quote").fill("The first one.")
    finish(writing)
    save(writing)

    quotes = [use.quote for use in uses(writing, "trial")]
    assert quotes == ["", "The first one.", "", "", "The last one."]


def test_words_are_kept_unsaved_and_brought_back(writing: Writing) -> None:
    cite(writing)
    autosaved(writing)
    writing.open()
    writing.page.get_by_role("link", name="Bring it back").click()
    expect(writing.chips().last).to_have_text("Moreau 2022")
    save(writing)

    assert [use.quote for use in uses(writing)] == [WORDS]


def test_words_stay_when_the_form_is_refused(writing: Writing) -> None:
    cite(writing)
    wording = writing.page.locator("#id_wording")
    wording.fill("")
    wording.evaluate("field => field.removeAttribute('required')")
    save(writing)
    expect(writing.chips().last).to_have_text("Moreau 2022")
    writing.page.locator("#id_wording").fill("Do I need a blood thinner at all?")
    save(writing)

    assert [use.quote for use in uses(writing)] == [WORDS]


def test_words_stay_through_a_conflict(writing: Writing) -> None:
    theirs = make.draft(wording=str(writing.answer), certainty="low")
    make.revision(writing.answer, theirs, by=cast.person("editor2"))
    cite(writing)
    save(writing)
    for side in writing.page.locator("input[value=mine]").all():
        side.check()
    with writing.page.expect_navigation():
        writing.page.get_by_role("button", name="Save this").click()

    assert [use.quote for use in uses(writing)] == [WORDS]


def test_a_saved_citation_opens_with_its_words_and_takes_new_ones(writing: Writing) -> None:
    cite(writing)
    save(writing)
    writing.page.wait_for_selector(".prose-menubar__button", state="attached")
    writing.chips().last.dblclick()
    expect(chosen(writing, "quote")).to_have_value(WORDS)
    chosen(writing, "quote").fill("Other words.")
    finish(writing)
    save(writing)

    assert [use.quote for use in uses(writing)] == ["Other words."]


def test_an_edited_sentence_keeps_the_words_of_its_citation(writing: Writing) -> None:
    cite(writing)
    save(writing)
    writing.page.wait_for_selector(".prose-menubar__button", state="attached")
    writing.write(" Wholly other words stand here now, and nothing of the former sentence is left")
    writing.editor().locator("p").last.click(click_count=3)
    writing.page.keyboard.press("ArrowLeft")
    writing.page.keyboard.type("Some quite different beginning of it: ")
    save(writing)

    assert [use.quote for use in uses(writing)] == [WORDS]


def test_a_quote_that_is_too_long_is_counted_and_not_cut(writing: Writing) -> None:
    writing.write(" It was seen again.")
    choose(writing, "moreau")
    chosen(writing, "quote").fill("é" * 301)
    expect(writing.page.locator(".counter")).to_have_text("301 of 300")
    writing.page.get_by_role("button", name="Cite", exact=True).last.click()

    expect(writing.page.locator("dialog [role=status]").first).to_contain_text("The quote has 301 characters")
    expect(chosen(writing, "quote")).to_have_value("é" * 301)
    expect(chosen(writing, "quote")).to_be_focused()


def test_a_form_that_says_things_is_not_changed_by_opening_it(writing: Writing) -> None:
    cite(writing, role="context")
    save(writing)
    warned: list[str] = []
    writing.page.on("dialog", lambda dialog: warned.append(dialog.type))
    expect(writing.chips().last).to_have_text("Moreau 2022 · gives context")
    expect(writing.page.locator("[name=cite-0-quote]")).to_have_count(1)

    writing.page.goto(f"{writing.address}/admin/")

    assert warned == []


def test_without_scripts_the_list_says_it(writing: Writing, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, "editor", writing.address)
    page = context.new_page()
    page.goto(writing.page.url)
    page.locator("#sentences summary").click()
    page.locator("[name=cite-0-quote]").fill(WORDS)
    page.locator("[name=cite-1-role]").select_option("contradicts")
    page.get_by_role("button", name="Save", exact=True).click()
    context.close()

    writing.answer.refresh_from_db()
    said = [(use.role, use.quote) for use in draft_of(writing.answer).citations]
    assert said[:2] == [("supports", WORDS), ("contradicts", "")]
