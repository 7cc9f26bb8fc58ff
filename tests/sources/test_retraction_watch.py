"""The Retraction Watch file as it is really written: odd bytes, missing numbers, several notices a work."""

import pytest

from sources.notices import retraction_watch
from sources.notices.retraction_watch import NotAFileOfNoticesError, Row, Unreadable
from tests.sources.retraction_watch import HEADER, file, row


def only(*rows: str, encoding: str = "latin-1") -> Row:
    [found] = retraction_watch.read(file(*rows, encoding=encoding))
    assert isinstance(found, Row)
    return found


def test_a_row_says_what_the_notice_does_and_to_which_work() -> None:
    found = only(row())

    assert (found.kind, found.doi_key, found.pmid) == (
        "retraction",
        "10.1016/s0140-6736(97)11096-0",
        "9500320",
    )
    assert (found.notice_doi, found.notice_pmid) == ("10.1016/S0140-6736(10)60175-4", "20137807")
    assert str(found.notice_date) == "2010-02-06"
    assert found.notice_url == "https://retractionwatch.com/2010/02/06/one"
    assert found.wording == "Retraction: Error in Data; Misconduct by Author"


def test_numbers_that_are_none_are_none() -> None:
    found = only(
        row(
            OriginalPaperDOI="unavailable",
            OriginalPaperPubMedID="0",
            RetractionDOI="Unavailable",
            RetractionPubMedID="",
        )
    )

    assert (found.doi_key, found.pmid, found.notice_doi, found.notice_pmid) == ("", "", "", "")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig"])
def test_a_title_keeps_its_letters_in_either_encoding(encoding: str) -> None:
    assert only(row(Title="Étude à Zürich"), encoding=encoding).title == "Étude à Zürich"


@pytest.mark.parametrize(
    ("written", "day"),
    [("12/31/2019 0:00", "2019-12-31"), ("1/2/2020", "2020-01-02"), ("2021-03-04", "2021-03-04")],
)
def test_the_month_comes_first(written: str, day: str) -> None:
    assert str(only(row(RetractionDate=written)).notice_date) == day


@pytest.mark.parametrize("written", ["", "31/12/2019", "soon"])
def test_a_day_that_is_none_is_left_out(written: str) -> None:
    assert only(row(RetractionDate=written)).notice_date is None


def test_a_cell_may_hold_lines_and_commas() -> None:
    assert only(row(Title="One,\r\ntwo")).title == "One,\r\ntwo"


def test_bytes_that_no_database_takes_are_left_out() -> None:
    assert only(row(Reason="+Error\0 in Data;")).wording == "Retraction: Error in Data"


def test_broken_rows_are_named_by_line_and_the_others_are_read() -> None:
    rows = file(row(), "1,2,3", row(RetractionNature="Praise"), row(Record_ID="2"))

    found = list(retraction_watch.read(rows))

    assert [type(each) for each in found] == [Row, Unreadable, Unreadable, Row]
    assert [each.line for each in found] == [2, 3, 4, 5]


@pytest.mark.parametrize("lines", [[], [b"%PDF-1.7\n"], [b"<html>\n", b"</html>\n"], [b"Title,Author\n"]])
def test_another_file_is_refused_with_what_it_lacks(lines: list[bytes]) -> None:
    with pytest.raises(NotAFileOfNoticesError, match="OriginalPaperDOI"):
        list(retraction_watch.read(lines))


def test_columns_may_stand_in_another_order() -> None:
    names = HEADER.rstrip(",").split(",")
    cells = dict(zip(names, row().rstrip(",").split('","'), strict=True))
    turned = [
        ",".join(reversed(names)),
        ",".join(cells[name].strip('"').replace(",", "") for name in reversed(names)),
    ]

    [found] = retraction_watch.read([f"{line}\n".encode() for line in turned])

    assert isinstance(found, Row)
    assert found.pmid == "9500320"
