"""Word files written piece by piece, as programs write them and as nobody should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:r="{_RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    f'Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def _style(identifier: str, name: str, more: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{more}</w:style>'


STYLES = "".join(
    [
        _style("Titel", "Title"),
        _style("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        _style("berschrift2", "heading 2"),
        _style("Eigene", "Eigene", '<w:basedOn w:val="berschrift2"/>'),
        _style("Verzeichnis1", "toc 1"),
        _style("Ring", "Ring", '<w:basedOn w:val="Ring"/>'),
        _style(
            "Funotenzeichen",
            "footnote reference",
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
            "character",
        ),
        _style("Fett", "Strong", "<w:rPr><w:b/></w:rPr>", "character"),
    ]
)
"""As a German Word names them: the ids are German, the names are not."""

NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
"""


def docx(
    body: str,
    *,
    styles: str = STYLES,
    numbering: str = NUMBERING,
    footnotes: str = "",
    endnotes: str = "",
    links: Mapping[str, str] | None = None,
    namespace: str = WORD,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word file with this body; `more` adds or replaces parts."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/hyperlink" Target="{target}" TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>", namespace),
        "word/styles.xml": _part("styles", styles, namespace),
        "word/numbering.xml": _part("numbering", numbering, namespace),
        "word/footnotes.xml": _part("footnotes", footnotes, namespace),
        "word/endnotes.xml": _part("endnotes", endnotes, namespace),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>"
        ),
    }
    return archive({**parts, **(more or {})})


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stored.getvalue()


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain text becomes one."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    written = "".join(each if each.startswith("<") else r(each) for each in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{written}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def sup(text: str) -> str:
    """A raised run."""
    return r(text, '<w:vertAlign w:val="superscript"/>')


def entry(text: str, number: int = 1, depth: int = 0) -> str:
    """An entry of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def note_mark(kind: str, number: int) -> str:
    """The mark of a footnote or an endnote."""
    return f'<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def note(kind: str, number: int, text: str) -> str:
    """A footnote or an endnote."""
    mark = f'<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="{number}"><w:p>{mark}{r(f" {text}")}</w:p></w:{kind}>'


def field(instruction: str, *shown: str) -> str:
    """A field over several runs, as reference managers write them."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _part(name: str, content: str, namespace: str) -> str:
    spaces = f'xmlns:w="{namespace}" {_SPACES}'
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {spaces}>{content}</w:{name}>'
