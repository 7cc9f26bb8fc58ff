"""Builds Retraction Watch files for tests as the real ones are written: 20 columns and a comma after them."""

from __future__ import annotations

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason,Paywalled,Notes,"
)
USUAL = {
    "Record ID": "17269",
    "Title": "A study of one thing",
    "URLS": "see the blog;https://retractionwatch.com/2010/02/06/one;",
    "RetractionDate": "2/6/2010 0:00",
    "RetractionDOI": "10.1016/S0140-6736(10)60175-4",
    "RetractionPubMedID": "20137807",
    "OriginalPaperDate": "2/28/1998 0:00",
    "OriginalPaperDOI": "10.1016/S0140-6736(97)11096-0",
    "OriginalPaperPubMedID": "9500320",
    "RetractionNature": "Retraction",
    "Reason": "+Error in Data;+Misconduct by Author;",
    "Paywalled": "No",
    "Notes": 'said "so", twice',
}


def row(**columns: str) -> str:
    """One row; name only the columns the test is about, with _ for the spaces in their names."""
    said = USUAL | {name.replace("_", " "): value for name, value in columns.items()}
    cells = (said.get(name, "") for name in HEADER.rstrip(",").split(","))
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in cells)
    return f"{','.join(quoted)},"


def file(*rows: str, encoding: str = "latin-1") -> list[bytes]:
    """The lines of a file with these rows."""
    text = "\r\n".join((HEADER, *rows, ""))
    return text.encode(encoding).splitlines(keepends=True)
