"""From a file's bytes to text and back, byte for byte."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from copydesk.core.errors import EncodingError

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BOMS = {"utf-8": codecs.BOM_UTF8} | {name: bom for bom, name in _UTF16.items()}
_LABELS = {"utf-8": "UTF-8", "utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE"}
_NEWLINES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text is written to its file.

    Attributes:
        encoding: "utf-8", "utf-16-le" or "utf-16-be".
        bom: Whether the file starts with a byte order mark.
        undecodable: Whether some bytes are not text in that encoding; the text holds each as a
            lone surrogate U+DC80 to U+DCFF, and they are written back as they were.
    """

    encoding: str = "utf-8"
    bom: bool = False
    undecodable: bool = False

    @property
    def label(self) -> str:
        """For the status bar: "UTF-8", "UTF-8 with BOM"."""
        label = _LABELS.get(self.encoding, self.encoding.upper())
        # UTF-16 without a mark is never read or written, so there the mark says nothing.
        if self.bom and self.encoding == "utf-8":
            label += " with BOM"
        return f"{label}, some bytes unreadable" if self.undecodable else label


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, without its byte order mark, and what is needed to write it back."""

    text: str
    text_format: TextFormat

    @property
    def undecodable(self) -> bool:
        """Whether some bytes of the file are not text in its encoding."""
        return self.text_format.undecodable


def decode(data: bytes) -> Decoded:
    """Reads any bytes: UTF-16 with its mark, else UTF-8; never fails.

    ``encode(decoded.text, decoded.text_format) == data`` for all bytes.
    """
    encoding = _UTF16.get(data[:2])
    if encoding:
        try:
            return Decoded(data[2:].decode(encoding), TextFormat(encoding, bom=True))
        except UnicodeDecodeError:
            pass  # half a character, or no UTF-16 at all: kept byte by byte below
    bom = data.startswith(codecs.BOM_UTF8)
    content = data[len(codecs.BOM_UTF8) :] if bom else data
    try:
        return Decoded(content.decode("utf-8"), TextFormat("utf-8", bom))
    except UnicodeDecodeError:
        text = content.decode("utf-8", "surrogateescape")
        return Decoded(text, TextFormat("utf-8", bom, undecodable=True))


def encode(text: str, text_format: TextFormat) -> bytes:
    """The bytes of ``text`` in its file's format.

    Raises:
        EncodingError: The text holds half a character, which no encoding can write.
    """
    errors = "surrogateescape" if text_format.undecodable else "strict"
    try:
        content = text.encode(text_format.encoding, errors)
    except UnicodeEncodeError as error:
        line = len(_LINE_END.findall(text, 0, error.start)) + 1
        raise EncodingError(
            f"Line {line} holds a broken character that can’t be saved.",
            "Delete it and save again.",
        ) from error
    return (_BOMS[text_format.encoding] if text_format.bom else b"") + content


def newline_label(text: str) -> str:
    """How the lines of ``text`` end: "LF", "CRLF", "CR" or "mixed"; one line is "LF"."""
    if "\r" not in text:
        return "LF"
    crlf = text.count("\r\n")
    found = [
        name
        for name, count in (
            ("\r\n", crlf),
            ("\n", text.count("\n") - crlf),
            ("\r", text.count("\r") - crlf),
        )
        if count
    ]
    return _NEWLINES[found[0]] if len(found) == 1 else "mixed"
