"""The names of the files that a save writes before they take the place of a post."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TEMPORARY_PREFIX = ".~"
"""How the names of our temporary files begin; Dropbox leaves such files alone."""

NAME_KEPT = 40
"""So many characters of the post's name are in them; Linux allows 255 bytes a name."""

_PATTERN = re.compile(rf"\.~(?P<name>.{{1,{NAME_KEPT}}})\.[0-9a-f]{{8}}", re.DOTALL)


def temporary_for(target: Path) -> Path:
    """A free name beside a file for what is to replace it."""
    name = f"{TEMPORARY_PREFIX}{target.name[:NAME_KEPT]}.{secrets.token_hex(4)}"
    return target.with_name(name)


def post_name_of(name: str) -> str | None:
    """The beginning of the post's name in that of a temporary file; None for any other file.

    It is the whole name where it is shorter than `NAME_KEPT`.
    """
    found = _PATTERN.fullmatch(name)
    return found["name"] if found else None
