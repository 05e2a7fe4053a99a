"""The words of a Word document: paragraphs and tables in order, insertions taken as accepted."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx

from copydesk.core.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Unpacked; a document of a thousand pages has about 10 MB.
_LARGEST_UNPACKED = 200_000_000
# Word's own locked files, and those of Word 97, begin so (MS-CFB, 2.2).
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_text(data: bytes, name: str) -> str:
    """The words of a document.

    Raises:
        SourceError: It is locked by a password, or unpacks to too much.
    """
    if data.startswith(_OLE):
        raise SourceError(
            f"“{name}” is locked by a password, or of an older Word.",
            "Save it without a password as .docx, and attach that.",
        )
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _LARGEST_UNPACKED:
            raise SourceError(
                f"“{name}” unpacks to far more than a document has.",
                "Attach the text that matters on its own.",
            )
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n\n".join(text for text in _blocks(body) if text.strip())


def _blocks(parent: _Element) -> Iterator[str]:
    for element in parent:
        if element.tag == f"{_W}p":
            yield _paragraph(element).strip()
        elif element.tag == f"{_W}tbl":
            yield "\n".join(_rows(element))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _blocks(element)


def _rows(table: _Element) -> Iterator[str]:
    for row in table.iterchildren(f"{_W}tr"):
        cells = (" ".join(_blocks(cell)).strip() for cell in row.iterchildren(f"{_W}tc"))
        yield "\t".join(cells)


def _paragraph(paragraph: _Element) -> str:
    """Its words; what was deleted stands in other elements and is left out by itself."""
    pieces: list[str] = []
    for run in paragraph.iter(f"{_W}r"):
        if any(True for _ in run.iterancestors(_FALLBACK)):
            continue  # a second version for older programs
        for element in run:
            if element.tag == f"{_W}t":
                pieces.append(element.text or "")
            else:
                pieces.append(_SIGNS.get(str(element.tag), ""))
    return "".join(pieces)
