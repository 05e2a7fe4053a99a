"""An image's size is told by the first bytes of its file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.image_size import ImageSize, image_size, pixels_of

if TYPE_CHECKING:
    from pathlib import Path

_NOTES = b"\xff\xe1" + struct.pack(">H", 40_002) + bytes(40_000)  # what a camera writes before
_FRAME = struct.pack(">BHH", 8, 600, 800)


@pytest.mark.parametrize(
    ("head", "pixels"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 800, 600), (800, 600)),
        (b"GIF89a" + struct.pack("<HH", 800, 600), (800, 600)),
        (b"\xff\xd8\xff\xc0\x00\x11" + _FRAME + b"\x03", (800, 600)),
        (b"\xff\xd8" + _NOTES + b"\xff\xff\xc2\x00\x11" + _FRAME + b"\x03", (800, 600)),
        (b"\xff\xd8\xff\xc4\x00\x04\x00\x00\xff\xc0\x00\x11" + _FRAME + b"\x03", (800, 600)),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x1f\x03\x00\x57\x02\x00", (800, 600)),
        (
            b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 799 | 599 << 14)
            + bytes(8),
            (800, 600),
        ),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 800, 600), (800, 600)),
        (b"<svg width='800'>", (0, 0)),
        (b"\xff\xd8\xff", (0, 0)),
        (b"\xff\xd8\xff\xe1\x00\x00" * 20, (0, 0)),
        (b"\x89PNG\r\n\x1a\n", (0, 0)),
        (b"RIFF\0\0\0\0WEBPVP8X", (0, 0)),
        (b"", (0, 0)),
    ],
)  # fmt: skip
def test_pixels_by_the_first_bytes(head: bytes, pixels: tuple[int, int]) -> None:
    assert pixels_of(head) == pixels


def test_a_file_that_changes_is_measured_again(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    assert image_size(path) is None
    path.write_bytes(b"GIF89a" + struct.pack("<HH", 3, 2))
    assert image_size(path) == ImageSize(10, 3, 2)
    path.write_bytes(b"GIF89a" + struct.pack("<HH", 5, 2) + b"more")
    assert image_size(path) == ImageSize(14, 5, 2)
