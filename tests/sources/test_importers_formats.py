"""Files of every format, odd and hostile ones too, read into works and problems with their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sources.importers import formats
from sources.importers.formats import dates, latex
from sources.importers.formats.encoding import LARGEST

FILES = Path(__file__).with_name("files")
TECLISTAMAB = {
    "year": 2022, "month": 8, "day": 11, "volume": "387", "issue": "6", "pages": "495-505",
    "doi": "10.1056/NEJMoa2203478",
}  # fmt: skip


def read(name: str) -> formats.Reading:
    return formats.read((FILES / name).read_bytes())


def people(record: formats.Record) -> list[str]:
    return [name.literal or f"{name.particle} {name.family}".strip() for name in record.work.contributors]


def fields(record: formats.Record, names: Any) -> dict[str, Any]:
    return {name: getattr(record.work, name) for name in names}


@pytest.mark.parametrize(
    ("name", "format_", "good", "bad"),
    [
        ("managers.ris", "ris", [1, 18, 28], [24]),
        ("latin1.ris", "ris", [1], []),
        ("utf16.ris", "ris", [1], []),
        ("pubmed.nbib", "nbib", [2, 26], [36]),
        ("pubmed.xml", "pubmed-xml", [4, 39], [34]),
        ("library.bib", "bibtex", [2, 13, 14], [11, 12]),
        ("library.json", "csl-json", [2, 5, 7, 8, 9], [6]),
        ("numbers.txt", "numbers", [2, 3, 4, 4, 5, 6], [7]),
    ],
)
def test_the_good_records_are_read_and_the_bad_ones_named_by_their_line(
    name: str, format_: str, good: list[int], bad: list[int]
) -> None:
    reading = read(name)

    assert reading.format == format_
    assert [record.line for record in reading.records] == good
    assert [problem.line for problem in reading.problems] == bad


@pytest.mark.parametrize("name", ["managers.ris", "pubmed.nbib", "library.bib"])
def test_every_format_tells_the_same_of_one_article(name: str) -> None:
    record = read(name).records[0]

    assert fields(record, TECLISTAMAB) == TECLISTAMAB


def test_ris_keeps_the_order_of_authors_whichever_tag_they_have() -> None:
    assert people(read("managers.ris").records[0]) == ["Moreau", "Garfall", "van de Donk"]


def test_a_type_that_comes_late_still_counts() -> None:
    record = read("managers.ris").records[1]

    assert fields(record, ["kind", "season", "pages"]) == {
        "kind": "report",
        "season": "Spring",
        "pages": "12-19",
    }


def test_a_record_without_its_end_is_read_and_remarked() -> None:
    record = read("managers.ris").records[-1]

    assert (record.work.isbn, people(record)) == ("9780306406157", ["Editor"])
    assert "(ER) is missing" in record.remarks[0]


@pytest.mark.parametrize(("name", "title"), [("latin1.ris", "Über die Wirkung"), ("utf16.ris", "Łódź study")])
def test_old_encodings_are_understood(name: str, title: str) -> None:
    assert read(name).records[0].work.title == title


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end_gives_the_same(encoding: str, ends: str) -> None:
    text = ends.join(["TY  - JOUR", "AU  - Müller, Jörg", "TI  - Größe", "PY  - 2020", "ER  - ", ""])

    (record,) = formats.read(text.encode(encoding)).records

    assert (record.work.title, people(record)) == ("Größe", ["Müller"])


@pytest.mark.parametrize("name", ["pubmed.nbib", "pubmed.xml"])
def test_pubmed_groups_stay_in_their_place(name: str) -> None:
    record = read(name).records[0]

    assert people(record) == ["Moreau", "Myeloma Writing Group", "Chari"]
    assert record.work.contributors[2].suffix == "Jr"


def test_pubmed_notices_are_kept_with_their_numbers() -> None:
    found = read("pubmed.nbib").records[1].notices

    assert [(each.kind, each.pmid, each.date) for each in found] == [
        ("correction", "97", "2004-03-06"),
        ("retraction", "98", "2010-02-06"),
    ]


def test_a_type_alone_tells_of_a_retraction() -> None:
    (record,) = formats.read(b"PMID- 5\nTI  - One.\nPT  - Retracted Publication\n").records

    assert [each.kind for each in record.notices] == ["retraction"]


def test_pubmed_xml_takes_no_number_of_a_reference_and_marks_italics() -> None:
    work = read("pubmed.xml").records[0].work

    assert work.doi == "10.1056/NEJMoa2203478"
    assert work.title == "Teclistamab <i>in vivo</i> & H<sub>2</sub>O"
    assert (work.season, work.pmcid, work.study_type) == ("Nov-Dec", "PMC10587778", "randomised trial")


def test_bibtex_reads_accents_groups_particles_and_late_strings() -> None:
    record = read("library.bib").records[0]

    assert people(record) == ["Moreau", "van de Donk", "Myeloma Writing Group", "Martínez-López", "O'Neil"]
    assert record.work.title == "Teclistamab, IL-6 and γδ T cells: 50% <i>in vivo</i>"
    assert record.work.container_title == "N Engl J Med"
    assert "and others" in record.remarks[0]


def test_csl_dates_in_every_spelling() -> None:
    found = [(record.work.year, record.work.season) for record in read("library.json").records]

    assert found == [(2022, ""), (None, ""), (2020, "Spring"), (2020, "Autumn"), (2019, "Nov-Dec")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022/08/11/", (2022, 8, 11, "")),
        ("2022///Spring", (2022, None, None, "Spring")),
        ("1998 Dec 29-1999 Jan 3", (1998, 12, 29, "")),
        ("2019 Nov-Dec", (2019, None, None, "Nov-Dec")),
        ("2019 Sept", (2019, 9, None, "")),
        ("13.08.2022", (2022, 8, 13, "")),
        ("08/11/2022", (2022, None, None, "")),
        ("2023/2/31", (2023, 2, None, "")),
        ("20220811", (2022, 8, 11, "")),
        ("2020 1st Quarter", (2020, None, None, "1st Quarter")),
        ("in press", (None, None, None, "")),
    ],
)
def test_odd_dates_are_read_and_none_is_guessed(text: str, expected: tuple[Any, ...]) -> None:
    assert tuple(dates.when(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"Mart{\'\i}nez, {\O}stergaard, {\L}ukasz, \v{S}t\v{e}p\'an",
            "Martínez, Østergaard, Łukasz, Štěpán",
        ),
        (r"G{\"{o}}del \& na\"{\i}ve", "Gödel & naïve"),
        (r"Nguy{\~{\^e}}n", "Nguyễn"),
        (r"H$_2$O, 10$^{9}$, $\beta$", "H<sub>2</sub>O, 10<sup>9</sup>, β"),
        (r"{A {Nested {Very} Deep} Title}", "A Nested Very Deep Title"),
        (r"``a'' -- b --- c", "“a” – b — c"),
        (r"\unknown{kept} \alone", "kept"),
    ],
)
def test_latex_becomes_plain_text(text: str, expected: str) -> None:
    assert latex.plain(text) == expected


@pytest.mark.parametrize(
    "stored",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><PubmedArticleSet/>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><PubmedArticle>&b;</PubmedArticle>'.encode(
            "utf-16"
        ),
        b"PK\x03\x04 zip",
        b"\x1f\x8b gzip",
        b"%PDF-1.7",
        b"\x00" * 1000,
        b"<html><body>TI</body></html>",
        b"[" * 100_000,
        b"",
        b"just a letter to a friend",
    ],
)
def test_bombs_and_what_is_no_list_are_refused_in_words(stored: bytes) -> None:
    with pytest.raises(formats.UnreadableError, match=r"^This|^There"):
        formats.read(stored)


def test_a_file_of_50_mb_is_refused_unread() -> None:
    with pytest.raises(formats.UnreadableError, match="50 MB"):
        formats.read(b" " * LARGEST)


@pytest.mark.parametrize(
    "stored",
    [
        b"<PubmedArticle><PMID>1</PMID>" + b"<i>" * 40_000 + b"</i>" * 40_000 + b"</PubmedArticle>",
        b"@article{a, title={" + b"{" * 100_000 + b"}" * 100_000 + b"}}",
        b"@article{a, title={x}, author={" + b"a and " * 100_000 + b"}}",
        b"TY  - JOUR\n" * 100_000,
        b'[{"id":' + b'},{"id":x' * 50_000,
        b"TY  - JOUR\nTI  - x\n" + b"yy\n" * 200_000,
        b"@a{\n" * 100_000,
    ],
    ids=["deep XML", "braces", "and", "TY", "JSON", "one value", "entries"],
)
def test_hostile_files_are_read_in_moments(stored: bytes) -> None:
    reading = formats.read(stored)

    assert len(reading.problems) <= formats.MOST_PROBLEMS + 1


def test_a_title_that_begins_like_a_formula_is_remarked() -> None:
    (record,) = formats.read(b"TY  - JOUR\nTI  - =HYPERLINK(1)\nER  - \n").records

    assert "formula" in record.remarks[0]


def test_characters_that_reorder_or_hide_text_never_come_in() -> None:
    (record,) = formats.read("TY  - JOUR\nTI  - safe\u202eexe\u200b\x07 end\nER  - \n".encode()).records

    assert record.work.title == "safeexe end"


def test_a_group_that_another_program_left_in_braces_is_a_group_without_them() -> None:
    text = b"TY  - JOUR\nTI  - T\nAU  - {World Health Organization}\nAU  - Moreau, P.\nER  - \n"

    (record,) = formats.read(text).records

    assert people(record) == ["World Health Organization", "Moreau"]
