"""How large an image is: its bytes, and its pixels where the head of the file tells them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Before a JPEG's size stand its camera's notes and a small picture: 64 KB each at most.
_HEAD_BYTES = 256 * 1024
_SHORT_HEAD = 32
# Start of frame, baseline to differential; C4, C8 and CC are something else (ITU-T T.81, B.1.1.3).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers without a length of their own: RST0 to RST7, SOI, TEM.
_BARE = frozenset((*range(0xD0, 0xD9), 0x01))


@dataclass(frozen=True, slots=True)
class ImageSize:
    """An image's size.

    Attributes:
        size: In bytes.
        width: In pixels; 0 where it is not known.
        height: The same.
    """

    size: int
    width: int = 0
    height: int = 0


def image_size(path: Path) -> ImageSize | None:
    """The size of an image file; None where there is none that can be read.

    The pixels of PNG, JPEG, GIF and WebP are told; of others only the bytes.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return _measured(path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=2_000)
def _measured(path: Path, size: int, _mtime_ns: int) -> ImageSize | None:
    try:
        with path.open("rb") as stream:
            head = stream.read(_SHORT_HEAD)
            if head[:2] == b"\xff\xd8":
                head += stream.read(_HEAD_BYTES - _SHORT_HEAD)
    except OSError:
        return None
    width, height = pixels_of(head)
    return ImageSize(size, width, height)


def pixels_of(head: bytes) -> tuple[int, int]:
    """Width and height by the first bytes of a file; (0, 0) where they don't tell."""
    with suppress(IndexError):
        if head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:16] == b"IHDR":
            return _number(head[16:20], "big"), _number(head[20:24], "big")
        if head[:6] in (b"GIF87a", b"GIF89a"):
            return _number(head[6:8]), _number(head[8:10])
        if head[:2] == b"\xff\xd8":
            return _jpeg(head)
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp(head)
    return 0, 0


def _number(part: bytes, order: str = "little") -> int:
    return int.from_bytes(part, "big" if order == "big" else "little")


def _jpeg(head: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(head):
        if head[at] != 0xFF:
            return 0, 0
        marker = head[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in _FRAMES:
            return _number(head[at + 7 : at + 9], "big"), _number(head[at + 5 : at + 7], "big")
        else:
            at += 2 + max(2, _number(head[at + 2 : at + 4], "big"))
    return 0, 0


def _webp(head: bytes) -> tuple[int, int]:
    """Of WebP: https://developers.google.com/speed/webp/docs/riff_container."""
    if len(head) < 30:
        return 0, 0
    kind = head[12:16]
    if kind == b"VP8X":
        return _number(head[24:27]) + 1, _number(head[27:30]) + 1
    if kind == b"VP8L":
        bits = _number(head[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _number(head[26:28]) & 0x3FFF, _number(head[28:30]) & 0x3FFF
    return 0, 0
