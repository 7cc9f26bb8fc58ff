"""Word files as documents: what stays, what is left out and said, and what is refused in words."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from answers.importers import word
from answers.importers.documents import Document
from answers.importers.page import NotAPage
from tests.answers import word_files
from tests.answers.word_files import docx, entry, field, note, note_mark, p, r, sup

FILES = Path(__file__).with_name("files")


def read(body: str, **parts: object) -> Document:
    return word.read(docx(body, **parts))  # type: ignore[arg-type]  # the builder's own arguments


def blocks(body: str, **parts: object) -> list[str]:
    return [each.html for each in read(body, **parts).blocks]


def levels(body: str) -> list[int]:
    return [each.level for each in read(body).blocks]


def test_headings_are_known_in_any_language_of_word() -> None:
    body = (
        p("A title", style="Titel")
        + p("One", style="berschrift1")
        + p("Two", style="berschrift2")
        + p("Own", style="Eigene")
        + p("Outlined", properties='<w:outlineLvl w:val="2"/>')
        + p("Text", properties='<w:outlineLvl w:val="9"/>')
        + p("Round", style="Ring")
        + p("Nobody knows it", style="Unknown")
    )

    assert levels(body) == [1, 1, 2, 2, 3, 0, 0, 0]


def test_lists_keep_their_kind_and_depth() -> None:
    body = (
        entry("One")
        + entry("Within", depth=1)
        + entry("Two")
        + p("Text")
        + entry("First", 2)
        + entry("No mark", 3)
    )

    assert blocks(body) == [
        "<ul><li>One<ul><li>Within</li></ul></li><li>Two</li></ul>",
        "<p>Text</p>",
        "<ol><li>First</li></ol>",
        "<p>No mark</p>",
    ]


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ([r("bold", "<w:b/>")], "<strong>bold</strong>"),
        ([r("not", '<w:b w:val="0"/>')], "not"),
        ([r("styled", '<w:rStyle w:val="Fett"/>')], "<strong>styled</strong>"),
        ([r("plain", '<w:rStyle w:val="Fett"/><w:b w:val="false"/>')], "plain"),
        ([r("hidden", "<w:vanish/>"), "seen"], "seen"),
        (["slept", sup("1"), sup("2")], "slept<sup>12</sup>"),
        (["slept", r("1", '<w:position w:val="6"/>')], "slept<sup>1</sup>"),
        (["H", r("2", '<w:vertAlign w:val="subscript"/>'), "O"], "H<sub>2</sub>O"),
        (["one", "<w:r><w:br/><w:t>two</w:t></w:r>"], "one<br>two"),
        (["a\u00a0b", "<w:r><w:tab/><w:t>c</w:t></w:r>"], "a b c"),
        (["<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>"], "a\u2011b"),
        (['<w:r><w:sym w:font="Symbol" w:char="F062"/></w:r>'], "β"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "x"], "x"),
        (["<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"], "x=1"),
        (["5 &lt; 6 &amp; [@key]"], "5 &lt; 6 &amp; [@key]"),
    ],
)  # fmt: skip
def test_the_text_of_a_paragraph_keeps_what_it_means(runs: list[str], written: str) -> None:
    assert blocks(p(*runs)) == [f"<p>{written}</p>"]


def test_links_lead_to_the_web_or_nowhere() -> None:
    body = p(
        '<w:hyperlink r:id="rId7"><w:r><w:t>web</w:t></w:r></w:hyperlink>',
        " ",
        '<w:hyperlink r:id="rId8"><w:r><w:t>script</w:t></w:r></w:hyperlink>',
        " ",
        '<w:hyperlink w:anchor="_Ref"><w:r><w:t>inside</w:t></w:r></w:hyperlink>',
        " ",
        field('HYPERLINK "https://example.org/f"', r("field")),
    )

    written = blocks(body, links={"rId7": "https://example.org/", "rId8": "javascript:alert(1)"})

    assert written == [
        '<p><a href="https://example.org/">web</a> script inside <a href="https://example.org/f">field</a></p>'
    ]


def test_two_marks_of_a_reference_manager_are_kept_apart() -> None:
    body = p("slept", field("ADDIN ZOTERO_ITEM {}", sup("1")), field("ADDIN EN.CITE", sup("2")), ".")

    assert blocks(body) == ["<p>slept<sup>1\u20632</sup>.</p>"]


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'

    assert blocks(p("Before", begun) + p("After.")) == ["<p>Before</p>", "<p>After.</p>"]


def test_tracked_insertions_stay_and_deletions_go_and_both_are_said() -> None:
    deleted = '<w:del w:id="2"><w:r><w:delText> not</w:delText></w:r></w:del>'
    body = (
        p("It is", '<w:ins w:id="1"><w:r><w:t> very</w:t></w:r></w:ins>', deleted, " good.")
        + p("Half", properties='<w:rPr><w:del w:id="3"/></w:rPr>')
        + p(" and half.")
        + p("<w:moveFrom>" + r("gone") + "</w:moveFrom>", "<w:moveTo>" + r("moved") + "</w:moveTo>")
    )  # fmt: skip

    document = read(body)

    assert [each.html for each in document.blocks] == [
        "<p>It is very good.</p>",
        "<p>Half and half.</p>",
        "<p>moved</p>",
    ]
    assert document.remarks == (
        "2 tracked insertions are taken as text.",
        "2 deleted passages are left out.",
    )


def test_comments_and_pictures_are_left_out_and_counted() -> None:
    body = p(
        '<w:commentRangeStart w:id="0"/>', "Text", '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>', "<w:r><w:drawing/></w:r>",
    )  # fmt: skip

    assert read(body).remarks == ("1 comment is left out.", "1 picture is left out.")


def test_the_text_of_a_box_stands_behind_its_paragraph_once() -> None:
    inside = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    document = read(p("Before", box, ".") + p("After."))

    assert [each.html for each in document.blocks] == [
        "<p>Before.</p>",
        "<p>In the box.</p>",
        "<p>After.</p>",
    ]
    assert document.remarks == ("The text of 1 text box stands behind its paragraph.",)


def test_notes_come_in_the_order_of_their_marks() -> None:
    body = p(
        "One", note_mark("endnote", 7), " two", note_mark("footnote", 3), " three", note_mark("endnote", 7)
    )

    document = read(
        body,
        endnotes=note("endnote", 7, "Ames A. Walking. 2020.") + note("endnote", 9, "Nobody refers to it."),
        footnotes='<w:footnote w:type="separator" w:id="0"/>' + note("footnote", 3, "See also this."),
    )

    assert document.blocks[0].html == (
        '<p>One<a href="#note-e7"><sup>1</sup></a> two<a href="#note-f3"><sup>1</sup></a>'
        ' three<a href="#note-e7"><sup>1</sup></a></p>'
    )
    assert [(each.name, each.html) for each in document.notes] == [
        ("e7", "<p>Ames A. Walking. 2020.</p>"),
        ("f3", "<p>See also this.</p>"),
    ]


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*content: str) -> str:
    return f"<w:tc>{''.join(each if each.startswith('<') else p(each) for each in content)}</w:tc>"


def test_a_table_of_facts_stays_one() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>" + cell("Group") + cell("Slept")

    written = blocks(table(head, cell("Walkers") + cell("sooner", "and longer")))

    assert written == [
        "<table><tbody><tr><th>Group</th><th>Slept</th></tr>"
        "<tr><td>Walkers</td><td>sooner<br>and longer</td></tr></tbody></table>"
    ]


def test_a_table_that_only_arranges_the_page_is_read_cell_by_cell() -> None:
    boxed = table(cell(p("Heading", style="berschrift1"), "Text", entry("One")))

    assert blocks(boxed) == ["Heading", "<p>Text</p>", "<ul><li>One</li></ul>"]


def test_a_table_of_contents_and_empty_lines_are_passed_over() -> None:
    assert blocks(p("Background 3", style="Verzeichnis1") + p() + p("Text")) == ["<p>Text</p>"]


def test_a_file_within_the_file_is_left_out_and_said() -> None:
    document = read('<w:altChunk r:id="rId9"/>' + p("Text"))

    assert document.remarks == ("1 other file within this one is left out.",)


def test_content_controls_and_the_strict_form_are_read() -> None:
    body = f"<w:sdt><w:sdtContent>{p('Within')}</w:sdtContent></w:sdt>"

    assert blocks(body, namespace=word_files.STRICT) == ["<p>Within</p>"]


def test_a_file_of_word_itself_is_read() -> None:
    document = word.read((FILES / "word.docx").read_bytes())

    assert [each.html for each in document.blocks[:6]] == [
        "Does a daily walk help people who sleep badly?",
        "<p>Walking is <strong>free</strong>.<sup>1,2</sup> It may help you to fall asleep.</p>",
        "Background",
        "<p>Walkers fell asleep sooner.<sup>3</sup> Bad air made it worse.<sup>1–3</sup></p>",
        "<ul><li>It was calm.<ul><li>Also at night.</li></ul></li><li>It was free.</li></ul>",
        "<table><tbody><tr><th>Group</th><th>Fell asleep</th></tr><tr><td>Walkers</td><td>sooner</td></tr>"
        "<tr><td>Others</td><td>as before</td></tr></tbody></table>",
    ]


def test_a_file_of_libreoffice_is_read_with_its_notes() -> None:
    document = word.read((FILES / "libreoffice.docx").read_bytes())

    assert [each.level for each in document.blocks] == [1, 0, 2, 0, 0, 2, 0, 0]
    assert [each.html for each in document.notes] == [
        "<p>Ames A, Bell BC. Walking and sleep. J Tests. 2021;12(3):45-50. doi:10.1000/walk.1</p>",
        "<p>Cole C. Sleep at night. J Tests. 2022;13:7.</p>",
        "<p>See also the leaflet of the sleep clinic.</p>",
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def with_document(text: str) -> bytes:
    return docx("", more={"word/document.xml": text})


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (b"PK\x03\x04 cut off", "broken or was cut off"),
        (docx(p("x"))[:-200], "broken or was cut off"),
        (with_document("<w:document"), "is broken"),
        (with_document(f'{BOMB}<w:document xmlns:w="x">&b;</w:document>'), "declares entities"),
        (with_document(f'{OUTSIDE}<w:document xmlns:w="x">&a;</w:document>'), "declares entities"),
        (with_document("<a>" * 200 + "</a>" * 200), "nested deeper"),
        (with_document(f"<a>{'x' * 9_000_000}</a>"), "unpacks to far more"),
        (docx("", more={"word/vbaProject.bin": b"x"}), "holds macros"),
        (word_files.archive({"[Content_Types].xml": "<Types>macroEnabled.main+xml</Types>"}), "holds macros"),
        (word_files.archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "LibreOffice"),
        (word_files.archive({"[Content_Types].xml": "<Types>spreadsheetml</Types>"}), "spreadsheet"),
        (word_files.archive({"[Content_Types].xml": "<Types>presentationml</Types>"}), "presentation"),
        (word_files.archive({"[Content_Types].xml": "<Types/>"}), "no text that Word could show"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_or_a_harmful_one_is_refused_in_words(stored: bytes, sentence: str) -> None:
    with pytest.raises(NotAPage, match=sentence):
        word.read(stored)


def test_a_file_with_a_password_is_refused_in_words() -> None:
    stored = bytearray(docx(p("x")))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = stored.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        stored[place : place + 2] = struct.pack("<H", 1)

    with pytest.raises(NotAPage, match="password"):
        word.read(bytes(stored))
