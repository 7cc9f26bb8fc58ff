"""PubMed XML: each article is read by itself, so that a broken one spoils no other; entities are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree

from sources.formatting import Name
from sources.importers.formats import dates, finishing, indexing, people, words
from sources.importers.formats.record import FoundNotice, Problem, Record, UnreadableError

FOUND = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|MedlineCitation)\b")

_ARTICLE = re.compile(r"<(PubmedArticle|PubmedBookArticle)(?=[\s>])")
_DECLARATION = re.compile(r"<!(?:ENTITY|ATTLIST|ELEMENT)\b|<!DOCTYPE[^>\[]{0,500}\[")
_KEPT = {"i": "i", "em": "i", "sub": "sub", "sup": "sup"}
_DEEPEST = 20
_MOST_TAGS = 200_000


def read(text: str) -> Iterator[Record | Problem]:
    """Every article; raises UnreadableError for a file that declares entities."""
    if _DECLARATION.search(text):
        raise UnreadableError(
            "This file declares entities of its own, which can hide harmful text. "
            "Please get it from PubMed anew."
        )
    line, at = 1, 0
    for begins, ends in _pieces(text):
        line, at = line + text.count("\n", at, begins), begins
        yield _read(text[begins:ends], line)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where each article begins and ends; one that is never closed ends where the next begins."""
    found = list(_ARTICLE.finditer(text))
    for number, opening in enumerate(found):
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        closing = f"</{opening[1]}>"
        closed = text.find(closing, opening.start(), following)
        yield opening.start(), closed + len(closing) if closed >= 0 else following


def _read(piece: str, line: int) -> Record | Problem:
    if piece.count("<") > _MOST_TAGS:
        return Problem(line, "This article has more parts than any real one.")
    try:
        article = SafeTree.fromstring(piece)
    except ParseError as broken:
        at = line + broken.position[0] - 1
        return Problem(line, f"The XML of this article is broken in line {at}.")
    except (DefusedXmlException, ValueError, LookupError):
        return Problem(line, "The XML of this article cannot be read safely.")
    return _book(article, line) if article.tag == "PubmedBookArticle" else _article(article, line)


def _article(article: Element, line: int) -> Record | Problem:
    types = tuple(_texts(article, ".//PublicationTypeList/PublicationType"))
    titles = [_text(article, ".//ArticleTitle"), _text(article, ".//VernacularTitle")]
    fields = {
        "title": words.catalogued_title(next(filter(None, titles), "")),
        "container_title": _text(article, ".//Article/Journal/Title"),
        "container_short": _text(article, ".//Journal/ISOAbbreviation", ".//MedlineTA"),
        "volume": _text(article, ".//JournalIssue/Volume"),
        "issue": _text(article, ".//JournalIssue/Issue"),
        "pages": _pages(article),
        "language": _text(article, ".//Article/Language"),
        "study_type": indexing.study_type(types),
    }
    return finishing.record(
        fields | _numbers(article),
        line=line,
        kind=indexing.kind(types),
        people=_people(article, ".//Article/AuthorList/Author", "author"),
        date=_date(article),
        abstract=" ".join(_texts(article, ".//Article/Abstract/AbstractText")),
        publication_types=types,
        notices=indexing.notices(types, _named(article)),
    )


def _book(article: Element, line: int) -> Record | Problem:
    """A chapter of a book at NCBI, or the book."""
    book, chapter = _text(article, ".//Book/BookTitle"), _text(article, ".//ArticleTitle")
    numbers = _numbers(article) | {"isbn": _text(article, ".//Book/Isbn"), "issn": ""}
    fields = {
        "title": words.catalogued_title(chapter or book),
        "container_title": words.plain(book) if chapter else "",
        "publisher": _text(article, ".//Book/Publisher/PublisherName"),
        "place": _text(article, ".//Book/Publisher/PublisherLocation"),
        "edition": _text(article, ".//Book/Edition"),
        "language": _text(article, ".//Language"),
        "pages": _pages(article),
    }
    writers = _people(article, ".//BookDocument/AuthorList[@Type='authors']/Author", "author")
    editors = _people(article, ".//AuthorList[@Type='editors']/Author", "editor")
    date = article.find(".//Book/PubDate")
    return finishing.record(
        fields | numbers,
        line=line,
        kind="chapter" if chapter else "book",
        people=[
            *(writers or _people(article, ".//Book/AuthorList[@Type='authors']/Author", "author")),
            *editors,
        ],
        date=dates.When() if date is None else _when(date),
        abstract=" ".join(_texts(article, ".//BookDocument/Abstract/AbstractText")),
    )


