"""Posts on their way from one folder to another, as the clipboard format of a drag."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from collections.abc import Sequence

POSTS_MIME = "application/x-copydesk-posts"
"""A JSON list of paths relative to the library's folder. No other program reads it, on purpose:
dropped elsewhere, a post must not be moved out of the site by accident."""


def pack_posts(paths: Sequence[str]) -> QMimeData:
    """The posts of these paths, for a drag."""
    data = QMimeData()
    data.setData(POSTS_MIME, json.dumps(list(paths)).encode())
    return data


def unpack_posts(data: QMimeData) -> list[str]:
    """The paths in a drag; none when it carries something else."""
    if not data.hasFormat(POSTS_MIME):
        return []
    try:
        paths = json.loads(bytes(data.data(POSTS_MIME).data()))
    except ValueError:
        return []
    return [path for path in paths if isinstance(path, str)] if isinstance(paths, list) else []
