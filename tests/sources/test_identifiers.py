"""Identifiers out of whatever people paste: addresses, labels, citation text, stray punctuation."""

from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import formatting, identifiers
from sources.formatting import Work

NEJM = "10.1056/NEJMoa2203478"


@pytest.mark.parametrize(
    "pasted",
    [
        NEJM,
        f"https://doi.org/{NEJM}.",
        f"http://dx.doi.org/{NEJM}",
        f"doi:{NEJM}",
        f"DOI: {NEJM}",
        f"doi.org/{NEJM},",
        f"  ({NEJM})  ",
        f"<https://doi.org/{NEJM}>",
        f"[{NEJM}]",
        f"“{NEJM}”",
        f"https://www.nejm.org/doi/full/{NEJM}?query=featured",
        f"https://doi.org/{NEJM}#abstract",
        f"https://www.frontiersin.org/articles/{NEJM}/full",
        f"https://link.springer.com/content/pdf/{NEJM}.pdf",
        f"https://onlinelibrary.wiley.com/doi/{NEJM}/abstract",
        f"https://www.medrxiv.org/content/{NEJM}v2.full.pdf+html",
        f"https://www.biorxiv.org/content/{NEJM}v1",
        "https://doi.org/10.1056%2FNEJMoa2203478",
        f"N Engl J Med. 2022;387(6):495-505. doi:{NEJM} PubMed PMID: 35661166",
        f'<a href="x">{NEJM}</a>',
        f"\u200b{NEJM}\ufeff",
    ],
)
def test_a_doi_is_found_in_anything_a_person_pastes(pasted: str) -> None:
    assert identifiers.doi(pasted) == NEJM


@pytest.mark.parametrize(
    "value",
    [
        "10.1016/S1470-2045(13)70380-2",
        "10.1175/1520-0493(1972)100<0081:OTAOSH>2.3.CO;2",
        "10.1002/(SICI)1097-0142(19960101)77:1<1::AID-CNCR1>3.0.CO;2-#",
        "10.1000.10/123456",
        "10.1000/a_b_",
    ],
)
def test_a_doi_keeps_its_own_brackets_and_marks(value: str) -> None:
    assert identifiers.doi(value) == value
    assert identifiers.doi(f"({value}).") == value
    assert identifiers.doi(identifiers.link("doi", value)) == value


@pytest.mark.parametrize(
    "pasted", ["", "article", "10.1/short", "10.1056/", "110.1056/x", "unavailable", "1.10.1056"]
)
def test_what_is_no_doi_gives_nothing(pasted: str) -> None:
    assert identifiers.doi(pasted) == ""


def test_two_dois_that_differ_in_case_are_one_doi() -> None:
    pasted, other = f"https://doi.org/{NEJM}.", "doi:10.1056/nejmoa2203478"

    assert identifiers.doi_key(pasted) == identifiers.doi_key(other) == "10.1056/nejmoa2203478"


@pytest.mark.parametrize(
    "pasted",
    [
        "35661166",
        "PMID: 35661166",
        "https://pubmed.ncbi.nlm.nih.gov/?term=35661166",
        "https://europepmc.org/article/MED/35661166",
        "pmid35661166",
        "https://pubmed.ncbi.nlm.nih.gov/35661166/",
        "PubMed PMID: 35661166;",
    ],
)
def test_a_pmid_is_found_alone_by_its_label_or_in_its_address(pasted: str) -> None:
    assert identifiers.pmid(pasted) == "35661166"


@pytest.mark.parametrize(
    "pasted", ["0", "012", "123456789", "PMC10587778", "10.1056/35661166", "published 2022"]
)
def test_what_is_no_pmid_gives_nothing(pasted: str) -> None:
    assert identifiers.pmid(pasted) == ""