def _text(element: Element, *paths: str) -> str:
    """The text at the first of the paths that has any."""
    return next((text for path in paths for text in _texts(element, path)), "")


def _texts(element: Element, path: str) -> list[str]:
    return [text for found in element.findall(path) if (text := words.plain(_marked(found)))]


def _marked(element: Element, depth: int = 0) -> str:
    """Its text; italics, raised and lowered letters stay marked, every other tag goes."""
    parts = [element.text or ""]
    for child in element if depth < _DEEPEST else ():
        inner, kept = _marked(child, depth + 1), _KEPT.get(child.tag)
        parts += [f"<{kept}>{inner}</{kept}>" if kept and inner else inner, child.tail or ""]
    return "".join(parts)


def _numbers(article: Element) -> dict[str, str]:
    """The article's own numbers; those of its references stand elsewhere in the same tags."""
    own = [
        *article.findall(".//Article/ELocationID[@EIdType='doi']"),
        *article.findall("./PubmedData/ArticleIdList/ArticleId"),
        *article.findall("./PubmedBookData/ArticleIdList/ArticleId"),
        *article.findall("./BookDocument/ArticleIdList/ArticleId"),
    ]
    numbers: dict[str, str] = {}
    for each in own:
        if each.get("ValidYN") != "N":
            numbers.setdefault(each.get("IdType") or "doi", words.plain(each.text))
    trials = set(_texts(article, ".//DataBank[DataBankName='ClinicalTrials.gov']//AccessionNumber"))
    return {
        "doi": numbers.get("doi", ""),
        "pmid": _text(article, "./MedlineCitation/PMID", "./BookDocument/PMID") or numbers.get("pubmed", ""),
        "pmcid": numbers.get("pmc", ""),
        "issn": _text(article, ".//Article/Journal/ISSN", ".//ISSNLinking"),
        "nct": trials.pop() if len(trials) == 1 else "",
    }


def _people(article: Element, path: str, role: str) -> list[Name]:
    """Persons and collective names in the order of the list; an entry marked invalid is left out."""
    found = []
    for author in article.findall(path):
        family, group = _text(author, "./LastName"), _text(author, "./CollectiveName")
        if author.get("ValidYN") == "N":
            continue
        if family:
            given = _text(author, "./ForeName", "./FirstName", "./Initials")
            found.append(Name(family=family, given=given, suffix=_text(author, "./Suffix"), role=role))
        elif group and (name := people.group(group.rstrip("."), role)):
            found.append(name)
    return found


def _date(article: Element) -> dates.When:
    """The date of the issue; the day it went online when only that is known."""
    for path in (
        ".//JournalIssue/PubDate",
        ".//Article/ArticleDate",
        ".//PubMedPubDate[@PubStatus='pubmed']",
    ):
        found = article.find(path)
        if found is not None and (date := _when(found)).year:
            return date
    return dates.When()


def _when(date: Element) -> dates.When:
    if spoken := _text(date, "./MedlineDate"):
        return dates.when(spoken)
    parts = (_text(date, f"./{name}") for name in ("Year", "Month", "Day", "Season"))
    return dates.of_parts(*parts)


def _pages(article: Element) -> str:
    found = _text(article, ".//Pagination/MedlinePgn")
    return found or words.page_range(
        _text(article, ".//Pagination/StartPage"), _text(article, ".//Pagination/EndPage")
    )


def _named(article: Element) -> list[FoundNotice]:
    return [
        indexing.notice(
            indexing.NOTICE_OF[each.get("RefType", "")],
            _text(each, "./RefSource"),
            pmid=_text(each, "./PMID"),
        )
        for each in article.findall(".//CommentsCorrectionsList/CommentsCorrections")
        if each.get("RefType") in indexing.NOTICE_OF
    ]
