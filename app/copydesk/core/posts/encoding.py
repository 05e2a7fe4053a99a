"""From a file's bytes to text and back, byte for byte."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from copydesk.core.errors import EncodingError
from copydesk.core.posts.encoding_guess import guess_legacy, guess_utf16
from copydesk.core.posts.encoding_names import encoding_name

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = {
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-8": codecs.BOM_UTF8,
}
# Bytes a unit. In these a lone surrogate is a unit like any other, and "surrogatepass" keeps it.
_WIDE = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_NEWLINES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_LINE_END = re.compile(r"\r\n|\n|\r")
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_ASCII = bytes(range(128))
# How much of a long file is looked at for damage, in bytes.
_LOOKED_AT = 64 * 1024
# Of the bytes beyond ASCII, how many a proposed encoding may leave unreadable.
_MOST_UNREADABLE = 0.02
# A text that a save refuses names no more of its characters than this.
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text is written to its file.

    Attributes:
        encoding: One of `encoding_names.ENCODINGS`, by its codec: "utf-8", "cp1252".
        bom: Whether the file starts with a byte order mark.
        undecodable: Whether some bytes are not text in that encoding; the text holds each as a
            lone surrogate U+DC80 to U+DCFF, or in UTF-16 and UTF-32 a lone surrogate as it is, and
            they are written back as they were.
        tail: What follows the last whole unit of UTF-16 or UTF-32: up to three bytes, as
            hexadecimal digits. They belong to no character, and are written back at the end.
        guessed: Whether the encoding is only the likeliest. It says nothing of what is written,
            so that formats that differ in nothing else are equal.
    """

    encoding: str = "utf-8"
    bom: bool = False
    undecodable: bool = False
    tail: str = ""
    guessed: bool = field(default=False, compare=False)

    @property
    def label(self) -> str:
        """For the status bar: "UTF-8", "UTF-8 with BOM", "Windows-1252 (guessed)"."""
        label = encoding_name(self.encoding).name
        if self.bom and self.encoding == "utf-8":
            label += " with BOM"
        elif self.encoding in _WIDE and not self.bom:
            label += " without BOM"
        if self.guessed:
            label += " (guessed)"
        return f"{label}, some bytes unreadable" if self.undecodable or self.tail else label


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, without its byte order mark, and what is needed to write it back."""

    text: str
    text_format: TextFormat

    @property
    def undecodable(self) -> bool:
        """Whether some bytes of the file are not text in its encoding."""
        return self.text_format.undecodable


@dataclass(frozen=True, slots=True)
class Unencodable:
    """A character that an encoding can't write, where it first stands.

    Attributes:
        character: The character itself.
        position: In code points.
        line: 0-based.
    """

    character: str
    position: int
    line: int

    @property
    def is_half(self) -> bool:
        """Whether it is half a character, a lone surrogate, which no encoding can write."""
        return "\ud800" <= self.character <= "\udfff"


class UnencodableError(EncodingError):
    """A text holds characters that the encoding of its file has no sign for.

    Attributes:
        text_format: The file's.
        found: Each such character once, by position; never empty, and not more than 20.
    """

    def __init__(self, text_format: TextFormat, found: tuple[Unencodable, ...]) -> None:
        self.text_format = text_format
        self.found = found
        first = found[0]
        others = f", and {_others(len(found) - 1)}" if len(found) > 1 else ""
        if first.is_half:
            super().__init__(
                f"Line {first.line + 1} holds half a character, which no file can hold.",
                "Delete it and save again.",
            )
        else:
            name = encoding_name(text_format.encoding).name
            super().__init__(
                f"Line {first.line + 1} holds “{first.character}”{others}, "
                f"which {name} has no sign for.",
                "Save the post as UTF-8, or write it another way.",
            )


def decode(data: bytes, known: TextFormat | None = None) -> Decoded:
    """Reads any bytes; never fails, and ``encode(text, text_format) == data`` for all of them.

    By its byte order mark; else UTF-8; else, and only as a proposal, UTF-16 without a mark or a
    legacy encoding; else UTF-8 with what can't be read kept byte by byte.

    Args:
        data: A whole file, or the start of one.
        known: What the editor said of this file; it comes before any proposal.
    """
    for encoding, mark in _BOMS.items():
        if data.startswith(mark) and (decoded := _decoded(data, TextFormat(encoding, bom=True))):
            return decoded
    wide = guess_utf16(data)
    if wide is None:
        try:
            return Decoded(data.decode("utf-8"), TextFormat())
        except UnicodeDecodeError:
            pass
    decoded = None
    if known is not None and not known.bom:
        decoded = _decoded(data, replace(known, undecodable=False, tail=""))
        if decoded is not None and decoded.undecodable and not known.undecodable:
            decoded = None
    if decoded is None and wide is not None:
        decoded = _decoded(data, TextFormat(wide, guessed=True))
    decoded = decoded or _proposed(data)
    if decoded is None:
        text = data.decode("utf-8", "surrogateescape")
        decoded = Decoded(text, TextFormat("utf-8", undecodable=True))
    return decoded


def decode_as(data: bytes, encoding: str) -> Decoded:
    """Reads bytes in an encoding that the editor chose, whatever they look like.

    Raises:
        EncodingError: They can't be read in it and written back the same.
    """
    mark = _BOMS.get(encoding, b"")
    bom = bool(mark) and data.startswith(mark)
    decoded = _decoded(data, TextFormat(encoding, bom=bom))
    if decoded is None:
        raise EncodingError(
            f"This file can’t be read as {encoding_name(encoding).full}.",
            "Choose another encoding. Nothing was changed.",
        )
    return decoded


def _decoded(data: bytes, text_format: TextFormat) -> Decoded | None:
    """``data`` in that format, if it comes back byte for byte; odd bytes are kept as such."""
    content = data[len(_mark_of(text_format)) :]
    width = _WIDE.get(text_format.encoding, 1)
    if spare := len(content) % width:
        text_format = replace(text_format, tail=content[-spare:].hex())
        content = content[:-spare]
    for undecodable in (False, True):
        wanted = replace(text_format, undecodable=undecodable)
        try:
            text = content.decode(wanted.encoding, _errors(wanted))
            if encode(text, wanted) == data:
                return Decoded(text, wanted)
        except (UnicodeError, EncodingError, LookupError):
            continue
    return None


def _proposed(data: bytes) -> Decoded | None:
    """``data`` in the likeliest legacy encoding, unless it is UTF-8 with some damage."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data, error):
            return None
        first = error.start
    else:
        return None  # surrogates one by one, as CESU-8 writes them
    for encoding in guess_legacy(data, first):
        decoded = _decoded(data, TextFormat(encoding, guessed=True))
        if decoded is not None and (not decoded.undecodable or _is_readable(decoded, data)):
            return decoded
    return None


