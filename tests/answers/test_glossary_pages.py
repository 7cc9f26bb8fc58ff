"""What readers see of the glossary: words under an answer, their marks in its text, pages of their own."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import pages, workflow
from answers.content import Content
from answers.models import Answer, ListStamp, SearchEntry, Term
from answers.pages import words_list
from answers.rendering import claims, fragments, reading, term_marks, terms
from tests import cast, make, visible

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LINK = re.compile(r'<a class="term"[^>]*>(.*?)</a>')


def html(client: Client, answer: Answer) -> str:
    return client.get(answer.question.get_absolute_url()).content.decode()


def published() -> Answer:
    return make.published().answer


def marked(body: str, *found: terms.Term) -> str:
    line = reading.read(body).lines[0]
    cites = [(mark.place, "<sup>1</sup>") for mark in line.marks]
    pieces, position = [], 0
    for at, inserted in term_marks.Marker(terms.Glossary(found)).merged(line, cites):
        pieces += [line.text[position:at], inserted]
        position = at
    return "".join([*pieces, line.text[position:]])


GOUT = terms.Term("gout", "A painful joint.", address="gout")
FLARE = terms.Term("gout flare", "A sudden worse spell.", address="gout-flare")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>Gout hurts. Gout again.</p>", "<a>Gout</a> hurts. Gout again."),
        ("<p>A gout flare, then gout.</p>", "A <a>gout flare</a>, then <a>gout</a>."),
        ("<p>It is gout [@a]. Yes</p>", "It is <a>gout</a>.<sup>1</sup> Yes"),
        ("<p>A gout [@a] flare</p>", "A gout<sup>1</sup> flare"),
        ('<p><a href="https://x.org/">Gout</a> is gout.</p>', "Gout is <a>gout</a>."),
        ("<p><code>gout</code></p>", "gout"),
        ("<h3>Gout</h3>", "Gout"),
    ],
)
def test_the_first_use_is_marked_and_never_inside_a_link_or_over_a_citation(body: str, told: str) -> None:
    found = marked(body, GOUT, FLARE)

    assert re.sub(r'<a class="term"[^>]*>', "<a>", found) == told


def test_a_mark_changes_no_word_of_the_text_that_was_approved() -> None:
    content = make.latest(
        make.answer(research="<p><em>Gout</em> &amp; a <strong>gout</strong> flare.</p>")
    ).content()

    plain = fragments.render(content)
    told = fragments.render(content, glossary=terms.Glossary((GOUT, FLARE)))

    assert claims.block_text(told.research) == claims.block_text(plain.research)
    assert LINK.findall(told.research) == ["<em>Gout</em>", "<strong>gout</strong> flare"]


def test_a_page_explains_the_words_it_uses_in_alphabetical_order(client: Client) -> None:
    make.approved_term("stroke", "Damage to the brain.", said="strohk")
    make.approved_term("bleeding", "Blood that leaves the vessels.")
    make.approved_term("gout", "A painful joint.")

    page = html(client, published())
    told = page[page.index('id="words"') :]

    assert told.index("Blood that leaves") < told.index("strohk") < told.index("Damage to the brain.")
    assert "painful joint" not in page
    assert '<li><a href="#words">' in page
    assert page.index('id="ask"') < page.index('id="words"') < page.index('id="sources"')
    assert visible.faults(page) == []


def test_every_mark_leads_to_its_word(client: Client) -> None:
    make.approved_term("stroke")

    page = html(client, published())

    assert LINK.findall(page) == ["stroke"]
    for target in re.findall(r'class="term" role="doc-glossref" href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_a_page_without_such_words_has_no_section_for_them(client: Client) -> None:
    page = html(client, published())

    assert 'id="words"' not in page
    assert "#words" not in page


@pytest.mark.parametrize("step", ["approved", "changed", "retired"])
def test_a_page_follows_the_glossary_at_the_next_read(client: Client, step: str) -> None:
    answer = published()
    html(client, answer)
    term = make.approved_term("stroke", "Damage to the brain.")
    expected = "Damage to the brain."
    if step == "changed":
        html(client, answer)
        changed = terms.Term("stroke", "Brain tissue that dies.")
        version = workflow.write_term(changed, by=cast.person("editor"), at=make.NOW, term=term, base=1)
        assert version is not None
        shown = version.content_hash
        workflow.approve_term(version, by=cast.person("editor2"), at=make.NOW, content_hash=shown)
        expected = "Brain tissue that dies."
    if step == "retired":
        html(client, answer)
        workflow.retire_term(term, by=cast.person("managing"), at=make.NOW, reason="Vague.")

    page = html(client, answer)

    assert (expected in page) is (step != "retired")
    assert ('href="#word-stroke"' in page) is (step != "retired")


def test_a_kept_page_with_words_costs_one_query(client: Client) -> None:
    make.approved_term("stroke")
    answer = published()
    html(client, answer)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        html(client, answer)

    assert len(queries) == 1


def test_a_word_of_another_language_marks_no_page(client: Client) -> None:
    answer = published()
    html(client, answer)

    make.approved_term("stroke", language="es")

    assert not pages.read(answer.question.slug, at=make.NOW).is_outdated  # type: ignore[union-attr]  # it stands
    assert "#word-" not in html(client, answer)


def test_the_list_of_words_is_empty_first_and_follows_each_approval(client: Client) -> None:
    empty = client.get("/words/").content.decode()

    make.approved_term("stroke", said="strohk")
    told = client.get("/words/").content.decode()

    assert "No word is explained here yet" in empty
    assert 'href="/words/stroke/"' in told
    assert "strohk" in told


def test_a_word_has_a_page_that_names_the_pages_that_use_it(client: Client) -> None:
    term = make.approved_term("stroke", forms=("brain attack",))
    before = client.get(term.get_absolute_url()).content.decode()
    answer = published()

    told = client.get(term.get_absolute_url()).content.decode()

    assert "No page uses it just now" in before
    assert answer.question.wording.rstrip("?") in told
    assert "brain attack" in told
    assert visible.faults(told) == []


def test_a_word_that_waits_or_was_retired_has_no_page(client: Client) -> None:
    waiting = make.term("gout").term
    retired = make.approved_term("stroke")
    workflow.retire_term(retired, by=cast.person("managing"), at=make.NOW, reason="Vague.")

    assert [client.get(each.get_absolute_url()).status_code for each in (waiting, retired)] == [404, 404]
    assert client.get("/words/").content.decode().count("<dfn>") == 0


def test_words_of_another_language_stand_at_its_address(client: Client) -> None:
    term = make.approved_term("ictus", "Daño en el cerebro.", language="es")

    assert term.get_absolute_url() == "/es/words/ictus/"
    assert "Daño en el cerebro." in client.get("/es/words/").content.decode()
    assert client.get("/words/ictus/").status_code == 404
    assert "/es/words/ictus/" in client.get("/sitemap-words-1.xml").content.decode()


@pytest.mark.parametrize("address", ["/words/", "/words/stroke/"])
def test_the_pages_of_words_are_kept_under_the_stamp_of_the_lists(client: Client, address: str) -> None:
    make.approved_term("stroke")
    published()
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert len(queries) == 1


def test_listing_words_takes_no_more_queries_for_more_words(client: Client) -> None:
    counted = []
    for names in (("stroke",), ("gout", "bleeding", "trial", "risk")):
        for name in names:
            make.approved_term(name)
        ListStamp.objects.renew()
        with CaptureQueriesContext(connection) as queries:
            client.get("/words/")
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_a_page_is_found_by_the_words_it_explains() -> None:
    make.approved_term("stroke", "Damage to the brain.", forms=("apoplexy",))
    answer = published()

    entry = SearchEntry.objects.get(page__answer=answer)

    assert entry.texts["words"] == ["stroke, apoplexy: Damage to the brain."]


def test_the_short_sheet_explains_the_words_of_the_short_answer_and_the_long_one_all(client: Client) -> None:
    make.approved_term("stroke", "Damage to the brain.")
    make.approved_term("trial", "A fair test of a treatment.")
    path = published().question.get_absolute_url()

    easy, whole = (client.get(f"{path}print/{kind}/").content.decode() for kind in ("easy", "everything"))

    assert ("Damage to the brain." in easy, "A fair test" in easy) == (True, False)
    assert ("Damage to the brain." in whole, "A fair test" in whole) == (True, True)
    assert f'href="{path}#word-stroke"' in easy


def test_programs_read_the_words_as_data_and_the_text_without_marks(client: Client) -> None:
    term = make.approved_term("stroke", "Damage to the brain.", said="strohk")
    number = published().question_id

    document = client.get(f"/api/v1/answers/{number}/").json()

    assert [each["word"] for each in document["words"]] == ["stroke"]
    assert document["words"][0]["url"].endswith(term.get_absolute_url())
    assert "word-" not in document["short_answer"]["html"]
    assert Term.objects.count() == 1


def test_a_short_sheet_explains_no_more_words_than_it_has_room_for() -> None:
    known = terms.Glossary((GOUT, FLARE))
    content = Content(question="Is a gout flare gout?")

    told = [[each.headword for each in words_list.key(content, known, room=room)] for room in (0, 112, 200)]

    assert told == [[], ["gout flare"], ["gout", "gout flare"]]
