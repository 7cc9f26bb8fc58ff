"""References in the two styles, judged by strings that another processor made."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import formatting
from sources.formatting import Name, Work, study_words

GOLDENS = Path(__file__).with_name("goldens")
ITEMS = json.loads((GOLDENS / "items.json").read_text(encoding="utf-8"))
KINDS = {"article-journal": "article", "webpage": "web page", "chapter": "chapter", "article": "preprint"}


def golden(style: str) -> list[str]:
    return (GOLDENS / f"golden-{style}.txt").read_text(encoding="utf-8").splitlines()


def date_of(item: dict[str, Any], field: str) -> list[int]:
    return [*item.get(field, {"date-parts": [[]]})["date-parts"][0], 0, 0, 0]


def names_of(item: dict[str, Any], role: str) -> list[Name]:
    known = ("family", "given", "suffix", "literal")
    return [
        Name(role=role, **{field: each[field] for field in known if field in each})
        for each in item.get(role, [])
    ]


def as_work(item: dict[str, Any]) -> Work:
    year, month, day = date_of(item, "issued")[:3]
    accessed = "{:04}-{:02}-{:02}".format(*date_of(item, "accessed")) if "accessed" in item else ""
    return Work(
        key=item["id"],
        kind=KINDS[item["type"]],
        title=item["title"],
        contributors=(*names_of(item, "author"), *names_of(item, "editor")),
        container_title=item.get("container-title", ""),
        container_short=item.get("container-title-short", ""),
        year=year or None,
        month=month or None,
        day=day or None,
        volume=item.get("volume", ""),
        issue=item.get("issue", ""),
        pages=item.get("page", ""),
        publisher=item.get("publisher", ""),
        place=item.get("publisher-place", ""),
        edition=item.get("edition", ""),
        url=item.get("URL", ""),
        accessed_on=accessed,
        doi=item.get("DOI", ""),
        pmid=item.get("PMID", ""),
        pmcid=item.get("PMCID", ""),
    )


@pytest.mark.parametrize("style", ["ama", "nlm"])
@pytest.mark.parametrize("number", range(len(ITEMS)), ids=[item["id"] for item in ITEMS])
def test_every_golden_reference_comes_out_letter_by_letter(style: Any, number: int) -> None:
    work = as_work(ITEMS[number])

    text = formatting.reference_text(work, style)

    assert text == golden(style)[number]


PERSON = Name(family="Smith", given="Anna B.")


def reference(style: Any = "ama", **fields: Any) -> str:
    return formatting.reference_text(Work("k", **({"contributors": (PERSON,)} | fields)), style)


@pytest.mark.parametrize(
    ("pages", "ama", "nlm"),
    [
        ("1-12", "1-12", "1–12"),
        ("111-113", "111-113", "111–3"),
        ("1234-41", "1234-1241", "1234–41"),
        ("S101-S109", "S101-S109", "S101–9"),
        ("S101-9", "S101-S109", "S101–9"),
        ("e12", "e12", "e12"),
        ("99-101, 105", "99-101, 105", "99–101, 105"),
        ("A1-B3", "A1-B3", "A1–B3"),
        ("2872–2880", "2872-2880", "2872–80"),
    ],
)
def test_pages_are_full_in_ama_and_shortened_in_nlm(pages: str, ama: str, nlm: str) -> None:
    fields = {"title": "T", "year": 2020, "volume": "3", "pages": pages}

    assert reference("ama", **fields) == f"Smith AB. T. 2020;3:{ama}."
    assert reference("nlm", **fields) == f"Smith AB. T. 2020;3:{nlm}."


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="Donk", particle="van de", given="Niels W. C. J."), "van de Donk NWCJ"),
        (Name(family="Angelo", particle="d'", given="Zoë-Marie"), "d’Angelo ZM"),
        (Name(family="Smith", given="J.-P."), "Smith JP"),
        (Name(family="Lin", given="SXW"), "Lin SXW"),
        (Name(family="O'Neil", given="Sean Patrick", suffix="Jr."), "O’Neil SP Jr"),
        (Name(family="王", given="伟"), "王伟"),
        (Name(family="Plato"), "Plato"),
        (Name(literal="GEM/PETHEMA Study Group"), "GEM/PETHEMA Study Group"),
    ],
)
def test_a_name_is_written_as_the_field_writes_it(name: Name, written: str) -> None:
    assert reference(contributors=(name,), title="T") == f"{written}. T."


def test_a_group_keeps_its_place_among_persons() -> None:
    names = (PERSON, Name(literal="Myeloma Group"), Name(family="Moreau", given="P"))

    assert reference(contributors=names, title="T") == "Smith AB, Myeloma Group, Moreau P. T."


@pytest.mark.parametrize("ending", ["?", "!", "."])
def test_a_title_that_ends_a_sentence_gets_no_second_full_stop(ending: str) -> None:
    assert reference(title=f"Is it{ending}", container_short="J") == f"Smith AB. Is it{ending} J."


def test_a_title_is_escaped_and_only_its_italics_become_a_tag() -> None:
    work = Work("k", title='<script>alert(1)</script> <i>in vivo</i> <img src=x onerror="a"> A & B')

    html = formatting.reference_html(work)

    assert "<i>in vivo</i>" in html
    assert html.replace("<i>", "").replace("</i>", "").count("<") == 0
    assert "A &amp; B" in html


def test_a_mark_that_only_looks_like_a_tag_is_kept() -> None:
    assert reference(title="When a <b and c> d or <b>") == "Smith AB. When a <b and c> d or <b>."


def test_raised_figures_keep_their_meaning_in_text() -> None:
    assert "10⁹ cells, CO₂" in reference(title="10<sup>9</sup> cells, CO<sub>2</sub>")


def test_the_journal_and_the_book_stand_in_italics_in_ama_and_not_in_nlm() -> None:
    work = Work("k", kind="book", title="Handbook", publisher="P", year=2020)

    assert formatting.reference_html(work) == "<i>Handbook</i>. P; 2020."
    assert formatting.reference_html(work, "nlm") == "Handbook. P; 2020."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "book", "edition": "2", "publisher": "P", "year": 2001}, "Smith AB. T. 2nd ed. P; 2001."),
        ({"kind": "book", "edition": "13th ed."}, "Smith AB. T. 13th ed."),
        ({"title": "Wait…", "year": 2020}, "Smith AB. Wait… 2020."),
        ({"kind": "book", "edition": "Third"}, "Smith AB. T. 3rd ed."),
        ({"kind": "book", "edition": "2nd edn."}, "Smith AB. T. 2nd ed."),
        ({"kind": "book", "edition": "Revised"}, "Smith AB. T. Revised ed."),
        ({"container_title": "Blood Advances", "container_short": "Blood Adv."}, "Smith AB. T. Blood Adv."),
        ({"container_short": "N. Engl. J. Med.", "volume": "3"}, "Smith AB. T. N Engl J Med. 3."),
        ({"kind": "report", "report_number": "12", "publisher": "WHO"}, "Smith AB. T. WHO. Report 12."),
        ({"kind": "guideline", "publisher": "NICE", "year": 2023}, "Smith AB. T. NICE; 2023."),
        (
            {"kind": "guideline", "container_short": "Blood", "volume": "3", "year": 2023},
            "Smith AB. T. Blood. 2023;3.",
        ),
        (
            {"kind": "drug label", "publisher": "Maker", "year": 2022, "contributors": ()},
            "T. Prescribing information. Maker; 2022.",
        ),
        (
            {"kind": "dataset", "container_title": "Dryad", "year": 2022, "month": 3, "doi": "10.1234/x"},
            "Smith AB. T. Dataset. Dryad. March 2022. doi:10.1234/x",
        ),
        (
            {"kind": "conference paper", "container_title": "Proceedings", "year": 2022, "pages": "9-11"},
            "Smith AB. T. In: Proceedings. 2022:9-11.",
        ),
        ({"kind": "web page", "url": "https://a.org/"}, "Smith AB. T. https://a.org/"),
        ({"volume": "3", "issue": "2", "pages": "12"}, "Smith AB. T. 3(2):12."),
        ({"volume": "3", "year": 2020, "article_number": "265"}, "Smith AB. T. 2020;3:265."),
    ],
)
def test_each_kind_of_work_has_its_form_and_leaves_no_stray_marks(fields: Any, expected: str) -> None:
    assert reference(**({"title": "T"} | fields)) == expected


@pytest.mark.parametrize(
    ("fields", "ama", "nlm"),
    [
        ({"year": 2020, "pages": "12-15"}, "T. J. 2020:12-15.", "T. J. 2020:12–5."),
        ({"pages": "12-15"}, "T. J. 12-15.", "T. J. 12–5."),
        ({"year": 2020, "issue": "3"}, "T. J. 2020;(3).", "T. J. 2020;(3)."),
    ],
)
def test_a_journal_without_volumes_has_its_pages_behind_the_year(fields: Any, ama: str, nlm: str) -> None:
    work = Work("k", title="T", container_title="J", **fields)

    assert formatting.reference_text(work) == ama
    assert formatting.reference_text(work, style="nlm") == nlm


def test_a_season_stands_in_for_the_month() -> None:
    text = reference("nlm", title="T", container_short="J", year=2020, season="Spring", volume="3")

    assert text == "Smith AB. T. J. 2020 Spring;3."


def test_a_work_without_any_field_is_an_empty_reference() -> None:
    assert formatting.reference_text(Work("k")) == ""
    assert formatting.reference_html(Work("k"), "nlm") == ""


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        (
            {"study_type": "interview study", "population_size": 10, "population": "doctors"},
            "Interviews with 10 doctors",
        ),
        ({"study_type": "survey", "population_size": 2284}, "Survey of 2,284 people"),
        ({"study_type": "interview study", "population": "nurses"}, "Interviews with nurses"),
        ({"study_type": "case reports", "population_size": 1}, "Reports on 1 person"),
        ({"study_type": "laboratory study", "population_size": 35}, "Laboratory study of 35 samples"),
        ({"study_type": "review", "population_size": 3}, "Summary of other studies by its authors"),
        ({"kind": "drug label"}, "Official drug label"),
        ({"kind": "preprint"}, "Not yet checked by other scientists"),
        (
            {"kind": "preprint", "study_type": "randomised trial", "population_size": 40},
            "Randomised trial with 40 people, not yet checked by other scientists",
        ),
        ({}, ""),
    ],
)
def test_the_patient_line_says_the_study_type_in_words_with_its_size(fields: Any, line: str) -> None:
    assert formatting.patient_line(Work("k", **fields)) == line


@pytest.mark.parametrize(
    ("language", "fields", "line"),
    [
        ("es", {"study_type": "guideline"}, "Guía clínica"),
        (
            "es",
            {"study_type": "randomised trial", "population_size": 18201},
            "Ensayo aleatorizado con 18\N{NO-BREAK SPACE}201 personas",
        ),
        ("es", {"study_type": "survey", "population_size": 2284}, "Encuesta a 2284 personas"),
        (
            "es",
            {"study_type": "interview study", "population_size": 10, "population": "Doctors"},
            "Entrevistas con 10 médicos",
        ),
        ("es", {"study_type": "case reports", "population_size": 1}, "Informes sobre 1 persona"),
        ("es", {"kind": "preprint"}, "Todavía sin revisar por otros científicos"),
        (
            "ar",
            {"study_type": "randomised trial", "population_size": 18201},
            "تجربة عشوائية (عدد المشاركين: 18,201)",
        ),
        ("fr", {"study_type": "guideline"}, "Guideline"),
    ],
)
def test_the_patient_line_speaks_the_language_of_its_page(
    language: str, fields: dict[str, Any], line: str
) -> None:
    assert formatting.patient_line(Work("k", **fields), language) == line


@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_population_that_the_language_has_no_word_for_is_left_out_with_its_size(language: str) -> None:
    work = Work("k", study_type="survey", population="users of the MYELOMA app", population_size=80)

    assert formatting.patient_line(work, language) == formatting.patient_line(
        Work("k", study_type="survey"), language
    )


@pytest.mark.parametrize("words", [study_words.SPANISH, study_words.ARABIC])
def test_every_language_has_words_for_each_kind_of_study(words: study_words.StudyWords) -> None:
    english = study_words.ENGLISH

    assert words.with_people.keys() == english.with_people.keys()
    assert words.alone.keys() == english.alone.keys()
    assert words.kinds.keys() == english.kinds.keys()
    assert words.counted.keys() == english.counted.keys()
    assert all("{people}" in line for line in words.with_people.values())


def test_links_name_every_place_once_and_never_leave_the_web() -> None:
    work = Work(
        "k",
        doi="10.1175/1520-0493(1972)100<0081:OTAOSH>2.3.CO;2",
        pmid="35661166",
        pmcid="PMC10587778",
        url="javascript:alert(1)",
        open_access_url="https://a.org/free",
        archive_url="https://a.org/free",
    )

    assert [address for _, address in formatting.links(work)] == [
        "https://doi.org/10.1175/1520-0493(1972)100%3C0081:OTAOSH%3E2.3.CO;2",
        "https://pubmed.ncbi.nlm.nih.gov/35661166/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC10587778/",
        "https://a.org/free",
    ]


def test_a_work_survives_the_journey_into_a_revision_and_back() -> None:
    work = Work("k", title="T", contributors=(PERSON,), year=2020, population_size=10)

    assert Work.from_dict(json.loads(json.dumps(work.as_dict()))) == work


@pytest.mark.parametrize(
    ("names", "year", "stem"),
    [
        ((Name(family="Moreau"),), 2022, "moreau2022"),
        ((Name(family="Martínez-López"),), 2020, "martinezlopez2020"),
        ((Name(literal="International Myeloma Working Group"),), 2021, "imwg2021"),
        ((Name(literal="Mayo Clinic"),), None, "mayoclinic"),
        ((Name(family="王"),), 2023, "source2023"),
        ((), None, "source"),
    ],
)
def test_a_key_begins_with_the_first_author_and_the_year(names: Any, year: int | None, stem: str) -> None:
    assert formatting.key_stem(names, year) == stem


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Moreau P", Name(family="Moreau", given="P")),
        ("Moreau, Philippe", Name(family="Moreau", given="Philippe")),
        ("  van de Donk   NWCJ ", Name(family="van de Donk", given="NWCJ")),
        ("Smith J.-P.", Name(family="Smith", given="J.-P.")),
        ("O'Neil SP Jr", Name(family="O'Neil", given="SP", suffix="Jr")),
        ("O'Neil, Sean, III", Name(family="O'Neil", given="Sean", suffix="III")),
        ("Plato", Name(family="Plato")),
        ("王, 伟", Name(family="王", given="伟")),
        ("{Myeloma Group, Europe}", Name(literal="Myeloma Group, Europe")),
        ("Fauci AS (ed)", Name(family="Fauci", given="AS", role="editor")),
        ("Ångström ÅB", Name(family="Ångström", given="ÅB")),
    ],
)
def test_a_typed_line_names_one_contributor(line: str, name: Name) -> None:
    assert formatting.from_lines(f"\n{line}\r\n") == (name,)


def test_a_line_that_could_be_a_person_or_a_group_is_asked_about() -> None:
    with pytest.raises(ValueError, match="National Cancer Institute"):
        formatting.from_lines("Moreau P\nNational Cancer Institute")


NAME_PARTS = st.text("abcÅéXY王'-", min_size=1, max_size=8).filter(lambda part: part.strip("-'") != "")


@given(
    st.lists(
        st.builds(Name, family=NAME_PARTS, given=NAME_PARTS | st.just(""), suffix=st.sampled_from(["", "Jr"]))
        | st.builds(Name, literal=NAME_PARTS, role=st.sampled_from(["author", "editor"]))
    )
)
def test_names_written_as_lines_are_read_back(names: list[Name]) -> None:
    assert list(formatting.from_lines(formatting.to_lines(names))) == names