def _is_readable(decoded: Decoded, data: bytes) -> bool:
    # Lone surrogates are what "ignore" leaves out; no legacy character takes two units.
    readable = len(decoded.text.encode("utf-16-le", "ignore")) // 2
    high = len(data.translate(None, _ASCII))
    return len(decoded.text) - readable <= high * _MOST_UNREADABLE


def _is_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether bytes are UTF-8 that was cut, or holds a piece of something else."""
    if error.reason == "unexpected end of data":
        return error.start < len(data) - 1 or not data[: error.start].isascii()
    start = max(0, error.start - _LOOKED_AT)
    text = data[start : error.start + _LOOKED_AT].decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED.findall(text))
    return len(_BEYOND_ASCII.findall(text)) >= 2 * broken


def encode(text: str, text_format: TextFormat) -> bytes:
    """The bytes of ``text`` in its file's format.

    Raises:
        UnencodableError: The text holds characters that the encoding can't write, or half of one.
    """
    try:
        content = text.encode(text_format.encoding, _errors(text_format))
    except UnicodeEncodeError as error:
        raise UnencodableError(text_format, _unencodable(text, text_format)) from error
    return _mark_of(text_format) + content + bytes.fromhex(text_format.tail)


def _errors(text_format: TextFormat) -> str:
    if not text_format.undecodable:
        return "strict"
    return "surrogatepass" if text_format.encoding in _WIDE else "surrogateescape"


def _mark_of(text_format: TextFormat) -> bytes:
    return _BOMS.get(text_format.encoding, b"") if text_format.bom else b""


def _unencodable(text: str, text_format: TextFormat) -> tuple[Unencodable, ...]:
    errors = _errors(text_format)
    missing: list[str] = []
    for character in set(text):
        try:
            character.encode(text_format.encoding, errors)
        except UnicodeEncodeError:
            missing.append(character)
    places = sorted((text.index(character), character) for character in missing)
    return tuple(
        Unencodable(character, position, len(_LINE_END.findall(text, 0, position)))
        for position, character in places[:_MOST_NAMED]
    )


def _others(number: int) -> str:
    return "1 other character" if number == 1 else f"{number} other characters"


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
