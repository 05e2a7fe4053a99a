"""The images of one site, for whoever shows them; nothing outside the site is ever read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What a page may be given, and as what; a browser must never guess the kind of a file.
MIMES = {
    ".apng": "image/apng",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jfif": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
# Larger than any camera's JPEG; a preview of more than that would only stall.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileReply:
    """The bytes of one file and their media type, such as ``image/png``."""

    data: bytes
    mime: str


class SiteFiles:
    """Reads images from inside one folder. It holds no state: use it from any thread."""

    def __init__(self, root: Path, public_dirs: Sequence[str] = ()) -> None:
        """Serves the images below ``root``.

        Args:
            root: The site's folder.
            public_dirs: Folders below it whose files the site serves at "/": looked in second.
        """
        self.root = root
        self._public_dirs = tuple(public_dirs)

    def read(self, path: str) -> FileReply | None:
        """The image at ``path``, or None where there is none that may be shown.

        Symbolic links and ``..`` are followed first; only what then is an ordinary file below
        the root, has an image's suffix and is not larger than `MOST_BYTES` is read.

        Args:
            path: Relative to the root, "/" between parts, decoded.
        """
        real = self._locate(path)
        if real is None:
            return None
        try:
            data = _read_ordinary(real)
        except OSError:
            return None
        return None if data is None else FileReply(data, MIMES[real.suffix.lower()])

    def _locate(self, path: str) -> Path | None:
        if "\0" in path or PurePosixPath(path).suffix.lower() not in MIMES:
            return None
        try:
            root = self.root.resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        for candidate in self._candidates(root, path.lstrip("/")):
            try:
                real = candidate.resolve(strict=True)
            except (OSError, RuntimeError, ValueError):  # gone, a circle of links, a bad name
                continue
            if real.is_relative_to(root) and real.suffix.lower() in MIMES:
                return real
        return None

    def _candidates(self, root: Path, path: str) -> Iterator[Path]:
        yield root / path
        for folder in self._public_dirs:
            if folder:
                yield root / folder / path


def _read_ordinary(path: Path) -> bytes | None:
    # Neither a pipe, which would block, nor a link put in place since the path was resolved.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return None
        data = file.read(MOST_BYTES + 1)
    return data if len(data) <= MOST_BYTES else None
