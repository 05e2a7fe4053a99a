"""How a file's bytes would read in other encodings, and what of a text they could hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.core.posts.encoding import TextFormat, UnencodableError, encode
from copydesk.core.posts.encoding_names import ENCODINGS, EncodingName

# What is shown of a line, in characters, and how much before its first telling one.
_SHOWN = 72
_BEFORE = 24
# Bytes around the first telling one; even, and a multiple of four, for UTF-16 and UTF-32.
_AROUND = 400
_LINE = re.compile(r"[^\r\n\x00-\x1f]*[^\x00-\x7f][^\r\n\x00-\x1f]*")
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class EncodingOffer:
    """One encoding beside what choosing it would mean.

    Attributes:
        encoding: Which.
        reads: The first line of the file that tells, as it would read; "" where it can't be.
        missing: The characters of the text that it has no sign for, at most three.
    """

    encoding: EncodingName
    reads: str
    missing: tuple[str, ...]


def telling_line(text: str) -> tuple[int, str] | None:
    """The first line that holds a character beyond ASCII: its 0-based number, and a part of it."""
    found = _LINE.search(text)
    if found is None:
        return None
    line = found.group()
    before = next(at for at, character in enumerate(line) if character > "\x7f")
    start = max(0, before - _BEFORE)
    shown = line[start : start + _SHOWN]
    number = len(re.findall(r"\r\n|\n|\r", text[: found.start()]))
    return number, ("…" if start else "") + shown.strip() + ("…" if line[start + _SHOWN :] else "")


def encoding_offers(data: bytes, text: str) -> tuple[EncodingOffer, ...]:
    """Every encoding, in the order it is to be offered in.

    Args:
        data: The file's bytes.
        text: What they are now taken for.
    """
    characters = "".join(dict.fromkeys(text))
    return tuple(
        EncodingOffer(
            encoding, _reading(data, encoding.codec), _missing(characters, encoding.codec)
        )
        for encoding in ENCODINGS
    )


def _reading(data: bytes, codec: str) -> str:
    first = _HIGH.search(data)
    at = first.start() if first else 0
    start = 0 if at < _AROUND else (at - _AROUND // 2) // 4 * 4
    piece = data[start : start + _AROUND]
    # A character cut at either end of the piece is not the encoding's fault.
    try:
        text = piece.decode(codec)
    except UnicodeDecodeError as error:
        if min(error.start, len(piece) - error.end) > 4:
            return ""
        text = piece.decode(codec, "ignore")
    if "\x00" in text:
        return ""
    line = telling_line(text)
    return line[1] if line else text.strip().partition("\n")[0][:_SHOWN]


def _missing(characters: str, codec: str) -> tuple[str, ...]:
    try:
        encode(characters, TextFormat(codec))
    except UnencodableError as error:
        return tuple(one.character for one in error.found[:3])
    return ()
