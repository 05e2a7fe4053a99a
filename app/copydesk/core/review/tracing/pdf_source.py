"""The words of a PDF: lines joined to paragraphs, page numbers and running heads left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from statistics import median

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from copydesk.core.errors import SourceError

_MOST_PAGES = 500
# A scanned page has its words in a picture; what a scanner adds is shorter than this.
_FEWEST_LETTERS = 20
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite)\s*)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_HYPHENED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_BEGINS = re.compile(r"\s*(?:[-–—•*‣▪]\s|\(?\d{1,2}[.)]\s|[A-Z][\w.’' -]{0,40}:\s)")
_ENDS = tuple('.!?:”"’»')
# A line that reaches less far than this share of the usual ones ends its paragraph.
_SHORT = 0.75
_EDGE = 2  # lines at the top and the bottom of a page, where running heads stand


def read_text(data: bytes, name: str) -> str:
    """The words of a PDF.

    Raises:
        SourceError: It is locked, has no words but pictures, or too many pages.
    """
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    _unlock(reader, name)
    if len(reader.pages) > _MOST_PAGES:
        raise SourceError(
            f"“{name}” has {len(reader.pages)} pages, and a source may have {_MOST_PAGES}.",
            "Attach the pages that matter.",
        )
    pages = [page.extract_text().splitlines() for page in reader.pages]
    letters = sum(map(str.isalnum, "".join("".join(lines) for lines in pages)))
    if letters < _FEWEST_LETTERS * len(pages) and any(page.images for page in reader.pages[:3]):
        raise SourceError(
            f"“{name}” holds pictures of pages and no words.",
            "Have its text recognised (OCR), or attach the text itself.",
        )
    return "\n\n".join(_paragraphs(_without_heads(pages)))


def _unlock(reader: pypdf.PdfReader, name: str) -> None:
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except (DependencyError, FileNotDecryptedError, NotImplementedError):
        opened = False
    if not opened:
        raise SourceError(
            f"“{name}” is locked by a password.", "Save it without one, and attach that."
        )


def _without_heads(pages: list[list[str]]) -> list[str]:
    """All lines in order, without page numbers and what stands at the edge of most pages."""
    edges: Counter[str] = Counter()
    for lines in pages:
        edges.update({_masked(line) for line in _edge(lines)})
    often = max(3, len(pages) // 2 + 1)
    kept: list[str] = []
    for lines in pages:
        filled = [index for index, line in enumerate(lines) if line.strip()]
        dropped = set()
        for outer in (filled[:_EDGE], filled[: -_EDGE - 1 : -1]):
            for index in outer:
                line = lines[index]
                if edges[_masked(line)] < often and not _PAGE_NUMBER.fullmatch(line):
                    break
                dropped.add(index)
        kept += [line for index, line in enumerate(lines) if index not in dropped]
    return kept


def _edge(lines: list[str]) -> list[str]:
    filled = [line for line in lines if line.strip()]
    return [*filled[:_EDGE], *filled[-_EDGE:]]


def _masked(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()))


def _paragraphs(lines: list[str]) -> list[str]:
    lengths = [len(line) for line in lines if len(line) > _FEWEST_LETTERS]
    usual = median(lengths) if lengths else 0
    found: list[str] = []
    current = ""
    for line in (line.strip() for line in lines):
        if not line or (current and _BEGINS.match(line)):
            found.append(current)
            current = ""
        if not line:
            continue
        if _HYPHENED.search(current) and line[0].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}" if current else line
        if len(line) < _SHORT * usual and line.endswith(_ENDS):
            found.append(current)
            current = ""
    return [paragraph for paragraph in (*found, current) if paragraph]
