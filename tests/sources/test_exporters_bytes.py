"""Exports letter by letter, where other programs are particular or text is hostile."""

from __future__ import annotations

from urllib.parse import parse_qs
from xml.etree import ElementTree

import pytest

from sources import exporters
from sources.exporters import texts
from sources.formatting import Name, Work
from sources.importers import formats

WORK = Work(
    key="moreau2022",
    title="Teclistamab in Relapsed or Refractory Multiple Myeloma",
    contributors=(Name(family="Moreau", given="Philippe"), Name(literal="Myeloma Group")),
    container_title="New England Journal of Medicine",
    container_short="N Engl J Med",
    year=2022,
    month=8,
    day=11,
    volume="387",
    issue="6",
    pages="495-505",
    doi="10.1056/NEJMoa2203478",
    pmid="35661166",
)


def written(name: str, *works: Work) -> str:
    return "".join(exporters.write(name, works))


def test_ris_ends_each_record_with_er_two_spaces_hyphen_space_and_crlf() -> None:
    text = written("ris", WORK, WORK)

    assert text.startswith(
        "TY  - JOUR\r\nAU  - Moreau, Philippe\r\nAU  - Myeloma Group,\r\nTI  - Teclistamab"
    )
    assert text.endswith("ER  - \r\n")
    assert text.count("ER  - \r\n") == 2
    assert "\n" not in text.replace("\r\n", "")


def test_ris_tells_first_and_last_page_and_the_whole_date() -> None:
    lines = written("ris", WORK).split("\r\n")

    assert {"SP  - 495", "EP  - 505", "PY  - 2022", "DA  - 2022/08/11/"} <= set(lines)


@pytest.mark.parametrize("name", ["ris", "nbib"])
def test_no_text_can_pretend_to_be_a_tag(name: str) -> None:
    text = written(name, Work(key="x", title="One\r\nER  - \r\nTY  - JOUR\nPMID- 1", year=2020))

    assert not [line for line in text.splitlines() if line.startswith(("ER  - x", "PMID- 1"))]
    assert text.count("\nTY") == 0


def test_bibtex_reads_as_latex_wants_it() -> None:
    text = written("bibtex", WORK)

    assert text.startswith("@article{moreau2022,\n  author = {Moreau, Philippe and {Myeloma Group}},\n")
    assert "  pages = {495--505},\n" in text
    assert '  month = aug # "~11",\n' in text


def test_bibtex_escapes_what_latex_would_act_on() -> None:
    text = written("bibtex", Work(key="x", title=r"50% of \input{secret} & IL-6 $5"))

    assert r"title = {50\% of \textbackslash{}input\textbraceleft{}secret" in text
    assert r"\& {IL-6} \$5}" in text


def test_nbib_keeps_a_group_in_its_place() -> None:
    lines = written("nbib", WORK).splitlines()

    assert [line[:4].strip() for line in lines if line[:4] in ("FAU ", "AU  ", "CN  ")] == ["FAU", "AU", "CN"]
    assert "LID - 10.1056/NEJMoa2203478 [doi]" in lines


def test_nbib_keeps_the_e_number_and_the_number_at_arxiv() -> None:
    work = Work("k", title="T", article_number="e123", arxiv="2304.09848")

    (record,) = formats.read(written("nbib", work).encode()).records

    assert (record.work.pages, record.work.arxiv) == ("e123", "2304.09848")


def test_plain_text_is_one_reference_to_a_line() -> None:
    assert written("ama", WORK).endswith("2022;387(6):495-505. doi:10.1056/NEJMoa2203478\n")
    assert "2022 Aug 11;387(6):495–505" in written("nlm", WORK)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1"])
def test_no_cell_of_a_table_is_a_formula(value: str) -> None:
    row = written("csv", Work(key="x", title=value)).splitlines()[1]

    assert texts.cell(value).startswith("'")
    assert f",'{value}" in row or f"\"'{value}" in row


def test_coins_give_an_e_number_as_the_page() -> None:
    span = ElementTree.fromstring(exporters.coins(Work("k", title="T", article_number="e123")))

    assert parse_qs(span.attrib["title"])["rft.spage"] == ["e123"]


def test_coins_name_the_work_for_reference_managers() -> None:
    span = ElementTree.fromstring(exporters.coins(WORK))

    told = parse_qs(span.attrib["title"])
    assert span.attrib["class"] == "Z3988"
    assert told["rft.atitle"] == [WORK.title]
    assert told["rft.au"] == ["Moreau, Philippe", "Myeloma Group"]
    assert told["rft_id"] == ["info:doi/10.1056/NEJMoa2203478", "info:pmid/35661166"]


def test_coins_escape_a_hostile_title() -> None:
    text = exporters.coins(Work(key="x", title='"><script>alert(1)</script>&'))

    assert "<script" not in text
    assert parse_qs(ElementTree.fromstring(text).attrib["title"])["rft.atitle"] == [
        '"><script>alert(1)</script>&'
    ]
