"""What the rows of the tree stand for."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.core.library.arrange import Folder
    from copydesk.core.library.entry import PostEntry


class NodeKind(enum.Enum):
    """A row is a folder, a post, or the note that a folder has more posts than are shown yet."""

    FOLDER = "folder"
    POST = "post"
    MORE = "more"


@dataclass(slots=True, eq=False)
class Node:
    """One row.

    Attributes:
        id: What the model's indexes carry; stays the same for the same folder or post.
        key: The path that tells it from others of its kind.
        row: Its place in its parent.
        depth: 0 for rows at the top.
        folder: What a folder's row is about, else the folder that shows the row.
        entry: What a post's row is about; None for other rows.
        children: Rows below it, once somebody asked for them.
        shown: How many of a folder's posts have a row; in the note, how many it knows of.
    """

    id: int
    kind: NodeKind
    key: str
    row: int
    depth: int
    parent: Node | None
    folder: Folder
    entry: PostEntry | None = None
    children: list[Node] | None = field(default=None, repr=False)
    shown: int = 0
