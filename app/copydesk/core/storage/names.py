"""Names that files may have, here and on the systems of those the site is shared with."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What Windows takes in no name.
_FORBIDDEN = '<>:"/\\|?*'
_DEVICES = {
    "con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)),
}  # fmt: skip
_MOST_BYTES = 255


def complaint_about(name: str) -> str:
    """What is wrong with a name for a file, as a sentence; "" when nothing is."""
    if not name.strip():
        return "A file needs a name."
    bad = next((c for c in name if c in _FORBIDDEN), "")
    if bad:
        return f"A file's name can't have “{bad}” in it."
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in name):
        return "A file's name can't have line breaks or other invisible signs in it."
    if name.startswith("."):
        return "A name that begins with a full stop hides the file."
    if name != name.strip() or name.endswith("."):
        return "A file's name can't begin or end with a space, or end with a full stop."
    if name.partition(".")[0].lower() in _DEVICES:
        return f"Windows keeps the name “{name.partition('.')[0]}” for itself."
    if len(os.fsencode(name)) > _MOST_BYTES:
        return "The name is too long."
    return ""


def spelling_key(name: str) -> str:
    """Equal for names that are one file on a disk that ignores case, or how accents are built."""
    return unicodedata.normalize("NFC", name).casefold()


def is_spelled_so(path: Path) -> bool:
    """Whether a file stands there by this very spelling, which `Path.exists` does not tell.

    Raises:
        OSError: Its folder can't be read.
    """
    return path.name in os.listdir(path.parent)  # noqa: PTH208 - names are all that is wanted


def free_path(wanted: Path, mark: str = "") -> Path:
    """``wanted``, or the first of "name-2", "name-3"… beside it that nothing stands at.

    Somebody else may take it the next moment: whoever makes the file must not overwrite.

    Args:
        wanted: The path to begin with.
        mark: Put between name and number: "copy" tries "name-copy", "name-copy-2"….
    """
    stem = f"{wanted.stem}-{mark}" if mark else wanted.stem
    path = wanted.with_name(stem + wanted.suffix)
    number = 2
    while os.path.lexists(path):
        path = wanted.with_name(f"{stem}-{number}{wanted.suffix}")
        number += 1
    return path