@pytest.mark.parametrize(
    ("scheme", "pasted", "value"),
    [
        ("pmcid", "PMCID: pmc10587778", "PMC10587778"),
        ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/PMC10587778/", "PMC10587778"),
        ("pmcid", "PMC10587778.2", "PMC10587778"),
        ("pmcid", "10587778", ""),
        ("nct", "https://clinicaltrials.gov/study/NCT03145181", "NCT03145181"),
        ("nct", "nct 03145181", "NCT03145181"),
        ("nct", "NCT0314518", ""),
        ("arxiv", "arXiv:2304.09848v2 [cs.CL]", "2304.09848"),
        ("arxiv", "https://arxiv.org/pdf/2304.09848v1.pdf", "2304.09848"),
        ("arxiv", "hep-th/9901001", "hep-th/9901001"),
        ("arxiv", "2345.67890", ""),
        ("isbn", "ISBN 978-1-264-26850-4", "9781264268504"),
        ("isbn", "0-306-40615-2", "9780306406157"),
        ("isbn", "080442957X", "9780804429573"),
        ("isbn", "9781264268505", ""),
        ("isbn", "0-306-40615-3", ""),
        ("issn", "ISSN: 0028-4793", "0028-4793"),
        ("issn", "2434561x", "2434-561X"),
        ("issn", "0028-4794", ""),
    ],
)
def test_each_scheme_has_one_stored_form(scheme: identifiers.Scheme, pasted: str, value: str) -> None:
    assert identifiers.normalise(scheme, pasted) == value


def test_a_pasted_citation_gives_all_the_identifiers_it_names() -> None:
    pasted = (
        f"387(6):495-505. doi:{NEJM} PubMed PMID: 35661166; PubMed Central PMCID: PMC10587778. NCT04557098"
    )

    found = identifiers.find(pasted)

    assert found == {"doi": NEJM, "pmid": "35661166", "pmcid": "PMC10587778", "nct": "NCT04557098"}


def test_a_doi_that_arxiv_gave_names_the_arxiv_number_too() -> None:
    found = identifiers.find("https://doi.org/10.48550/arXiv.2304.09848")

    assert found == {"doi": "10.48550/arXiv.2304.09848", "arxiv": "2304.09848"}


def test_formatting_and_identifiers_send_readers_to_the_same_places() -> None:
    work = Work("k", doi="10.1/x<y>", pmid="1", pmcid="PMC1", nct="NCT00000001", arxiv="hep-th/9901001")
    schemes: tuple[identifiers.Scheme, ...] = ("doi", "pmid", "pmcid", "nct", "arxiv")

    addresses = [address for _, address in formatting.links(work)]

    assert addresses == [identifiers.link(scheme, getattr(work, scheme)) for scheme in schemes]


DOIS = st.builds(
    "10.{}/{}{}".format,
    st.integers(1000, 999_999_999),
    st.text(ascii_letters + digits + "().;:<>[]-_/%#?&+", max_size=30).filter(lambda tail: "</" not in tail),
    st.sampled_from(ascii_letters + digits),
)


@given(
    DOIS,
    st.sampled_from(["", ".", ",", ";", '"', " and more", ")."]),
    st.sampled_from(["", "doi:", "DOI: ", "see "]),
)
def test_a_doi_survives_prefixes_and_punctuation(value: str, after: str, before: str) -> None:
    if after.startswith(")") and value.count("(") > value.count(")"):
        return

    assert identifiers.doi(f"{before}{value}{after}") == value


@given(DOIS)
def test_a_doi_survives_its_own_address(value: str) -> None:
    assert identifiers.doi(identifiers.link("doi", value)) == value


@given(st.sampled_from(identifiers.SCHEMES), st.text(max_size=60) | DOIS)
def test_normalising_twice_changes_nothing(scheme: identifiers.Scheme, text: str) -> None:
    once = identifiers.normalise(scheme, text)

    assert identifiers.normalise(scheme, once) == once
    assert identifiers.is_valid(scheme, once) or once == ""


@given(st.from_regex(r"978\d{9}", fullmatch=True), st.sampled_from(digits))
def test_exactly_one_check_digit_makes_an_isbn(twelve: str, other: str) -> None:
    valid = [digit for digit in digits if identifiers.isbn(twelve + digit)]

    assert len(valid) == 1
    assert bool(identifiers.isbn(twelve + other)) is (other == valid[0])


@given(st.from_regex(r"\d{7}", fullmatch=True))
def test_exactly_one_check_digit_makes_an_issn(seven: str) -> None:
    assert len([digit for digit in digits + "X" if identifiers.issn(seven + digit)]) == 1
